//! The kinds of figures, one a file, and the one list that says in which order they are tried.
//!
//! Each kind says what it may start with ([`Look`]) and reads what stands there. Which tokens are worth a try at all
//! follows from that by itself ([`Openers`]), so that most words are passed over at a prefilter. A new kind of figure is a
//! new file with a `RECOGNIZER` and a line in [`ORDER`].

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
mod openers;
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
mod unit_alone;
mod unsaid;
mod vague;
mod version;
mod year;

pub(super) use openers::{Kinds, Openers};

use super::{
    hit::Hit,
    lexicon::{Around, Sense},
    paragraph::Paragraph,
};
use lead::Lead;
use std::cell::OnceCell;

/// Every kind of figure, the most telling first: the first that reads something wins.
const ORDER: [Recognizer; 29] = [
    code::RECOGNIZER,
    phone::RECOGNIZER,
    date::RECOGNIZER,
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
    // What follows counts without a number.
    unit_alone::RECOGNIZER,
    roman::RECOGNIZER,
    goals::RECOGNIZER,
    unsaid::RECOGNIZER,
    dual::RECOGNIZER,
];

/// One kind of figure.
pub(super) struct Recognizer {
    /// True for what it may start with. The kind of a sense tells, never its value.
    starts: fn(Look) -> bool,
    /// What it reads where it may start; more than one figure where they share words, as the days of a range do.
    read: fn(&Paragraph<'_>, &Start) -> Option<Vec<Hit>>,
}

/// What a token is at a prefilter. One token may be several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Digits.
    Digits,
    /// A mark before something that may be a figure.
    Mark(char),
    /// The first word of something that the tables know, with one of its senses.
    Word(Sense),
    /// A word that ends like a dual.
    Dual,
    /// Capitals that begin like a Roman numeral.
    Roman,
    /// A word with digits behind it or with something glued to it.
    Led,
}

impl Look {
    /// True for digits and for words that a number may begin with.
    fn counts(self) -> bool {
        match self {
            Look::Digits => true,
            Look::Word(sense) => sense.counts(),
            _ => false,
        }
    }

    /// True for what a number with all that may stand in front of it begins with, see [`Lead`].
    fn leads(self) -> bool {
        let sign = Look::Word(Sense::Around(Around::Minus)) == self;
        let point = Look::Word(Sense::Around(Around::Point)) == self;
        sign || point || matches!(self, Look::Mark(_) | Look::Led) || self.counts()
    }
}

/// Where a figure may begin.
#[derive(Debug)]
pub(super) struct Start {
    /// The token.
    at: usize,
    /// A word in front of it says that an age follows.
    age: bool,
    /// See [`Start::lead`].
    lead: OnceCell<Option<Lead>>,
}

impl Start {
    /// The number that begins here, which many kinds begin with and which is read once for all of them.
    fn lead(&self, paragraph: &Paragraph<'_>) -> Option<&Lead> {
        self.lead.get_or_init(|| Lead::read(paragraph, self.at)).as_ref()
    }
}

impl Paragraph<'_> {
    /// The figure that begins at a token, of the first of these kinds that reads one.
    pub(super) fn figure_at(&self, kinds: Kinds, at: usize, age: bool) -> Option<Vec<Hit>> {
        let start = Start { at, age, lead: OnceCell::new() };
        kinds.each().find_map(|kind| (ORDER[kind].read)(self, &start))
    }
}

/// One figure as a list.
fn one(hit: Option<Hit>) -> Option<Vec<Hit>> {
    hit.map(|hit| vec![hit])
}
