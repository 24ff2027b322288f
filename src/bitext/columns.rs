//! Which columns of a table contain the texts: detected from a sample of its rows, or named by the user.
//!
//! In order of precedence: the choice of the user; a table of ours, recognized by its numbers; a
//! first row with names; the letters of the cells. If the names say one language and all letters
//! the other, the letters win.

mod choice;
mod header;
mod letters;

pub use self::choice::ColumnChoice;

use self::{choice::Place, header::Names, letters::Sample};
use super::facts;
use crate::{
    Error, Result,
    document::Letters,
    text::{Lang, Sides},
};

/// Number of rows at the beginning of a table that are examined.
pub(crate) const SAMPLE_ROWS: usize = 200;
/// The largest number of bytes at the beginning of a table that are examined: 1 MiB.
pub(crate) const SAMPLE_BYTES: usize = 1 << 20;

/// The numbers of the columns, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Columns {
    pub(crate) id: Option<usize>,
    pub(crate) text: Sides<usize>,
    pub(crate) confidence: Option<usize>,
    pub(crate) adequacy: Option<usize>,
    /// The score of the documents, in tables of ours.
    pub(crate) score: Option<usize>,
    pub(crate) kind: Option<usize>,
    pub(crate) review: Option<usize>,
    pub(crate) notes: Option<usize>,
    /// Some rows are translated from Arabic and others from English, in the same two columns; the
    /// letters of each row distinguish them.
    pub(crate) mixed: bool,
}

impl Columns {
    /// Arabic first and English second, as in the tables that we write.
    pub(crate) const OURS: Columns = Columns {
        id: None,
        text: Sides::new(0, 1),
        confidence: Some(2),
        adequacy: None,
        score: None,
        kind: Some(3),
        review: None,
        notes: None,
        mixed: false,
    };

    /// The two texts of a row, Arabic first; `None` if it has too few cells.
    pub(crate) fn texts<'a>(&self, cell: impl Fn(usize) -> Option<&'a str>) -> Option<(&'a str, &'a str)> {
        let (ar, en) = (cell(self.text.ar)?, cell(self.text.en)?);
        let exchanged = self.mixed && is(ar, Lang::En) && is(en, Lang::Ar);
        Some(if exchanged { (en, ar) } else { (ar, en) })
    }
}

/// The detected properties of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The columns.
    pub(crate) columns: Columns,
    /// Number of rows at the beginning that are not pairs: titles of the table, and the row with
    /// the names of its columns.
    pub(crate) head: usize,
    /// The source language, if the names contain it.
    pub(crate) source: Option<Lang>,
    /// A remark for the user; `None` for a table as we write it.
    pub(crate) remark: Option<String>,
}

/// Finds the columns in the first rows of a table.
///
/// # Errors
/// When a column that the user named does not exist, or a column in the place of a text has no words.
pub(crate) fn find(rows: &[Vec<String>], choice: Option<&ColumnChoice>) -> Result<Layout> {
    let titles = titles(rows);
    let layout = below(&rows[titles..], choice)?;
    Ok(Layout { head: layout.head + titles, ..layout })
}

/// True for a row with the names of the columns, as a further table in the same file has it: the two sides in
/// either order.
pub(crate) fn is_head(row: &[String], columns: &Columns) -> bool {
    Names::of(row).are_sides(columns.text.ar, columns.text.en)
}

/// Which of some texts are the Arabic and the English one, by the names of their members and by
/// their letters; `None` if the letters do not confirm the choice.
pub(crate) fn among(rows: &[Vec<String>; 2]) -> Option<(usize, usize)> {
    let Columns { text: Sides { ar, en }, .. } = find(rows, None).ok()?.columns;
    let shows = |at: usize, lang: Lang| rows[1].get(at).is_some_and(|text| is(text, lang));
    (shows(ar, Lang::Ar) && shows(en, Lang::En)).then_some((ar, en))
}

/// Number of rows above the row with the names of the columns: titles, data of the order, empty
/// rows. None of them has both languages in these columns.
fn titles(rows: &[Vec<String>]) -> usize {
    const MOST: usize = 10;
    let named = |row: &Vec<String>| Names::of(row).texts().or_else(|| Names::of(row).sides());
    let found = rows.iter().take(MOST).enumerate().find_map(|(at, row)| Some((at, named(row)?)));
    let Some((above, (one, two))) = found else { return 0 };
    let lang = |row: &[String], at: usize| {
        [Lang::Ar, Lang::En].into_iter().find(|lang| row.get(at).is_some_and(|cell| is(cell, *lang)))
    };
    let is_pair = |row: &Vec<String>| match (lang(row, one), lang(row, two)) {
        (Some(one), Some(two)) => one != two,
        _ => false,
    };
    if rows[..above].iter().any(is_pair) { 0 } else { above }
}

