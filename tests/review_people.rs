//! Reviews by several people, from the command line.

use crate::run::Folder;
use mizan::{
    review::{
        Edit, Project,
        edit::Written,
        store::{Head, Store},
    },
    text::Lang,
};

/// The command that makes a project and is ended as soon as its page is there.
fn make(folder: &Folder, words: &str) {
    let mut command = folder.command();
    command.arg("review").args(words.split(' ')).arg("--no-open");
    let mut child =
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut line)
        .unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
}

fn edit(folder: &Folder, project: &str, who: &str, edits: &[Edit]) {
    let mut project = Project::open(&folder.path(project)).unwrap();
    project.sign(who);
    for edit in edits {
        project.edit(project.head().revision, edit).unwrap();
    }
}

fn write(piece: u32, text: &str) -> Edit {
    Edit::Texts { texts: vec![Written { lang: Lang::En, piece, text: text.to_owned() }], cut: None }
}

fn english(folder: &Folder, project: &str) -> Vec<String> {
    let state = Store::peek(&folder.path(project)).unwrap();
    state.rows.iter().map(|row| state.line(Lang::En, row).text).collect()
}

/// A project and a copy of it, both corrected since.
fn copies() -> Folder {
    let folder = Folder::with(&[(
        "p.tsv",
        "وصل الوفد\tThe delegation arrived\nنعم\tyes\nلا\tno\nربما\tmaybe\n".as_bytes(),
    )]);
    make(&folder, "p.tsv");
    edit(&folder, "p.mizan", "both", &[Edit::Flag { row: 4, on: true }]);
    std::fs::copy(folder.path("p.mizan"), folder.path("sami.mizan")).unwrap();
    edit(
        &folder,
        "p.mizan",
        "Huda",
        &[write(0, "The delegates arrived"), Edit::Note { row: 2, text: "short".to_owned() }],
    );
    edit(
        &folder,
        "sami.mizan",
        "Sami",
        &[
            write(0, "A delegation arrived"),
            write(2, "nope"),
            Edit::Confirm { rows: vec![2], on: true, spare: false },
        ],
    );
    folder
}

#[test]
fn a_copy_is_merged_as_one_change_with_the_names_of_both() {
    let folder = copies();
    let before = Store::peek(&folder.path("p.mizan")).unwrap();
    // Where both wrote, nothing is decided for them.
    make(&folder, "p.mizan --merge sami.mizan");
    assert_eq!(Store::peek(&folder.path("p.mizan")).unwrap(), before);
    make(&folder, "p.mizan --merge sami.mizan --prefer theirs --reviewer Huda");
    assert_eq!(english(&folder, "p.mizan"), ["A delegation arrived", "yes", "nope", "maybe"]);
    let mut project = Project::open(&folder.path("p.mizan")).unwrap();
    let marks = |row: usize, project: &Project| project.state().rows[row].marks.clone();
    assert_eq!(marks(0, &project).by.edited, "Sami");
    assert_eq!(
        (marks(1, &project).by.confirmed.as_str(), marks(1, &project).note.as_str()),
        ("Sami", "short")
    );
    let Head { done, revision, .. } = project.head();
    assert_eq!(
        (
            project.journal().change(done).unwrap().unwrap().0.as_str(),
            project.journal().who(done).unwrap().as_str()
        ),
        ("merge-copy", "Huda")
    );
    project.undo(revision).unwrap();
    assert_eq!(project.state(), &before);
}

#[test]
fn a_file_that_was_exported_and_corrected_elsewhere_comes_back() {
    let folder = copies();
    assert_eq!(folder.mizan("export p.mizan -o p.tmx").code, Some(0));
    edit(&folder, "p.mizan", "Huda", &[write(1, "yes indeed")]);
    folder.write("p.tmx", folder.read("p.tmx").replace(">maybe<", ">perhaps<"));
    make(&folder, "p.mizan --merge p.tmx");
    assert_eq!(english(&folder, "p.mizan"), ["The delegates arrived", "yes indeed", "no", "perhaps"]);
}

#[test]
fn copies_of_other_texts_and_files_of_other_kinds_are_refused_and_nothing_changes() {
    let folder = copies();
    let before = std::fs::read(folder.path("p.mizan")).unwrap();
    folder.write("q.tsv", "أهلا\twelcome\nمساء\tevening\nصباح\tmorning\n");
    make(&folder, "q.tsv");
    folder.write("torn.mizan", &std::fs::read(folder.path("sami.mizan")).unwrap()[..5000]);
    for (words, reason) in [
        ("p.mizan --merge q.mizan", "a review of other texts than this project, so nothing was merged"),
        ("p.mizan --merge q.tsv", "only 0 of its 3 pairs are of this project, so nothing was merged"),
        ("p.mizan --merge torn.mizan", "torn.mizan"),
        ("p.mizan --merge none.mizan", "no such file"),
        ("--merge sami.mizan", "--merge belongs to a project"),
    ] {
        folder.mizan(&format!("review {words} --no-open")).fails_with(reason);
    }
    folder.mizan("review p.mizan --prefer mine").fails_with("--merge");
    assert_eq!(std::fs::read(folder.path("p.mizan")).unwrap(), before);
}
