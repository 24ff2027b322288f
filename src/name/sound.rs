//! Similarity of the sounds of an Arabic and an English word, compared by letter groups.
//!
//! A [`Sound`] is computed once for each word type; comparing two of them is an edit distance over
//! at most 18 by 18 cells with the costs of the table of sounds. Vowels weigh a third of a
//! consonant, and omitting an English one is almost free, because Arabic writes few. Proclitics and
//! the article, nisba and plural endings on the Arabic side, and `-s` and `-ian` on the English
//! side may have no counterpart.

use super::sounds::{LONGEST, NEVER, Unit, sounds};
use crate::text::{Lang, chars};

/// The sound of a word: its units, and the parts that may be omitted at the beginning and the end.
///
/// ```
/// use mizan::name::{Sound, similarity};
/// use mizan::text::Lang;
/// let thatcher = Sound::new(Lang::En, "thatcher");
/// assert!(similarity(&Sound::new(Lang::Ar, "تاتشر"), &thatcher) > 0.9);
/// assert!(similarity(&Sound::new(Lang::Ar, "ولتاتشر"), &thatcher) > 0.8);
/// assert!(similarity(&Sound::new(Lang::Ar, "مدرسة"), &thatcher) < 0.5);
/// ```
#[derive(Debug, Clone)]
pub struct Sound {
    pub(super) lang: Lang,
    len: u8,
    /// Weight of the consonants and half consonants, in hundredths of a consonant.
    body: u16,
    pub(super) units: [u8; LONGEST],
    /// Arabic: the two-letter unit that begins with this one; [`NEVER`] if there is none.
    pub(super) pairs: [u8; LONGEST],
    /// Cost of beginning at this unit; [`NEVER`] where the word cannot begin.
    pub(super) head: [u8; LONGEST],
    /// Cost of having no counterpart for everything from this unit on.
    tail: [u16; LONGEST + 1],
    /// Weight of everything from this unit on.
    weight: [u16; LONGEST + 1],
    /// A bit for each unit from which on the word is only the ending of an adjective of place.
    adjective: u32,
}

/// Endings of an Arabic word that an English name may lack, longest first.
static ARABIC_ENDINGS: [u64; 14] =
    endings(["يون", "يين", "يات", "يان", "تان", "تين", "يه", "يا", "ون", "ين", "ات", "ان", "ي", "ا"]);
/// Endings of an English name that an Arabic word may lack, longest first.
static ENGLISH_ENDINGS: [u64; 13] =
    endings(["ians", "ists", "ites", "ian", "ans", "ese", "ish", "ism", "ist", "ite", "an", "ic", "s"]);
/// Letters of the longest ending, including those of adjectives.
const LONGEST_ENDING: usize = 4;
/// Cost of an ending without a counterpart.
const ENDING: u16 = 30;
/// Endings of adjectives derived from names of places or persons, in both languages.
static ARABIC_ADJECTIVES: [u64; 5] = endings(["ي", "يه", "يون", "يين", "يات"]);
static ENGLISH_ADJECTIVES: [u64; 9] =
    endings(["an", "ans", "ean", "eans", "ese", "ian", "ians", "ic", "ish"]);
/// Cost of matching two such endings.
const ADJECTIVE: u16 = 4;

impl Sound {
    /// The sound of a folded word (see [`fold`](crate::text::fold::fold)). Letters of the other script are ignored.
    pub fn new(lang: Lang, folded: &str) -> Self {
        let mut letters = [' '; LONGEST];
        let mut len = 0;
        let word = match lang {
            Lang::Ar => folded,
            Lang::En => folded.strip_suffix("'s").unwrap_or(folded),
        };
        for (slot, c) in letters.iter_mut().zip(word.chars().filter(|&c| chars::is_letter(c))) {
            *slot = c;
            len += 1;
        }
        match lang {
            Lang::Ar => Sound::arabic(&letters[..len]),
            Lang::En => Sound::english(&letters[..len]),
        }
    }

