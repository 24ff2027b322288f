//! The kinds of figures, one file per kind, and the list of the order in which they are tried.
//!
//! Each kind states what it may start with ([`Look`]) and reads the text there. Which tokens are
//! worth trying follows from this ([`Starts`]), so that most words are skipped quickly. A new kind
//! of figure needs a new file with a `RECOGNIZER` and a line in [`ORDER`].

mod added_time;
mod address;
mod article;
mod below_zero;
mod brackets;
mod clock;
mod code;
mod count;
pub(super) mod date;
mod decade;
mod dual;
mod feet;
mod goals;
mod lead;
mod measure;
mod money;
mod nil;
mod one_part;
mod out_of;
mod part;
mod percent_sign;
mod period;
mod phone;
mod place;
mod place_sign;
mod range;
mod roman;
mod slashed;
mod starts;
mod unit_alone;
mod unsaid;
mod vague;
mod version;
mod year;

pub(super) use starts::{Kinds, Starts};

use super::{
    hit::Hit,
    lexicon::{Around, Sense},
    paragraph::Paragraph,
};
use lead::Lead;
use std::cell::OnceCell;

/// All kinds of figures, the most specific first: the first one that reads something wins.
const ORDER: [Recognizer; 31] = [
    code::RECOGNIZER,
    phone::RECOGNIZER,
    date::RECOGNIZER,
    added_time::RECOGNIZER,
    clock::RECOGNIZER,
    period::RECOGNIZER,
    percent_sign::RECOGNIZER,
    version::RECOGNIZER,
    feet::RECOGNIZER,
    article::RECOGNIZER,
    slashed::RECOGNIZER,
    place_sign::RECOGNIZER,
    decade::RECOGNIZER,
    range::RECOGNIZER,
    nil::RECOGNIZER,
    one_part::RECOGNIZER,
    out_of::RECOGNIZER,
    goals::COUNTED,
    money::RECOGNIZER,
    measure::RECOGNIZER,
    brackets::RECOGNIZER,
    below_zero::RECOGNIZER,
    place::RECOGNIZER,
    part::RECOGNIZER,
    vague::RECOGNIZER,
    count::RECOGNIZER,
    // The following are figures without a number.
    unit_alone::RECOGNIZER,
    roman::RECOGNIZER,
    goals::RECOGNIZER,
    unsaid::RECOGNIZER,
    dual::RECOGNIZER,
];

/// One kind of figure.
pub(super) struct Recognizer {
    /// True for what it may start with. It may depend on the kind of a sense, never on its value.
    starts: fn(Look) -> bool,
    /// Reads the figures at a start; several if they share words, like the days of a range.
    read: fn(&Paragraph<'_>, &Start) -> Option<Vec<Hit>>,
}

/// The appearance of a token. A token may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Digits.
    Digits,
    /// A mark before a possible figure.
    Mark(char),
    /// The first word of a known word or phrase, with one of its senses.
    Word(Sense),
    /// A word that ends like a dual.
    Dual,
    /// Capitals that begin like a Roman numeral.
    Roman,
    /// A word followed by digits, or with something glued to it.
    Led,
}

impl Look {
    /// True for digits and for words with which a number may begin.
    fn counts(self) -> bool {
        match self {
            Look::Digits => true,
            Look::Word(sense) => sense.counts(),
            _ => false,
        }
    }

    /// True for what a [`Lead`], which is a number with its prefixes, may begin with.
    fn leads(self) -> bool {
        let sign = Look::Word(Sense::Around(Around::Minus)) == self;
        let point = Look::Word(Sense::Around(Around::Point)) == self;
        sign || point || matches!(self, Look::Mark(_) | Look::Led) || self.counts()
    }
}

/// A possible start of a figure.
#[derive(Debug)]
pub(super) struct Start {
    /// The token.
    at: usize,
    /// Whether a word before it says that an age follows.
    age: bool,
    /// See [`Start::lead`].
    lead: OnceCell<Option<Lead>>,
}

impl Start {
    /// The number that begins here, with which many kinds begin; it is read only once.
    fn lead(&self, paragraph: &Paragraph<'_>) -> Option<&Lead> {
        self.lead.get_or_init(|| Lead::read(paragraph, self.at)).as_ref()
    }
}

impl Paragraph<'_> {
    /// The figure that begins at a token, read by the first of these kinds that can.
    pub(super) fn figure_at(&self, kinds: Kinds, at: usize, age: bool) -> Option<Vec<Hit>> {
        let start = Start { at, age, lead: OnceCell::new() };
        kinds.each().find_map(|kind| (ORDER[kind].read)(self, &start))
    }
}

/// One figure as a list.
fn one(hit: Option<Hit>) -> Option<Vec<Hit>> {
    hit.map(|hit| vec![hit])
}
