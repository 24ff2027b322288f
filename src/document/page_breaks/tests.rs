use super::*;

fn kept(text: &str) -> String {
    mended(text).map_or_else(|| text.to_owned(), |mended| mended.text)
}

/// Pages of which the last sentence goes on on the next page, with furniture between them.
fn pages(between: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for (page, who) in (11..15).zip(["الصياد", "النجار", "الراعي", "الحداد"]) {
        text += &format!("كان {who} يخرج قبل الفجر. وكانت النساء ينتظرن على الشاطئ.\n");
        text += &format!("عاد {who} الكبير بعد يومين من الغياب وكان البحارة");
        text += &between(page);
        text += "قد نسوا طعم الخبز. ثم بدأ موسم المطر.\n";
    }
    text
}

#[test]
fn sentences_that_page_numbers_interrupt_are_whole_again() {
    let clean = pages(|_| " ".to_owned());
    for between in [
        &(|page| format!("\n{page}\n")) as &dyn Fn(usize) -> String,
        &|page| format!("\n\n- {page} -\n\n"),
        &|page| format!("\n{page}\u{0C}حكايات الميناء القديم\n"),
        &|page| format!("\nحكايات الميناء {page}\n"),
        &|_| "\nحكايات الميناء القديم\n".to_owned(),
        &|page| format!("\n{page}"),
        &|page| format!("\nwww.port.example\n({page})\n\n"),
        &|_| "\n\u{0C}".to_owned(),
        &|_| "\n***pagebreak***\n".to_owned(),
    ] {
        assert_eq!(kept(&pages(between)), clean, "{}", pages(between));
    }
}

#[test]
fn one_number_inside_a_sentence_is_that_of_a_page_where_it_is_set_off() {
    let first = "وقف الراعي على التل. ورأى في السهل البعيد قافلة طويلة من الجمال تسير ببطء نحو";
    let second = "الوادي الكبير. ثم غابت الشمس.\n";
    for between in ["\n\n27\n\n", "\n- 27 -\n", "\nصفحة 27\n"] {
        assert_eq!(kept(&format!("{first}{between}{second}")), format!("{first} {second}"));
    }
    for text in [
        format!("{first}\n27\n{second}"),
        format!("{first} الماء.\n\n27\n\n{second}"),
        "Number of mills in the old valley\n\n12\n\nNumber of shepherds in the old valley\n".to_owned(),
    ] {
        assert_eq!(kept(&text), text);
    }
}

#[test]
fn footnotes_above_the_number_of_a_page_come_after_the_paragraph_that_they_interrupt() {
    let note =
        |page: usize| format!("(1) رواه شيخ الميناء في كتابه سنة {}.\n(2) انظر خريطة الساحل.", 1900 + page);
    for (between, rule) in [
        (&(|page| format!("\n{}\n{page}\n", note(page))) as &dyn Fn(usize) -> String, ""),
        (&|page| format!("\n\n{}\n\n- {page} -\n\n", note(page)), ""),
        (&|page| format!("\n_______\n{}\n{page}\u{0C}حكايات الميناء القديم\n", note(page)), "_______\n"),
        (&|page| format!("\n{}\n{page}", note(page)), ""),
    ] {
        let text = pages(between).replace("الغياب", "الغياب(1)").replace("الشاطئ.", "الشاطئ (2).");
        let got = kept(&text);
        for (page, who) in (11..15).zip(["الصياد", "النجار", "الراعي", "الحداد"]) {
            let sentence = format!(
                "عاد {who} الكبير بعد يومين من الغياب(1) وكان البحارة قد نسوا طعم الخبز. ثم بدأ موسم المطر.\n\n{rule}{}\n\n",
                note(page)
            );
            assert!(
                got.replace("سنة 1914.\n(2) انظر خريطة الساحل.\n", "سنة 1914.\n(2) انظر خريطة الساحل.\n\n")
                    .contains(&sentence),
                "{text}\n=> {got}"
            );
        }
    }
    // A list that goes on on the next page, and notes without a reference, stay where they are.
    for between in [
        &(|page: usize| format!("\n(1) من {}\n{page}\n", ["الشمال", "الجنوب", "الشرق", "الغرب"][page - 11]))
            as &dyn Fn(usize) -> String,
        &|page| format!("\n(3) انظر خريطة الساحل.\n{page}\n"),
    ] {
        let text = pages(between);
        assert!(!kept(&text).contains("البحارة قد نسوا"), "{text}");
    }
}

#[test]
fn what_is_left_out_is_counted() {
    let left_out = mended(&pages(|page| format!("\n{page}\n"))).unwrap().left_out;
    assert_eq!((left_out.boxes, left_out.characters), (4, 8));
}

#[test]
fn wrapped_text_stays_wrapped() {
    let page = |n: usize| {
        format!(
            "The ferry was late. The people on quay {n} had\nwaited since the early morning, and those {n} of us\nbegan, all {n}, to walk back towards\n\n{n}\n\nthe town, where the shops were open by then and\nthe bread was warm.\n"
        )
    };
    let text: String = (7..11).map(page).collect();
    let clean: String = (7..11).map(|n| page(n).replace(&format!("\n\n{n}\n\n"), "\n")).collect();
    assert_eq!(kept(&text), clean);
}

#[test]
fn numbers_and_lines_that_interrupt_nothing_are_text() {
    for text in [
        pages(|page| format!(".\n{page}\nولكنهم ")),
        pages(|page| format!(".\nالفصل {page}\nولكنهم ")),
        "1\nافتح الصندوق.\n2\nأخرج القطع كلها.\n3\nعدها مرتين.\n".to_owned(),
        "المدينة\n12\nالسكان\n13\nالمساحة\n14\n".to_owned(),
    ] {
        assert!(mended(&text).is_none(), "{text}");
    }
    // A refrain and numbered stanzas.
    let verse = |n: usize| {
        format!(
            "{n}\nيا ليل طال الشوق بي حتى الصباح\nوالنجم يسهر مثل قلبي في العلا\nهل تذكرين الدار والأيام كيف مضت بنا\n"
        )
    };
    let song: String = (1..5).map(verse).collect();
    assert!(mended(&song).is_none());
}

#[test]
fn a_heading_at_the_head_of_a_page_stays_apart() {
    let text = pages(|page| format!("\n{page}\n")).replace("\n13\nقد نسوا", "\n13\nالباب الثاني\nقد نسوا");
    assert!(kept(&text).contains("وكان البحارة\n\nالباب الثاني\nقد نسوا"), "{}", kept(&text));
}

#[test]
fn many_lines_are_read_in_linear_time() {
    for line in [
        "12\n",
        "a b c\n\n\n",
        "(1) a b c\n12\n",
        "a b c(1) d\n(1) e\n",
        "12دخل هو الآن\n",
        "\u{0C}",
        "1\n2\n",
        "pagebreak\n",
    ] {
        let _ = mended(&line.repeat(50_000));
    }
}
