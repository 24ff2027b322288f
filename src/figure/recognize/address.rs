//! Web and mail addresses and paths, whose digits are not figures.

use crate::figure::{paragraph::Paragraph, scan::TokKind};

impl Paragraph<'_> {
    /// The end of a web or mail address or a path that begins at a token; its digits are not figures.
    pub(in crate::figure) fn address(&self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        let (mut slashes, mut dots, mut sign, mut letters) = (0, 0, false, 1);
        while let Some(tok) = self.toks.get(end).filter(|tok| tok.glued) {
            match tok.kind {
                TokKind::Mark('/') => slashes += 1,
                TokKind::Mark('.') if self.toks.get(end + 1).is_some_and(|t| t.glued) => dots += 1,
                TokKind::Mark('@') => sign = true,
                TokKind::Word if tok.latin => letters += 1,
                _ => {}
            }
            end += 1;
        }
        let first = self.raw(&self.toks[at]);
        let web = matches!(first, "http" | "https" | "www" | "doi") && (slashes > 0 || dots > 0);
        let path = slashes > 0 && dots > 0 && letters > 2 && !self.toks[at + 1].is('/');
        (web || path || sign && dots > 0).then_some(end)
    }
}
