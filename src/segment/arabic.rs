//! The ends of Arabic sentences. Arabic has no capitals, so a stop ends a sentence unless there is
//! evidence against it: an abbreviation, an initial, three dots before a word that continues the
//! sentence, a verb of saying after a quotation.

use super::{
    english, enumerate,
    measure::{is_fresh, is_hour, is_remainder, is_unit, is_verb_ahead, lasts},
    stop::{Stop, first_word, is_last_word, is_opening, is_stop},
    tables::{ARABIC, Abbreviation, TITLED, What, arabic_key},
};
use crate::{
    document::lines::is_blank,
    text::{
        Lang, chars,
        clitics::{self, Classes, Endings},
        stem::stem,
    },
};

/// What may be joined to a word that opens or continues a sentence.
const CONJUNCTION: Classes = Classes::CONJUNCTION;

/// What may follow إن within its word.
const ENDINGS: [&str; 5] = ["", "ه", "ها", "هم", "نا"];

/// True if a sentence ends at this stop.
pub(super) fn ends(stop: &Stop<'_>) -> bool {
    let Some(next) = stop.next_char() else { return true };
    if matches!(next, ',' | ';' | ':' | '،' | '؛' | ')' | ']' | '}' | '/' | '%' | '٪' | '=' | '»' | '”')
    {
        return false;
    }
    let latin_before = stop.before().is_some_and(chars::is_latin_letter);
    let lead = stop.rest().chars().next();
    if latin_before && lead.is_some_and(|c| chars::is_latin_letter(c) || chars::is_digit(c)) {
        return english::ends(stop) && !is_in_row(stop);
    }
    if stop.is_glued() {
        return ends_glued(stop);
    }
    if stop.strong {
        return ends_strong(stop, latin_before);
    }
    if stop.dots >= 2 {
        return ends_ellipsis(stop);
    }
    if enumerate::is_label(stop.opening(), stop.at - stop.start) || is_ordinal(stop) {
        return false;
    }
    if stop.before().is_none_or(char::is_whitespace) {
        return true;
    }
    if latin_before {
        // The word after the stop is Arabic: it has no capital, and the English lists do not contain it.
        return !is_latin_abbreviation(stop) || begins(stop, Begins::Clause) && !is_in_course(stop);
    }
    let token = stop.token();
    // A shortcut for most words: no abbreviation without inner stops is longer than six vowelled letters.
    if token.len() > 24 && token.bytes().all(|byte| !byte.is_ascii()) {
        return true;
    }
    ends_after(stop, &arabic_key(&token))
}

/// True if the Latin word before the stop is an abbreviation: a known one, or the next in a row of
/// abbreviated words (`J. Biol. Chem.`).
fn is_latin_abbreviation(stop: &Stop<'_>) -> bool {
    let token = stop.token();
    let before = stop.reach_back().strip_suffix(&*token).unwrap_or_default().trim_end();
    let latin_stop = before
        .strip_suffix('.')
        .is_some_and(|before| before.chars().next_back().is_some_and(chars::is_latin_letter));
    english::is_abbreviation(&token) || latin_stop && is_short(&token)
}

