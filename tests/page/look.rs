//! Pictures of the page, and measurements of its appearance.

use crate::browser::{Page, samples};

const FILES: [&str; 2] = ["report.ar.txt", "report-slips.en.txt"];

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn the_page_is_shown_light_dark_mirrored_and_large() {
    let page = Page::open(samples, &FILES).await;
    page.picture("light").await;
    let larger = page.run("const size = (css) => parseFloat(getComputedStyle(document.querySelector(css)).fontSize); return size('.text.ar') > size('.text.en')").await;
    assert_eq!(larger, true);
    for theme in ["light", "dark"] {
        if theme == "dark" {
            page.click("#do-dark").await;
            page.until("return document.documentElement.dataset.theme === 'dark'").await;
            page.picture("dark").await;
        }
        let low = page.run(CONTRAST).await;
        assert_eq!(low, serde_json::json!([]), "too little contrast in the {theme} page");
    }
    page.click("#do-dark").await;
    page.click("#do-help").await;
    page.picture("help").await;
    page.click("dialog footer button").await;
    page.click("#do-language").await;
    page.until("return document.documentElement.dir === 'rtl'").await;
    // Mirrored: the panel is on the left; Arabic stays on the right.
    let places = page.run("const at = (css) => document.querySelector(css).getBoundingClientRect().left; return at('#panel') < at('#grid') && at('.cell-ar') > at('.cell-en')").await;
    assert_eq!(places, true);
    page.picture("arabic").await;
    // The size at 200 % zoom on a common screen: nothing extends over the edge, and most of the
    // space is for the texts.
    page.client.set_window_size(720, 520).await.unwrap();
    page.until("return innerWidth <= 760").await;
    page.picture("zoomed").await;
    assert_eq!(page.run("return document.documentElement.scrollWidth <= innerWidth").await, true);
    let share = "return document.getElementById('grid').clientHeight / innerHeight";
    assert!(page.run(share).await.as_f64().unwrap() > 0.4);
    page.press('p').await;
    page.until("return document.getElementById('panel').getClientRects().length === 0").await;
    page.picture("zoomed-folded").await;
    assert!(page.run(share).await.as_f64().unwrap() > 0.7);
    page.close().await;
}

/// The texts whose contrast with their background is below 4.5, the limit of WCAG AA.
pub(crate) const CONTRAST: &str = r#"
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgb = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
    const light = ([r, g, b]) => { const l = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; return 0.2126 * l(r) + 0.7152 * l(g) + 0.0722 * l(b); };
    const behind = (element) => { for (let e = element; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] > 250) return c; } return [255, 255, 255, 255]; };
    const low = new Set();
    for (const element of document.querySelectorAll('body *')) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!own || !element.getClientRects().length || element.closest(':disabled, option')) continue;
      const a = light(rgb(getComputedStyle(element).color)), b = light(behind(element));
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (contrast < 4.5) low.add(element.tagName + '.' + element.className + ' ' + contrast.toFixed(2));
    }
    return [...low];
"#;

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn the_printable_report_fits_its_page_light_and_narrow() {
    let page = Page::open(samples, &FILES).await;
    let mut export = std::process::Command::new(assert_cmd::cargo::cargo_bin("mizan"));
    let ran = export.args(["export", "report.mizan", "-o", "report.html", "--findings", "open.html"]);
    let ran = ran.current_dir(page.folder.path()).output().unwrap();
    assert!(ran.status.success(), "{ran:?}");
    for file in ["report", "open"] {
        page.client.goto(&format!("file://{}/{file}.html", page.folder.path().display())).await.unwrap();
        page.picture(&format!("export-{file}")).await;
        let direction =
            page.text("return getComputedStyle(document.querySelector('p[lang=ar]')).direction").await;
        assert_eq!(direction, "rtl");
        for width in [1440, 500] {
            page.client.set_window_size(width, 900).await.unwrap();
            assert_eq!(
                page.run("return document.documentElement.scrollWidth <= innerWidth").await,
                true,
                "{file} {width}"
            );
        }
        page.client.set_window_size(1440, 900).await.unwrap();
    }
    page.client.close().await.unwrap();
}
