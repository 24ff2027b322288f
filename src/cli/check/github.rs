//! Findings as annotations of GitHub Actions: `::error file=po/ar.po,line=12,title=number::message`.

use mizan::{
    bitext::Pair,
    check::{Finding, Severity},
};
use std::io::{self, Write};

/// Writes one finding as the runner reads it from the output of a step.
pub(super) fn annotation(file: &str, pair: &Pair, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    write!(out, "::{level} file={}", property(file))?;
    if let Some(line) = pair.details.line {
        write!(out, ",line={line}")?;
    }
    let id = pair.id.as_deref().map_or_else(String::new, |id| format!(" ({id})"));
    writeln!(
        out,
        ",title={}::{}",
        property(finding.code.as_str()),
        message(&format!("{}{id}", finding.message))
    )
}

/// Escapes the characters that would end a message or a line.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes also the characters that would end a property.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use mizan::check::Code;

    #[test]
    fn an_annotation_is_one_line_whatever_the_text_holds() {
        let mut pair = Pair { id: Some("a\nb".to_owned()), ..Pair::default() };
        pair.details.line = Some(7);
        let finding = Finding {
            severity: Severity::Note,
            code: Code::ALL[0],
            message: "5% here".to_owned(),
            ar: None,
            en: None,
            throughout: false,
        };
        let mut out = Vec::new();
        annotation("a,b:c.po", &pair, &finding, &mut out).unwrap();
        let code = Code::ALL[0].as_str();
        let wanted = format!("::notice file=a%2Cb%3Ac.po,line=7,title={code}::5%25 here (a%0Ab)\n");
        assert_eq!(String::from_utf8(out).unwrap(), wanted);
    }
}
