use super::*;
use encoding_rs::{ISO_8859_6, MACINTOSH, WINDOWS_1252, WINDOWS_1256};
use proptest::prelude::*;

fn found(lang: Lang, text: &str) -> String {
    match fault(lang, text) {
        None => String::new(),
        Some(Fault::Language(language)) => language.tag().to_owned(),
        Some(Fault::Untranslated) => "copy".to_owned(),
        Some(Fault::Misread(misread)) => misread.to_string(),
        Some(Fault::VisualOrder) => "visual".to_owned(),
    }
}

const ARABIC: &str =
    "زار الوزير المدينة يوم الأحد والتقى رئيس البلدية، وقال إن المشروع سينتهي في العام المقبل.";
const ENGLISH: &str = "The minister visited the city on Sunday – and said: “It’s nearly done”.";

#[test]
fn languages_in_arabic_letters_are_distinguished_from_arabic() {
    for (tag, text) in [
        ("fa", "این گزارش در شهر منتشر شد و گفتگو پایان یافت."),
        ("fa", "من فردا به خانه می‌روم."),
        ("fa", "کتاب را خواندم"),
        ("fa", "مادرش نان تازه آورد"),
        ("ur", "وزیر نے کل شہر کا دورہ کیا اور لوگوں سے بات کی۔"),
        ("ur", "یہ کتاب میری ہے"),
        ("ps", "وزير پرون ښار ته لاړ او له خلکو سره يې وکتل."),
        ("ps", "زه کور ته ځم"),
        ("ckb", "وەزیر دوێنێ سەردانی شارەکەی کرد و لەگەڵ خەڵک قسەی کرد."),
        ("ckb", "من دەچم بۆ ماڵەوە"),
        ("ug", "مېنىستىر تۈنۈگۈن شەھەرنى زىيارەت قىلدى ۋە خەلق بىلەن كۆرۈشتى."),
        ("sd", "وزير ڪالهه شهر جو دورو ڪيو ۽ ماڻهن سان ڳالهايو."),
        ("pnb", "وزیر نے کل شہر دا دورہ کیتا تے لوکاں نال گل کیتی۔"),
    ] {
        assert_eq!(found(Lang::Ar, text), tag, "{text}");
        assert_eq!(found(Lang::En, text), tag, "{text}");
    }
}

#[test]
fn languages_in_latin_letters_are_distinguished_from_english() {
    for (tag, text) in [
        ("fr", "Le ministre est arrivé dimanche dans la capitale."),
        ("fr", "Je ne sais pas"),
        ("fr", "Nous cherchons un appartement"),
        ("de", "Die Gäste kamen spät"),
        ("de", "Unsere Nachbarn haben drei Hunde"),
        ("es", "Compramos fruta en la plaza"),
        ("tr", "Komşumuz kapıyı çaldı"),
        ("kmr", "Mêrik ji bajêr hat û çû malê"),
        ("fr", "LE MINISTRE EST ARRIVÉ HIER DANS LA CAPITALE"),
        ("de", "Der Minister ist am Sonntag in der Hauptstadt eingetroffen."),
        ("de", "Ich weiß es nicht."),
        ("es", "El ministro no dijo nada a los periodistas que esperaban en la puerta."),
        ("it", "Il ministro è arrivato ieri nella capitale e non ha detto niente."),
        ("pt", "O ministro não disse nada aos jornalistas que esperavam na porta."),
        ("nl", "De minister is gisteren in de hoofdstad aangekomen en heeft niets gezegd."),
        ("tr", "Bakan pazar günü başkente geldi ve gazetecilere hiçbir şey söylemedi."),
        ("id", "Menteri itu tiba di ibu kota kemarin dan tidak mengatakan apa-apa."),
        ("sv", "Ministern kom till huvudstaden i går och sade ingenting till dem som väntade."),
        ("pl", "Minister przyjechał wczoraj do stolicy i nie powiedział nic dziennikarzom."),
        ("ro", "Ministrul a ajuns ieri în capitală și nu a spus nimic ziariștilor."),
        ("so", "Wasiirku wuxuu shalay yimid caasimadda oo uu la hadlay dadka."),
        ("sw", "Waziri alifika jana katika mji mkuu na hakusema kitu kwa watu."),
        ("vi", "Bộ trưởng đã đến thủ đô hôm qua và không nói gì với các nhà báo."),
        ("und-Cyrl", "Министр прибыл вчера в столицу."),
        ("he", "השר הגיע אתמול לבירה"),
        ("zh", "部长昨天抵达首都。"),
        ("ko", "장관이 어제 수도에 도착했다"),
    ] {
        assert_eq!(found(Lang::En, text), tag, "{text}");
        assert_eq!(found(Lang::Ar, text), tag, "{text}");
    }
}

