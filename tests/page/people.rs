//! Several people: names, replies, a colleague's project, one project shared by two browsers.

use crate::browser::{Page, Process, ROWS, review, samples, shared};
use fantoccini::{Locator, key::Key};
use mizan::{
    review::{
        Project,
        edit::{Edit, NewText},
    },
    text::Lang,
};
use std::{fs, path::Path, process::Command};

const FILES: [&str; 2] = ["report.ar.txt", "report-slips.en.txt"];
const IDLE: &str = "return document.querySelector('dialog[open]') === null";
const PANEL: &str = "return document.getElementById('panel').innerText";

impl Page {
    /// Opens the note of the active row, writes and saves.
    async fn says_of_the_row(&self, words: &str) {
        self.press('t').await;
        self.until("return document.activeElement.matches('dialog textarea')").await;
        self.client.active_element().await.unwrap().send_keys(words).await.unwrap();
        self.click("dialog footer .primary").await;
        self.until(IDLE).await;
    }
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn names_stand_with_what_was_done_and_a_note_is_answered() {
    let words = |who: &'static str| [FILES[0], FILES[1], "--reviewer", who];
    let mut page = Page::open(samples, &words("هدى")).await;
    page.press(Key::Home.into()).await;
    page.says_of_the_row("Is this the right term?").await;
    page.press(Key::Enter.into()).await;
    page.says("Confirmed").await;
    // Her own name is in the panel and not in every row.
    page.press(Key::Home.into()).await;
    page.until("return document.getElementById('panel').innerText.includes('Confirmed by')").await;
    assert_eq!(page.run("return document.querySelector('.row .whose')").await, serde_json::Value::Null);

    page.reopen(&words("Sami")).await;
    page.press(Key::Home.into()).await;
    page.until("return document.querySelector('.row.active .whose')?.textContent === 'هدى'").await;
    page.press('t').await;
    page.until("return document.activeElement.matches('dialog textarea')").await;
    assert_eq!(page.text("return document.activeElement.value").await, "", "it is a reply");
    page.picture("people-reply-en").await;
    page.press(Key::Escape.into()).await;
    page.until(IDLE).await;
    page.says_of_the_row("نعم، كما في الاتفاقية").await;
    page.until("return document.querySelectorAll('#panel .thread li').length === 2").await;
    let panel = page.text(PANEL).await;
    for words in ["هدى", "Is this the right term?", "Sami", "نعم، كما في الاتفاقية"] {
        assert!(panel.contains(words), "{words}: {panel}");
    }
    page.picture("people-thread-en").await;
    page.press('h').await;
    page.until("return document.querySelector('dialog .journal') !== null").await;
    let journal = page.text("return document.querySelector('dialog .journal').innerText").await;
    assert!(journal.contains("Sami · ") && journal.contains("هدى · "), "{journal}");
    page.press(Key::Escape.into()).await;
    page.until(IDLE).await;
    page.click("#do-language").await;
    page.until("return document.documentElement.lang === 'ar'").await;
    page.picture("people-thread-ar").await;
    // One undo takes the reply back.
    page.press_arabic("KeyZ", "ئ", false).await;
    page.until("return document.querySelectorAll('#panel .thread li').length === 1").await;
    page.close().await;
}

/// Edits a project as a person does.
fn edit(project: &Path, who: &str, edits: &[Edit]) {
    let mut project = Project::open(project).unwrap();
    project.sign(who);
    for edit in edits {
        project.edit(project.head().revision, edit).unwrap();
    }
}

fn write(piece: u32, text: &str) -> Edit {
    Edit::Texts { texts: vec![NewText { lang: Lang::En, piece, text: text.to_owned() }], cut: None }
}

/// A project and a copy of it that Sami has corrected in the meantime.
fn two_copies(folder: &Path) {
    samples(folder);
    drop(review(folder, &FILES));
    let (mine, theirs) = (folder.join("report.mizan"), folder.join("sami.mizan"));
    fs::copy(&mine, &theirs).unwrap();
    let note = |row, text: &str| Edit::Note { row, text: text.to_owned() };
    edit(&mine, "هدى", &[write(0, "Huda wrote this heading"), note(4, "كم بالدولار؟")]);
    edit(
        &theirs,
        "Sami",
        &[write(0, "Sami wrote this heading"), write(3, "Sami alone wrote this."), note(4, "Which euros?")],
    );
    // A project of other texts.
    fs::write(folder.join("other.ar.txt"), "نعم.\n").unwrap();
    fs::write(folder.join("other.en.txt"), "Yes.\n").unwrap();
    drop(review(folder, &["other.ar.txt", "other.en.txt"]));
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn a_copy_is_merged_row_by_row_and_where_both_wrote_one_is_chosen() {
    let page = Page::open(two_copies, &["report.mizan", "--reviewer", "هدى"]).await;
    let english = "return [...document.querySelectorAll('.row:not(.placeholder)')].slice(0, 6).map((row) => row.querySelector('.text.en')?.textContent).join('|')";
    let before = page.text(english).await;
    page.press_shifted('O').await;
    page.until("return document.querySelector('#merge-file') !== null").await;
    let give = async |name: &str| {
        let path = page.folder.path().join(name);
        let field = page.client.find(Locator::Css("#merge-file")).await.unwrap();
        field.send_keys(path.to_str().unwrap()).await.unwrap();
    };
    // A project of other texts is refused, and nothing has changed.
    give("other.mizan").await;
    page.until(
        "return document.querySelector('dialog').textContent.includes('other texts than this project')",
    )
    .await;
    give("sami.mizan").await;
    page.until("return document.querySelectorAll('.conflicts fieldset').length === 1").await;
    let text = page.text("return document.querySelector('.merging').innerText").await;
    for words in
        ["Huda wrote this heading", "Sami wrote this heading", "1 row was changed there only", "هدى", "Sami"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    page.picture("people-merge-en").await;
    page.click(".conflicts input[value=theirs]").await;
    page.click("dialog footer .primary").await;
    page.until(IDLE).await;
    page.until("return document.querySelector('.row:not(.placeholder) .text.en')?.textContent === 'Sami wrote this heading'")
        .await;
    let after = page.text(english).await;
    assert!(after.contains("Sami alone wrote this."), "{after}");
    // Both notes are there.
    page.press(Key::Home.into()).await;
    for _ in 0..3 {
        page.press(Key::Down.into()).await;
    }
    page.until("return document.querySelectorAll('#panel .thread li').length === 2").await;
    page.press('z').await;
    page.says("Undone").await;
    let back = format!("{} === {}", english.trim_start_matches("return "), serde_json::json!(before));
    page.until(&format!("return {back}")).await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn a_copy_named_at_the_start_waits_for_the_choice_in_arabic_too() {
    let page = Page::open(two_copies, &["report.mizan", "--merge", "sami.mizan", "--reviewer", "هدى"]).await;
    page.until("return document.querySelectorAll('.conflicts fieldset').length === 1").await;
    page.press(Key::Escape.into()).await;
    page.until(IDLE).await;
    page.click("#do-language").await;
    page.press_arabic("KeyO", "خ", true).await;
    page.until("return document.querySelector('#merge-file') !== null").await;
    page.picture("people-merge-ar").await;
    page.close().await;
}

/// A process that has ended, for a page whose server belongs to another.
fn nothing() -> Process {
    Process(Command::new("true").spawn().unwrap())
}

/// The owner's page and those of guests, each in a browser of its own.
async fn together(words: &[&str], guests: usize) -> Vec<Page> {
    let folder = tempfile::tempdir().unwrap();
    samples(folder.path());
    let (server, links) = shared(folder.path(), words, guests);
    let mut pages = vec![Page::show(folder, server, &links[0], (1440, 900)).await];
    for link in &links[1..] {
        pages.push(Page::show(tempfile::tempdir().unwrap(), nothing(), link, (1440, 900)).await);
    }
    for page in &pages {
        page.until(ROWS).await;
    }
    pages
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn two_browsers_on_one_project_see_each_other_and_hear_of_every_change() {
    let words = [FILES[0], FILES[1], "--listen", "127.0.0.1:0", "--invite", "Sami=edit", "--reviewer", "هدى"];
    let pages = together(&words, 1).await;
    let [huda, sami] = pages.as_slice() else { panic!("two pages") };
    // Each sees the other's name, and the row of the other.
    huda.until("return document.querySelector('.people').textContent === 'Sami'").await;
    sami.until("return document.querySelector('.people').textContent === 'هدى'").await;
    sami.press(Key::Home.into()).await;
    sami.press(Key::Down.into()).await;
    huda.press(Key::Home.into()).await;
    huda.until(
        "return document.querySelector('.here-too')?.closest('.row').querySelector('.n').textContent === '2'",
    )
    .await;
    // A change is there without a reload, with the name of its author, and the place stays.
    sami.press(Key::Down.into()).await;
    sami.press(Key::Down.into()).await;
    sami.press(Key::Enter.into()).await;
    sami.says("Confirmed").await;
    huda.until("return [...document.querySelectorAll('.row.is-done')].some((row) => row.querySelector('.n').textContent === '4' && row.querySelector('.whose')?.textContent === 'Sami')").await;
    assert_eq!(huda.text("return document.querySelector('.row.active .n').textContent").await, "1");
    huda.press('m').await;
    huda.says("Merged").await;
    sami.until("return document.getElementById('grid').getAttribute('aria-rowcount') === '40'").await;
    // Both write the same text: who comes second is shown both, and nothing is overwritten.
    for page in [huda, sami] {
        page.press(Key::End.into()).await;
        page.press('e').await;
        page.until("return document.activeElement.matches('dialog textarea.en')").await;
    }
    for (page, words) in [(huda, " Huda"), (sami, " Sami")] {
        page.client.active_element().await.unwrap().send_keys(words).await.unwrap();
    }
    huda.click("dialog footer .primary").await;
    huda.until(IDLE).await;
    sami.click("dialog footer .primary").await;
    sami.until("return document.querySelector('dialog .notice bdi')?.textContent.includes('Huda') === true")
        .await;
    sami.picture("people-both-wrote").await;
    sami.click("dialog footer .primary").await;
    sami.until(IDLE).await;
    huda.until("return [...document.querySelectorAll('.row .text.en')].some((text) => text.textContent.includes('Sami'))").await;
    // Keys of both, at once: every change of both arrives on both pages.
    let confirm = "let n = 0; const timer = setInterval(() => { document.getElementById('grid').dispatchEvent(new KeyboardEvent('keydown', { code: 'Enter', key: 'Enter', bubbles: true, cancelable: true })); if (++n === 8) clearInterval(timer); }, 40)";
    for (page, at) in [(huda, 5), (sami, 20)] {
        page.press(Key::Home.into()).await;
        for _ in 0..at {
            page.press(Key::Down.into()).await;
        }
    }
    huda.run(confirm).await;
    sami.run(confirm).await;
    for page in [huda, sami] {
        page.until("return Number(document.querySelector('.track').getAttribute('aria-valuenow')) === 17")
            .await;
    }
    huda.picture("people-two-browsers").await;
    huda.press_shifted('H').await;
    huda.until("return document.querySelector('.guests li .link')?.value.includes('/?token=') === true")
        .await;
    huda.picture("people-share-en").await;
    for page in pages {
        page.close().await;
    }
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn who_may_only_read_or_comment_sees_that() {
    let words = [
        FILES[0],
        FILES[1],
        "--listen",
        "127.0.0.1:0",
        "--invite",
        "Reem=read",
        "--invite",
        "Omar=comment",
        "--reviewer",
        "هدى",
    ];
    let pages = together(&words, 2).await;
    let [huda, reem, omar] = pages.as_slice() else { panic!("three pages") };
    reem.press(Key::Enter.into()).await;
    reem.says("read only").await;
    assert_eq!(
        reem.run("return getComputedStyle(document.querySelector('#panel .actions')).display").await,
        "none"
    );
    omar.press('m').await;
    omar.says("comment").await;
    omar.press(Key::Home.into()).await;
    omar.says_of_the_row("Is it right?").await;
    huda.press(Key::Home.into()).await;
    huda.until(
        "return document.querySelector('#panel .thread .whose')?.textContent.includes('Omar') === true",
    )
    .await;
    // The server refuses it too.
    for (page, status) in [(reem, 403), (omar, 403), (huda, 200)] {
        page.run("window.status_ = 0; fetch('/api/edit', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ revision: 1, edit: { do: 'confirm', rows: [3], on: true } }) }).then((answer) => { window.status_ = answer.status; })").await;
        page.until(&format!("return window.status_ === {status}")).await;
    }
    omar.picture("people-comment").await;
    for page in pages {
        page.close().await;
    }
}
