//! TLS on the shared address, with a certificate of the owner.

use super::patience::Patient;
use crate::{Error, Result};
use std::path::Path;
use tokio::net::TcpStream;

/// Encrypts connections; without the feature `tls` there is none.
#[derive(Clone)]
pub(super) struct Encryption {
    #[cfg(feature = "tls")]
    acceptor: tokio_rustls::TlsAcceptor,
    #[cfg(not(feature = "tls"))]
    never: std::convert::Infallible,
}

impl std::fmt::Debug for Encryption {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Encryption")
    }
}

#[cfg(not(feature = "tls"))]
impl Encryption {
    /// Refuses: this program was built without TLS.
    pub(super) fn read(_: &Path, _: &Path) -> Result<Self> {
        Err(Error::new("TLS is no part of this program").advise(
            "build it with `cargo build --release --features tls`, or let a server with TLS in front of it pass requests on",
        ))
    }

    /// Never called.
    pub(super) async fn accept(&self, _: Patient<TcpStream>) -> Option<Patient<TcpStream>> {
        match self.never {}
    }
}

#[cfg(feature = "tls")]
impl Encryption {
    /// Reads a certificate (and those that vouch for it) and its key, both PEM.
    ///
    /// # Errors
    /// When a file cannot be read, does not hold what it should, or the key is that of another certificate.
    pub(super) fn read(certificate: &Path, key: &Path) -> Result<Self> {
        use tokio_rustls::rustls::{
            self, ServerConfig,
            pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
        };
        let text = |path: &Path| std::fs::read(path).map_err(|error| Error::io(path, &error));
        let (chain, secret) = (text(certificate)?, text(key)?);
        let chain: Vec<CertificateDer<'static>> =
            CertificateDer::pem_slice_iter(&chain).collect::<Result<_, _>>().map_err(|_| {
                Error::new("a certificate in it is damaged").at(certificate.display()).advise(
                    "copy the file again, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----",
                )
            })?;
        if chain.is_empty() {
            return Err(Error::new("there is no certificate in it")
                .at(certificate.display())
                .advise("give a PEM file: it has a line -----BEGIN CERTIFICATE-----"));
        }
        let no_key = || {
            let is_locked = memchr::memmem::find(&secret, b"ENCRYPTED").is_some();
            let (what, advice) = if is_locked {
                (
                    "the key in it is locked with a password",
                    "write it without one: openssl pkey -in KEY -out FILE",
                )
            } else {
                (
                    "there is no private key in it",
                    "give a PEM file: it has a line -----BEGIN PRIVATE KEY-----",
                )
            };
            Error::new(what).at(key.display()).advise(advice)
        };
        let secret = PrivateKeyDer::from_pem_slice(&secret).map_err(|_| no_key())?;
        let ring = std::sync::Arc::new(rustls::crypto::ring::default_provider());
        let refused = |error: rustls::Error| {
            let what = match error {
                rustls::Error::InconsistentKeys(_) => {
                    format!("the key does not belong to the certificate in {}", certificate.display())
                }
                other => format!("the key cannot be used with {}: {other}", certificate.display()),
            };
            Error::new(what).at(key.display()).advise("give the key with which the certificate was made")
        };
        let config = ServerConfig::builder_with_provider(ring)
            .with_safe_default_protocol_versions()
            .map_err(refused)?
            .with_no_client_auth()
            .with_single_cert(chain, secret)
            .map_err(refused)?;
        Ok(Encryption { acceptor: std::sync::Arc::new(config).into() })
    }

    /// The encrypted connection; `None` if the other end does not speak TLS.
    pub(super) async fn accept(
        &self,
        stream: Patient<TcpStream>,
    ) -> Option<tokio_rustls::server::TlsStream<Patient<TcpStream>>> {
        self.acceptor.accept(stream).await.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(certificate: &str, key: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/resources/tls");
        let read = Encryption::read(&folder.join(certificate), &folder.join(key));
        read.err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[cfg(feature = "tls")]
    #[test]
    fn certificates_and_keys_that_do_not_fit_are_said() {
        assert_eq!(said("cert.pem", "key.pem"), "");
        assert!(said("none.pem", "key.pem").contains("none.pem: no such file"));
        assert!(said("cert.pem", "none.pem").contains("none.pem: no such file"));
        assert!(said("key.pem", "key.pem").contains("key.pem: there is no certificate in it"));
        let folder = tempfile::tempdir().unwrap();
        let damaged = folder.path().join("damaged.pem");
        std::fs::write(&damaged, "-----BEGIN CERTIFICATE-----\n???\n-----END CERTIFICATE-----\n").unwrap();
        assert!(
            said(damaged.to_str().unwrap(), "key.pem")
                .contains("damaged.pem: a certificate in it is damaged")
        );
        assert!(said("cert.pem", "cert.pem").contains("cert.pem: there is no private key in it"));
        assert!(said("cert.pem", "other-key.pem").contains("does not belong to the certificate"));
        assert!(said("cert.pem", "locked-key.pem").contains("locked with a password"));
    }

    #[cfg(not(feature = "tls"))]
    #[test]
    fn a_program_without_tls_says_how_to_get_it() {
        assert!(said("cert.pem", "key.pem").contains("--features tls"));
    }
}
