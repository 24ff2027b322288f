//! The page before a project is open: dropping files, making projects, finding them again, stopping.

use crate::browser::{Page, ROWS, samples};
use std::{fmt::Write, fs, path::Path};

const START: &str = "return document.documentElement.dataset.ready === 'start'";
/// Number of sentences that take long enough for their progress to be seen.
const LONG: usize = 5000;
/// Number of sentences that a fast machine needs seconds for, so that they can be stopped.
const LONGER: usize = 40_000;
const MESSAGE: &str = "return (document.getElementById('start-notice')?.textContent ?? '')";

impl Page {
    /// Drops files on the page: names and texts.
    async fn drop_files(&self, files: &[(&str, &str)]) {
        let list = serde_json::to_string(files).unwrap();
        self.run(&format!(
            "const data = new DataTransfer(); for (const [name, text] of {list}) data.items.add(new File([text], name)); document.getElementById('drop').dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true }}))"
        ))
        .await;
    }
}

/// A long text and its translation, so that aligning them takes a while.
fn long(sentences: usize) -> [String; 2] {
    let [mut ar, mut en] = [String::new(), String::new()];
    for n in 0..sentences {
        let (year, sum) = (1200 + n % 800, n * 37 % 9973);
        writeln!(ar, "في سنة {year} باع التاجر {sum} كيسا من القمح في سوق المدينة القديمة.").unwrap();
        writeln!(en, "In {year} the merchant sold {sum} bags of wheat in the market of the old town.")
            .unwrap();
    }
    [ar, en]
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn files_that_are_dropped_become_a_project_which_is_found_again() {
    let page = Page::begin(samples, &[], (1366, 768)).await;
    page.until(START).await;
    page.picture("start-en").await;
    let read = |name: &str| fs::read_to_string(page.folder.path().join(name)).unwrap();
    let (ar, en) = (read("report.ar.txt"), read("report-slips.en.txt"));
    page.drop_files(&[("report.ar.txt", &ar), ("report-slips.en.txt", &en)]).await;
    page.until(ROWS).await;
    assert!(page.folder.path().join("report.mizan").exists());
    assert_eq!(page.text("return document.querySelector('h1').textContent").await, "report");
    // Back to the list, in Arabic, and into the project from it.
    page.click("#do-projects").await;
    page.until(START).await;
    page.click("#start #do-language").await;
    page.until("return document.documentElement.lang === 'ar'").await;
    page.picture("start-ar").await;
    assert_eq!(page.text("return document.querySelector('[data-recent] bdi').textContent").await, "report");
    page.click("[data-recent=report]").await;
    page.until(ROWS).await;
    page.click("#do-projects").await;
    page.until(START).await;
    // The same texts open the same project; other texts with the same names get a new name.
    page.drop_files(&[("report.ar.txt", &ar), ("report-slips.en.txt", &en)]).await;
    page.until(ROWS).await;
    assert!(!page.folder.path().join("report-2.mizan").exists());
    page.click("#do-projects").await;
    page.until(START).await;
    page.drop_files(&[("report.tsv", "نعم\tyes\nلا\tno\n")]).await;
    page.until(ROWS).await;
    assert!(page.folder.path().join("report-2.mizan").exists());
    page.close().await;
}

/// A folder with two documents, one with a wrong figure, and a file without a partner.
fn book(folder: &Path) {
    let book = folder.join("book");
    fs::create_dir(&book).unwrap();
    for (name, text) in [
        ("one.ar.txt", "اشترى ٣٠ كتابا.\nعاد إلى البيت مساء."),
        ("one.en.txt", "He bought 30 books.\nHe went home in the evening."),
        ("two.ar.txt", "زار المتحف ٤٥ طالبا.\nكان اليوم جميلا."),
        ("two.en.txt", "54 students visited the museum.\nThe day was beautiful."),
        ("three.ar.txt", "لا ترجمة له."),
    ] {
        fs::write(book.join(name), text).unwrap();
    }
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn a_folder_is_one_project_with_one_list_and_the_progress_of_every_document() {
    let page = Page::open(book, &["book", "--segmented"]).await;
    assert!(page.folder.path().join("book.mizan").exists());
    let options =
        "return [...document.querySelectorAll('#documents option')].map((one) => one.textContent).join('|')";
    assert_eq!(page.text(options).await, "All 2 documents|one — 0 of 2, 0 open|two — 0 of 2, 1 open");
    let headings = "return [...document.querySelectorAll('.document')].map((one) => one.textContent).join()";
    assert_eq!(page.text(headings).await, "one,two");
    page.picture("documents").await;
    // One list of findings for all documents.
    page.press('n').await;
    page.until("return document.querySelector('.row.active')?.textContent.includes('54 students')").await;
    // The message concerns the document of the change.
    page.press('v').await;
    page.says("Confirmed").await;
    page.until(&format!("{options}.endsWith('two — 1 of 2, 1 open')")).await;
    page.run("const list = document.getElementById('documents'); list.value = '1'; list.dispatchEvent(new Event('change'))").await;
    page.until("return document.getElementById('grid').getAttribute('aria-rowcount') === '2'").await;
    // Rows of two documents are not merged, and realigning keeps them apart.
    page.press('z').await;
    page.says("Undone").await;
    page.press(fantoccini::key::Key::Escape.into()).await;
    page.until("return document.getElementById('grid').getAttribute('aria-rowcount') === '4'").await;
    page.run("document.getElementById('row-2').click()").await;
    page.press('m').await;
    page.says("two documents").await;
    page.press('r').await;
    page.until("return document.querySelector('dialog[open]') !== null").await;
    page.click("dialog footer .primary").await;
    page.says("ealign").await;
    page.until(&format!("{headings} === 'one,two'")).await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn what_cannot_become_a_project_is_said_and_nothing_is_made() {
    let page = Page::begin(|_| {}, &[], (1366, 768)).await;
    page.until(START).await;
    for (files, words) in [
        (&[("alone.txt", "نص بلا ترجمة.")][..], "one text cannot be reviewed alone"),
        (&[("a.txt", "One text."), ("b.txt", "Another text.")], "English"),
        (&[("a.mizan", "x")], "a project is opened where it is"),
        (&[("broken.tmx", "<tmx><body><tu>")], "broken.tmx"),
        (&[("a.png", "\u{0}\u{1}\u{2}PNG"), ("b.txt", "Text.")], "a.png"),
    ] {
        page.drop_files(files).await;
        page.until(&format!("{MESSAGE}.includes({words:?})")).await;
        assert!(!page.text(MESSAGE).await.contains("/tmp/"), "a folder of our own");
    }
    // A file whose end did not arrive, and a name that would leave its folder.
    for (query, status) in
        [("name=a.txt&size=9", 400), ("name=../a.txt&size=3", 422), ("name=a.txt&size=3", 200)]
    {
        let sent = page.run(&format!("return fetch('/api/start/file?{query}', {{ method: 'POST', headers: {{ 'content-type': 'application/octet-stream' }}, body: 'abc' }}).then((answer) => answer.status)")).await;
        assert_eq!(sent, status, "{query}");
    }
    let made = fs::read_dir(page.folder.path()).unwrap().filter(|entry| {
        let path = entry.as_ref().unwrap().path();
        path.extension().is_some_and(|end| end == "mizan")
    });
    assert_eq!(made.count(), 0);
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn an_alignment_shows_how_far_it_is_and_can_be_stopped_and_so_can_a_realignment() {
    let [ar, en] = long(LONG);
    let prepare = |folder: &Path| {
        let [ar, en] = long(LONG);
        fs::write(folder.join("long.ar.txt"), ar).unwrap();
        fs::write(folder.join("long.en.txt"), en).unwrap();
    };
    let page = Page::begin(prepare, &[], (1366, 768)).await;
    page.until(START).await;
    let share = "return Number(document.querySelector('.working [role=progressbar]')?.getAttribute('aria-valuenow') ?? -1) > 0";
    let [longer_ar, longer_en] = long(LONGER);
    page.drop_files(&[("longer.ar.txt", &longer_ar), ("longer.en.txt", &longer_en)]).await;
    page.until(share).await;
    page.click("#do-stop").await;
    page.until(&format!("{MESSAGE}.includes('stopped')")).await;
    assert!(!page.folder.path().join("longer.mizan").exists());
    page.drop_files(&[("long.ar.txt", &ar), ("long.en.txt", &en)]).await;
    page.picture("start-working").await;
    page.until(ROWS).await;
    // A realignment can be stopped in the same way.
    page.press('r').await;
    page.until("return document.querySelector('dialog[open]') !== null").await;
    page.click("dialog footer .primary").await;
    page.until(share).await;
    page.picture("realigning").await;
    // On a fast machine it ends before it can be stopped; the page is ready again in either case.
    page.run("document.querySelector('#do-stop')?.click()").await;
    page.until("return document.querySelector('.working [role=progressbar]') === null").await;
    page.press('v').await;
    page.says("Confirmed").await;
    page.close().await;
}
