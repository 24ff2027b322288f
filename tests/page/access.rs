//! Accessibility for people with low vision, screen readers or no mouse: axe-core finds no
//! violation of WCAG 2.2 AA, and nothing is cut off at any width.

use crate::browser::{Page, samples};
use fantoccini::key::Key;
use std::{fs, path::Path};

const FILES: [&str; 2] = ["report.ar.txt", "report-slips.en.txt"];

/// Elements that extend over an edge of the window, at most five.
const CUT_OFF: &str = "const cut = []; for (const e of document.querySelectorAll('button, select, input, .progress-text, h1, .row:not(.placeholder) *')) { const { left, right, width } = e.getBoundingClientRect(); if (width > 1 && (right > innerWidth + 1 || left < -1)) cut.push(e.id || e.className || e.tagName); } if (document.documentElement.scrollWidth > innerWidth) cut.push('the page'); return cut.slice(0, 5)";

/// Runs axe on the whole page and stores its findings.
const AXE: &str = "window.found = null; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((result) => { window.found = result.violations.map((one) => one.id + ': ' + one.nodes[0].target.join(' ')); })";

fn axe() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/page/node_modules/axe-core/axe.min.js");
    fs::read_to_string(path).expect("axe-core is there; scripts/test page fetches it")
}

impl Page {
    async fn is_accessible(&self, view: &str) {
        self.run(AXE).await;
        self.until("return window.found !== null").await;
        assert_eq!(self.run("return window.found").await, serde_json::json!([]), "{view}");
    }
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn every_view_is_accessible_in_both_languages_light_and_dark_wide_and_narrow() {
    let page = Page::open(samples, &FILES).await;
    page.run(&axe()).await;
    for lang in ["en", "ar"] {
        if lang == "ar" {
            page.click("#do-language").await;
            page.until("return document.documentElement.lang === 'ar'").await;
        }
        for (theme, width) in [("light", 1366), ("dark", 500)] {
            page.run(&format!("document.documentElement.dataset.theme = '{theme}'")).await;
            page.client.set_window_size(width, 800).await.unwrap();
            page.press_arabic("KeyN", "ى", false).await;
            page.is_accessible(&format!("rows, {lang} {theme}")).await;
            for (code, name) in [
                ("KeyE", "correct"),
                ("KeyT", "note"),
                ("KeyO", "export"),
                ("KeyH", "journal"),
                ("KeyR", "realign"),
                ("KeyO+", "merge"),
                ("F1", "keys"),
            ] {
                page.press_arabic(code.trim_end_matches('+'), "", code.ends_with('+')).await;
                page.until("return document.querySelector('dialog[open]') !== null").await;
                page.is_accessible(&format!("{name}, {lang} {theme}")).await;
                page.picture(&format!("{name}-{lang}-{theme}")).await;
                page.press(Key::Escape.into()).await;
                page.until("return document.querySelector('dialog[open]') === null").await;
            }
        }
    }
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn nothing_is_cut_off_at_any_width() {
    let page = Page::open(samples, &FILES).await;
    for width in [500, 560, 640, 704, 760, 900, 980, 1100, 1366, 1920] {
        page.client.set_window_size(width, 700).await.unwrap();
        page.until(&format!("return Math.abs(outerWidth - {width}) < 2")).await;
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        assert_eq!(page.run(CUT_OFF).await, serde_json::json!([]), "{width} pixels");
        if width <= 980 {
            page.click("#more").await;
            assert_eq!(page.run(CUT_OFF).await, serde_json::json!([]), "{width} pixels, with filters");
            page.click("#more").await;
        }
        page.picture(&format!("width-{width}")).await;
    }
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn nothing_is_cut_off_at_four_hundred_per_cent() {
    let page = Page::sized(samples, &FILES, (320, 640)).await;
    assert_eq!(page.run("return innerWidth").await, 320);
    page.press('n').await;
    for lang in ["en", "ar"] {
        assert_eq!(page.run(CUT_OFF).await, serde_json::json!([]), "{lang}");
        page.run("document.getElementById('more').click()").await;
        assert_eq!(page.run(CUT_OFF).await, serde_json::json!([]), "{lang}, with filters");
        page.picture(&format!("width-320-{lang}")).await;
        // Every part can be scrolled to.
        page.run("document.querySelector('#panel').lastElementChild.scrollIntoView()").await;
        let last = page.run("const { bottom } = document.querySelector('#panel').lastElementChild.getBoundingClientRect(); scrollBy(0, 9999); return bottom > 0").await;
        assert_eq!(last, true);
        page.run("scrollTo(0, 0); document.getElementById('do-language').click()").await;
    }
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn a_row_says_its_error_its_values_are_grouped_and_the_badge_follows_the_columns() {
    let prepare = |folder: &Path| {
        fs::write(folder.join("a.tsv"), "أنفقت الحكومة ١٨٠ مليار دينار. وانتهى الأمر.\tThe government spent 180 million dinars.\nنعم\tyes\n").unwrap();
    };
    let page = Page::open(prepare, &["a.tsv"]).await;
    let name = page.text("return document.querySelector('.row.active [role=rowheader]').textContent").await;
    assert!(name.contains("Error: Thousand, million, billion"), "{name}");
    let read =
        "return [...document.querySelectorAll('#panel .read')].map((one) => one.textContent).join('|')";
    let values = page.text(read).await;
    assert!(values.contains("180,000,000") && values.contains("(180 million)"), "{values}");
    page.click("#do-language").await;
    page.until("return document.documentElement.lang === 'ar'").await;
    let values = page.text(read).await;
    assert!(values.contains("١٨٠٬٠٠٠٬٠٠٠") && values.contains("١٨٠ مليون"), "{values}");
    page.close().await;
}
