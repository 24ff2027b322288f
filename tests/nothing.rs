//! Files without anything to read, and broken files of translation tools: what is said of them, in which place, and
//! that the exit code is 2.

use crate::run::Folder;

/// Every command on files without anything to read: one line that names the file, and exit code 2.
#[test]
fn files_with_nothing_in_them_are_said_to_be_so() {
    let memory = "<tmx version='1.4'><header srclang='ar'/><body></body></tmx>";
    let units = "<xliff version='1.2'><file source-language='ar' target-language='en' original='a' datatype='x'><body/></file></xliff>";
    let folder = Folder::with(&[
        ("empty.tsv", b""),
        ("empty.tmx", b""),
        ("empty.txt", b""),
        ("blank.tsv", b"\n  \t\n\r\n"),
        ("blank.jsonl", b"\n\n"),
        ("blank.txt", "\u{FEFF} \u{200F}\n\n".as_bytes()),
        ("head.tsv", b"ar\ten\n"),
        ("head.csv", b"id,Source,Target\r\n"),
        ("head.tmx", memory.as_bytes()),
        ("head.xlf", units.as_bytes()),
        ("head.po", b"msgid \"\"\nmsgstr \"Language: ar\\n\"\n"),
        ("t.ar.txt", "وصل الوزير أمس.\n".as_bytes()),
        ("t.en.txt", b"The minister came yesterday.\n"),
    ]);
    let pairs = [
        "empty.tsv",
        "empty.tmx",
        "blank.tsv",
        "blank.jsonl",
        "head.tsv",
        "head.csv",
        "head.tmx",
        "head.xlf",
        "head.po",
    ];
    for name in pairs {
        for words in ["check", "convert --format jsonl", "lexicon learn", "names"] {
            folder.mizan(&format!("{words} {name}")).fails_with(name);
        }
    }
    for name in ["empty.tsv", "blank.jsonl", "head.tmx", "head.po"] {
        for words in ["stats", "filter --preset clean", "dedup", "fix", "sample"] {
            folder.mizan(&format!("corpus {words} {name} -q")).fails_with(name);
        }
    }
    for name in ["empty.txt", "blank.txt"] {
        for words in ["segment", "figures", "align t.ar.txt", "check t.en.txt", "names t.ar.txt"] {
            folder.mizan(&format!("{words} {name}")).fails_with(name);
        }
    }
}

/// What is wrong in a file of a translation tool, and what is said of it.
#[test]
fn files_of_translation_tools_that_are_broken_say_what_and_where() {
    let memory = |units: &str| {
        format!(
            "<?xml version='1.0'?>\n<tmx version='1.4'><header srclang='en'/><body>\n{units}</body></tmx>"
        )
    };
    let unit = "<tu><tuv xml:lang='en'><seg>Yes</seg></tuv><tuv xml:lang='ar'><seg>نعم</seg></tuv></tu>\n";
    let file = |units: &str| {
        format!(
            "<?xml version='1.0'?>\n<xliff version='1.2'><file source-language='en' target-language='ar'><body>\n{units}</body></file></xliff>"
        )
    };
    let segment = "<trans-unit id='1'><source>Yes</source><target>نعم</target></trans-unit>\n";
    let message = "msgid \"Yes\"\nmsgstr \"نعم\"\n\n";
    // The file, its text, what is said, and how many pairs are read all the same.
    for (name, text, said, read) in [
        (
            "cut.tmx",
            memory(unit).replace("</body></tmx>", "<tu><tuv xml:lang='en'><se"),
            "cut.tmx, line 4",
            1,
        ),
        ("tag.tmx", memory(&format!("<tu><tuv></seg></tu>\n{unit}")), "tag.tmx, line 3", 1),
        (
            "entities.tmx",
            memory(unit).replacen("?>", "?><!DOCTYPE tmx [<!ENTITY a 'b'>]>", 1),
            "entities.tmx",
            0,
        ),
        (
            "languages.tmx",
            memory(&unit.replace("'ar'", "'fr'")),
            "languages.tmx, line 4: no unit has both Arabic and English",
            0,
        ),
        (
            "cut.xlf",
            file(segment).replace("</body></file></xliff>", "<trans-unit id='2'><sou"),
            "cut.xlf, line 4",
            1,
        ),
        (
            "tag.xlf",
            file(&format!("<trans-unit id='0'></source></trans-unit>\n{segment}")),
            "tag.xlf, line 3",
            1,
        ),
        (
            "entities.xlf",
            file(segment).replacen("?>", "?><!DOCTYPE xliff [<!ENTITY a 'b'>]>", 1),
            "entities.xlf",
            0,
        ),
        ("quote.po", format!("{message}msgid \"No\nmsgstr \"لا\"\n\n{message}"), "quote.po, line 4", 2),
        ("word.po", format!("{message}hello\n\n{message}"), "word.po, line 4", 2),
    ] {
        let folder = Folder::with(&[(name, text.as_bytes())]);
        let ran = folder.mizan(&format!("convert {name} --format tsv"));
        assert!(ran.stderr.contains(said), "{name}: {said:?} not in {:?}", ran.stderr);
        assert_eq!(ran.out().lines().count(), read, "{name}: {ran:?}");
        assert_eq!(ran.code, Some(2), "{name}: {ran:?}");
    }
}
