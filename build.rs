//! Packs the large tables of `data/` into blocks of bytes, so that the program need not parse them
//! at every start (see `src/packed.rs`). It uses the program's own modules, so that a row has the
//! same meaning here and there.

// Much of what the modules contain is used only by the program.
#![allow(dead_code, unreachable_pub, unused_imports)]

#[path = "src/error.rs"]
mod error;
#[path = "src/lexicon"]
mod lexicon {
    pub mod builder;
    pub mod store;
    pub mod table;
}
#[path = "src/name"]
mod name {
    pub mod builder;
    mod forms;
    mod kind;
    mod tries;
}
#[path = "src/packed.rs"]
mod packed;
#[path = "src/text/mod.rs"]
mod text;

use error::{Error, Result};
use std::{env, error::Error as StdError, fs, path::Path};

fn main() -> Result<(), Box<dyn StdError>> {
    let made = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let made = Path::new(&made);
    let table = |name: &str| {
        println!("cargo::rerun-if-changed=data/{name}");
        fs::read_to_string(Path::new("data").join(name))
    };
    let lexicon = table("lexicon.tsv")?;
    let dialects = table("lexicon-dialects.tsv")?;
    let packed = |text: &str, name: &str| -> Result<Vec<u8>> {
        Ok(lexicon::store::Lexicon::from_rows(&lexicon::table::parse_rows(text, name)?).pack())
    };
    fs::write(made.join("lexicon.bin"), packed(&lexicon, "data/lexicon.tsv")?)?;
    fs::write(made.join("dialects.bin"), packed(&dialects, "data/lexicon-dialects.tsv")?)?;
    #[cfg(feature = "formats")]
    for (name, text) in [("lexicon.deflate", &lexicon), ("dialects.deflate", &dialects)] {
        fs::write(made.join(name), deflated(text)?)?;
    }
    fs::write(made.join("listed.bin"), name::builder::pack_listed(&lexicon))?;
    fs::write(made.join("names.bin"), name::builder::pack(&table("names.tsv")?))?;
    Ok(())
}

/// The text of a table that the program needs only to show its rows.
#[cfg(feature = "formats")]
fn deflated(text: &str) -> std::io::Result<Vec<u8>> {
    use std::io::Write;
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(text.as_bytes())?;
    encoder.finish()
}