    fn empty(lang: Lang) -> Self {
        Sound {
            lang,
            len: 0,
            body: 0,
            units: [0; LONGEST],
            pairs: [NEVER; LONGEST],
            head: [NEVER; LONGEST],
            tail: [0; LONGEST + 1],
            weight: [0; LONGEST + 1],
            adjective: 0,
        }
    }

    fn arabic(letters: &[char]) -> Self {
        let mut sound = Sound::empty(Lang::Ar);
        let heads = heads(letters);
        let starts = heads.map(|cost| cost != NEVER);
        let mut at = [0usize; LONGEST];
        for (letter, &head) in heads.iter().enumerate().take(letters.len()) {
            let (Some(unit), pair) = sounds().arabic_at(letters, letter, &starts) else { continue };
            let n = usize::from(sound.len);
            sound.units[n] = unit;
            sound.pairs[n] = pair.unwrap_or(NEVER);
            sound.head[n] = head;
            at[n] = letter;
            sound.len += 1;
        }
        sound.finish(&sounds().ar, |n| packed(&letters[at[n]..]));
        sound
    }

    fn english(letters: &[char]) -> Self {
        let mut sound = Sound::empty(Lang::En);
        let mut at = [0usize; LONGEST];
        sounds().cut_english(letters, |unit, letter| {
            let n = usize::from(sound.len);
            sound.units[n] = unit;
            at[n] = letter;
            sound.len += 1;
        });
        sound.head[0] = 0;
        sound.finish(&sounds().en, |n| packed(&letters[at[n]..]));
        sound
    }

    /// Computes weights and the costs of omitting the rest, from the last unit to the first. `rest`
    /// is the word from a unit on, packed.
    fn finish(&mut self, units: &[Unit], rest: impl Fn(usize) -> u64) {
        let (endings, adjectives): (&[u64], &[u64]) = match self.lang {
            Lang::Ar => (&ARABIC_ENDINGS, &ARABIC_ADJECTIVES),
            Lang::En => (&ENGLISH_ENDINGS, &ENGLISH_ADJECTIVES),
        };
        for n in (0..usize::from(self.len)).rev() {
            let unit = &units[usize::from(self.units[n])];
            self.weight[n] = self.weight[n + 1] + u16::from(unit.weight);
            self.body += if unit.weight > 30 { u16::from(unit.weight) } else { 0 };
            self.tail[n] = self.tail[n + 1] + u16::from(unit.drop);
            let rest = if n >= 2 { rest(n) } else { 0 };
            if rest != 0 && endings.contains(&rest) {
                self.tail[n] = self.tail[n].min(ENDING);
            }
            self.adjective |= u32::from(rest != 0 && adjectives.contains(&rest)) << n;
        }
    }

    /// Number of its letters and letter groups.
    pub(super) fn len(&self) -> usize {
        usize::from(self.len)
    }

    /// The amount of sound: consonants count one, half consonants (h, w, y) 0.6, vowels nothing.
    /// Below 2.5 even a perfect [`similarity`] is not significant.
    pub fn substance(&self) -> f64 {
        f64::from(self.body) / 100.0
    }
}

/// The bytes of the letters of an ending as one number; 0 if they are too many.
fn packed(rest: &[char]) -> u64 {
    let bytes: usize = rest.iter().take(LONGEST_ENDING + 1).map(|c| c.len_utf8()).sum();
    if rest.len() > LONGEST_ENDING || bytes > size_of::<u64>() {
        return 0;
    }
    let mut buffer = [0; 4];
    let mut all = 0;
    for c in rest {
        all = c.encode_utf8(&mut buffer).bytes().fold(all, |all, byte| all << 8 | u64::from(byte));
    }
    all
}

/// Endings, packed.
const fn endings<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut all = [0; N];
    let mut n = 0;
    while n < N {
        let bytes = words[n].as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            all[n] = all[n] << 8 | bytes[at] as u64;
            at += 1;
        }
        n += 1;
    }
    all
}

