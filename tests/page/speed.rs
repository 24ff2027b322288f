//! How quick the page is with 10,000 rows. The goals are for a quiet machine: first rows within a second of the
//! page's start, a key to the next painted frame within 100 ms. A busy machine gets some slack.

use crate::browser::Page;
use fantoccini::key::Key;
use std::{fmt::Write, fs, path::Path};

/// How much slower a busy machine may be.
const SLACK: f64 = 5.0;

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn ten_thousand_rows_are_shown_at_once_and_stay_smooth() {
    let prepare = |folder: &Path| {
        let mut rows = String::new();
        for n in 1..=10_000 {
            let tail = " وقال المتحدث إن العمل مستمر".repeat(n % 4);
            let end = " and the spokesman said that work continues".repeat(n % 4);
            writeln!(
                rows,
                "بلغ عدد الزوار {n} زائرا في اليوم{tail}.\tThe number of visitors reached {n} a day{end}."
            )
            .unwrap();
        }
        fs::write(folder.join("long.tsv"), rows).unwrap();
    };
    let page = Page::open(prepare, &["long.tsv"]).await;
    let first =
        page.run("return performance.getEntriesByName('first-rows')[0].startTime").await.as_f64().unwrap();
    page.run("window.frames_ = []; document.addEventListener('keydown', (event) => { const at = event.timeStamp; requestAnimationFrame(() => requestAnimationFrame((now) => window.frames_.push(now - at))); }, true)").await;
    for _ in 0..30 {
        page.press(Key::Down.into()).await;
    }
    page.press(Key::PageDown.into()).await;
    page.press(Key::End.into()).await;
    page.press(Key::Home.into()).await;
    page.until("return window.frames_.length >= 33").await;
    let slowest = page.run("return Math.max(...window.frames_)").await.as_f64().unwrap();
    let median = page
        .run("return window.frames_.sort((a, b) => a - b)[Math.floor(window.frames_.length / 2)]")
        .await
        .as_f64()
        .unwrap();
    let elements = page.run("return document.querySelectorAll('.row').length").await.as_u64().unwrap();
    println!(
        "first rows {first:.0} ms; key to paint: median {median:.0} ms, slowest {slowest:.0} ms; {elements} rows are elements"
    );
    page.run("document.getElementById('grid').scrollTop = 1e9").await;
    page.until("return document.querySelector('#row-10000 .text') !== null").await;
    page.picture("ten-thousand").await;
    assert!(elements < 100, "{elements} rows are elements");
    assert!(first < 1000.0 * SLACK, "{first} ms");
    assert!(median < 100.0 * SLACK, "{median} ms");
    page.close().await;
}