/// Finds the columns, if the first row is a pair or contains their names.
fn below(rows: &[Vec<String>], choice: Option<&ColumnChoice>) -> Result<Layout> {
    let first = rows.first().map(Vec::as_slice).unwrap_or_default();
    let names = Names::of(first);
    if let Some(choice) = choice {
        return chosen(choice, &names, rows);
    }
    if let Some(columns) = ours(rows) {
        return Ok(Layout { columns, head: 0, source: None, remark: None });
    }
    // The first row may be a header: the letters of the others are better evidence.
    let body = if rows.len() > 1 { &rows[1..] } else { rows };
    let sample = Sample::of(body);
    let (by_names, by_letters) = (named(&names, rows), sample.texts());
    // A column that is called after a language may only name it in every row; its text is beside it.
    let are_codes = names
        .texts()
        .is_some_and(|(ar, en)| holds_codes(body, ar) && holds_codes(body, en) && !holds_codes(rows, ar));
    let by_names = by_names.filter(|_| !are_codes);
    let (ar, en, how) = match (by_names, by_letters) {
        (Some((ar, en)), _) if !names.are_ours() && sample.contradicts(ar, en) => {
            (en, ar, "by their letters; their names say the opposite")
        }
        (Some((ar, en)), _) => (ar, en, "by their names"),
        // A column of states (`Translated`) has English letters too; `Source` and `Target` are the texts.
        (None, Some(found)) => {
            let (ar, en) = sample.texts_among(|at| names.is_of_texts(at)).unwrap_or(found);
            (ar, en, "by their letters")
        }
        (None, None) => {
            // Names without any row below them say which are the texts.
            let alone = names.sides().filter(|_| rows.len() == 1);
            let (ar, en) = alone.unwrap_or_else(|| sample.likely());
            if sample.is_wordless(ar) != sample.is_wordless(en) {
                return Err(no_words(if sample.is_wordless(ar) { ("Arabic", ar) } else { ("English", en) }));
            }
            (ar, en, "by their places: the letters do not tell")
        }
    };
    let has_header = by_names.is_some() || are_codes || names.is_header(first, body, (ar, en));
    let mut columns = Columns {
        text: Sides { ar, en },
        mixed: !names.are_ours() && sample.is_mixed(ar, en),
        ..Columns::default()
    };
    if has_header {
        names.more(&mut columns);
    }
    // Ids differ in all rows, including the first.
    columns.id = columns.id.or_else(|| Sample::of(if has_header { body } else { rows }).id(ar, en));
    let source = has_header.then(|| names.source(ar, en)).flatten().filter(|_| !columns.mixed);
    let mut remark = described(&columns, how);
    let is_doubtful = !has_header && Names::may_be_names(first, body, (ar, en));
    remark += &told_of_first(first, (ar, en), has_header && by_names.is_none(), is_doubtful);
    // Beside two columns that are called texts no other one is doubtful.
    let is_certain = names.is_of_texts(ar) && names.is_of_texts(en);
    let rival = sample.rival(ar, en).filter(|at| !is_certain || names.is_of_texts(*at));
    if let Some(other) = rival {
        remark += &format!("; column {} could be one of them too: --columns chooses", other + 1);
    }
    // A table of two columns without names leaves no choice.
    let narrow = rows.iter().all(|row| row.len() <= 2);
    let plain = (ar, en) == (0, 1)
        && !has_header
        && !is_doubtful
        && !columns.mixed
        && (by_letters.is_some() || narrow);
    Ok(Layout { columns, head: usize::from(has_header), source, remark: (!plain).then_some(remark) })
}

/// The error for a column that has no words where only its place is evidence that it is a text.
fn no_words((lang, at): (&str, usize)) -> Error {
    Error::new(format!("no column is {lang}: column {}, in its place, holds no words", at + 1))
        .advise("name the columns ar and en in a first row, or with --columns ar=1,en=2")
}

