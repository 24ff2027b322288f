//! Reads several files as one: the files of an archive.

use super::super::pairs::{Header, Pair, Pairs, Source};
use crate::Result;

/// The pairs of several files, one file after the other; each pair contains the name of its file. A
/// file that cannot be opened is an error, and the files after it are still read.
pub fn read_members<'a>(files: impl Iterator<Item = Result<(String, Pairs<'a>)>> + 'a) -> Pairs<'a> {
    let (now, header, past) = (None, Header::default(), Past::default());
    Pairs::new(Members { files: Box::new(files), now, header, past })
}

/// The combined results of the files that have been read.
#[derive(Default)]
struct Past {
    left_out: u64,
    broke_off: bool,
    remarks: Vec<String>,
    losses: Vec<String>,
}

struct Members<'a> {
    files: Box<dyn Iterator<Item = Result<(String, Pairs<'a>)>> + 'a>,
    /// The current file with its name, and whether a pair has been read from it.
    now: Option<(String, Pairs<'a>, bool)>,
    header: Header,
    past: Past,
}

impl Source for Members<'_> {
    fn next(&mut self) -> Option<Result<Pair>> {
        loop {
            let Some((name, pairs, begun)) = &mut self.now else {
                match self.files.next()? {
                    Ok((name, pairs)) => self.now = Some((name, pairs, false)),
                    Err(error) => return Some(Err(error)),
                }
                continue;
            };
            match pairs.next() {
                Some(Ok(mut pair)) => {
                    self.header.clone_from(pairs.header());
                    pair.continues &= std::mem::replace(begun, true);
                    pair.details.member = Some(name.clone());
                    return Some(Ok(pair));
                }
                Some(Err(error)) => return Some(Err(error)),
                None => {
                    let named = |remark: String| format!("{name}: {remark}");
                    self.past.left_out += pairs.left_out();
                    self.past.broke_off |= pairs.broke_off();
                    self.past.remarks.extend(pairs.remarks().into_iter().map(named));
                    self.past.losses.extend(pairs.losses().into_iter().map(named));
                    self.now = None;
                }
            }
        }
    }

    fn header(&self) -> &Header {
        &self.header
    }

    fn left_out(&self) -> u64 {
        self.past.left_out + self.now.as_ref().map_or(0, |(_, pairs, _)| pairs.left_out())
    }

    fn broke_off(&self) -> bool {
        self.past.broke_off || self.now.as_ref().is_some_and(|(_, pairs, _)| pairs.broke_off())
    }

    fn remarks(&self) -> Vec<String> {
        self.past.remarks.clone()
    }

    fn losses(&self) -> Vec<String> {
        self.past.losses.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Error,
        bitext::{Format, PairOptions, read_pairs},
    };

    #[test]
    fn files_are_read_one_after_the_other_and_a_broken_one_costs_itself() {
        let file = |name: &str, text: &'static str| {
            let pairs = read_pairs(name, Format::Tsv, Box::new(text.as_bytes()), &PairOptions::default())?;
            Ok((name.to_owned(), pairs))
        };
        let files = [file("a", "نعم\tyes\nلا\tno\n"), Err(Error::new("broken")), file("b", "ربما\tmaybe\n")];
        let mut pairs = read_members(files.into_iter());
        let mut read = Vec::new();
        for pair in pairs.by_ref() {
            read.push(pair.map_or("-".to_owned(), |p| {
                format!("{}:{} {} {}", p.details.member.unwrap(), p.row, p.texts.en, p.continues)
            }));
        }
        assert_eq!(read, ["a:1 yes false", "a:2 no false", "-", "b:1 maybe false"]);
        assert!(!pairs.broke_off() && pairs.left_out() == 0);
    }
}