#[test]
fn three_words_of_a_neighbouring_language_are_enough() {
    for (tag, text) in [
        ("fr", "Le cheval mange"),
        ("fr", "Les oiseaux chantent"),
        ("de", "Die Katze schläft"),
        ("de", "Das Wetter ist schlecht"),
        ("de", "Der Zug fährt"),
        ("es", "La niña come"),
        ("es", "Eso no sé"),
        ("es", "El médico espera"),
        ("it", "Non lo sono"),
        ("it", "Il gatto dorme"),
        ("pt", "O gato dorme"),
        ("nl", "De kat slaapt"),
        ("tr", "Kedi evde uyuyor"),
        ("sv", "Katten sover inte"),
        ("sd", "هي شهر تمام وڏو آهي"),
    ] {
        assert_eq!(found(Lang::En, text), tag, "{text}");
        assert_eq!(found(Lang::Ar, text), tag, "{text}");
    }
    for text in [
        "Casa de Campo",
        "La Casa Grande",
        "Costa del Sol",
        "El Niño and La Niña",
        "The El Paso del Norte",
        "La Scala, Teatro alla Scala, Milano",
        "Los Angeles Lakers",
        "Der Spiegel Online",
        "Die Hard is on tonight",
        "Le Mans Grand Prix",
        "Banco de España",
        "see the sole male",
        "pro bono publico",
        "a la carte menu",
    ] {
        assert_eq!(found(Lang::En, text), "", "{text}");
    }
}

#[test]
fn english_is_silent_whatever_it_names_and_quotes() {
    for text in [
        ENGLISH,
        "Rio de Janeiro, São Paulo and Belo Horizonte",
        "Médecins Sans Frontières",
        "Le Monde diplomatique",
        "Ludwig van Beethoven and Johann Wolfgang von Goethe",
        "The novel \"Cien años de soledad\" was translated by him.",
        "He said \"je ne sais quoi\" and left the café.",
        "La Paz, El Alto, Santa Cruz de la Sierra",
        "Allahumma salli ala Muhammad wa ala ali Muhammad",
        "Bismillah ar-rahman ar-rahim",
        "The word كتاب means book, and قلم means pen.",
        "He answered: «إن شاء الله» and went on with his work.",
        "Press Ctrl+C, then run `sudo apt install mizan`.",
        "npm install --save-dev react react-dom",
        "ISO 8859-6, UTF-8, ES6, ES2015, etc.",
        "Abu Bakr Muhammad ibn Zakariya al-Razi",
        "Café, naïve, façade, jalapeño, über-cool",
        "Ærøskøbing, Ørsted’s café – 5 €; £5 Âge",
        "de facto, de jure, ad hoc, et cetera",
        "in vitro and in vivo",
        "Yes.",
        "1,234.56 → 7 % (±2)",
        "",
    ] {
        assert_eq!(found(Lang::En, text), "", "{text}");
    }
}

#[test]
fn arabic_is_silent_in_every_spelling_and_with_whatever_it_quotes() {
    for text in [
        ARABIC,
        "بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ",
        "ذَٰلِكَ ٱلْكِتَٰبُ لَا رَيْبَ ۛ فِيهِ ۛ هُدًۭى لِّلْمُتَّقِينَ",
        "شو بدك تعمل بكرا؟ مش عارف والله.",
        "عايز أروح البيت دلوقتي عشان تعبان.",
        "واش كاين شي حاجة جديدة؟",
        "چان أبويه يگول هيچي",
        "هاي چنطتي، وين چنتي؟",
        "هذا الكتاب من تأليف پاولو كويلو وترجمة ڤيكتور.",
        "فی البيت الذی بناه على التل",
        "ذھبت الى المدرسہ صباحا",
        "شركة Microsoft أعلنت عن Windows 11",
        "استخدم الأمر `git commit -m message` لحفظ التغييرات.",
        "قال بالفرنسية: «Je ne sais pas ce que je veux» ثم سكت.",
        "Windows Server 2022 Datacenter",
        "ana mesh 3aref a3mel eh",
        "kifak ya habibi, shu akhbarak?",
        "The Lord of the Rings",
        "npm install --save-dev react",
        "for (let i = 0; i < n; i++) { sum += a[i]; }",
        "https://example.org/the/page/of/the/book",
        "طلب الطبيب نظارة",
        "ﻭﺻﻞ ﺍﻟﻮﻓﺪ ﺇﻟﻰ ﺍﻟﻤﺪﻳﻨﺔ",
        "نعم",
        "٣٤/٥٦-٧٨ ص",
        "",
    ] {
        assert_eq!(found(Lang::Ar, text), "", "{text}");
    }
}

#[test]
fn the_other_sides_language_is_a_copy() {
    assert_eq!(found(Lang::Ar, "For this step you only need to press the button."), "copy");
    assert_eq!(found(Lang::En, "وصل الوفد إلى المدينة أمس."), "copy");
}

/// A text as shown by a program that assumes another encoding for its bytes.
fn misread(bytes: &[u8], wrong: &'static encoding_rs::Encoding) -> String {
    if wrong == WINDOWS_1252 {
        // Bytes without a character are decoded as the character of the same number.
        return encoding_rs::mem::decode_latin1(bytes)
            .chars()
            .map(|c| match wrong.decode_without_bom_handling(&[c as u8]).0.chars().next() {
                Some(shown) => shown,
                None => c,
            })
            .collect();
    }
    wrong.decode_without_bom_handling(bytes).0.into_owned()
}