/// True if all cells of a column are the same code of a language: `AR-SA`.
fn holds_codes(body: &[Vec<String>], at: usize) -> bool {
    let mut cells = body.iter().filter_map(|row| row.get(at)).map(|cell| cell.trim());
    let first = cells.next().filter(|cell| cell.len() <= 6 && cell.parse::<Lang>().is_ok());
    first.is_some_and(|first| cells.all(|cell| cell == first))
}

/// The columns whose names in the first row are Arabic and English. A name that other rows repeat
/// is not a name: a column may contain the language of another.
fn named(names: &Names, rows: &[Vec<String>]) -> Option<(usize, usize)> {
    let texts = names.texts()?;
    let (first, body) = rows.split_first()?;
    let repeats = |at: usize| 3 * body.iter().filter(|row| row.get(at) == first.get(at)).count() > body.len();
    let elsewhere = || Sample::of(rows).texts().is_some_and(|(ar, en)| ar != texts.0 && en != texts.1);
    let is_data = repeats(texts.0) || repeats(texts.1) || body.is_empty() && elsewhere();
    (!is_data).then_some(texts)
}

/// The error for a table in which both columns have words and none of the words is Arabic, or some are
/// in another script and none in Latin letters: it is in other languages. A few names alone do not tell.
pub(crate) fn without_language(rows: &[Vec<String>], columns: &Columns) -> Option<Error> {
    const FEWEST: usize = 12;
    const LONGEST: usize = 400;
    let letters = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        // The beginning of a cell is enough.
        let begin = |cell: &String| cell.char_indices().nth(LONGEST).map_or(cell.len(), |(end, _)| end);
        cells.map(|cell| Letters::of(&cell[..begin(cell)])).fold([0; 3], |[arabic, latin, other], found| {
            [arabic + found.arabic, latin + found.latin, other + found.other]
        })
    };
    let (one, two) = (letters(columns.text.ar), letters(columns.text.en));
    let filled = [one, two].iter().all(|found| found.iter().sum::<usize>() >= FEWEST);
    let place = || format!("columns {} and {}", columns.text.ar + 1, columns.text.en + 1);
    let missing = match (one[0] + two[0], one[1] + two[1]) {
        _ if !filled => return None,
        (0, _) => "Arabic",
        // Arabic in both columns may be text that is not translated yet.
        (_, 0) if one[2] + two[2] >= FEWEST => "Latin",
        _ => return None,
    };
    Some(
        Error::new(format!("no {missing} letters in {}", place())).advise(
            "give a table with Arabic in one column and English in another, or name them with --columns",
        ),
    )
}

/// True if some rows have Arabic in one column and English in another.
pub(crate) fn has_both_languages(rows: &[Vec<String>]) -> bool {
    Sample::of(rows).texts().is_some()
}

/// Describes columns: `Arabic 2, English 1`.
fn described(columns: &Columns, how: &str) -> String {
    let mut words = format!("columns: Arabic {}, English {}", columns.text.ar + 1, columns.text.en + 1);
    if let Some(id) = columns.id {
        words += &format!(", id {}", id + 1);
    }
    words = format!("{words} ({how})");
    if columns.mixed {
        words += "; some rows the other way about: the letters of each tell";
    }
    words
}

/// What is said about a first row whose names are unknown: that it was left out, or that it is read as a pair.
fn told_of_first(first: &[String], (ar, en): (usize, usize), is_left_out: bool, is_doubtful: bool) -> String {
    let cell = |at: usize| first.get(at).map(|cell| cell.trim()).unwrap_or_default();
    let (ar, en) = (cell(ar), cell(en));
    if is_left_out && ar.len() + en.len() <= NAMES_SHOWN {
        return format!("; the first row ({ar} | {en}) names them");
    }
    if is_doubtful {
        return format!(
            "; the first row ({ar} | {en}) is read as a pair: if it names the columns, --columns ar={ar},en={en}"
        );
    }
    String::new()
}

/// Most letters of a first row that is shown in a message; a longer one has texts and no names.
const NAMES_SHOWN: usize = 160;

