//! The project file and the edits of a review.

use mizan::{
    bitext::{Bitext, TextOptions},
    review::{Project, import, state::State},
    text::Lang,
};

const AR: &str = "وصل 25 رجلا إلى القاهرة. ثم غادروا.\n\nبقي 3 منهم. عادوا بعد يومين. انتهى.";
const EN: &str = "52 men arrived in Cairo. Then they left.\n\nThree of them stayed. They returned after two days. The end.";

fn state() -> State {
    import::state(Bitext::of_texts(AR, EN, &TextOptions::default()).expect("Arabic and English"))
}

/// A project file as the program writes it.
pub(super) fn files() -> Vec<Vec<u8>> {
    vec![Project::in_memory(&state()).and_then(|project| project.bytes()).expect("a project in memory")]
}

/// A damaged project is refused with an error, or opens and can be written again.
pub(super) fn open(data: &[u8]) {
    match Project::of_bytes(data) {
        Err(error) => assert!(!error.to_string().contains("panicked")),
        Ok(project) => {
            let rows = project.state().rows.len();
            let bytes = project.bytes().expect("an open project can be written");
            assert_eq!(Project::of_bytes(&bytes).expect("and read").state().rows.len(), rows);
        }
    }
}

/// Seeds of four bytes per edit.
pub(super) fn numbers() -> Vec<Vec<u8>> {
    vec![(0..64).collect(), vec![1, 2, 3, 4, 12, 0, 1, 2, 0, 0, 0, 0]]
}

fn letters(state: &State, lang: Lang) -> Vec<char> {
    let texts = state.rows.iter().flat_map(|row| {
        let pieces = &row.pieces[lang];
        pieces.iter().map(|&piece| state.side(lang).text(piece)).collect::<Vec<_>>()
    });
    let mut letters: Vec<char> =
        texts.flat_map(|text| text.chars().collect::<Vec<_>>()).filter(|c| !c.is_whitespace()).collect();
    letters.sort_unstable();
    letters
}

/// Edits keep every letter unless they write text, and undoing them leads back to the beginning.
pub(super) fn edits(data: &[u8]) {
    let start = state();
    let mut project = Project::in_memory(&start).expect("a project in memory");
    let mut done = 0;
    for four in data.chunks_exact(4).take(40) {
        let (text, writes) = edit(four, project.state());
        let edit = serde_json::from_str(&text).expect("an edit as the page sends it");
        let before = [Lang::Ar, Lang::En].map(|lang| letters(project.state(), lang));
        let revision = project.head().revision;
        if project.edit(revision, &edit).is_err() {
            continue;
        }
        done += usize::from(project.head().revision != revision);
        if !writes {
            let after = [Lang::Ar, Lang::En].map(|lang| letters(project.state(), lang));
            assert_eq!(before, after, "{text}");
        }
        assert!(
            project.state().rows.iter().all(|row| !row.pieces.ar.is_empty() || !row.pieces.en.is_empty()),
            "an empty row: {text}"
        );
    }
    let bytes = project.bytes().expect("it can be written");
    assert_eq!(Project::of_bytes(&bytes).expect("it can be read").state().rows, project.state().rows);
    for _ in 0..done {
        let revision = project.head().revision;
        if project.undo(revision).is_err() {
            break;
        }
    }
    assert_eq!(project.state().rows, start.rows, "undone to the beginning");
}

/// An edit in the form sent by the page, and whether it writes text.
fn edit(four: &[u8], state: &State) -> (String, bool) {
    let [kind, a, b, c] = [four[0], four[1], four[2], four[3]].map(usize::from);
    let (row, other) = (state.rows[a % state.rows.len()].id, state.rows[b % state.rows.len()].id);
    let lang = if c % 2 == 0 { "ar" } else { "en" };
    let on = b % 3 > 0;
    let text = match kind % 11 {
        0 => format!(r#"{{"do":"merge","row":{row}}}"#),
        1 => format!(r#"{{"do":"split","row":{row},"ar":{},"en":{}}}"#, c % 3, b % 3),
        2 => format!(r#"{{"do":"cut","row":{row},"lang":"{lang}","at":{}}}"#, b % 40),
        3 => format!(
            r#"{{"do":"move","row":{row},"lang":"{lang}","edge":"{}"}}"#,
            if on { "first" } else { "last" }
        ),
        4 => format!(r#"{{"do":"unlink","row":{row}}}"#),
        5 => format!(r#"{{"do":"link","rows":[{row},{other}]}}"#),
        6 => format!(r#"{{"do":"swap","rows":[{row},{other}]}}"#),
        7 => format!(r#"{{"do":"confirm","rows":[{row},{other}],"on":{on},"spare":{}}}"#, c % 2 == 0),
        8 => format!(r#"{{"do":"flag","row":{row},"on":{on}}}"#),
        9 => format!(r#"{{"do":"note","row":{row},"text":"note {c}"}}"#),
        _ => {
            return (
                format!(
                    r#"{{"do":"texts","texts":[{{"lang":"{lang}","piece":{},"text":"نص text {c}"}}]}}"#,
                    b % 6
                ),
                true,
            );
        }
    };
    (text, false)
}
