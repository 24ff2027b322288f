use crate::check::{Code, Severity, pair};

fn warnings(ar: &str, en: &str) -> Vec<String> {
    let hard = |finding: &crate::check::Finding| {
        finding.code == Code::NameChanged && finding.severity > Severity::Note
    };
    pair(ar, en).into_iter().filter(hard).map(|finding| finding.message).collect()
}

#[test]
fn a_country_and_its_adjective_of_two_words_are_one() {
    assert_eq!(
        warnings("لقي زعيم كوريا الشمالية أمس.", "He met the North Korean leader yesterday."),
        [""; 0]
    );
    assert_eq!(
        warnings("لقي زعيم كوريا الشمالية أمس.", "He met the South African leader yesterday.").len(),
        1
    );
}

#[test]
fn a_word_that_only_the_arabic_quotes_is_no_name() {
    let en = "Then the coach Ludo Velden said the team was \"shattered\" by it on Friday morning.";
    assert_eq!(warnings("ثم قال المدرب صباح الجمعة إن الفريق \"منهار\" بسببه.", en), [""; 0]);
}

#[test]
fn peoples_stand_for_their_countries_in_any_order() {
    let en = "A quarter of them came from abroad, Kenya and Ethiopia foremost.";
    assert_eq!(warnings("ربعهم من الأجانب وفي مقدمتهم الإثيوبيون والكينيون.", en), [""; 0]);
    assert_eq!(warnings("ربعهم من الأجانب وفي مقدمتهم البوليفيون والكينيون.", en).len(), 1);
    let nile = "The state of the Blue Nile was hit worst this year.";
    assert_eq!(warnings("كانت ولاية النيل الأبيض أشد تضرراً هذا العام.", nile).len(), 1);
}

#[test]
fn a_surname_that_is_a_word_too_is_another_beside_the_same_given_name() {
    let ar = "وقال المهندس شريف الجوهري رئيس الإدارة إن العمل في النفق انتهى.";
    assert_eq!(
        warnings(ar, "The work in the tunnel is over, said Sherif el-Gammal, who heads the department.")
            .len(),
        1
    );
    assert_eq!(
        warnings(ar, "The work in the tunnel is over, said Sherif el-Gohary, who heads the department."),
        [""; 0]
    );
}

#[test]
fn another_surname_after_the_same_given_name_is_another_person() {
    let ar = "أشرفت على النشرة الدكتورة رولا الطراونة في الربيع.";
    let en = "The leaflet was prepared in spring under Dr Rula ";
    assert_eq!(warnings(ar, &format!("{en}Hijazin.")).len(), 1);
    assert_eq!(warnings(ar, &format!("{en}Tarawneh.")), [""; 0]);
    let ar = "تزوج ليلى العظمة يوم خميس في آخر الصيف.";
    let en = "He married Layla al-";
    assert_eq!(warnings(ar, &format!("{en}Quwatli one Thursday at the end of summer.")).len(), 1);
    assert_eq!(warnings(ar, &format!("{en}Azma one Thursday at the end of summer.")), [""; 0]);
}

#[test]
fn a_colour_and_a_nationality_are_no_other_names() {
    let ar = "رفع الحكم بطاقة واحدة حمراء في وجه مدافع الفريق.";
    let en = "The referee showed one red card to the Safi defender.";
    assert_eq!(warnings(ar, en), [""; 0]);
    let ar = "ويبقى السؤال المطروح: هل تستمر الصحوة؟";
    assert_eq!(warnings(ar, "The question remains: will the Moroccan revival last?"), [""; 0]);
}

#[test]
fn initials_stand_for_names_and_nobody_is_called_with_an_article() {
    let ar = "صمم المتحف المعماري إيوه مينغ بي قبل وفاته.";
    assert_eq!(warnings(ar, "The architect I. M. Pei designed the museum before his death."), [""; 0]);
    let ar = "ولد أبي في عام الروز قرب النهر.";
    assert_eq!(warnings(ar, "My father was born in the Year of the Rice near the river."), [""; 0]);
}

#[test]
fn a_year_beside_both_names_shows_that_one_is_another() {
    let ar = "صحن من الزجاج عُثر عليه في الشاخورة سنة 1992.";
    let en = "A dish made of glass, found in 1992 at ";
    assert_eq!(warnings(ar, &format!("{en}Hamala.")).len(), 1);
    assert_eq!(warnings(ar, &format!("{en}Shakhura.")), [""; 0]);
}