fn chosen(choice: &ColumnChoice, names: &Names, rows: &[Vec<String>]) -> Result<Layout> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let place = |place: &Place| match place {
        Place::Number(number) if *number <= width || rows.is_empty() => Ok(number - 1),
        Place::Number(number) => {
            Err(Error::new(format!("there is no column {number}; the table has {width}"))
                .advise("count from 1 in --columns"))
        }
        Place::Name(name) => names.position(name).ok_or_else(|| {
            let first = rows.first().map(Vec::as_slice).unwrap_or_default();
            let called: Vec<&str> =
                first.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
            let is_short = called.iter().map(|cell| cell.chars().count()).sum::<usize>() <= NAMES_SHOWN;
            let error = Error::new(format!("no column of the first row is called `{name}`"));
            error.advise(if is_short && !called.is_empty() {
                format!("they are called {}; numbers do as well: --columns ar=2,en=3", called.join(", "))
            } else {
                "name the columns by their numbers: --columns ar=2,en=3".to_owned()
            })
        }),
    };
    let (ar, en) = (place(&choice.texts.ar)?, place(&choice.texts.en)?);
    let id = choice.id.as_ref().map(place).transpose()?;
    let body = if rows.len() > 1 { &rows[1..] } else { rows };
    let first = rows.first().map(Vec::as_slice).unwrap_or_default();
    let by_name = [Some(&choice.texts.ar), Some(&choice.texts.en), choice.id.as_ref()];
    let has_header = by_name.iter().flatten().any(|place| matches!(place, Place::Name(_)))
        || named(names, rows).is_some()
        || names.is_header(first, body, (ar, en));
    let mut columns = Columns { text: Sides { ar, en }, ..Columns::default() };
    if has_header {
        names.more(&mut columns);
    }
    columns.id = id.or(columns.id);
    Ok(Layout { columns, head: usize::from(has_header), source: None, remark: None })
}

/// Recognizes a table of ours: a confidence and a bead type after the texts, or empty cells in
/// their places and then an id.
fn ours(rows: &[Vec<String>]) -> Option<Columns> {
    let share = |cell: &str| cell.parse().is_ok_and(|share: f64| (0.0..=1.0).contains(&share));
    let mut known = 0;
    for row in rows {
        let (confidence, kind) = (row.get(2).map(String::as_str), row.get(3).map(String::as_str));
        let fits = |cell: Option<&str>, test: &dyn Fn(&str) -> bool| {
            cell.is_none_or(|cell| cell.is_empty() || test(cell))
        };
        if !fits(confidence, &share) || !fits(kind, &|cell| facts::kind(cell).is_some()) || row.len() > 6 {
            return None;
        }
        known += usize::from(confidence.is_some_and(share) && kind.is_none_or(|kind| !kind.is_empty()));
        known += usize::from(row.len() == 5 && confidence == Some("") && kind == Some(""));
    }
    // The type of a bead is followed by its adequacy and the score of the documents, empty cells by an id.
    let place = |at: usize| rows.iter().any(|row| row.len() > at).then_some(at);
    let (fifth, score) = (place(4), place(5));
    let cells = |at: usize| rows.iter().filter_map(move |row| row.get(at)).filter(|cell| !cell.is_empty());
    let is_share =
        cells(2).next().is_some() && cells(4).chain(cells(5)).all(|cell| cell.contains('.') && share(cell));
    if score.is_some() && !is_share {
        return None;
    }
    let (id, adequacy) = if is_share { (None, fifth) } else { (fifth, None) };
    (known > 0 && Sample::of(rows).texts().is_none_or(|texts| texts == (0, 1))).then_some(Columns {
        id,
        adequacy,
        score,
        ..Columns::OURS
    })
}