/// True for a capital followed by one to four letters: `Chem`.
fn is_short(word: &str) -> bool {
    (2..=5).contains(&word.chars().count()) && word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// True if the Latin word before the stop and the next one are abbreviations: `Exp. Med.`
fn is_in_row(stop: &Stop<'_>) -> bool {
    let next = stop.next_word();
    is_latin_abbreviation(stop) && is_short(next) && stop.rest()[next.len()..].starts_with('.')
}

/// True if the next word continues the sentence after a Latin abbreviation (`ثم`, `منذ`), or after
/// an hour: `من 8 a.m. ويستمر حتى المساء`.
fn is_in_course(stop: &Stop<'_>) -> bool {
    let is_hour = matches!(&*stop.token().to_ascii_lowercase(), "a.m" | "p.m" | "am" | "pm");
    let word = arabic_key(stop.next_word());
    // `في الـ U.S. هذا العام`
    let is_now =
        || matches!(&*word, "هذا" | "هذه") && is_time(stop.rest()[stop.next_word().len()..].trim_start());
    word == "ثم" || goes_on(stop) || is_hour && lasts(stop) || is_now()
}

/// True if a text begins with the name of a stretch of time with its article: `الصباح`.
fn is_time(text: &str) -> bool {
    let word = arabic_key(first_word(text));
    clitics::without_article(&word, Classes::NONE).is_some_and(|bare| ARABIC.says(bare, What::Time))
}

/// True if the sentence so far is only `أولا` or the like.
fn is_ordinal(stop: &Stop<'_>) -> bool {
    stop.words(2) == 1 && ARABIC.says(&arabic_key(clitics::bare(&stop.token(), Classes::AND)), What::Ordinal)
}

/// Decides on a single full stop after an Arabic word: true unless the word is an abbreviation or initial.
fn ends_after(stop: &Stop<'_>, token: &str) -> bool {
    if stop.is_in_date() {
        return false;
    }
    let opens_clause = || begins(stop, Begins::Clause) || is_verb_ahead(stop);
    if is_heading_number(stop) || is_section_number(stop, token) && !opens_clause() {
        return false;
    }
    // `تنص المادة 5. على حق العمل`
    let is_number = !token.is_empty() && token.chars().all(chars::is_digit);
    if is_number && is_numbered(stop.word_before()) && goes_on(stop) {
        return false;
    }
    let before_number = stop.rest().chars().next().is_some_and(chars::is_digit);
    let digits = token.trim_end_matches(chars::is_arabic_letter);
    let glued_number = !digits.is_empty() && digits.len() < token.len() && digits.ends_with(chars::is_digit);
    // `لا بد.` is no doctor.
    let is_certain = token == "بد" && arabic_key(stop.word_before()).ends_with("لا");
    let word = if glued_number { &token[digits.len()..] } else { token };
    let word = if is_certain { word } else { without_conjunction(word) };
    let letters = word.chars().count();
    if !(letters <= 2 || word.contains('.') || ARABIC.abbreviation(word).is_some()) {
        return true;
    }
    // `وفق و.م.ع. فإن الوفد وصل`
    let follows = |end: &str| ENDINGS.contains(&end);
    let is_that = || arabic_key(stop.next_word()).strip_prefix("فان").is_some_and(follows);
    if is_remainder(stop) || word.contains('.') && is_that() {
        return false;
    }
    // After a number, a letter is an era or a unit: 1492 م., 500 د.
    let numbered = glued_number || stop.word_before().ends_with(chars::is_digit);
    let number = if glued_number { digits } else { stop.word_before() };
    if is_labelled(stop.word_before())
        && (letters == 1 || ARABIC.abbreviation(word) == Some(Abbreviation::Letter))
    {
        return true;
    }
    if is_number {
        return true;
    }
    // `كتب إلي ن. م. يقول`: the last of a row of initials also stands for a name.
    if letters == 1 && !numbered && is_after_initial(stop, token) {
        return begins(stop, Begins::Listed) && clitics::without(stop.next_word(), CONJUNCTION).is_some();
    }
    match ARABIC.abbreviation(word) {
        Some(Abbreviation::Ends) => {
            begins(stop, Begins::Conjunction) || numbered && (is_verb_ahead(stop) || is_fresh(stop))
        }
        _ if numbered && letters == 1 && is_hour(number, word) && lasts(stop) => false,
        _ if numbered && letters == 1 => opens_clause() || is_unit(stop, word) && is_fresh(stop),
        Some(Abbreviation::Never) if letters == 1 => begins(stop, Begins::Listed),
        Some(Abbreviation::Never) => false,
        // `بي. إم. دبليو.`: another of the letters follows.
        Some(Abbreviation::Letter) if is_letter_name(stop.next_word().trim_end_matches('.')) => false,
        // If each of the letters has its stop (`بي. إم. دبليو.`), the last stop belongs to them.
        Some(Abbreviation::Letter) => {
            let before = stop.reach_back().strip_suffix(&*stop.token()).unwrap_or_default();
            let stopped = before.trim_end().ends_with('.');
            is_letter_name(stop.word_before()) && !stopped || begins(stop, Begins::Conjunction)
        }
        // `شركة النور ذ.م.م. منذ عام`: some words may both begin a sentence and continue one.
        Some(Abbreviation::Maybe) => begins(stop, Begins::Listed) && !goes_on(stop),
        Some(Abbreviation::Number) => !before_number && (letters > 1 || begins(stop, Begins::Listed)),
        None if letters == 1 && word.chars().all(chars::is_arabic_letter) => begins(stop, Begins::Listed),
        None if is_dotted(word) => begins(stop, Begins::Conjunction),
        None => true,
    }
}

/// True if the word before this single letter is also a single letter with a stop: `ن. م.`
fn is_after_initial(stop: &Stop<'_>, token: &str) -> bool {
    let before = stop.word_before();
    let mut letters = before.chars().filter(|c| !chars::is_tashkeel(*c));
    let is_one = letters.next().is_some_and(chars::is_arabic_letter) && letters.next().is_none();
    let stopped = |text: &str| text.trim_end().ends_with('.');
    is_one && stop.reach_back().strip_suffix(token).is_some_and(stopped)
}

/// Three dots are a pause: only a word that opens sentences begins a new one after them.
fn ends_ellipsis(stop: &Stop<'_>) -> bool {
    let word = arabic_key(stop.next_word());
    let says = |word: &str, what| clitics::forms(word, CONJUNCTION).any(|form| ARABIC.says(form, what));
    let hangs = says(&arabic_key(&stop.token()), What::Hangs);
    let continues = hangs || word == "ثم" || says(&word, What::Continues);
    let continues = continues || word.starts_with('ف') && is_condition(stop) || is_halting(stop);
    let continues = continues || stop.is_repeated() || stop.is_between_hemistichs();
    let is_clause = || stop.words(3) >= 2 && (stop.dots < 3 || !is_last_word(stop.rest()));
    // `... في الصباح وجدوا`
    let after = || stop.rest()[stop.next_word().len()..].trim_start_matches(is_blank);
    let is_later = || {
        let rest = after();
        let clause = rest[first_word(rest).len()..].trim_start_matches(is_blank);
        matches!(&*word, "في" | "عند" | "مع" | "بعد") && is_time(rest) && !first_word(clause).is_empty()
    };
    // `كل شيء هادئ… من يصدق؟`
    let asks = || word == "من" && is_question(stop.rest());
    let opens = !continues && begins(stop, Begins::Clause) || !hangs && (is_later() || asks());
    stop.dots < 6 && opens && is_clause()
}

/// True for a few words that a question mark ends.
fn is_question(rest: &str) -> bool {
    let end = rest.find(['.', '؟', '!', '…', '،', '؛', ':']);
    end.is_some_and(|end| rest[end..].starts_with('؟') && rest[..end].split_whitespace().nth(5).is_none())
}

/// True if the sentence begins with a condition, whose answer follows with ف: `إن كنت تظن... فأنت مخطئ.`
fn is_condition(stop: &Stop<'_>) -> bool {
    ARABIC.says(&arabic_key(first_word(stop.opening())), What::Condition)
}

/// True if only a few words are between these dots and dots before them: the speaker halts.
fn is_halting(stop: &Stop<'_>) -> bool {
    let before = stop.reach_back().trim_end();
    let pause = ["...", "…", ".."].iter().filter_map(|dots| Some(before.rfind(dots)? + dots.len())).max();
    pause.is_some_and(|at| (1..=3).contains(&before[at..].split_whitespace().count()))
}

/// True if the text after a quotation continues the sentence: `ثم خرج`, `على الفور`.
pub(super) fn continues(text: &str) -> bool {
    let word = arabic_key(first_word(text.trim_start_matches(is_blank)));
    word == "ثم" || ARABIC.says(&word, What::Continues)
}

/// True if the text before a quotation ends with a word for what has a title: `رواية «…»`, `مقاله «…»`.
pub(super) fn names_title(lead: &str) -> bool {
    let word = lead.rsplit(is_blank).next().unwrap_or_default();
    clitics::forms(word, Classes::PARTICLE).any(|form| TITLED.contains(&stem(Lang::Ar, form)))
}

/// True if a text begins with a word that opens sentences.
pub(super) fn opens(text: &str) -> bool {
    let word = arabic_key(first_word(text.trim_start_matches(is_blank)));
    clitics::forms(&word, CONJUNCTION).any(|form| ARABIC.says(form, What::Opens))
}

/// True if the text after a quotation is joined with و or ف: `وركض`. After a quotation that was
/// `introduced` by a colon, a word that opens sentences does not join: `وأضاف`.
pub(super) fn joins(text: &str, introduced: bool) -> bool {
    let word = arabic_key(first_word(text.trim_start_matches(is_blank)));
    let opens = |word: &str| ARABIC.says(word, What::Opens) || ARABIC.says(word, What::Says);
    let bare = clitics::without(&word, CONJUNCTION).filter(|_| !ARABIC.says(&word, What::Whole));
    // `"رائع!" و"مدهش!"`
    let quoted = text.trim_start_matches(is_blank).strip_prefix('و');
    quoted.is_some_and(|rest| !introduced && rest.starts_with(is_opening))
        || bare.is_some_and(|bare| !introduced || bare.chars().count() >= 3 && !opens(bare))
}

/// True if a text begins with what came of a question: `فلم أجب`.
pub(super) fn results(text: &str) -> bool {
    let word = arabic_key(first_word(text.trim_start_matches(is_blank)));
    ["فلم", "فما", "فلا", "فلن"].contains(&word.as_str())
}

/// True if a text begins with a verb of saying: `قال سالم`.
pub(super) fn attributes(text: &str) -> bool {
    is_verb_of_saying(&arabic_key(first_word(text.trim_start_matches(is_blank))))
}

/// True if the next word is one that continues a sentence.
fn goes_on(stop: &Stop<'_>) -> bool {
    ARABIC.says(&arabic_key(stop.next_word()), What::Continues)
}

/// An abbreviation without the conjunction or preposition joined to it: `ود.` is `و` and `د.`,
/// `لأ.د.` is `ل` and `أ.د.`
fn without_conjunction(word: &str) -> &str {
    use Abbreviation::{Maybe, Never, Number};
    if ARABIC.abbreviation(word).is_some() {
        return word;
    }
    // `مر` and `تر` are ordinary words too.
    let is_rank = |rest: &str| matches!(rest, "عق" | "مق" | "نق");
    let short = |rest: &str| rest.chars().count() == 1 || rest.contains('.') || rest == "صص" || is_rank(rest);
    let known =
        |&rest: &&str| short(rest) && matches!(ARABIC.abbreviation(rest), Some(Never | Number | Maybe));
    let title = |&rest: &&str| matches!(rest, "د" | "ا.د" | "ا.م.د" | "م.م");
    // `ولد.` is a boy, `لم.` no engineer.
    let bare = clitics::without(word, Classes::AND).filter(|rest| *rest != "لد").unwrap_or(word);
    let titled = |letter: char| bare.strip_prefix(letter).filter(title);
    // `بم.` and `فأ.` are no words, `فم.` and `لا.` are.
    let other = || bare.strip_prefix('ب').filter(|rest| *rest == "م");
    let teacher = || bare.strip_prefix('ف').filter(|rest| *rest == "ا");
    let titled = ['ل', 'ب', 'ك', 'ف'].into_iter().find_map(titled).or_else(other).or_else(teacher);
    clitics::without(word, Classes::AND).filter(known).or(titled).unwrap_or(word)
}

/// True for the number of a section in several parts: `المادة ٣٫٢.`, `البندين 2.1. … و2.2.`
fn is_section_number(stop: &Stop<'_>, token: &str) -> bool {
    let number = clitics::bare(token, Classes::AND);
    let mut parts = number.split(['.', '٫', '-']);
    let several = number.contains(['.', '٫'])
        && parts.all(|part| !part.is_empty() && part.chars().all(chars::is_digit));
    let before = stop.word_before();
    several
        && (is_numbered(before)
            || number.len() < token.len() && stop.reach_back().split_whitespace().any(is_numbered))
}

/// True if the sentence so far is only the number of an article: `المادة 5.`, `المادة (5).`
fn is_heading_number(stop: &Stop<'_>) -> bool {
    stop.is_numbered_heading(is_numbered)
}

/// True for something identified by a number: `المادة`, `والبند`, `بالفقرة`.
fn is_numbered(word: &str) -> bool {
    let key = arabic_key(word);
    ARABIC.says(clitics::without_article(&key, Classes::PARTICLE).unwrap_or(&key), What::Numbered)
}

/// True for something identified by a letter: `فيتامين د`, `والفئة ب`.
fn is_labelled(word: &str) -> bool {
    let key = arabic_key(word);
    clitics::forms(&key, Classes::NOUN).any(|form| ARABIC.says(form, What::Labels))
}

/// True for one of the letters of `بي بي سي`.
fn is_letter_name(word: &str) -> bool {
    ARABIC.abbreviation(&arabic_key(word)) == Some(Abbreviation::Letter)
}

/// True for single letters separated by stops: `س.ص`, `ك.و.ن`.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| part.chars().count() <= 2 && part.chars().all(chars::is_arabic_letter))
}

