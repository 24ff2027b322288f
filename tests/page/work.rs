//! A reviewer at work: finding, correcting, undoing, realigning, searching, exporting.

use crate::{
    browser::{Page, contract, samples},
    look::CONTRAST,
};
use fantoccini::key::Key;
use std::{fs, time::Duration};

const FILES: [&str; 2] = ["report.ar.txt", "report-slips.en.txt"];

/// The texts of the active row, Arabic and English.
const ACTIVE: &str = "const row = document.querySelector('.row.active');
    return row.querySelector('.text.ar').textContent + ' | ' + row.querySelector('.text.en').textContent";

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn a_reviewer_finds_a_wrong_figure_mends_rows_and_exports_them() {
    let mut page = Page::open(samples, &FILES).await;
    // Both directions are set by the page, not by the text.
    let direction = page.text("return getComputedStyle(document.querySelector('.text.ar')).direction + getComputedStyle(document.querySelector('.text.en')).direction").await;
    assert_eq!(direction, "rtlltr");
    let places = page.run("const at = (css) => document.querySelector(css).getBoundingClientRect().left; return at('.cell-ar') > at('.cell-en')").await;
    assert_eq!(places, true);

    // The next finding, by the key that has ى on an Arabic layout.
    page.press_arabic("KeyN", "ى", false).await;
    page.until("return document.querySelector('#panel .finding') !== null").await;
    while !page.text(ACTIVE).await.contains("3,475") {
        let before = page.text(ACTIVE).await;
        page.press_arabic("KeyN", "ى", false).await;
        assert_ne!(page.text(ACTIVE).await, before, "the swapped digits were not found");
    }
    let wrong = page.text("return [...document.querySelectorAll('.row.active mark.error')].map((mark) => mark.textContent).join(' ')").await;
    assert!(wrong.contains("3,475") && wrong.contains("٣٬٤٥٧"), "{wrong}");
    let indices = page.text("return [...document.querySelectorAll('.row.active mark.error')].map((mark) => mark.dataset.index).join('=')").await;
    let (left, right) = indices.split_once('=').unwrap();
    assert_eq!(left, right);
    let values = page.text("return [...document.querySelectorAll('#panel .finding .read')].map((chip) => chip.textContent).join(' ')").await;
    assert!(values.contains("3457") && values.contains("3475"), "{values}");
    page.picture("finding").await;

    // Correct it, and it is no longer open.
    let open = page
        .run("return Number(document.querySelector('.open').textContent.match(/\\d+/)[0])")
        .await
        .as_i64()
        .unwrap();
    page.press_arabic("KeyE", "ث", false).await;
    page.until("return document.querySelector('dialog textarea.en') !== null").await;
    page.picture("correct").await;
    page.run("const area = document.querySelector('dialog textarea.en'); area.value = area.value.replace('3,475', '3,457')").await;
    page.click("dialog footer .primary").await;
    page.says("Text corrected").await;
    page.until("return document.querySelector('.row.active mark.error') === null").await;
    let now = page
        .run("return Number(document.querySelector('.open').textContent.match(/\\d+/)[0])")
        .await
        .as_i64()
        .unwrap();
    assert_eq!(now, open - 1);

    // Merge, undo and redo by real keys.
    let before = page.text(ACTIVE).await;
    let rows = page
        .run("return Number(document.querySelector('#grid').getAttribute('aria-rowcount'))")
        .await
        .as_i64()
        .unwrap();
    page.press('m').await;
    page.says("Merged").await;
    let merged = page.text(ACTIVE).await;
    assert!(merged.len() > before.len());
    page.press('z').await;
    page.says("Undone").await;
    assert_eq!(page.text(ACTIVE).await, before);
    page.press_shifted('Z').await;
    page.says("Redone").await;
    assert_eq!(page.text(ACTIVE).await, merged);

    // Confirm it, damage the next rows, and realign around the confirmed one.
    page.press(Key::Enter.into()).await;
    page.says("Confirmed").await;
    for _ in 0..2 {
        page.press('m').await;
        page.says("Merged").await;
        page.run("document.getElementById('toasts').replaceChildren()").await;
    }
    page.press('r').await;
    page.until("return document.querySelector('dialog .primary') !== null").await;
    page.click("dialog footer .primary").await;
    page.says("changed by realignment").await;
    let kept = page.run("return [...document.querySelectorAll('.row.is-done')].some((row) => row.textContent.includes('3,457'))").await;
    assert_eq!(kept, true, "the confirmed row is gone");
    // Changed rows are shown, and a key goes to them.
    page.until("return document.querySelector('.row.renewed') !== null").await;
    page.press(Key::Home.into()).await;
    page.press('y').await;
    page.until("return document.querySelector('.row.active.renewed') !== null").await;
    page.picture("realigned").await;
    let after = page
        .run("return Number(document.querySelector('#grid').getAttribute('aria-rowcount'))")
        .await
        .as_i64()
        .unwrap();
    assert!((after - rows).abs() <= 2, "{rows} rows became {after}");

    // Search with other digits than the text has.
    page.press('/').await;
    page.client.active_element().await.unwrap().send_keys("3457").await.unwrap();
    page.press(Key::Enter.into()).await;
    page.until("return document.querySelector('#filters .shown').textContent === '1 row'").await;
    assert!(page.text(ACTIVE).await.contains("٣٬٤٥٧"));
    page.picture("search").await;
    page.press(Key::Escape.into()).await;
    page.until("return document.querySelector('#filters .shown').textContent !== '1 row'").await;

    // A dead server loses nothing; undo continues where it was.
    page.click("#do-dark").await;
    page.until("return document.documentElement.dataset.theme === 'dark'").await;
    page.reopen(&["report.mizan"]).await;
    // The reviewer's preferences are kept, although the port differs.
    assert_eq!(page.text("return document.documentElement.dataset.theme").await, "dark");
    assert_eq!(page.run("return document.querySelector('#bar').textContent.includes('1 of')").await, true);
    page.press('z').await;
    page.says("Undone").await;
    page.press_shifted('Z').await;
    page.says("Redone").await;

    // Export what was confirmed.
    page.press('o').await;
    page.until("return document.querySelector('dialog .count')?.textContent.includes('exported')").await;
    page.run("const format = document.getElementById('export-format'); format.value = 'tsv'; format.dispatchEvent(new Event('input'))").await;
    page.click("#export-confirmed").await;
    page.until("return document.querySelector('dialog .count').textContent === '1 row will be exported'")
        .await;
    page.picture("export").await;
    page.click("dialog footer .primary").await;
    let file = page.folder.path().join("report.tsv");
    for _ in 0..200 {
        if file.exists() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let exported = fs::read_to_string(file).unwrap();
    assert_eq!(exported.lines().count(), 1, "{exported}");
    assert!(
        exported.contains("٣٬٤٥٧") && exported.contains("3,457") && !exported.contains("3,475"),
        "{exported}"
    );
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn sentences_are_cut_at_the_caret_split_moved_noted_and_linked() {
    let prepare = |folder: &std::path::Path| {
        fs::write(folder.join("a.tsv"), "وصل الوفد أمس. وغادر اليوم.\tThe delegation arrived yesterday. It left today.\nنعم\tyes\nلا\tno\n").unwrap();
    };
    let page = Page::open(prepare, &["a.tsv"]).await;
    let caret = |lang: &str, words: &str| {
        format!("const walk = document.createTreeWalker(document.querySelector('.row.active .text.{lang}'), NodeFilter.SHOW_TEXT);
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {{ const at = node.data.indexOf('{words}'); if (at >= 0) getSelection().collapse(node, at); }}")
    };
    for (lang, words) in [("en", "It left"), ("ar", "وغادر")] {
        page.run(&caret(lang, words)).await;
        page.press('c').await;
        page.until(&format!("return document.querySelector('.row.active .text.{lang} .boundary') !== null"))
            .await;
    }
    page.press('s').await;
    page.says("Split").await;
    page.until("return document.querySelector('#grid').getAttribute('aria-rowcount') === '4'").await;
    assert_eq!(page.text(ACTIVE).await, "وصل الوفد أمس. | The delegation arrived yesterday.");
    // The last English sentence down, and up again.
    page.press_shifted('}').await;
    page.says("Moved").await;
    assert_eq!(page.text(ACTIVE).await, "وصل الوفد أمس. | —");
    page.press('z').await;
    page.says("Undone").await;
    // Swap the English of the last two, link them, unlink them.
    page.press(Key::End.into()).await;
    page.press(Key::Up.into()).await;
    page.press('w').await;
    page.says("swapped").await;
    assert_eq!(page.text(ACTIVE).await, "نعم | no");
    page.press(' ').await;
    page.press(Key::Down.into()).await;
    page.press('l').await;
    page.says("Linked").await;
    assert_eq!(page.text(ACTIVE).await, "نعم لا | no yes");
    page.press('x').await;
    page.says("Unlinked").await;
    assert_eq!(page.text(ACTIVE).await, "نعم لا | —");
    // A note is kept.
    page.press('t').await;
    page.until("return document.querySelector('dialog textarea') !== null").await;
    page.client.active_element().await.unwrap().send_keys("راجع هذا").await.unwrap();
    page.click("dialog footer .primary").await;
    page.says("Note saved").await;
    assert_eq!(page.text("return document.querySelector('#panel .note').textContent").await, "راجع هذا");
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn the_journal_leads_back_to_the_beginning_and_forth_again() {
    let page = Page::open(samples, &FILES).await;
    let texts = "[...document.querySelectorAll('.row')].slice(0, 3).map((row) => [...row.querySelectorAll('.text')].map((text) => text.textContent).join('|')).join('#')";
    let now = format!("return {texts}");
    let start = page.text(&now).await;
    for (key, said) in [('m', "Merged"), ('x', "Unlinked"), ('f', "Flag changed")] {
        page.press(key).await;
        page.says(said).await;
    }
    let end = page.text(&now).await;
    assert_ne!(start, end);
    page.press('h').await;
    page.until("return document.querySelectorAll('.journal li').length === 4").await;
    page.picture("journal").await;
    page.click(".journal li:last-child button").await;
    page.says("another moment").await;
    page.until(&format!("return {texts} === {}", serde_json::Value::from(start))).await;
    page.press('h').await;
    page.until("return document.querySelectorAll('.journal li.undone').length === 3").await;
    page.click(".journal li:first-child button").await;
    page.until(&format!("return {texts} === {}", serde_json::Value::from(end))).await;
    // From there undo works as usual.
    page.press('z').await;
    page.says("Undone: Flag changed").await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn a_page_hears_of_other_windows_and_one_that_is_behind_overwrites_nothing() {
    let page = Page::open(samples, &FILES).await;
    let other = |revision: u32, edit: &str| {
        format!(
            "window.other = false; fetch('/api/edit', {{ method: 'POST', headers: {{ 'content-type': 'application/json' }}, body: JSON.stringify({{ revision: {revision}, edit: {edit} }}) }}).then((answer) => {{ window.other = answer.ok; }})"
        )
    };
    // Another window of the same browser flags the first row.
    page.run(&other(0, "{ do: 'flag', row: 1, on: true }")).await;
    page.until("return document.querySelector('.row.active .flagged') !== null").await;
    // A page that is not seen hears nothing.
    page.run("Object.defineProperty(document, 'hidden', { value: true, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))").await;
    page.run(&other(1, "{ do: 'unlink', row: 1 }")).await;
    page.until("return window.other").await;
    page.press('m').await;
    page.says("changed elsewhere").await;
    page.until("return document.getElementById('grid').getAttribute('aria-rowcount') === '42'").await;
    page.until("return document.querySelector('.row.active [lang]') !== null").await;
    page.press('m').await;
    page.says("Merged").await;
    // When it is seen again, it is brought up to date.
    page.run(&other(3, "{ do: 'flag', row: 1, on: false }")).await;
    page.until("return window.other").await;
    assert_eq!(page.run("return document.querySelector('.row.active .flagged') !== null").await, true);
    page.run("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))").await;
    page.until("return document.querySelector('.row.active:not(.placeholder)') !== null && document.querySelector('.row.active .flagged') === null").await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn rows_are_filtered_by_weight_of_findings() {
    let page = Page::open(samples, &FILES).await;
    let shown = "return Number(document.getElementById('grid').getAttribute('aria-rowcount'))";
    assert_eq!(page.run(&choose("kinds", "severity error")).await, true);
    page.until(
        "return [...document.querySelectorAll('.row')].every((row) => row.classList.contains('has-error'))",
    )
    .await;
    let errors = page.run(shown).await.as_i64().unwrap();
    assert_eq!(page.run(&choose("kinds", "severity warning")).await, true);
    page.until(&format!(
        "return Number(document.getElementById('grid').getAttribute('aria-rowcount')) > {errors}"
    ))
    .await;
    assert_eq!(page.run(&choose("kinds", "code digits-swapped")).await, true);
    page.until("const shown = document.querySelector('#kinds option:checked').textContent.match(/\\d+/)[0]; return document.getElementById('grid').getAttribute('aria-rowcount') === shown").await;
    page.picture("filtered").await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn rows_are_filtered_by_confidence() {
    let page = Page::open(contract, &["contract.ar.txt", "contract.en.txt"]).await;
    let shown = "return Number(document.getElementById('grid').getAttribute('aria-rowcount'))";
    let all = page.run(shown).await.as_i64().unwrap();
    assert_eq!(page.run(&choose("below", "0.99")).await, true);
    page.until(&format!("const n = Number(document.getElementById('grid').getAttribute('aria-rowcount')); return n >= 1 && n < {all}")).await;
    let sure = page.run("return [...document.querySelectorAll('.confidence .figure')].every((share) => parseInt(share.textContent) <= 99)").await;
    assert_eq!(sure, true);
    page.press(Key::Escape.into()).await;
    page.until(&format!(
        "return Number(document.getElementById('grid').getAttribute('aria-rowcount')) === {all}"
    ))
    .await;
    page.close().await;
}

/// Chooses in the list with this id; true when it has such an option.
fn choose(id: &str, value: &str) -> String {
    format!(
        "const list = document.getElementById('{id}'); list.value = '{value}'; list.dispatchEvent(new Event('change')); return list.value === '{value}'"
    )
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn an_arabic_reader_sees_the_reason_in_arabic() {
    let page = Page::open(samples, &FILES).await;
    page.click("#do-language").await;
    page.until("return document.documentElement.lang === 'ar'").await;
    for _ in 0..60 {
        page.press_arabic("KeyN", "ى", false).await;
        if page.text(ACTIVE).await.contains("3,475") {
            break;
        }
    }
    let reason = page.text("const reason = document.querySelector('#panel .reason'); return reason.lang + reason.dir + reason.textContent").await;
    assert_eq!(reason, "arrtl«\u{2068}3,475\u{2069}» مقابل «\u{2068}٣٬٤٥٧\u{2069}»: الأرقام نفسها بترتيب آخر");
    page.picture("arabic-finding").await;
    // Every reason in this text has an Arabic version.
    let all = page.run("return [...document.querySelectorAll('#kinds option[value^=\"code \"]')].map((option) => option.textContent)").await;
    assert!(
        all.as_array()
            .unwrap()
            .iter()
            .all(|name| !name.as_str().unwrap().starts_with(|c: char| c.is_ascii_alphabetic())),
        "{all}"
    );
    page.close().await;
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn no_text_and_no_file_name_runs_in_the_page() {
    let name = "x'><img src=x onerror=alert(1)>.tsv";
    let attacks = [
        "<script>window.hacked = 1</script>",
        "<img src=x onerror=window.hacked=1>",
        "<svg onload=window.hacked=1>",
        "</script><script>window.hacked=1</script>",
        "\"><script>window.hacked=1</script>",
        "' onmouseover='window.hacked=1",
        "javascript:window.hacked=1",
        "<a href=javascript:window.hacked=1>x</a>",
        "<iframe srcdoc='<script>parent.hacked=1</script>'>",
        "<style>*{display:none}</style>",
        "${window.hacked=1}",
        "{{constructor.constructor('window.hacked=1')()}}",
        "<math><mi xlink:href='javascript:window.hacked=1'>",
        "<!--<img src=--><img src=x onerror=window.hacked=1>//",
        "<details open ontoggle=window.hacked=1>",
        "<template><script>window.hacked=1</script></template>",
        "&lt;script&gt;window.hacked=1&lt;/script&gt;",
        "<base href=//evil.example>",
        "<meta http-equiv=refresh content=0>",
        "<input autofocus onfocus=window.hacked=1>",
        "<body onload=window.hacked=1>",
        "__proto__",
        "constructor",
        "]]><script>window.hacked=1</script>",
        "\\u003cscript\\u003ewindow.hacked=1",
        "<object data=javascript:window.hacked=1>",
        "<embed src=javascript:window.hacked=1>",
        "<form action=javascript:window.hacked=1><button>x</button></form>",
        "<button formaction=javascript:window.hacked=1>x</button>",
        "<video><source onerror=window.hacked=1></video>",
        "<audio src onerror=window.hacked=1>",
        "<link rel=stylesheet href=//evil.example/x.css>",
        "<svg><script>window.hacked=1</script></svg>",
        "<svg><animate onbegin=window.hacked=1 attributeName=x dur=1s>",
        "<svg><a xlink:href=javascript:window.hacked=1><text>x</text></a></svg>",
        "<marquee onstart=window.hacked=1>",
        "<textarea autofocus onfocus=window.hacked=1>",
        "</textarea><script>window.hacked=1</script>",
        "</style><script>window.hacked=1</script>",
        "</title><script>window.hacked=1</script>",
        "</option></select><script>window.hacked=1</script>",
        "--><script>window.hacked=1</script>",
        "%3Cscript%3Ewindow.hacked=1%3C/script%3E",
        "\u{FEFF}<script>window.hacked=1</script>",
        "<scr\u{200F}ipt>window.hacked=1</scr\u{200F}ipt>",
        "＜script＞window.hacked=1＜/script＞",
        "\u{202E}<script>window.hacked=1</script>\u{202C}",
        "data:text/html,<script>window.hacked=1</script>",
        "`;window.hacked=1;`",
        "url(javascript:window.hacked=1)",
    ];
    assert_eq!(attacks.len(), 50);
    let rows: String =
        attacks.iter().map(|attack| format!("نص {attack}\t{attack} text\n{attack}\t30 {attack}\n")).collect();
    let page = Page::open(|folder| fs::write(folder.join(name), rows).unwrap(), &[name]).await;
    // Open every row with its panel, and correct the first one, because fields contain texts too.
    page.press('e').await;
    page.until("return document.querySelector('dialog textarea') !== null").await;
    page.press(Key::Escape.into()).await;
    for _ in 0..attacks.len() * 2 {
        page.press(Key::Down.into()).await;
    }
    page.press('t').await;
    page.until("return document.querySelector('dialog textarea') !== null").await;
    page.client.active_element().await.unwrap().send_keys(attacks[1]).await.unwrap();
    page.click("dialog footer .primary").await;
    page.says("Note saved").await;
    assert_eq!(page.run("return window.hacked ?? null").await, serde_json::Value::Null);
    assert_eq!(page.run("return document.querySelectorAll('#desk script, #desk iframe, #desk img, #desk style, #panel a').length").await, 0);
    assert!(page.client.get_alert_text().await.is_err());
    assert!(page.text("return document.querySelector('h1').textContent").await.contains("<img"));
    // Exported pages are opened as files, where no server's policy protects them.
    let project = fs::read_dir(page.folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let project =
        project.into_iter().find(|path| path.extension().is_some_and(|end| end == "mizan")).unwrap();
    for words in [["-o", "report.html"], ["--findings", "open.html"]] {
        let mut export = std::process::Command::new(assert_cmd::cargo::cargo_bin("mizan"));
        let ran =
            export.arg("export").arg(&project).args(words).current_dir(page.folder.path()).output().unwrap();
        assert!(ran.status.success(), "{ran:?}");
        let file = page.folder.path().join(words[1]);
        page.client.goto(&format!("file://{}", file.display())).await.unwrap();
        assert_eq!(page.run("return window.hacked ?? null").await, serde_json::Value::Null, "{words:?}");
        assert_eq!(
            page.run(
                "return document.querySelectorAll('script, iframe, img, object, embed, a, form, link').length"
            )
            .await,
            0
        );
        assert!(
            page.text("return document.body.textContent").await.contains("<script>window.hacked"),
            "{words:?}"
        );
        assert!(page.client.get_alert_text().await.is_err());
    }
    page.client.close().await.unwrap();
}

/// A visit in ten sentences; the third in Arabic is the ninth in English.
fn moved(folder: &std::path::Path) {
    let arabic = [
        "وصل الوفد إلى القاهرة يوم الأحد.",
        "استقبله وزير الزراعة في المطار.",
        "ملاحظة: زرع الفلاحون ٤٥٠ شجرة زيتون في وادي الأردن سنة ١٩٩٧.",
        "ناقش الجانبان أسعار القمح والسكر.",
        "زار الوفد مصنعا للورق قرب الإسكندرية.",
        "شرح المدير كيف تعمل الآلات الجديدة.",
        "تناول الضيوف الغداء على متن سفينة.",
        "طلب الصحفيون صورة مع الوزير.",
        "وقع الطرفان اتفاقا لمدة خمس سنوات.",
        "غادر الوفد البلاد يوم الخميس.",
    ];
    let english = [
        "The delegation arrived in Cairo on Sunday.",
        "The minister of agriculture received it at the airport.",
        "The two sides discussed the prices of wheat and sugar.",
        "The delegation visited a paper factory near Alexandria.",
        "The manager explained how the new machines work.",
        "The guests ate lunch on board a ship.",
        "The journalists asked for a picture with the minister.",
        "The two parties signed an agreement for five years.",
        "Note: the farmers planted 450 olive trees in the Jordan valley in 1997.",
        "The delegation left the country on Thursday.",
    ];
    fs::write(folder.join("visit.ar.txt"), arabic.join("\n")).unwrap();
    fs::write(folder.join("visit.en.txt"), english.join("\n")).unwrap();
}

#[tokio::test]
#[ignore = "needs chromium: scripts/test page"]
async fn text_that_changed_its_place_leads_to_its_other_half_and_back_in_both_directions_of_the_page() {
    let page = Page::open(moved, &["visit.ar.txt", "visit.en.txt", "--segmented"]).await;
    let active = "return document.querySelector('.row.active .n')?.textContent";
    let where_ =
        |side: &str| format!("return document.querySelector('.cell-{side} .elsewhere .where')?.textContent");
    let directions = "return [...document.querySelectorAll('.elsewhere .half')].map((half) => getComputedStyle(half).direction).join()";
    page.until("return document.querySelectorAll('.elsewhere').length === 2").await;
    // Each row shows the place and the text of the other half, each text in its own direction.
    assert_eq!(page.text(&where_("en")).await, "in row 10");
    assert_eq!(page.text(&where_("ar")).await, "in row 3");
    let half = page.text("return document.querySelector('.cell-en .elsewhere .half').textContent").await;
    assert!(half.starts_with("Note: the farmers planted 450"), "{half}");
    assert_eq!(page.text(directions).await, "ltr,rtl");
    // A button has the direction of its cell: first the arrow, then the row, then the text.
    let order = "return [...document.querySelectorAll('.elsewhere')].map((button) => { const [arrow, where, half] = [...button.children].map((part) => part.getBoundingClientRect().left); return arrow < where && where < half ? 'ltr' : arrow > where && where > half ? 'rtl' : 'mixed'; }).join()";
    assert_eq!(page.text(order).await, "ltr,rtl");
    // There by a click, and back by the key that has ل on an Arabic layout.
    page.click(".cell-en .elsewhere").await;
    page.until(&format!("{active} === '10'")).await;
    page.press_arabic("KeyG", "ل", false).await;
    page.until(&format!("{active} === '3'")).await;
    page.picture("elsewhere").await;
    let panel = page.text("return document.querySelector('#panel .other-half p').textContent").await;
    assert_eq!(panel, half);
    for theme in ["light", "dark"] {
        assert_eq!(
            page.run(CONTRAST).await,
            serde_json::json!([]),
            "too little contrast in the {theme} page"
        );
        page.click("#do-dark").await;
    }
    // If a filter hides it, the filter is removed.
    page.press('/').await;
    page.client.active_element().await.unwrap().send_keys("زيتون").await.unwrap();
    page.press(Key::Enter.into()).await;
    page.until("return document.querySelector('#filters .shown').textContent === '1 row' && document.activeElement.id === 'grid'").await;
    page.press('g').await;
    page.until(&format!("{active} === '10'")).await;
    // Numbers are updated when rows above are added and removed.
    page.press(Key::Home.into()).await;
    page.press('m').await;
    page.says("Merged").await;
    page.until(&format!("{} === 'in row 9'", where_("en"))).await;
    page.press('g').await;
    page.says("Nothing in this row has its other half elsewhere").await;
    page.press('z').await;
    page.until(&format!("{} === 'in row 10'", where_("en"))).await;
    // The interface in Arabic, mirrored: the same places, the same directions.
    page.click("#do-language").await;
    page.until(&format!("{} === 'في الصف ١٠'", where_("en"))).await;
    assert_eq!(page.text(directions).await, "ltr,rtl");
    assert_eq!(page.text(order).await, "ltr,rtl");
    let inside = "return [...document.querySelectorAll('.elsewhere')].every((half) => { const a = half.getBoundingClientRect(), b = half.closest('.cell').getBoundingClientRect(); return a.left >= b.left && a.right <= b.right; })";
    assert_eq!(page.run(inside).await, true);
    page.click(".cell-ar .elsewhere").await;
    page.until(&format!("{active} === '٣'")).await;
    page.picture("elsewhere-arabic").await;
    page.click("#do-language").await;
    // It is exported as a pair; linked on the page it is an ordinary row, and undo reverts that.
    page.press('o').await;
    page.until("return document.querySelector('dialog .count')?.textContent.includes('exported')").await;
    page.run("const format = document.getElementById('export-format'); format.value = 'tmx'; format.dispatchEvent(new Event('input'))").await;
    page.until("return document.querySelector('dialog .count').textContent === '10 rows will be exported'")
        .await;
    page.press(Key::Escape.into()).await;
    page.until("return document.querySelector('dialog[open]') === null").await;
    page.click("#panel .other-half button:last-child").await;
    page.says("Linked").await;
    page.until("return document.querySelector('.elsewhere') === null").await;
    assert!(page.text(ACTIVE).await.ends_with(&half));
    page.press('z').await;
    page.until("return document.querySelectorAll('.elsewhere').length === 2").await;
    page.close().await;
}
