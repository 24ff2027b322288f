//! Files that name the English text Arabic and the Arabic one English. If all letters of the first
//! pairs contradict the names, the letters win, as in tables.

use super::super::{
    columns::{SAMPLE_BYTES, SAMPLE_ROWS},
    pairs::{Header, Pair, Pairs, Source},
};
use crate::{
    Result,
    document::Letters,
    text::{Lang, Sides},
};
use std::collections::VecDeque;

/// The pairs of a source, with their two texts exchanged if the letters require it.
pub(super) fn righted<'a>(source: impl Source + 'a) -> Pairs<'a> {
    Pairs::new(Righted { source, ahead: None, is_exchanged: false })
}

struct Righted<S> {
    source: S,
    /// The buffered pairs that were examined; `None` before the first request.
    ahead: Option<VecDeque<Result<Pair>>>,
    is_exchanged: bool,
}

impl<S: Source> Righted<S> {
    /// Reads the first pairs and decides.
    fn look_ahead(&mut self) -> VecDeque<Result<Pair>> {
        let (mut ahead, mut bytes) = (VecDeque::new(), 0);
        while ahead.len() < SAMPLE_ROWS && bytes < SAMPLE_BYTES {
            let Some(next) = self.source.next() else { break };
            bytes += next.as_ref().map_or(0, |pair| pair.texts.ar.len() + pair.texts.en.len());
            ahead.push_back(next);
        }
        let mut seen = ahead.iter().flatten().filter_map(contradicts).peekable();
        self.is_exchanged = seen.peek().is_some() && seen.all(|is| is);
        ahead
    }
}

/// Whether the letters of both texts contradict the names; `None` if a text has no letters, or if
/// findings contain places in it.
fn contradicts(pair: &Pair) -> Option<bool> {
    let Sides { ar, en } = pair.strs().map(Letters::of);
    let is_clear = ar.total() > 0 && en.total() > 0 && pair.details.findings.is_empty();
    is_clear.then(|| ar.lang() == Lang::En && en.lang() == Lang::Ar)
}

impl<S: Source> Source for Righted<S> {
    fn next(&mut self) -> Option<Result<Pair>> {
        let mut ahead = match self.ahead.take() {
            Some(ahead) => ahead,
            None => self.look_ahead(),
        };
        let next = ahead.pop_front();
        self.ahead = Some(ahead);
        let mut pair = match next.or_else(|| self.source.next())? {
            Ok(pair) => pair,
            Err(error) => return Some(Err(error)),
        };
        if self.is_exchanged {
            std::mem::swap(&mut pair.texts.ar, &mut pair.texts.en);
            let segments = &mut pair.details.segments;
            std::mem::swap(&mut segments.ar, &mut segments.en);
            pair.details.kind = pair.details.kind.map(|Sides { ar, en }| Sides { ar: en, en: ar });
        }
        Some(Ok(pair))
    }

    fn header(&self) -> &Header {
        self.source.header()
    }

    fn left_out(&self) -> u64 {
        self.source.left_out()
    }

    fn broke_off(&self) -> bool {
        self.source.broke_off()
    }

    fn remarks(&self) -> Vec<String> {
        let said = "Arabic and English are exchanged: the letters say the opposite of the names".to_owned();
        self.is_exchanged.then_some(said).into_iter().chain(self.source.remarks()).collect()
    }

    fn losses(&self) -> Vec<String> {
        self.source.losses()
    }
}

#[cfg(test)]
mod tests {
    use crate::bitext::{Format, PairOptions, read_moses, read_pairs};

    #[test]
    fn letters_are_believed_where_all_of_them_contradict_the_names() {
        for (text, exchanged) in [
            ("{\"ar\":\"Six days\",\"en\":\"ستة أيام\"}\n{\"ar\":\"12\",\"en\":\"13\"}\n", true),
            ("{\"ar\":\"Six days\",\"en\":\"ستة أيام\"}\n{\"ar\":\"نعم\",\"en\":\"Yes\"}\n", false),
            ("{\"ar\":\"IBM\",\"en\":\"IBM\"}\n", false),
            ("", false),
        ] {
            let mut pairs =
                read_pairs("p", Format::Jsonl, Box::new(text.as_bytes()), &PairOptions::default()).unwrap();
            let first = pairs.next().map(|pair| pair.unwrap().texts.ar);
            assert_eq!(first.as_deref() == Some("ستة أيام"), exchanged, "{text}");
            assert_eq!(pairs.remarks().len(), usize::from(exchanged), "{text}");
        }
        let memory = "<tmx version='1.4'><header srclang='en'/><body><tu><tuv xml:lang='en'><seg>ستة أيام</seg></tuv>\
            <tuv xml:lang='ar'><seg>Six days</seg></tuv></tu></body></tmx>";
        let pairs = read_pairs("m", Format::Tmx, Box::new(memory.as_bytes()), &PairOptions::default());
        assert_eq!(pairs.unwrap().next().unwrap().unwrap().texts.en, "Six days");
        let file = |text: &'static str| -> Box<dyn std::io::BufRead> { Box::new(text.as_bytes()) };
        let moses =
            read_moses(("p.ar", file("Six days\n")), ("p.en", file("ستة أيام\n")), &PairOptions::default());
        assert_eq!(moses.unwrap().next().unwrap().unwrap().texts.en, "Six days");
    }
}
