//! The description of a finding for the terminal.

use super::{
    console::{Palette, harmless},
    excerpt,
};
use mizan::{
    check::{Finding, Marked, Severity},
    text::Sides,
};
use std::io::{self, Write};

/// Writes a finding for people: place, severity, kind and reason; then both texts with the place marked.
pub(super) fn describe(
    place: &str,
    finding: &Finding,
    texts: Sides<&str>,
    palette: &Palette,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = match finding.severity {
        Severity::Error => palette.error,
        Severity::Warning => palette.warning,
        Severity::Note => palette.faint,
    };
    let severity = finding.severity.as_str();
    let place = harmless(place);
    let message = harmless(&finding.message);
    writeln!(out, "{place}  {style}{severity}{style:#}  {}  {message}", finding.code)?;
    let value = |marked: &Option<Marked>| {
        marked.as_ref().map(|marked| finding.shown(marked).into_owned()).unwrap_or_default()
    };
    let width = value(&finding.ar).chars().count().max(value(&finding.en).chars().count());
    for (label, marked, text) in [("ar", &finding.ar, texts.ar), ("en", &finding.en, texts.en)] {
        let text = match marked {
            _ if text.is_empty() => continue,
            Some(marked) if !marked.value.is_empty() => excerpt::marked(text, marked.span, 40, palette),
            _ => excerpt::head(text, 90),
        };
        let faint = palette.faint;
        writeln!(out, "    {faint}{label}{faint:#}  {:<width$}  {text}", value(marked))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use mizan::check::Code;
    use mizan::text::Span;

    #[test]
    fn a_finding_is_shown_with_values_before_the_texts() {
        let (ar, en) = ("أنفقت 3 مليارات.", "It spent $3 million.");
        let finding = Finding {
            severity: Severity::Error,
            code: Code::Scale,
            message: "3 million against 3 billion".to_owned(),
            ar: Some(Marked {
                span: Span::new(11, 11 + "3 مليارات".len()), value: "3000000000".to_owned()
            }),
            en: Some(Marked { span: Span::new(9, 19), value: "3000000 USD".to_owned() }),
            throughout: false,
        };
        let mut out = Vec::new();
        describe("p.tsv:2", &finding, Sides::new(ar, en), &Palette::default(), &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "p.tsv:2  error  scale  3 million against 3 billion\n    \
             ar  3 billion      أنفقت ⟦3 مليارات⟧.\n    \
             en  3 million USD  It spent ⟦$3 million⟧.\n"
        );
    }
}