/// Cost of beginning an Arabic word at each of its letters: the whole word, or without the
/// conjunction, the preposition or the article.
pub(super) fn heads(letters: &[char]) -> [u8; LONGEST] {
    let mut cost = [NEVER; LONGEST];
    let mut open = |at: usize, price: u8| {
        if at + 2 <= letters.len() {
            cost[at] = price.min(cost[at]);
        }
    };
    let has = |at: usize, pair: [char; 2]| letters.get(at..).is_some_and(|rest| rest.starts_with(&pair));
    let conjunction = matches!(letters.first(), Some('و' | 'ف'));
    for (from, price) in [(0, 0), (1, 6)].into_iter().take(1 + usize::from(conjunction)) {
        open(from, price);
        if has(from, ['ا', 'ل']) || has(from, ['ل', 'ل']) {
            open(from + 2, price + 3);
        }
        if let Some('ب' | 'ل' | 'ك') = letters.get(from) {
            open(from + 1, price + 8);
            if has(from + 1, ['ا', 'ل']) {
                open(from + 3, price + 4);
            }
        }
    }
    cost
}

/// How similar an Arabic and an English word sound, 0 to 1. Both are [`Sound`]s of their own
/// language. 0.75 indicates a likely pair when [`Sound::substance`] is 4 or more; shorter words
/// need more.
pub fn similarity(ar: &Sound, en: &Sound) -> f64 {
    similarity_from(0.0, ar, en).unwrap_or(0.0)
}

