//! Nothing typed is lost, and nothing unseen is confirmed, whatever happens in between.

use crate::browser::{Page, samples};
use fantoccini::key::Key;
use std::time::Duration;

const FILES: [&str; 2] = ["report.ar.txt", "report-slips.en.txt"];
const CONFIRMED: &str = "return Number(document.querySelector('.track').getAttribute('aria-valuenow'))";
const IDLE: &str = "return document.querySelector('dialog[open]') === null";

impl Page {
    async fn number(&self, script: &str) -> i64 {
        self.run(script).await.as_i64().unwrap_or(-1)
    }

    /// Opens the dialog for the texts of the active row.
    async fn correct(&self) {
        self.press('e').await;
        self.until("return document.activeElement.matches('dialog textarea.en')").await;
    }

    /// The content of the first English field of the dialog.
    async fn field(&self) -> String {
        self.text("return document.querySelector('dialog textarea.en')?.value").await
    }

    async fn write(&self, words: &str) {
        self.client.active_element().await.unwrap().send_keys(words).await.unwrap();
    }

    async fn save(&self) {
        self.click("dialog footer .primary").await;
    }
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn keys_that_come_faster_than_the_answers_each_act_on_their_own_row() {
    let page = Page::open(samples, &FILES).await;
    // Twenty times Enter, 30 ms apart by the clock of the page.
    page.run("let n = 0; const timer = setInterval(() => { document.getElementById('grid').dispatchEvent(new KeyboardEvent('keydown', { code: 'Enter', key: 'Enter', bubbles: true, cancelable: true })); if (++n === 20) clearInterval(timer); }, 30)").await;
    page.until(&format!("{CONFIRMED} === 20")).await;
    let done = page.run("return [...document.querySelectorAll('.row')].map((row) => [Number(row.querySelector('.n')?.textContent), row.classList.contains('is-done')]).filter(([n]) => n).every(([n, done]) => done === (n <= 20))").await;
    assert_eq!(done, true);
    page.until("return document.querySelector('.row.active .n').textContent === '21'").await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn all_means_the_rows_that_are_listed_without_those_whose_errors_are_open() {
    let page = Page::open(samples, &FILES).await;
    let count = "return Number(document.getElementById('grid').getAttribute('aria-rowcount'))";
    let all = page.number(count).await;
    page.press('/').await;
    page.write("million").await;
    page.press(Key::Enter.into()).await;
    page.until(&format!("{count} < {all}")).await;
    let listed = page.number(count).await;
    let wrong = page.number("return document.querySelectorAll('.row.has-error').length").await;
    assert!(listed > 2, "{listed}");
    page.press(Key::End.into()).await;
    page.press_shifted(Key::Enter.into()).await;
    page.until("return document.querySelector('dialog .primary') !== null").await;
    let text = page.text("return document.querySelector('dialog').textContent").await;
    assert!(text.contains(&format!("{} row", listed - wrong)), "{listed} {wrong}: {text}");
    page.save().await;
    page.says("confirmed").await;
    assert_eq!(page.number(CONFIRMED).await, listed - wrong);
    // A row that a filter hides is no longer chosen.
    page.press(Key::Escape.into()).await;
    page.until(&format!("{count} === {all}")).await;
    page.press(Key::End.into()).await;
    page.press(' ').await;
    page.until("return document.querySelector('.row.chosen') !== null").await;
    page.press('/').await;
    page.write("million").await;
    page.press(Key::Enter.into()).await;
    page.until(&format!("{count} === {listed}")).await;
    page.press(Key::Escape.into()).await;
    page.until(&format!("{count} === {all}")).await;
    page.press(Key::End.into()).await;
    page.until("return document.querySelector('.row.active .n').textContent === '41'").await;
    assert_eq!(page.run("return document.querySelector('.row.chosen')").await, serde_json::Value::Null);
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn what_is_typed_outlives_escape_a_reload_another_window_and_the_server() {
    let mut page = Page::open(samples, &FILES).await;
    page.correct().await;
    let before = page.field().await;
    page.write(" and more").await;
    let written = page.field().await;
    assert_ne!(before, written);
    // Esc asks, and a second one continues writing.
    page.press(Key::Escape.into()).await;
    page.until("return document.querySelector('dialog .discard') !== null").await;
    page.press(Key::Escape.into()).await;
    page.until("return document.activeElement.matches('dialog textarea.en')").await;
    assert_eq!(page.field().await, written);
    // A reload restores it.
    page.client.refresh().await.unwrap();
    page.until("return document.querySelector('#do-unsaved') !== null").await;
    page.click("#do-unsaved").await;
    page.until("return document.querySelector('dialog textarea.en') !== null").await;
    assert_eq!(page.field().await, written);
    // Another window changes something else: the text is saved nevertheless.
    page.run("window.other = false; fetch('/api/edit', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ revision: 0, edit: { do: 'flag', row: 9, on: true } }) }).then((answer) => { window.other = answer.ok; })").await;
    page.until("return window.other").await;
    page.save().await;
    page.until(IDLE).await;
    page.until("return document.querySelector('.row.active .text.en').textContent.includes('and more')")
        .await;
    assert_eq!(page.run("return document.activeElement.id").await, "grid");
    assert_eq!(page.run("return document.querySelector('#do-unsaved')").await, serde_json::Value::Null);

    // Another window changes the same text: both are shown, and nothing is overwritten without asking.
    page.correct().await;
    page.write(" MINE").await;
    page.run("window.other = false; (async () => { const { revision } = await (await fetch('/api/project')).json(); const row = Number(document.querySelector('.row.active').dataset.id); const { rows } = await (await fetch('/api/rows?ids=' + row)).json(); const edit = { do: 'texts', texts: [{ lang: 'en', piece: rows[0].en.pieces[0].id, text: 'THEIRS' }] }; const answer = await fetch('/api/edit', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ revision, edit }) }); window.other = answer.ok; })()").await;
    page.until("return window.other").await;
    page.save().await;
    page.until("return document.querySelector('dialog .field .notice').textContent.includes('THEIRS')").await;
    assert!(page.field().await.ends_with(" MINE"));
    page.save().await;
    page.until(IDLE).await;
    page.until("return document.querySelector('.row.active .text.en').textContent.includes('MINE')").await;

    // The server ends: the dialog stays open and says so; the next start has the typed text.
    page.correct().await;
    page.write(" LAST").await;
    let last = page.field().await;
    tokio::time::sleep(Duration::from_millis(1500)).await;
    page.kill_server();
    page.save().await;
    page.until("return document.querySelector('dialog > .notice').textContent.includes('does not answer')")
        .await;
    assert_eq!(page.field().await, last);
    page.reopen(&["report.mizan"]).await;
    page.click("#do-unsaved").await;
    page.until("return document.querySelector('dialog textarea.en') !== null").await;
    assert_eq!(page.field().await, last);
    // It is discarded only on request.
    page.press(Key::Escape.into()).await;
    page.click("dialog .discard").await;
    page.until(IDLE).await;
    page.client.refresh().await.unwrap();
    page.until("return document.documentElement.dataset.ready === 'yes'").await;
    assert_eq!(page.run("return document.querySelector('#do-unsaved')").await, serde_json::Value::Null);
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn cut_here_cuts_the_text_as_it_was_typed() {
    let page = Page::open(
        |folder| std::fs::write(folder.join("a.tsv"), "وصل الوفد أمس.\tIt arrived. It left.\n").unwrap(),
        &["a.tsv"],
    )
    .await;
    page.correct().await;
    page.run("const area = document.activeElement; area.value = 'It arrived yesterday. It left.'; area.dispatchEvent(new Event('input')); area.setSelectionRange(21, 21)").await;
    page.click("dialog [data-cut^=en]").await;
    page.until(IDLE).await;
    page.until("return document.querySelectorAll('.row.active .text.en .piece').length === 2").await;
    let pieces = page.text("return [...document.querySelectorAll('.row.active .text.en .piece')].map((piece) => piece.textContent).join('|')").await;
    assert_eq!(pieces, "It arrived yesterday.|It left.");
    page.press('z').await;
    page.until(
        "return document.querySelector('.row.active .text.en').textContent === 'It arrived. It left.'",
    )
    .await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn letters_choose_nothing_in_a_list_and_can_be_switched_off() {
    let page = Page::open(samples, &FILES).await;
    page.run("document.getElementById('kinds').focus()").await;
    let active = "return document.querySelector('.row.active').id";
    let before = page.text(active).await;
    for key in ['e', 'n', 'a', 'm'] {
        page.press(key).await;
    }
    assert_eq!(page.text("return document.getElementById('kinds').value").await, "");
    assert_eq!((page.text(active).await, page.run(IDLE).await), (before.clone(), true.into()));
    // Choosing with the mouse moves the focus back to the rows.
    page.run("const list = document.getElementById('order'); list.dispatchEvent(new PointerEvent('pointerdown')); list.focus(); list.value = 'doubt'; list.dispatchEvent(new Event('change'))").await;
    page.until("return document.activeElement.id === 'grid'").await;
    page.press('?').await;
    page.press(Key::F1.into()).await;
    page.until("return document.querySelector('#letters') !== null").await;
    page.click("#letters").await;
    page.press(Key::Escape.into()).await;
    page.until(IDLE).await;
    page.press('m').await;
    page.press('e').await;
    assert_eq!(page.run(IDLE).await, true);
    page.press(Key::Down.into()).await;
    page.until(&format!("{active} !== {}", serde_json::Value::from(before))).await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn a_project_that_was_moved_is_said_and_nothing_is_acknowledged() {
    let page = Page::open(samples, &FILES).await;
    let (path, away) = (page.folder.path().join("report.mizan"), page.folder.path().join("away.mizan"));
    std::fs::rename(&path, &away).unwrap();
    page.press(Key::Enter.into()).await;
    page.says("moved or deleted").await;
    assert_eq!(page.number(CONFIRMED).await, 0);
    std::fs::rename(&away, &path).unwrap();
    page.press(Key::Enter.into()).await;
    page.says("Confirmed").await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn wrong_figures_are_put_right_by_one_key_and_the_row_says_that_it_was_edited() {
    let page = Page::open(samples, &FILES).await;
    let open = "return Number(document.querySelector('.open').textContent.match(/\\d+/)?.[0] ?? 0)";
    let before = page.number(open).await;
    let mut keys = 0;
    // Six wrong figures and two other findings.
    for _ in 0..10 {
        page.press('n').await;
        keys += 1;
        if page.run("return document.querySelector('.row.active.has-error') !== null").await != true {
            continue;
        }
        let now = page.number(open).await;
        page.press('b').await;
        keys += 1;
        page.until(
            &format!("return document.querySelector('dialog[open]') !== null || ({open}) < {now}")
                .replace("(return ", "("),
        )
        .await;
        if page.run("return document.querySelector('dialog[open]') !== null").await == true {
            // A wording that a person has to check.
            page.press(Key::Escape.into()).await;
            page.click("dialog .discard").await;
            page.until(IDLE).await;
        }
    }
    assert!(keys <= 30, "{keys} keys");
    let texts = page.text("return [...document.querySelectorAll('.row .text.en')].map((text) => text.textContent).join(' ')").await;
    assert!(page.number(open).await <= before - 5, "{texts}");
    page.press(Key::Home.into()).await;
    page.until("return document.querySelector('.row .text.en') !== null").await;
    let said = page.text("return document.querySelector('.confidence.edited')?.textContent").await;
    assert_eq!(said, "edited");
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn the_sheet_says_what_is_wrong_and_selects_the_figure() {
    let page = Page::open(
        |folder| {
            std::fs::write(
                folder.join("a.tsv"),
                "زرعوا ٣٤٥٧ شجرة في الوادي.\tThey planted 3,475 trees in the valley.\n",
            )
            .unwrap();
        },
        &["a.tsv"],
    )
    .await;
    page.correct().await;
    let selected = page.text("const { value, selectionStart, selectionEnd } = document.activeElement; return value.slice(selectionStart, selectionEnd)").await;
    assert_eq!(selected, "3,475");
    let why = page.text("return document.querySelector('dialog .why').textContent").await;
    assert!(why.contains("Digits swapped") && why.contains("3,475"), "{why}");
    page.press(Key::Escape.into()).await;
    page.until(IDLE).await;
    page.press('b').await;
    page.until("return document.querySelector('.row .text.en').textContent === 'They planted 3,457 trees in the valley.'").await;
    page.press('z').await;
    page.until("return document.querySelector('.row .text.en').textContent.includes('3,475')").await;
    page.press_shifted('B').await;
    page.until("return document.querySelector('.row .text.ar').textContent === 'زرعوا ٣٤٧٥ شجرة في الوادي.'")
        .await;
    page.close().await;
}