#[test]
fn an_unknown_name_at_the_beginning_is_another_in_the_same_surroundings() {
    let ar = "كوفالسكي طلب القهوة ثم جلس قرب الباب.";
    assert_eq!(warnings(ar, "Pemberton asked for coffee and then sat near the door.").len(), 1);
    assert_eq!(warnings(ar, "Kowalski asked for coffee and then sat near the door."), [""; 0]);
}

#[test]
fn a_person_of_the_table_is_known_by_the_given_name() {
    let ar = "هكذا علقت نانسي على شهادة القاضي أمام اللجنة يوم الخميس.";
    let en = "So Pelosi commented on the testimony of the judge before the committee on Thursday.";
    assert_eq!(warnings(ar, en), [""; 0]);
}

#[test]
fn a_verbal_noun_and_a_glued_word_are_no_names() {
    for ar in ["رفض البنك عرض الانغلاق الكامل أمس.", "رفض البنك عرض المؤسسةفي الكامل أمس."]
    {
        let en = "The bank refused the complete offer of Osterhagen yesterday.";
        assert_eq!(warnings(ar, en), [""; 0], "{ar}");
    }
}

#[test]
fn a_town_of_an_enumeration_is_another() {
    let ar = "وفيه قنصليات البندقية وفرنسا وإنكلترا وهولندا منذ زمن.";
    assert_eq!(
        warnings(ar, "It has housed the consulates of Genoa, France, England and the Netherlands.").len(),
        1
    );
    assert_eq!(
        warnings(ar, "It has housed the consulates of Venice, France, England and the Netherlands."),
        [""; 0]
    );
    let ar = "زار الوفد فرنسا وإنكلترا وهولندا.";
    assert_eq!(warnings(ar, "The delegation visited France, England and the Netherlands."), [""; 0]);
}

#[test]
fn a_name_that_is_said_again_is_another_where_the_english_has_one() {
    let ar = "وفي صفاقس يجتاز الامتحان ألف تلميذ بين المندوبيتين صفاقس 1 وصفاقس 2.";
    let en = "In Sousse a thousand pupils sit the exam across the boards of Sfax 1 and Sfax 2.";
    assert_eq!(warnings(ar, en).len(), 1);
    assert_eq!(warnings(ar, &en.replace("Sousse", "Sfax")), [""; 0]);
    let ar = "عاد إلى صفاقس، وفي صفاقس أهله وبيته، ومن صفاقس زوجته.";
    assert_eq!(warnings(ar, "He returned to Sfax, where his family, his house and his wife are."), [""; 0]);
}

#[test]
fn a_town_that_has_the_letters_of_a_word_is_another() {
    let ar = "وفي المنيا، تابع المحافظ أعمال توريد القمح المحلي بصومعة بني مزار.";
    let en = "In Sohag, the governor inspected deliveries of the local wheat crop at the Beni Mazar silo.";
    assert_eq!(warnings(ar, en).len(), 1);
    assert_eq!(warnings(ar, &en.replace("Sohag", "Minya")), [""; 0]);
}

#[test]
fn words_made_from_words_are_no_names() {
    let ar = "ودفعت للمودع فائدة وصلت إلى 15 في المئة على الدولار.";
    assert_eq!(
        warnings(ar, "Depositors were paid interest of as much as 15 percent on their dollars."),
        [""; 0]
    );
    let ar = "وارتفعت نسبة السعودة ست نقاط مئوية.";
    assert_eq!(warnings(ar, "The Saudization rate climbed by six percentage points."), [""; 0]);
}

#[test]
fn who_is_named_at_the_end_of_one_side_is_another_all_the_same() {
    let ar = "قال السيد هالفورسن إن الموظفين في المخيم قرب المدينة يحتاجون إلى الماء والخبز قبل الشتاء.";
    let en = "The staff at the camp near the city need water and bread before winter, Mr. Pemberton said.";
    assert_eq!(warnings(ar, en).len(), 1);
}

#[test]
fn a_name_that_sounds_like_a_word_is_another_where_the_arabic_has_one_of_its_kind() {
    let ar = "بلغ سعر القمح زنة خمسين كيلو في سوق المكلا ألف ريال.";
    let en = "The price of wheat in bags weighing fifty kilos in the market of ";
    assert_eq!(warnings(ar, &format!("{en}Seiyun was a thousand riyals.")).len(), 1);
    assert_eq!(warnings(ar, &format!("{en}Mukalla was a thousand riyals.")), [""; 0]);
}

#[test]
fn a_full_name_is_another_although_the_arabic_has_one_unknown_word() {
    let ar = "وأوضح المدير هالبوعكاز أن الحادث لم يخلف إصابات بين المسافرين.";
    let en =
        "The director, Salah Benyahia, explained that the accident left no injuries among the passengers.";
    assert_eq!(warnings(ar, en).len(), 1);
    let en = "The director, Salah, explained that the accident left no injuries among the passengers.";
    assert_eq!(warnings(ar, en), [""; 0]);
}