/// The evidence required for the next word to begin a sentence.
#[derive(PartialEq, Clone, Copy)]
enum Begins {
    /// A word of the table, with or without و or ف.
    Listed,
    /// That, or any word with a conjunction before it that is not a noun with ال (`وقدمت`, not `والشركة`).
    Clause,
    /// That, or any word with a conjunction.
    Conjunction,
}

/// True if the next word begins a sentence.
fn begins(stop: &Stop<'_>, how: Begins) -> bool {
    let word = arabic_key(stop.next_word());
    // `طلبت س.م. أن ترحل`: with its hamza above, أن never opens a sentence, as إن does.
    if stop.next_word().strip_prefix("أن").is_some_and(|end| ENDINGS.contains(&end)) {
        return false;
    }
    // `عن 20 ر.س. ولا أن تزيد`: a second part of what is denied.
    let after = || arabic_key(first_word(stop.rest()[stop.next_word().len()..].trim_start()));
    if word == "ولا" && ARABIC.says(&after(), What::Continues) {
        return false;
    }
    if ARABIC.says(&word, What::Opens) {
        return true;
    }
    let Some(bare) = clitics::without(&word, CONJUNCTION) else { return false };
    if ARABIC.says(bare, What::Opens) || is_future(bare) {
        return true;
    }
    // `فقط` and `فوق` begin with a letter that is not a conjunction.
    let is_whole = ARABIC.says(&word, What::Whole) || ARABIC.says(&word, What::Continues);
    let is_conjunction = bare.chars().count() >= 2 && !is_whole && !bare.starts_with(chars::is_digit);
    match how {
        Begins::Listed => false,
        Begins::Clause => is_conjunction && clitics::without_article(bare, Classes::NONE).is_none(),
        Begins::Conjunction => is_conjunction,
    }
}

