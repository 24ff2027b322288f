//! Findings in SARIF 2.1.0, the OASIS format for findings of tools: read by GitHub code scanning,
//! Azure DevOps and editors.

use mizan::{
    bitext::{Pair, rows},
    check::{Code, Finding, Severity},
};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Text<'a>,
    default_configuration: Level,
}

#[derive(Serialize)]
struct Level {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Result<'a> {
    rule_id: &'a str,
    level: &'static str,
    message: Text<'a>,
    locations: [Location<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical<'a> {
    fully_qualified_name: &'a str,
}

/// Writes the part before the findings: the tool and its rules.
pub(super) fn begin(out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "{{\"version\":\"2.1.0\",\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"runs\":[{{\"tool\":\
         {{\"driver\":{{\"name\":\"mizan\",\"version\":\"{}\",\"rules\":[",
        env!("CARGO_PKG_VERSION")
    )?;
    for (n, code) in Code::ALL.iter().enumerate() {
        let (short_description, default_configuration) =
            (Text { text: code.description() }, Level { level: level(code.severity()) });
        out.write_all(if n == 0 { b"\n" } else { b",\n" })?;
        rows::write_value(&Rule { id: code.as_str(), short_description, default_configuration }, out)?;
    }
    out.write_all(b"\n]}},\"results\":[")
}

/// Writes one finding.
pub(super) fn result(
    file: &str,
    pair: &Pair,
    finding: &Finding,
    first: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let region = pair.details.line.map(|start_line| Region { start_line });
    let id = pair.id.as_deref();
    out.write_all(if first { b"\n" } else { b",\n" })?;
    let location = Location {
        physical_location: Physical { artifact_location: Artifact { uri: uri(file) }, region },
        logical_locations: id
            .map(|fully_qualified_name| Logical { fully_qualified_name })
            .into_iter()
            .collect(),
    };
    let found = Result {
        rule_id: finding.code.as_str(),
        level: level(finding.severity),
        message: Text { text: &finding.message },
        locations: [location],
    };
    rows::write_value(&found, out)
}

/// Writes the part after the findings.
pub(super) fn end(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"\n]}]}\n")
}

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

/// A path as a URI reference: forward slashes, and everything but unreserved characters percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'\\' if cfg!(windows) => out.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out += &format!("%{byte:02X}"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_reference() {
        assert_eq!(uri("po/ar.po"), "po/ar.po");
        assert_eq!(uri("a b/ن.po"), "a%20b/%D9%86.po");
    }
}