/// The [`similarity`] of two words if it is at least `floor`. Most different words differ at their
/// ends, so this is much faster than a complete comparison.
pub fn similarity_from(floor: f64, ar: &Sound, en: &Sound) -> Option<f64> {
    let (m, n) = (usize::from(ar.len), usize::from(en.len));
    if m == 0 || n == 0 || en.body > ar.body + 250 {
        return (floor <= 0.0).then_some(0.0);
    }
    let table = sounds();
    // Greatest cost allowed for two words of this length, with a margin for the rounding below.
    let affordable = (1.0 - floor) * f64::from(ar.weight[0] + en.weight[0]) / 2.0 + 0.001;
    // Row i of the table contains the cost of matching everything from Arabic unit i on; three rows are kept.
    let mut rows = [[0u16; LONGEST + 1]; 3];
    rows[m % 3][..=n].copy_from_slice(&en.tail[..=n]);
    let mut best = 0.0f64;
    // Every way to match the whole words passes through one of two adjacent rows, or ends in an adjective.
    let mut cheapest = [0u16; 2];
    for i in (0..m).rev() {
        let single = table.row(ar.units[i]);
        let double = (ar.pairs[i] != NEVER && i + 1 < m).then(|| table.row(ar.pairs[i]));
        let drop = u16::from(table.ar[usize::from(ar.units[i])].drop);
        let (next, second) = (rows[(i + 1) % 3], rows[(i + 2) % 3]);
        let row = &mut rows[i % 3];
        row[n] = ar.tail[i];
        let mut least = row[n];
        for j in (0..n).rev() {
            let unit = usize::from(en.units[j]);
            let mut cost = (next[j] + drop).min(row[j + 1] + u16::from(table.en[unit].drop));
            if single[unit] != NEVER {
                cost = cost.min(next[j + 1] + u16::from(single[unit]));
            }
            if let Some(double) = double
                && double[unit] != NEVER
            {
                cost = cost.min(second[j + 1] + u16::from(double[unit]));
            }
            if ar.adjective >> i & en.adjective >> j & 1 == 1 {
                cost = cost.min(ADJECTIVE);
            }
            row[j] = cost;
            least = least.min(cost);
        }
        if ar.head[i] != NEVER {
            let length = f64::from(ar.weight[i] + en.weight[0]) / 2.0;
            best = best.max(1.0 - f64::from(row[0] + u16::from(ar.head[i])) / length);
        }
        cheapest = [least, cheapest[0]];
        let after = ar.adjective & ((1 << i) - 1) == 0 || en.adjective == 0;
        if after && f64::from(cheapest[0].min(cheapest[1])) > affordable {
            break;
        }
    }
    (best >= floor).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;
    use proptest::prelude::*;

    fn alike(ar: &str, en: &str) -> f64 {
        similarity(&Sound::new(Lang::Ar, &fold(Lang::Ar, ar)), &Sound::new(Lang::En, &fold(Lang::En, en)))
    }

    fn share_a_key(ar: &str, en: &str) -> bool {
        let (mut arabic, mut english) = (Vec::new(), Vec::new());
        Sound::new(Lang::Ar, &fold(Lang::Ar, ar)).keys(&mut arabic);
        Sound::new(Lang::En, &fold(Lang::En, en)).keys(&mut english);
        english.iter().any(|key| arabic.contains(key))
    }

    const SAME: [(&str, &str); 84] = [
        ("محمد", "Mohammed"),
        ("محمد", "Muhammad"),
        ("مُحَمَّدٌ", "Mohamed"),
        ("أحمد", "Ahmad"),
        ("يوسف", "Youssef"),
        ("خالد", "Khaled"),
        ("القذافي", "Gaddafi"),
        ("القذافي", "Qaddafi"),
        ("الخوارزمي", "Khwarizmi"),
        ("غسان", "Ghassan"),
        ("طارق", "Tarek"),
        ("ظريف", "Zarif"),
        ("ضاحي", "Dahi"),
        ("عباس", "Abbas"),
        ("سعد", "Saad"),
        ("البرادعي", "ElBaradei"),
        ("فاطمة", "Fatima"),
        ("نجيب", "Naguib"),
        ("جمال", "Gamal"),
        ("جمال", "Jamal"),
        ("تشرشل", "Churchill"),
        ("شكسبير", "Shakespeare"),
        ("ثاتشر", "Thatcher"),
        ("تاتشر", "Thatcher"),
        ("غورباتشوف", "Gorbachev"),
        ("جورباتشوف", "Gorbachev"),
        ("ماركس", "Marx"),
        ("إكسون", "Exxon"),
        ("كسينيا", "Xenia"),
        ("بيتزا", "Pizza"),
        ("موتسارت", "Mozart"),
        ("شيراك", "Chirac"),
        ("باخ", "Bach"),
        ("شومان", "Schumann"),
        ("فاغنر", "Wagner"),
        ("يونغ", "Jung"),
        ("خوان", "Juan"),
        ("سيسيل", "Cecil"),
        ("نايت", "Knight"),
        ("رايت", "Wright"),
        ("فيليب", "Philippe"),
        ("هيوز", "Hughes"),
        ("تومسون", "Thompson"),
        ("ديكنز", "Dickens"),
        ("كامبل", "Campbell"),
        ("لودفيغ", "Ludwig"),
        ("فويتشيخ", "Wojciech"),
        ("كراكوف", "Kraków"),
        ("زيغموند", "Zygmunt"),
        ("دفورجاك", "Dvorak"),
        ("أوسترليتز", "Austerlitz"),
        ("ليفربول", "Liverpool"),
        ("فرانسيسكو", "Francisco"),
        ("هيوستن", "Houston"),
        ("واشنطن", "Washington"),
        ("أوكلاهوما", "Oklahoma"),
        ("ناغازاكي", "Nagasaki"),
        ("زيلينسكي", "Zelensky"),
        ("أردوغان", "Erdoğan"),
        ("كيريباتي", "Kiribati"),
        ("والساكسونية", "Saxon"),
        ("بوبنهايم", "Poppenheim"),
        ("ڤيكتور", "Victor"),
        ("پاريس", "Paris"),
        ("چيرنوفتسي", "Chernivtsi"),
        ("نتنياهو", "Netanyahu"),
        ("هرتسوغ", "Herzog"),
        ("شميت", "Schmidt"),
        ("تشايكوفسكي", "Tchaikovsky"),
        ("ستراسبورغ", "Strasbourg"),
        ("بلزاك", "Balzac"),
        ("لومومبا", "Lumumba"),
        ("مانديلا", "Mandela"),
        ("كوفي", "Kofi"),
        ("بيونغ", "Pyong"),
        ("هوسرل", "Husserl"),
        ("ريكاردو", "Ricardo"),
        ("غارسيا", "Garcia"),
        ("جارسيا", "García"),
        ("فيرجينيا", "Virginia"),
        ("أنطونيو", "Antonio"),
        ("إدنبرة", "Edinburgh"),
        ("بيتسبرغ", "Pittsburgh"),
        ("مـــيـــلان", "Milan"),
    ];

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for (ar, en) in SAME {
            assert!(alike(ar, en) >= 0.75, "{ar} {en}: {}", alike(ar, en));
        }
    }

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for (ar, en) in SAME {
            assert!(share_a_key(ar, en), "{ar} {en}");
        }
    }

    #[test]
    fn clitics_and_the_article_are_heard_through() {
        for clitic in ["و", "ف", "ب", "ل", "ك", "وب", "ول", "ال", "وال", "بال", "لل", "وَلِ"]
        {
            let ar = format!("{clitic}تشرشل");
            assert!(alike(&ar, "Churchill") >= 0.9, "{ar}: {}", alike(&ar, "Churchill"));
            assert!(share_a_key(&ar, "Churchill"), "{ar}");
        }
    }

    #[test]
    fn ordinary_words_do_not_sound_like_names() {
        for (ar, en) in [
            ("وزارة", "Warsaw"),
            ("كتاب", "Keith"),
            ("المحكمة", "Michael"),
            ("الاقتصاد", "Castro"),
            ("مستشفى", "Massachusetts"),
            ("التعليم", "Tallinn"),
            ("حكومة", "Houston"),
            ("المؤتمر", "Montreal"),
            ("يستطيع", "Stuttgart"),
            ("الانتخابات", "Antarctica"),
            ("بريطانيا", "Bertrand"),
            ("مدرسة", "Mandela"),
        ] {
            assert!(alike(ar, en) < 0.74, "{ar} {en}: {}", alike(ar, en));
        }
    }

    #[test]
    fn an_adjective_sounds_like_an_adjective() {
        for (ar, en) in [("المورافية", "Moravian"), ("بافاريون", "Bavarians"), ("السينغالي", "Senegalese")]
        {
            assert!(alike(ar, en) > 0.9, "{ar} {en}: {}", alike(ar, en));
        }
        assert!(alike("بافاري", "Bavarian") > alike("بافاريا", "Bavarian"));
    }

    #[test]
    fn long_vowels_tell_short_names_apart() {
        assert!(alike("كبير", "Kabir") > alike("كبير", "Cooper"));
        assert!(alike("روسو", "Rousseau") > alike("رئيس", "Rousseau"));
    }

    #[test]
    fn substance_counts_what_can_be_heard() {
        let substance = |word| Sound::new(Lang::En, word).substance();
        assert!(substance("iowa") < 1.0 && substance("churchill") == 4.0);
    }

    #[test]
    fn words_of_the_other_script_or_none_have_no_sound() {
        assert_eq!(alike("", "Paris"), 0.0);
        assert_eq!(alike("Paris", "Paris"), 0.0);
        assert_eq!(alike("باريس", "2020"), 0.0);
    }

    proptest! {
        #[test]
        fn any_two_words_compare_within_bounds(ar in "\\PC{0,40}", en in "\\PC{0,40}") {
            let likeness = alike(&ar, &en);
            prop_assert!((0.0..=1.0).contains(&likeness));
        }

        #[test]
        fn giving_up_early_changes_no_likeness(ar in "[ء-ي]{1,12}", en in "[a-z]{1,12}", floor in 0.0..1.0) {
            let (ar, en) = (Sound::new(Lang::Ar, &ar), Sound::new(Lang::En, &en));
            let likeness = similarity(&ar, &en);
            prop_assert_eq!(similarity_from(floor, &ar, &en), (likeness >= floor).then_some(likeness));
        }

        #[test]
        fn any_letters_compare_within_bounds(ar in "[ء-ي]{1,30}", en in "[a-z']{1,30}") {
            let likeness = alike(&ar, &en);
            prop_assert!((0.0..=1.0).contains(&likeness));
        }
    }
}