#[test]
fn names_that_begin_with_the_same_word_are_distinguished_by_the_other() {
    let ar = "المندوب: عبد الستار الزهراني، كتب التقرير يوم الجمعة.";
    let en = |name: &str| format!("The representative, {name}, wrote the report on Friday.");
    assert_eq!(warnings(ar, &en("Abdelkader Jendoubi")).len(), 1);
    for name in ["Abdessattar Zahrani", "Abdel Sattar al-Zahrani"] {
        assert_eq!(warnings(ar, &en(name)), [""; 0], "{name}");
    }
}

#[test]
fn the_word_before_a_village_with_two_words_tells_its_kind() {
    let ar = "وقالت المزارعة إنها من قرية أم سينات منذ سنة.";
    let en = "The farmer said that she had been from the village of Um ";
    assert_eq!(warnings(ar, &format!("{en}Rakuba for a year.")).len(), 1);
    assert_eq!(warnings(ar, &format!("{en}Sinat for a year.")), [""; 0]);
}

#[test]
fn a_given_name_before_bin_is_another() {
    let ar = "يقول خلفان بن سعيد العريمي: كنا نصيد السمك على الشاطئ.";
    let en = |name: &str| format!("\"We used to catch fish on the shore,\" says {name} bin Said al-Araimi.");
    assert_eq!(warnings(ar, &en("Khamis")).len(), 1);
    assert_eq!(warnings(ar, &en("Khalfan")), [""; 0]);
}

#[test]
fn a_name_of_the_table_that_begins_the_sentence_is_another() {
    let ar = "ترك جمال الوظيفة وعاد إلى القرية.";
    assert_eq!(warnings(ar, "Kamal left the job and returned to the village.").len(), 1);
    assert_eq!(warnings(ar, "Gamal left the job and returned to the village."), [""; 0]);
}

#[test]
fn an_adjective_of_a_country_after_a_title_is_nobody() {
    let ar = "قالت المستشارة الألمانية إن بلادها مستعدة.";
    assert_eq!(warnings(ar, "Merkel said that her country was ready."), [""; 0]);
    let ar = "حضر الحفل السفير الهندي والسفير الصيني.";
    assert_eq!(warnings(ar, "The Indian ambassador and the Japanese ambassador attended.").len(), 1);
    assert_eq!(warnings(ar, "The Indian ambassador and the Chinese ambassador attended."), [""; 0]);
}

#[test]
fn a_footballer_is_no_town_and_no_adjective_either() {
    let ar = "تعاقد النادي مع المهاجم إسلام سليماني لمدة موسمين.";
    let en = |name: &str| format!("The club signed a contract with the striker {name} for two seasons.");
    assert_eq!(warnings(ar, &en("Baghdad Bounedjah")).len(), 1);
    assert_eq!(warnings(ar, &en("Islam Slimani")), [""; 0]);
    let ar = "سجل اللاعب المغربي حكيم زياش هدف الفوز.";
    assert_eq!(warnings(ar, "The Moroccan player Sofiane Boufal scored the winning goal.").len(), 1);
    assert_eq!(warnings(ar, "The Moroccan player Hakim Ziyech scored the winning goal."), [""; 0]);
}

#[test]
fn another_member_of_the_family_is_another_person() {
    let ar = "عين السلطان الدكتور خميس العلوي وزيرا يوم الأحد.";
    assert_eq!(warnings(ar, "The sultan appointed Dr Hamad al-Alawi minister on Sunday.").len(), 1);
    assert_eq!(warnings(ar, "The sultan appointed Dr Khamis al-Alawi minister on Sunday."), [""; 0]);
    assert_eq!(warnings(ar, "The sultan appointed Dr al-Alawi minister on Sunday."), [""; 0]);
}

#[test]
fn the_same_bank_of_another_country_is_another() {
    let ar = "أصدر بنك الكويت المركزي تعميما جديدا.";
    assert_eq!(warnings(ar, "The Central Bank of Bahrain issued a new circular.").len(), 1);
    assert_eq!(warnings(ar, "The Central Bank of Kuwait issued a new circular."), [""; 0]);
}

#[test]
fn who_speaks_is_named_at_the_other_end_of_the_english() {
    let ar = "وقال النجار إن المصاب في حالة مستقرة.";
    assert_eq!(warnings(ar, "The injured man was in a stable condition, Haddad said.").len(), 1);
    assert_eq!(warnings(ar, "The injured man was in a stable condition, Najjar said."), [""; 0]);
}