/// True if a cell is in a language, according to its letters.
fn is(cell: &str, lang: Lang) -> bool {
    let letters = Letters::of(cell);
    letters.total() > 0 && letters.lang() == lang
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split('|').map(str::to_owned).collect()).collect()
    }

    /// Arabic, English, id (0 for none), header.
    fn found(text: &str) -> (usize, usize, usize, bool) {
        let Layout { columns, head, .. } = find(&table(text), None).unwrap();
        (columns.text.ar + 1, columns.text.en + 1, columns.id.map_or(0, |id| id + 1), head > 0)
    }

    #[test]
    fn the_letters_tell_in_any_order_and_after_other_columns() {
        assert_eq!(found("نعم|yes\nلا|no"), (1, 2, 0, false));
        assert_eq!(found("yes|نعم\nno|لا"), (2, 1, 0, false));
        assert_eq!(found("1|ثلاثة كتب|Three books\n2|أربعة أقلام|Four pens"), (2, 3, 1, false));
        assert_eq!(found("0.93|Three books|ثلاثة كتب\n0.81|Four pens|أربعة أقلام"), (3, 2, 0, false));
        let domain =
            "legal|Three books are here|ثلاثة كتب هنا|done\nlegal|Four pens are there|أربعة أقلام هناك|done";
        assert_eq!(found(domain), (3, 2, 0, false));
        let two = "s1|en-US|The door is open|ar-EG|الباب مفتوح";
        assert_eq!(found(two), (5, 3, 1, false));
        let five = "a1|en-US|ar-SA|The door is open|الباب مفتوح\na2|en-US|ar-SA|The key is here|المفتاح هنا";
        assert_eq!(found(five), (5, 4, 1, false));
        assert_eq!(
            found("http://a.example/x|نص قصير هنا|A short text\nhttp://a.example/y|نص آخر|Another text"),
            (2, 3, 1, false)
        );
    }

    #[test]
    fn a_first_row_with_names_is_no_pair() {
        assert_eq!(found("ar|en\nثلاثة كتب|Three books"), (1, 2, 0, true));
        assert_eq!(found("Source|Target\nThree books|ثلاثة كتب\nFour pens|أربعة أقلام"), (2, 1, 0, true));
        assert_eq!(found("ID|English (United States)|Arabic (Egypt)\n7|Yes|نعم"), (3, 2, 1, true));
        assert_eq!(found("text_ar|score_ar|text_en\nنعم|0.5|Yes"), (1, 3, 0, true));
        assert_eq!(
            found("النص|الترجمة\nالباب مفتوح|The door is open\nالنافذة مغلقة|The window is shut"),
            (1, 2, 0, true)
        );
        assert_eq!(
            found(
                "Status|Segment|Rendering\nok|The door is open|الباب مفتوح\nok|The key|المفتاح\nok|The sea|البحر"
            ),
            (3, 2, 0, true)
        );
    }

    #[test]
    fn a_column_that_is_named_a_text_is_above_one_whose_letters_fit_as_well() {
        let states = "No|Status|Source|Target|Comment\n1|Translated|Open 5 doors|افتح 5 أبواب|\n2|Draft|Close it|أغلقه|check 7";
        assert_eq!(found(states), (4, 3, 1, true));
        assert_eq!(
            found("State|Target|Note|Source\nConfirmed|افتح الباب|Open this door|Open it"),
            (2, 4, 1, true)
        );
    }

    #[test]
    fn a_machine_translation_gives_way_to_the_translation_beside_it() {
        let revised = "Source (en)|MT (ar)|Target (ar)\nGood night|ليل جيد|تصبح على خير";
        assert_eq!(found(revised), (3, 1, 0, true));
        assert_eq!(found("English|Arabic (Google)\nGood night|ليل جيد"), (2, 1, 0, true));
    }

    #[test]
    fn a_table_in_other_languages_is_refused() {
        let refusal = |text: &str| {
            let rows = table(text);
            let layout = find(&rows, None).unwrap();
            without_language(&rows[layout.head..], &layout.columns).map(|error| error.to_string())
        };
        let french = refusal("The mill is old|Le moulin est vieux\nA river|Un fleuve").unwrap();
        assert!(french.contains("no Arabic letters in columns 1 and 2"), "{french}");
        assert!(refusal("الطاحونة قديمة جدا|Мельница очень старая").unwrap().contains("no Latin"));
        for text in ["IBM|IBM", "12|13", "The mill is old|", "The mill is old|الطاحونة قديمة"] {
            assert_eq!(refusal(text), None, "{text}");
        }
    }

    #[test]
    fn titles_above_the_names_are_no_pairs() {
        let head = |text| find(&table(text), None).unwrap().head;
        assert_eq!(head("Glossary of the port||\n||\nID|English|Arabic\n1|The quay|الرصيف"), 3);
        assert_eq!(head("Glossary of the port||\n1|The quay|الرصيف\n2|The crane|الرافعة"), 0);
        assert_eq!(head("ID|English|Arabic\n1|The quay|الرصيف"), 1);
        assert_eq!(
            head("Order 77|بلدية صور||\nDate|3/5||Pages 12\nNo|Source|Status|Target\n1|The quay|ok|الرصيف"),
            3
        );
        assert_eq!(head("1|The quay|الرصيف\n2|English|Arabic\n3|The crane|الرافعة"), 0);
    }

    #[test]
    fn columns_that_name_the_language_in_every_row_are_no_texts() {
        let memory = "%Date|%TU|%EN-US|%A memory|%AR-SA|%\n2024|1|EN-US|Open the valve|AR-SA|افتح الصمام\n2024|2|EN-US|Close it|AR-SA|أغلقه";
        let Layout { columns, head, .. } = find(&table(memory), None).unwrap();
        assert_eq!((columns.text.ar, columns.text.en, head), (5, 3, 1));
    }

    #[test]
    fn a_first_pair_is_no_header() {
        assert!(!found("Yes|نعم\nNo|لا\nPerhaps|ربما").3);
        assert!(!found("النص الأصلي طويل جدا هنا|The source text is very long here\nلا|no").3);
        assert!(!found("IBM|IBM\nنعم|yes\nلا|no\nربما|perhaps").3);
    }

    #[test]
    fn letters_are_above_names_that_contradict_them() {
        let layout = find(&table("ar|en\nYes|نعم\nNo|لا\nThe sea|البحر"), None).unwrap();
        assert_eq!((layout.columns.text.ar, layout.columns.text.en, layout.head), (1, 0, 1));
        assert!(layout.remark.unwrap().contains("their names say the opposite"));
    }

    #[test]
    fn rows_of_both_directions_are_recognised_by_their_own_letters() {
        let text =
            "1|The sea is wide|البحر واسع\n2|الباب مفتوح|The door is open\n3|The key is here|المفتاح هنا";
        let columns = find(&table(text), None).unwrap().columns;
        assert!(columns.mixed);
        let row = ["2", "الباب مفتوح", "The door is open"];
        assert_eq!(columns.texts(|at| row.get(at).copied()), Some(("الباب مفتوح", "The door is open")));
    }

    #[test]
    fn our_own_tables_are_known_by_their_numbers() {
        let columns = |text| find(&table(text), None).unwrap().columns;
        assert_eq!(columns("نعم|yes|0.9|1-1\nلا|no|0.8|1-2"), Columns::OURS);
        assert_eq!(columns("نعم|yes|0.9|1-1|d#b1"), Columns { id: Some(4), ..Columns::OURS });
        assert_eq!(columns("نعم|yes|||x:1\nلا|no|||x:2"), Columns { id: Some(4), ..Columns::OURS });
    }

    #[test]
    fn what_the_user_names_is_taken_as_it_is() {
        let rows = table("n|a|b|c\n1|نعم|yes|Yes\n2|لا|no|No");
        let columns = |choice: &str| find(&rows, Some(&choice.parse().unwrap())).map(|layout| layout.columns);
        let got = columns("ar=2,en=4,id=1").unwrap();
        assert_eq!((got.text.ar, got.text.en, got.id), (1, 3, Some(0)));
        let got = columns("en=B, ar=a").unwrap();
        assert_eq!((got.text.ar, got.text.en), (1, 2));
        assert!(columns("ar=2,en=9").unwrap_err().to_string().contains("there is no column 9"));
        assert!(columns("ar=2,en=x").unwrap_err().to_string().contains("called `x`"));
        for wrong in ["ar=1", "ar=1,en=1", "ar=0,en=1", "a=1,en=2", "ar,en", "ar=1,ar=2,en=3"] {
            assert!(wrong.parse::<ColumnChoice>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn where_the_letters_do_not_tell_the_places_do_and_it_is_said() {
        let layout = find(&table("a|b|1\nc|d|2"), None).unwrap();
        assert_eq!((layout.columns.text.ar, layout.columns.text.en), (0, 1));
        assert!(layout.remark.unwrap().contains("do not tell"));
        assert_eq!(find(&table("a|b\nc|d"), None).unwrap().remark, None, "there is nothing to choose");
        assert_eq!(find(&[], None).unwrap().columns.text.en, 1);
    }

    #[test]
    fn a_second_column_of_the_same_language_is_named() {
        let text = "The sea is wide|البحر واسع|البحر عريض\nThe door is open|الباب مفتوح|الباب منفتح";
        let layout = find(&table(text), None).unwrap();
        assert_eq!((layout.columns.text.ar, layout.columns.text.en), (1, 0));
        assert!(layout.remark.unwrap().contains("column 3 could be"));
    }
}
