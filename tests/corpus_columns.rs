//! What stands beside the texts of a corpus survives, and tables of any kind are judged like rows of our own.

use crate::run::Folder;

/// A table with a header, the English before the Arabic, and a figure that disagrees in the second row.
const TABLE: &str = "page\tEnglish\tArabic\tlicence\tdoc\n\
    a1\tThe man bought 12 books.\tاشترى الرجل 12 كتابا.\tCC\tshop\n\
    a2\tThe &amp; girl sold 40 books.\tباعت الفتاة 90 كتابا.\tCC\tshop\n\
    a3\tThe train &amp; the bus were late.\tتأخر القطار والحافلة.\tPD\troad\n";

#[test]
fn a_table_with_a_header_keeps_its_columns_and_their_names() {
    let folder = Folder::new();
    folder.write("in.tsv", TABLE);
    let lines: Vec<&str> = TABLE.lines().collect();
    let run = |words: &str| {
        let ran = folder.mizan(words);
        assert_eq!(ran.code, Some(0), "{words}: {ran:?}");
    };
    run("corpus filter in.tsv --filter figures -o filtered.tsv --rejected why.jsonl");
    assert_eq!(folder.read("filtered.tsv"), [lines[0], lines[1], lines[3], ""].join("\n"));
    let why = folder.read("why.jsonl");
    assert!(why.contains(r#""rejected":"figures""#) && why.contains(r#""licence":"CC""#), "{why}");
    assert!(why.contains(r#""page":"a2""#) && why.contains(r#""doc":"shop""#), "{why}");
    run("corpus fix in.tsv -o fixed.tsv");
    assert_eq!(folder.read("fixed.tsv"), TABLE.replace("&amp;", "&"));
    run("corpus dedup in.tsv -o unique.tsv.gz");
    run("corpus sample unique.tsv.gz -n 9 -o all.tsv");
    assert_eq!(folder.read("all.tsv"), TABLE);
    run("corpus filter in.tsv --filter length=1-90 --shard-size 100 -o part.tsv");
    assert_eq!(folder.read("part-00000-of-00001.tsv"), TABLE);
}

#[test]
fn tables_with_other_columns_are_written_with_the_usual_ones() {
    let folder = Folder::new();
    folder.write("a.tsv", TABLE);
    folder.write(
        "b.tsv",
        "Arabic\tEnglish\tdate\nوصل القطار.\tThe train came.\t2024\nغادر القطار.\tThe train left.\t2024\n",
    );
    let ran = folder.mizan("corpus dedup a.tsv b.tsv -o out.tsv");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let out = folder.read("out.tsv");
    assert!(out.starts_with("اشترى الرجل 12 كتابا.\tThe man bought 12 books.\t\t\ta1\n"), "{out}");
    assert!(out.contains("وصل القطار.\tThe train came.\t\t\tb.tsv:2\n"), "{out}");
}

#[test]
fn pairs_of_other_formats_are_checked_and_keep_their_columns() {
    let folder = Folder::new();
    folder.write("in.csv", TABLE.replace('\t', ","));
    folder.write(
        "in.tmx",
        r#"<tmx version="1.4"><header srclang="en"/><body>
        <tu tuid="a1"><tuv xml:lang="en"><seg>The man bought 12 books.</seg></tuv><tuv xml:lang="ar"><seg>اشترى الرجل 12 كتابا.</seg></tuv></tu>
        <tu tuid="a2"><tuv xml:lang="en"><seg>The girl sold 40 books.</seg></tuv><tuv xml:lang="ar"><seg>باعت الفتاة 90 كتابا.</seg></tuv></tu>
        </body></tmx>"#,
    );
    for (name, kept) in [("in.csv", 2), ("in.tmx", 1)] {
        let ran = folder.mizan(&format!("corpus filter {name} --filter figures -o out.jsonl --force"));
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let out = folder.read("out.jsonl");
        assert!(out.lines().count() == kept && !out.contains("a2"), "{name}: {out}");
        assert!(out.contains("a1") && out.contains(r#""translation":{"ar":"اشترى"#), "{name}: {out}");
    }
    let ran = folder.mizan("corpus filter in.csv --filter frequent=2 -o out.jsonl --force");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let out = folder.read("out.jsonl");
    assert!(
        out.contains(r#""licence":"PD""#)
            && out.contains(r#""doc":"road""#)
            && out.contains(r#""page":"a3""#),
        "{out}"
    );
}

#[test]
fn a_test_set_in_a_third_language_is_refused() {
    let folder = Folder::new();
    folder.write("in.tsv", TABLE);
    let french = "La réunion du conseil a été reportée à la semaine prochaine.\nLe maire ne veut pas que les voitures \
                  passent par le nouveau pont.\n";
    folder.write("test.txt", french);
    let ran = folder.mizan("corpus filter in.tsv --against test.txt -o out.tsv");
    assert!(ran.code == Some(2) && ran.stderr.contains("test.txt: this is French, not English"), "{ran:?}");
    assert!(!folder.path("out.tsv").exists());
}

#[test]
fn a_text_that_is_long_throughout_lacks_nothing() {
    let folder = Folder::new();
    let verses = [
        (
            "خرج الرجل من بيته في الصباح.",
            "And it came to pass that the man went forth from his house in the morning.",
        ),
        (
            "ثم ذهب إلى النهر وشرب من الماء.",
            "Then he went his way down to the river, and there he drank of the water.",
        ),
        (
            "وجلس تحت الشجرة حتى المساء.",
            "And he sat himself down beneath the tree until the evening of that day.",
        ),
        (
            "ثم عاد إلى أهله ومعه السمك.",
            "Then he returned again unto his own people, bearing with him the fish.",
        ),
        (
            "فأكلوا وشربوا وناموا في البيت.",
            "So they did eat and they did drink, and they lay down to sleep in the house.",
        ),
    ];
    let rows = |times: usize| -> String {
        let pairs = (0..times).flat_map(|_| verses);
        pairs.map(|(ar, en)| format!("{ar}\t{en}\n")).collect()
    };
    let lost = |times: usize| -> usize {
        folder.write("in.tsv", rows(times));
        let ran = folder.mizan("corpus filter in.tsv --filter holes -o out.tsv --force");
        assert_eq!(ran.code, Some(0), "{ran:?}");
        verses.len() * times - folder.read("out.tsv").lines().count()
    };
    assert!(lost(1) > 0, "alone they look as if something were missing");
    assert_eq!(lost(40), 0);
}

#[test]
fn documents_come_out_whole_with_their_gaps() {
    let folder = Folder::new();
    let row = |id: &str, ar: &str, en: &str| format!("{{\"id\":\"{id}\",\"ar\":\"{ar}\",\"en\":\"{en}\"}}\n");
    let rows = [row("a#b1", "وصل الوفد.", "The delegation came."), row("a#b4", "ثم غادر.", "Then it left.")];
    folder.write("in.jsonl", rows.concat());
    let ran = folder.mizan("corpus documents in.jsonl --gap ... -o out.jsonl");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.stderr.contains("1 document of 2 pairs, 1 gap"), "{ran:?}");
    assert!(folder.read("out.jsonl").contains(r#""en":"The delegation came.\n...\nThen it left.""#));
    let out = folder.mizan("corpus documents in.jsonl").stdout;
    assert!(String::from_utf8_lossy(&out).contains("\\n[…]\\n"));
    folder.write("pairs.tsv", "وصل الوفد.\tThe delegation came.\n");
    folder.mizan("corpus documents pairs.tsv -o x.jsonl").fails_with("no pair names its document");
    folder.mizan("corpus documents in.jsonl -o x.tsv").fails_with("JSON Lines or Parquet");
}

#[test]
fn a_member_of_another_kind_is_said_in_plain_words() {
    let folder = Folder::new();
    let right = "{\"id\":\"a\",\"ar\":\"نعم\",\"en\":\"Yes\"}\n";
    folder.write("in.jsonl", format!("{right}{{\"translation\":\"oops\"}}\n"));
    let ran = folder.mizan("corpus filter in.jsonl --filter length -o out.jsonl");
    let wanted = "in.jsonl, line 2: not a pair in JSON: invalid type: string \"oops\", expected an object with `ar` and \
                  `en` at column 21";
    assert!(ran.code == Some(0) && ran.stderr.contains(wanted), "{ran:?}");
    assert_eq!(folder.read("out.jsonl"), right);
}

#[test]
fn members_that_others_call_like_ours_make_no_row_unreadable() {
    let folder = Folder::new();
    let members = [
        "\"doc\":12",
        "\"doc\":[\"x\"]",
        "\"id\":{\"part\":1}",
        "\"score\":\"0.9\"",
        "\"score\":[0.1,0.2]",
        "\"type\":3",
        "\"confidence\":\"high\"",
        "\"adequacy\":true",
        "\"findings\":[\"typo\"]",
        "\"schema\":\"http://json-schema.org\"",
    ];
    let rows: String = members.map(|member| format!("{{\"ar\":\"نعم\",\"en\":\"Yes\",{member}}}\n")).concat();
    folder.write("in.jsonl", &rows);
    let ran = folder.mizan("corpus filter in.jsonl --filter length --filter score=0.5 -o out.jsonl");
    assert!(ran.code == Some(0) && ran.stderr.contains("10 of 10 pairs kept"), "{ran:?}");
    assert_eq!(folder.read("out.jsonl"), rows);
    // What can be understood counts: a number written as text, a document that is a number.
    folder.write("low.jsonl", "{\"ar\":\"نعم\",\"en\":\"Yes\",\"score\":\"0.2\",\"doc\":12}\n");
    let ran = folder.mizan("corpus filter low.jsonl --filter score=0.5");
    assert!(ran.stderr.contains("0 of 1 pair kept"), "{ran:?}");
    assert_eq!(folder.mizan("corpus documents low.jsonl -o docs.jsonl").code, Some(0));
    assert!(folder.read("docs.jsonl").contains("\"id\":\"12\""), "{}", folder.read("docs.jsonl"));
    // A newer version of ours is refused as before.
    folder.write("new.jsonl", "{\"schema\":\"mizan/9.0\",\"ar\":\"نعم\",\"en\":\"Yes\"}\n");
    folder.mizan("corpus stats new.jsonl").fails_with("written by a newer mizan");
}