/// True for a verb with the sign of the future: `ستبدأ`, `سيعلن`.
fn is_future(word: &str) -> bool {
    let is_noun = word.ends_with(['ة', 'ه']) || word.ends_with("ات");
    !is_noun && ["سي", "ست", "سن"].iter().any(|sign| word.starts_with(sign)) && word.chars().count() >= 5
}

/// Decides on `!`, `?` or `؟`.
fn ends_strong(stop: &Stop<'_>, latin_before: bool) -> bool {
    if latin_before && stop.text[stop.at..].starts_with('!') && stop.end == stop.at + 1 {
        return begins(stop, Begins::Clause);
    }
    // `عرض فيلم Where Are You Going? في بيروت`: the mark ends the title.
    if latin_before
        && stop.end == stop.at + 1
        && stop.text[stop.at..].starts_with('?')
        && is_latin_title(stop)
    {
        return begins(stop, Begins::Clause);
    }
    let word = arabic_key(stop.next_word());
    // `صرخت: يا إلهي! ثم أسرعت نحو الباب.`
    let cry = stop.reach_back().rsplit_once(": ").map(|(_, cry)| cry);
    let is_cry = |cry: &str| !cry.contains(is_stop) && cry.split_whitespace().nth(4).is_none();
    let is_reported = word == "ثم" && cry.is_some_and(is_cry);
    let is_attributed = is_verb_of_saying(&word) && (stop.closes_quote || is_brief(stop.rest()));
    !(is_reported || is_attributed)
}