#[test]
fn garbled_arabic_is_named_and_put_right() {
    let plain = ARABIC.replace('،', "");
    let encoded = |encoding: &'static encoding_rs::Encoding| encoding.encode(&plain).0.into_owned();
    let utf8 = plain.clone().into_bytes();
    for (was, bytes, wrong) in [
        ("UTF-8", &utf8, WINDOWS_1252),
        ("UTF-8", &utf8, WINDOWS_1256),
        ("UTF-8", &utf8, MACINTOSH),
        ("windows-1256", &encoded(WINDOWS_1256), WINDOWS_1252),
        ("windows-1256", &encoded(WINDOWS_1256), MACINTOSH),
        ("MacArabic", &encoded(ISO_8859_6), WINDOWS_1252),
        ("MacArabic", &encoded(ISO_8859_6), WINDOWS_1256),
        ("MacArabic", &encoded(ISO_8859_6), MACINTOSH),
    ] {
        let text = misread(bytes, wrong);
        let Some(Fault::Misread(found)) = fault(Lang::Ar, &text) else { panic!("{was}: {text}") };
        assert!(found.to_string().contains(was), "{was}: {found}");
        assert!(found.advice().contains("iconv"), "{}", found.advice());
        assert_eq!(mended(&text).map(|(text, _)| text), Some(plain.clone()), "{was}");
    }
}

#[test]
fn garbled_text_of_which_parts_are_lost_is_named_all_the_same() {
    let text: String =
        encoding_rs::mem::decode_latin1(ARABIC.as_bytes()).replace(|c: char| c.is_control(), "");
    assert!(found(Lang::Ar, &text).contains("mojibake"), "{text}");
    assert_eq!(mended(&text), None);
    assert!(found(Lang::Ar, "??? ??????? ??? ?????? ????? 12 ???.").contains("mojibake"));
    for text in ["What??? Where??? When???", "??? ???", "a ?? b ?? c ?? d", "?"] {
        assert_eq!(found(Lang::En, text), "", "{text}");
    }
}

#[test]
fn a_garbled_mark_in_english_is_found_where_it_is() {
    let text = misread(ENGLISH.as_bytes(), WINDOWS_1252);
    let (span, right) = garbled(&text).unwrap();
    assert_eq!((span.of(&text), right.as_str()), ("â€“", "–"));
    assert_eq!(mended(&text).unwrap().0, ENGLISH);
    assert_eq!(garbled(ENGLISH), None);
}

#[test]
fn reversed_arabic_is_named() {
    for text in [
        ".ةيدلبلا سيئر ىقتلاو دحألا موي ةنيدملا ريزولا راز",
        ".لبقملا ماعلا يف يهتنيس عورشملا نإ لاقو",
        "ِميِظَعْلا َكِّبَر ِمْساِب ْحِّبَسَف",
        "ﺔﻨﻳﺪﻤﻟﺍ ﻰﻟﺇ ﺪﻓﻮﻟﺍ ﻞﺻﻭ",
        "بيبطلا ءاج",
        ".ميدق تيب كلذ",
    ] {
        assert_eq!(found(Lang::Ar, text), "visual", "{text}");
    }
    // Marks at the wrong end, as in subtitles, and words that read in both directions.
    for text in [".ذلك بيت قديم", "!جاء الطبيب", ".ملك روما", "...ثم مضى", "سلس توت خوخ باب"]
    {
        assert_eq!(found(Lang::Ar, text), "", "{text}");
    }
}

#[test]
fn a_fault_of_most_of_a_text_is_one_of_the_whole() {
    let persian = "این گزارش در شهر منتشر شد و گفتگو پایان یافت.";
    let name = |fault: Option<Fault>| fault.map(|fault| fault.what(Lang::Ar));
    let whole = fault_throughout(Lang::Ar, [persian, persian, "Ford"]);
    assert_eq!(name(whole), Some("this is Persian, not Arabic".to_owned()));
    assert_eq!(fault_throughout(Lang::Ar, [ARABIC, persian]), None);
    assert_eq!(fault_throughout(Lang::Ar, []), None);
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,60}|[À-ÿ€™ ا-ي]{0,40}|[\u{80}-\u{A0}ØÙ“ا]{0,30}") {
        for lang in [Lang::Ar, Lang::En] {
            fault(lang, &text);
        }
        if let Some((span, _)) = garbled(&text) {
            prop_assert!(!span.of(&text).is_empty());
        }
        mended(&text);
    }
}

#[test]
fn names_acronyms_and_loanwords_in_english_are_english() {
    for text in [
        "ES6, ES2015, etc",
        "Rio de Janeiro",
        "Universidad de los Andes",
        "Crème brûlée",
        "The Institut du Monde Arabe opened its new wing",
        "EN ISO 9001",
        "Fresh bread daily",
        "Net income rose sharply",
        "Ahmad ibn Hanbal",
    ] {
        assert_eq!(found(Lang::En, text), "", "{text}");
    }
}
