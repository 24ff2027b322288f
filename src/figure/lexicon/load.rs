//! Reading the tables in `data/` as the words of one language.

use super::{
    Around, Role, Sense, calendar,
    homograph::{Homographs, Use},
    prefilter::Prefilter,
    words::{Lexicon, Lists, Part, Phrase},
};
use crate::{
    figure::Unit,
    packed::SetBuilder,
    text::{
        Lang, chars,
        clitics::{self, Classes},
        fold, table,
    },
};
use rustc_hash::FxHashMap;

const NUMBERS_AR: &str = include_str!("../../../data/numbers.ar.tsv");
const NUMBERS_EN: &str = include_str!("../../../data/numbers.en.tsv");
const WORDS: &str = include_str!("../../../data/figure-words.tsv");
const PARTICLES: &str = include_str!("../../../data/figure-particles.tsv");
const NATIONALITIES: &str = include_str!("../../../data/nationalities.tsv");
const DUALS: &str = include_str!("../../../data/duals.ar.tsv");

/// The cells of each row of a table.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table::rows(table).map(cells)
}

fn cells(row: &'static str) -> Vec<&'static str> {
    row.split('\t').map(str::trim).collect()
}

fn forms(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').map(str::trim).filter(|form| !form.is_empty() && *form != "-")
}

/// Every spelling of a form with alternatives in braces: `juma{,a}da` is `jumada` and `jumaada`.
fn spellings(form: &str) -> Vec<String> {
    let mut made = vec![String::new()];
    let mut rest = form;
    while let Some((plain, choices, after)) = rest
        .split_once('{')
        .and_then(|(plain, after)| after.split_once('}').map(|(choices, after)| (plain, choices, after)))
    {
        made = made
            .iter()
            .flat_map(|start| choices.split(',').map(move |choice| format!("{start}{plain}{choice}")))
            .collect();
        rest = after;
    }
    made.iter_mut().for_each(|spelling| spelling.push_str(rest));
    made
}

/// The words of a language under construction.
struct Loader {
    lang: Lang,
    words: SetBuilder,
    senses: Vec<(u32, Sense)>,
    phrases: Vec<(u32, Phrase)>,
    symbols: FxHashMap<char, Vec<(&'static str, Unit)>>,
    roles: FxHashMap<&'static str, Vec<Role>>,
    scales: FxHashMap<&'static str, u8>,
    homographs: Homographs,
    /// The current spelling, folded.
    folded: String,
}

/// Reads the words of a language.
pub(in crate::figure) fn load(lang: Lang) -> Lexicon {
    Loader {
        lang,
        words: SetBuilder::with_capacity(5_000),
        senses: Vec::with_capacity(5_000),
        phrases: Vec::with_capacity(2_000),
        symbols: FxHashMap::default(),
        roles: FxHashMap::default(),
        scales: FxHashMap::default(),
        homographs: Homographs::of(lang),
        folded: String::new(),
    }
    .load()
}

/// The classes of number words, simplest first.
const CLASSES: [&str; 22] = [
    "unit",
    "ten",
    "teen",
    "tens",
    "hundred",
    "thousands",
    "plural",
    "short",
    "scale",
    "dual",
    "ordinal",
    "ordinal-scale",
    "fraction",
    "parts",
    "article",
    "group",
    "groups",
    "vague",
    "times",
    "both",
    "decade",
    "sweep",
];

/// A row of a table of number words.
struct NumberRow {
    class: &'static str,
    over: u32,
    under: u32,
    words: &'static str,
}

fn number_row(row: &'static str) -> Option<NumberRow> {
    let &[class, value, words] = cells(row).as_slice() else { return None };
    let (over, under) = value.split_once('/').unwrap_or((value, "1"));
    CLASSES.contains(&class).then_some(())?;
    Some(NumberRow { class, over: over.parse().ok()?, under: under.parse().ok()?, words })
}

/// ثلثها, خُمسهم, ثلثيهما, ثلاثة أرباعهم: true for words of parts, of which a pronoun says what the whole is. ثمنها is its price.
fn counts_parts((class, over, under): (&str, u32, u32), form: &str, soft: bool) -> bool {
    match class {
        "fraction" if over == 1 => under != 8 && !(soft && under == 2),
        // A dual loses its nūn before the pronoun.
        "fraction" => form.ends_with(['ا', 'ي']),
        "parts" => true,
        // في أربعينياته: in his forties
        "decade" => form.ends_with("ات"),
        _ => false,
    }
}

impl Loader {
    fn load(mut self) -> Lexicon {
        self.load_numbers();
        self.load_calendar();
        // A name of several units rather means the one that is called so first.
        let most = Unit::all().map(|unit| unit.words(self.lang).len()).max().unwrap_or_default();
        for rank in 0..most {
            for unit in Unit::all() {
                if let Some(form) = unit.words(self.lang).get(rank) {
                    self.add_unit_name(unit, form);
                }
            }
        }
        for unit in Unit::all() {
            for &symbol in unit.symbols() {
                self.add_symbol(symbol, unit);
            }
        }
        self.load_words();
        self.finish()
    }

    fn load_calendar(&mut self) {
        let lang = self.lang;
        for month in calendar::months() {
            for form in month.forms(lang) {
                let (soft, exact) =
                    (self.is(form, "month", Use::Everyday), self.is(form, "month", Use::Spelled));
                let dated = self.is(form, "month", Use::Dated);
                for spelling in spellings(form) {
                    let (hijri, number) = (month.hijri, month.number);
                    self.add(&spelling, Sense::Month { hijri, number, soft, exact, dated });
                }
            }
        }
        for day in calendar::weekdays() {
            for form in day.forms(lang) {
                let soft = self.is(form, "weekday", Use::Everyday);
                self.add(form, Sense::Weekday { number: day.number, soft });
            }
        }
    }

    /// Adds nationalities, words around figures, particles and duals.
    fn load_words(&mut self) {
        let lang = self.lang;
        for row in rows(NATIONALITIES) {
            let &[code, en, ar] = row.as_slice() else { continue };
            let Some(unit) = Unit::by_code(code) else { continue };
            for adjective in forms(if lang == Lang::Ar { ar } else { en }) {
                self.add_nationality(unit, adjective);
            }
        }
        for row in rows(WORDS) {
            let &[name, of, words] = row.as_slice() else { continue };
            let Some(around) = Around::parse(name).filter(|_| of == lang.code()) else { continue };
            for form in forms(words) {
                self.add(form, Sense::Around(around));
            }
        }
        for row in rows(PARTICLES) {
            let &[name, of, word] = row.as_slice() else { continue };
            if let Some(role) = Role::parse(name).filter(|_| of == lang.code() || of == "*") {
                self.roles.entry(word).or_default().push(role);
            }
        }
        if lang == Lang::Ar {
            for row in rows(DUALS) {
                let &[class, words] = row.as_slice() else { continue };
                let sense = if class == "dual" { Sense::DualNoun } else { Sense::NoDual };
                forms(words).for_each(|form| self.add(form, sense));
            }
        }
    }

    /// The lexicon of all words that were added, with the place of each Arabic word without its article.
    fn finish(mut self) -> Lexicon {
        let words = self.words.len() as u32;
        let mut bare = vec![0; words as usize + 1];
        for id in 0..words {
            let word = str::from_utf8(self.words.get(id)).unwrap_or_default();
            if let Some(rest) = clitics::without_article(word, Classes::NONE) {
                bare[id as usize + 1] = self.words.find(rest.as_bytes()).map_or(0, |id| id + 1);
            }
        }
        self.phrases.sort_by_key(|(_, phrase)| std::cmp::Reverse(phrase.rest.len()));
        for list in self.symbols.values_mut() {
            list.sort_by_key(|(symbol, _)| std::cmp::Reverse(symbol.len()));
        }
        Lexicon {
            lang: self.lang,
            prefilter: Prefilter::new(self.lang, (0..words).map(|id| self.words.get(id))),
            senses: Lists::new(bare.len(), self.senses),
            phrases: Lists::new(bare.len(), self.phrases),
            words: self.words,
            bare,
            symbols: self.symbols,
            roles: self.roles,
            scales: self.scales,
        }
    }

    fn load_numbers(&mut self) {
        let table = if self.lang == Lang::Ar { NUMBERS_AR } else { NUMBERS_EN };
        let mut numbers: Vec<NumberRow> = table::rows(table).filter_map(number_row).collect();
        // If a word is of two kinds of number, the simpler one comes first.
        numbers.sort_by_key(|row| CLASSES.iter().position(|class| *class == row.class));
        for NumberRow { class, over: n, under: d, words } in numbers {
            let power = n as u8;
            let sense = match class {
                "unit" => Sense::Unit(n),
                "ten" => Sense::Ten(n),
                "teen" => Sense::Teen(n),
                "tens" => Sense::Tens(n),
                "hundred" => Sense::Hundred(n),
                "scale" => Sense::Scale(power),
                "dual" => Sense::DualScale(power),
                "thousands" => Sense::Thousands(n),
                "plural" => Sense::PluralScale(power),
                "group" => Sense::Group(n),
                "groups" => Sense::Groups(n),
                "ordinal" => Sense::Ordinal(n),
                "ordinal-scale" => Sense::OrdinalScale(power),
                "fraction" => Sense::Fraction(n, d),
                "parts" => Sense::Parts(n),
                "article" => Sense::Article,
                "decade" => Sense::Decade(n),
                "vague" => Sense::Vague(n),
                "times" => Sense::Times(n),
                "both" => Sense::Both(n),
                "sweep" => Sense::Sweep(n),
                "short" => {
                    self.scales.extend(forms(words).map(|sign| (sign, power)));
                    continue;
                }
                _ => continue,
            };
            for form in forms(words) {
                let soft = self.is(form, class, Use::Everyday);
                self.add(form, sense);
                if self.is(form, class, Use::Compound) {
                    self.add(form, Sense::Compound);
                }
                // A doubtful fraction needs its vowels or context, see the reader.
                if soft && (class != "fraction" || d == 2) {
                    self.add(form, Sense::Everyday);
                }
                if self.lang == Lang::Ar && counts_parts((class, n, d), form, soft) {
                    self.add_owned(form, sense, soft);
                }
            }
        }
        if self.lang == Lang::En {
            self.join_tens();
        }
    }

    /// Adds an Arabic word with each of the pronouns of the third person: `ثلثها`, `خُمسهم`.
    fn add_owned(&mut self, form: &str, sense: Sense, soft: bool) {
        for ending in ["ه", "ها", "هم", "هن", "هما"] {
            // خمسه is another spelling of five.
            if soft && ending == "ه" {
                continue;
            }
            self.add(&format!("{form}{ending}"), sense);
        }
    }

    /// `twentyfive` and `twentyfifth`: tens and units written as one word.
    fn join_tens(&mut self) {
        let text = |id: u32| String::from_utf8_lossy(self.words.get(id - 1)).into_owned();
        let words: Vec<(String, Sense)> =
            self.senses.iter().map(|&(word, sense)| (text(word), sense)).collect();
        for (tens, sense) in &words {
            let Sense::Tens(ten) = *sense else { continue };
            for (unit, sense) in &words {
                match *sense {
                    Sense::Unit(n) if n > 0 => self.add(&format!("{tens}{unit}"), Sense::Ten(ten + n)),
                    Sense::Ordinal(n) if n < 10 => {
                        self.add(&format!("{tens}{unit}"), Sense::Ordinal(ten + n));
                    }
                    _ => {}
                }
            }
        }
    }

    fn add_unit_name(&mut self, unit: Unit, form: &'static str) {
        if !form
            .chars()
            .all(|c| chars::is_letter(c) || chars::is_tashkeel(c) || matches!(c, ' ' | '-' | '\'' | '.'))
        {
            self.add_symbol(form, unit);
            return;
        }
        self.add(form, Sense::Measure { unit, dual: false });
        if self.is(form, "measure", Use::Everyday) {
            self.add(form, Sense::Loose);
        }
        if self.lang == Lang::Ar {
            for (shape, dual) in shapes(form) {
                self.add(&shape, Sense::Measure { unit, dual });
            }
        }
    }

    /// Adds every noun of a currency with the adjective of its country.
    fn add_nationality(&mut self, unit: Unit, adjective: &str) {
        let sense = Sense::Measure { unit, dual: false };
        for money in unit.families().chain([unit]) {
            for noun in money.words(self.lang) {
                if noun.contains([' ', '-', '\'']) {
                    continue;
                }
                if self.lang == Lang::En {
                    self.add(&format!("{adjective} {noun}"), sense);
                    continue;
                }
                for ending in ["", "ة", "ا"] {
                    self.add(&format!("{noun} {adjective}{ending}"), sense);
                }
                self.add(&format!("{noun}ا {adjective}ا"), sense);
            }
        }
    }

    /// True for a word of this kind that has such another use.
    fn is(&self, form: &'static str, kind: &'static str, besides: Use) -> bool {
        self.homographs.use_of(kind, form) == Some(besides)
    }

    fn add_symbol(&mut self, symbol: &'static str, unit: Unit) {
        if let Some(first) = symbol.chars().next() {
            self.symbols.entry(first).or_default().push((symbol, unit));
        }
    }

    fn add(&mut self, form: &str, sense: Sense) {
        let mut folded = std::mem::take(&mut self.folded);
        fold::fold_into(self.lang, form, &mut folded);
        let mut words = folded.split([' ', '-']).filter(|word| !word.is_empty());
        if let Some(first) = words.next() {
            let rest: Box<[Part]> = words.map(|word| self.part(word)).collect();
            if rest.is_empty() {
                let first = self.number(first);
                self.senses.push((first, sense));
            } else {
                let (first, art) = self.part(first);
                self.phrases.push((first, Phrase { art, rest, sense }));
            }
        }
        self.folded = folded;
    }

    /// In phrases the article is a flag of the word, so that the bare noun is the same word.
    fn part(&mut self, word: &str) -> Part {
        let bare = clitics::without_article(word, Classes::NONE);
        let bare = bare.filter(|bare| self.lang == Lang::Ar && bare.chars().count() > 2);
        (self.number(bare.unwrap_or(word)), bare.is_some())
    }

    fn number(&mut self, word: &str) -> u32 {
        self.words.add(word.as_bytes()) + 1
    }
}

/// The forms of an Arabic unit with a number: accusative and dual of its first word (`كيلومترا`,
/// `كيلومترين`), with the second word of a phrase in agreement (`دينارين أردنيين`). The flag marks
/// duals.
fn shapes(form: &str) -> Vec<(String, bool)> {
    let mut words = form.split(' ');
    let first = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    let mut made = Vec::new();
    let bare = fold::fold(Lang::Ar, first);
    // Plurals in ات have neither form.
    if bare.ends_with("ات") || bare.chars().count() < 2 {
        return made;
    }
    // The ه of جنيه is no ة.
    let feminine = first.trim_end_matches(chars::is_tashkeel).ends_with('ة');
    let stem = if feminine { format!("{}ت", &bare[..bare.len() - 'ه'.len_utf8()]) } else { bare.clone() };
    // Plurals like أفعال and مفاعل have no dual either; a few wrong ones do no harm.
    for ending in ["ان", "ين", "ا", "ي"] {
        let dual = format!("{stem}{ending}");
        match rest.as_slice() {
            // دولارا and دينارا are accusatives far more often than duals before a genitive.
            [] if feminine || !matches!(ending, "ا" | "ي") => made.push((dual, true)),
            [adjective] if matches!(ending, "ان" | "ين") => {
                let adjective = fold::fold(Lang::Ar, adjective);
                let stem = match adjective.strip_suffix('ه') {
                    Some(stem) => format!("{stem}ت"),
                    None => adjective,
                };
                made.push((format!("{dual} {stem}{ending}"), true));
            }
            // ملعقتا طعام, ملعقتي شاي: the second word says what it is for.
            [noun] if feminine => made.push((format!("{dual} {}", fold::fold(Lang::Ar, noun)), true)),
            _ => {}
        }
    }
    if !feminine {
        match rest.as_slice() {
            [] => made.push((format!("{bare}ا"), false)),
            [adjective] => {
                let adjective = fold::fold(Lang::Ar, adjective);
                made.push((format!("{bare}ا {adjective}ا"), false));
                made.push((format!("{bare}ا {adjective}"), false));
            }
            _ => made.push((format!("{bare}ا {}", rest.join(" ")), false)),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::table::unreadable;

    #[test]
    fn choices_in_braces_are_spellings() {
        assert_eq!(spellings("rajab"), ["rajab"]);
        assert_eq!(spellings("juma{,a}da {i,ii}"), ["jumada i", "jumada ii", "jumaada i", "jumaada ii"]);
    }

    #[test]
    fn every_row_of_the_word_tables_is_read() {
        let lang = |code: &str| code.parse::<Lang>().is_ok();
        let wrong = [
            unreadable("numbers.ar.tsv", NUMBERS_AR, |row| number_row(row).is_some()),
            unreadable("numbers.en.tsv", NUMBERS_EN, |row| number_row(row).is_some()),
            unreadable(
                "figure-words.tsv",
                WORDS,
                |row| matches!(cells(row)[..], [name, of, _] if Around::parse(name).is_some() && lang(of)),
            ),
            unreadable(
                "figure-particles.tsv",
                PARTICLES,
                |row| matches!(cells(row)[..], [name, of, _] if Role::parse(name).is_some() && (of == "*" || lang(of))),
            ),
            unreadable(
                "nationalities.tsv",
                NATIONALITIES,
                |row| matches!(cells(row)[..], [code, _, _] if Unit::by_code(code).is_some()),
            ),
            unreadable("duals.ar.tsv", DUALS, |row| matches!(cells(row)[..], ["dual" | "none", _])),
        ];
        assert_eq!(wrong.concat(), [""; 0]);
    }
}