/// True if the three words before the stop are Latin, in a sentence that begins in Arabic.
fn is_latin_title(stop: &Stop<'_>) -> bool {
    let mut words = stop.reach_back().split_whitespace().rev();
    let latin = |word: &str| word.starts_with(chars::is_latin_letter);
    words.by_ref().take(3).filter(|word| latin(word)).count() == 3
        && stop.opening().starts_with(chars::is_arabic_letter)
}

/// True for two or three words and a stop: `قالت أمي.`
fn is_brief(rest: &str) -> bool {
    let Some(end) = rest.find(['.', '؟', '!', '،', ':', '«', '"']) else { return false };
    rest[end..].starts_with('.') && (2..=3).contains(&rest[..end].split_whitespace().count())
}

/// True for a verb of saying, with or without ف and object endings: `سأل`, `فأجابته`.
fn is_verb_of_saying(word: &str) -> bool {
    let bare = clitics::bare(word, Classes::SO);
    let stems = clitics::cuts(bare, Endings::OBJECT).map(|cut| cut.rest);
    std::iter::once(bare).chain(stems).any(|stem| ARABIC.says(stem, What::Says))
}

/// Decides on a stop without a blank after it: a number, an address, a dotted abbreviation, or a
/// missing blank.
fn ends_glued(stop: &Stop<'_>) -> bool {
    let Some(next) = stop.next_char() else { return true };
    let before = stop.before();
    if stop.is_address() || !(chars::is_arabic_letter(next) || is_opening(next)) {
        return false;
    }
    if stop.strong {
        return true;
    }
    if ARABIC.says(&arabic_key(stop.next_word()), What::Domain) {
        return false;
    }
    if before.is_none_or(char::is_whitespace) {
        // `قال ..ثم`: dots that belong to the next word.
        return false;
    }
    if stop.dots >= 2 {
        return ends_ellipsis(stop);
    }
    if stop.end > stop.at + 1 {
        return true;
    }
    match before {
        Some(c) if super::stop::is_sign(c) => true,
        Some(c) if chars::is_digit(c) => {
            !(enumerate::is_label(stop.opening(), stop.at - stop.start) || is_letter_of_section(stop))
        }
        Some(c) if chars::is_arabic_letter(c) || chars::is_word_extender(c) => {
            let token = arabic_key(&stop.token());
            let part = token.rsplit('.').next().unwrap_or_default();
            let known = ARABIC.abbreviation(&token).is_some();
            part.chars().count() >= 2 && !known && !is_initial_ahead(stop)
                || known && begins(stop, Begins::Listed)
                || is_unit(stop, &token) && begins(stop, Begins::Clause)
        }
        Some(c) if chars::is_latin_letter(c) => true,
        Some(c) => super::stop::is_closer(c),
        None => false,
    }
}

/// True for a letter that numbers the part of a section: `المادة 12.3.أ من الاتفاقية`.
fn is_letter_of_section(stop: &Stop<'_>) -> bool {
    let word = stop.next_word();
    let alone = arabic_key(word).chars().count() == 1 && word != "و";
    alone
        && stop.rest()[word.len()..].starts_with(|c| is_blank(c) || matches!(c, '.' | ')' | '،' | '؛' | ':'))
}

/// True if a single letter with its own stop follows: `ش.م.م`. A list letter (`ب-`) is something else.
fn is_initial_ahead(stop: &Stop<'_>) -> bool {
    let rest = &stop.text[stop.next..];
    let word = first_word(rest);
    arabic_key(word).chars().count() == 1 && rest[word.len()..].starts_with('.')
}
