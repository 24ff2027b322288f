//! The needs of a day of work: looking words up, replacing them, terms, ranges of rows, and a
//! journal that shows changes.

use crate::browser::{Page, samples};
use fantoccini::key::Key;
use std::{fs, path::Path};

const ACTIVE: &str = "return document.querySelector('.row.active')?.textContent ?? ''";
const CLOSED: &str = "return document.querySelector('dialog[open]') === null";
const OPEN: &str = "return document.querySelector('dialog[open]') !== null";

fn council(folder: &Path) {
    let rows = [
        ("اجتمع المجلس صباحا.", "The council met in the morning."),
        ("قرر المجلس ما يلي.", "The assembly decided the following."),
        ("انتهى الفصل.", "The chapter ends."),
        ("انتهى الفصل.", "End of the chapter."),
        ("زار ٣٠ مهندسا المصنع.", "30 engineers visited the factory."),
        ("كتب المهندس رسالة.", "The engineer wrote a letter."),
    ];
    let rows: String = rows.iter().map(|(ar, en)| format!("{ar}\t{en}\n")).collect();
    fs::write(folder.join("council.tsv"), rows).unwrap();
    fs::write(folder.join("old.tsv"), "مع المهندسين\twith the engineers\n").unwrap();
    fs::write(folder.join("terms.tsv"), "مجلس\tcouncil\nمجلس\tassembly\tforbidden\n").unwrap();
}

const WORDS: [&str; 7] = ["council.tsv", "--reviewer", "Amal", "--memory", "old.tsv", "--terms", "terms.tsv"];

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn a_word_is_looked_up_by_its_stem_in_rows_and_memories() {
    let page = Page::open(council, &WORDS).await;
    page.press('q').await;
    page.until(OPEN).await;
    page.client.active_element().await.unwrap().send_keys("مهندس").await.unwrap();
    page.until("return document.querySelectorAll('.hits > li').length === 3").await;
    let marks =
        "return [...document.querySelectorAll('.hits mark')].map((mark) => mark.textContent).join('|')";
    assert_eq!(page.text(marks).await, "مهندسا|المهندس|المهندسين");
    page.picture("concordance").await;
    page.click(".hits [data-row='6']").await;
    page.until(CLOSED).await;
    page.until("return document.querySelector('.row.active')?.textContent.includes('letter')").await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn a_replacement_is_shown_before_and_undone_in_one_step() {
    let page = Page::open(council, &WORDS).await;
    page.press_shifted('e').await;
    page.until(OPEN).await;
    page.client.active_element().await.unwrap().send_keys("the").await.unwrap();
    page.run("const field = document.getElementById('replace-with'); field.value = 'this'; field.dispatchEvent(new Event('input'))").await;
    page.run("const box = document.getElementById('replace-words'); box.checked = true; box.dispatchEvent(new Event('input'))").await;
    page.until("return document.querySelectorAll('.hits > li').length === 6").await;
    page.picture("replace").await;
    // One of them is deselected.
    page.run("document.querySelector('.hits input').click()").await;
    page.until("return document.querySelector('dialog .count').textContent === '5 sentences change'").await;
    page.click("dialog footer .primary").await;
    page.says("Text corrected").await;
    page.until(CLOSED).await;
    let texts =
        "return [...document.querySelectorAll('.row .text.en')].map((text) => text.textContent).join('|')";
    let now = page.text(texts).await;
    assert!(
        now.starts_with("The council met in the morning.|this assembly decided this following."),
        "{now}"
    );
    page.press('z').await;
    page.says("Undone").await;
    page.until(&format!("{texts}.includes('The assembly decided the following.')")).await;
    // The journal shows the rows, and the text before and after.
    page.press('h').await;
    page.until(OPEN).await;
    let about = page.text("return document.querySelector('.journal .about').textContent").await;
    assert!(about.contains("The assembly decided") && about.contains("this assembly decided"), "{about}");
    let when = page.text("return document.querySelector('.journal time').textContent").await;
    assert!(when.starts_with("Amal · "), "{when}");
    page.picture("journal-about").await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn terms_that_are_not_kept_and_two_renderings_are_listed() {
    let page = Page::open(council, &WORDS).await;
    page.press_shifted('q').await;
    page.until(OPEN).await;
    let slips = page
        .text("return [...document.querySelectorAll('#slips li')].map((one) => one.textContent).join('|')")
        .await;
    assert!(
        slips.contains("assembly — is not to be used") && slips.contains("council — is missing"),
        "{slips}"
    );
    assert_eq!(page.run("return document.querySelectorAll('#ways > li').length").await, 1);
    page.picture("remarks").await;
    page.click("#ways [data-row='4']").await;
    page.until(CLOSED).await;
    assert!(page.text(ACTIVE).await.contains("End of the chapter"));
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn rows_are_chosen_in_ranges_edited_by_double_click_and_shown_closer_and_larger() {
    let page = Page::open(samples, &["report.ar.txt", "report-slips.en.txt"]).await;
    let chosen = "return document.querySelectorAll('.row.chosen').length";
    page.press(Key::Home.into()).await;
    page.run("document.querySelectorAll('.row .gutter')[3].dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }))").await;
    page.until(&format!("{chosen} === 4")).await;
    page.press_shifted(Key::Down.into()).await;
    page.until(&format!("{chosen} === 5")).await;
    page.press(Key::Escape.into()).await;
    page.until(&format!("{chosen} === 0")).await;
    page.run("document.querySelector('.row.active .text.en').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))").await;
    page.until("return document.querySelector('dialog textarea') !== null").await;
    page.press(Key::Escape.into()).await;
    page.until(CLOSED).await;
    let heights = "return document.querySelector('.row.active').getBoundingClientRect().height";
    let wide = page.run(heights).await.as_f64().unwrap();
    page.press_shifted('p').await;
    page.until(&format!(
        "return document.querySelector('.row.active').getBoundingClientRect().height < {wide}"
    ))
    .await;
    page.picture("compact").await;
    page.press_shifted('p').await;
    let size = "return parseFloat(getComputedStyle(document.querySelector('.row .text.en')).fontSize)";
    let before = page.run(size).await.as_f64().unwrap();
    page.press('=').await;
    page.until(&format!("{size} > {before}")).await;
    page.press('-').await;
    page.until(&format!("{size} === {before}")).await;
    // The list sorted by doubt begins at the top.
    page.run("const list = document.getElementById('order'); list.value = 'doubt'; list.dispatchEvent(new Event('change'))").await;
    page.until("return document.querySelector('.row.active')?.getAttribute('aria-rowindex') === '1'").await;
    // Matches of the search are marked.
    page.press('/').await;
    page.client.active_element().await.unwrap().send_keys("report").await.unwrap();
    page.press(Key::Enter.into()).await;
    page.until("return CSS.highlights.get('search')?.size > 0").await;
    page.close().await;
}
