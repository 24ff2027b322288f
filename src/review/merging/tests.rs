//! Random edits of two people, merged: no text and no word is lost, and one undo leads back.

use super::*;
use crate::{
    bitext::Pair,
    review::{
        edit::{Edit, NewText},
        signing,
        testing::{Lengths, random_edit, state, texts},
    },
};
use proptest::prelude::*;

fn copy(base: &State, theirs: &State) -> Copy {
    Copy {
        name: "hers".to_owned(),
        state: theirs.clone(),
        base: base.clone(),
        scored: true,
        lost: Vec::new(),
    }
}

fn edit(state: &mut State, who: &str, edit: &Edit) -> bool {
    let Ok(mut change) = edit.change(state, &Lengths) else { return false };
    signing::sign(&mut change, who, "2026-01-01T00:00:00Z");
    change.apply(state).unwrap();
    true
}

fn merged(mine: &State, copy: &Copy, choice: &Choice) -> State {
    let change = change(mine, copy, choice, &Lengths).unwrap();
    let mut now = mine.clone();
    change.apply(&mut now).unwrap();
    let mut back = now.clone();
    change.inverse().apply(&mut back).unwrap();
    assert_eq!(&back, mine, "one undo leads back");
    now
}

fn write(state: &mut State, who: &str, piece: u32, text: &str) {
    let texts = vec![NewText { lang: Lang::En, piece, text: text.to_owned() }];
    assert!(edit(state, who, &Edit::Texts { texts, cut: None }));
}

fn small() -> State {
    state("ا\nب\nج\nد", "a\nb\nc\nd", &[(1, 1), (1, 1), (1, 1), (1, 1)])
}

fn english(state: &State) -> Vec<String> {
    texts(state).into_iter().map(|both| both.1).collect()
}

#[test]
fn what_one_side_changed_is_taken_and_what_both_changed_is_chosen() {
    let base = small();
    let rows: Vec<u32> = base.rows.iter().map(|row| row.id).collect();
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    write(&mut mine, "Huda", 0, "mine");
    write(&mut theirs, "Sami", 1, "theirs");
    write(&mut mine, "Huda", 2, "my c");
    write(&mut theirs, "Sami", 2, "their c");
    write(&mut mine, "Huda", 3, "the same");
    write(&mut theirs, "Sami", 3, "the same");
    edit(&mut theirs, "Sami", &Edit::Confirm { rows: vec![rows[3]], on: true, spare: false });
    edit(&mut mine, "Huda", &Edit::Note { row: rows[2], text: "why?".to_owned() });
    edit(&mut theirs, "Sami", &Edit::Note { row: rows[2], text: "so?".to_owned() });
    let hers = copy(&base, &theirs);
    let seen = compare(&mine, &hers);
    assert_eq!((seen.agreed, seen.mine, seen.theirs, seen.conflicts.len()), (1, 1, 1, 1));
    let conflict = &seen.conflicts[0];
    assert_eq!(
        (conflict.n, conflict.mine[0].texts.en.as_str(), conflict.theirs[0].texts.en.as_str()),
        (3, "my c", "their c")
    );
    assert_eq!((conflict.mine[0].who.as_str(), conflict.theirs[0].who.as_str()), ("Huda", "Sami"));
    for (choice, third) in
        [(Choice::Mine, "my c"), (Choice::Theirs, "their c"), (Choice::Some([0].into()), "their c")]
    {
        let now = merged(&mine, &hers, &choice);
        assert_eq!(english(&now), ["mine", "theirs", third, "the same"]);
        assert_eq!(
            (now.rows[1].marks.by.edited.as_str(), now.rows[0].marks.by.edited.as_str()),
            ("Sami", "Huda")
        );
        assert_eq!((now.rows[3].marks.confirmed, now.rows[3].marks.by.confirmed.as_str()), (true, "Sami"));
        let mut thread = now.rows[2].marks.thread();
        thread.sort();
        assert_eq!(thread, ["Huda: why?", "Sami: so?"]);
        assert_eq!(now.rows.iter().map(|row| row.id).collect::<Vec<_>>(), rows);
        // Merged again, it changes nothing more, except that the conflict is still one.
        let again = merged(&now, &hers, &Choice::Mine);
        assert_eq!(again, now);
    }
}

#[test]
fn a_reply_to_a_note_that_the_other_took_back_is_the_note() {
    let mut base = small();
    let note = |text: &str| Edit::Note { row: 1, text: text.to_owned() };
    edit(&mut base, "Huda", &note("why?"));
    edit(&mut base, "Huda", &Edit::Reply { row: 1, text: "anybody?".to_owned() });
    let (mut one, mut two) = (base.clone(), base.clone());
    edit(&mut one, "Sami", &Edit::Reply { row: 1, text: "so".to_owned() });
    edit(&mut one, "Reem", &Edit::Reply { row: 1, text: "yes".to_owned() });
    edit(&mut two, "Huda", &note(""));
    for (mine, theirs) in [(&one, &two), (&two, &one)] {
        let now = merged(mine, &copy(&base, theirs), &Choice::Mine);
        let marks = &now.rows[0].marks;
        assert_eq!((marks.note.as_str(), marks.by.noted.as_str()), ("so", "Sami"));
        assert_eq!(marks.thread(), ["Sami: so", "Reem: yes"]);
        assert_eq!(merged(&now, &copy(&base, theirs), &Choice::Mine), now);
    }
}

#[test]
fn a_text_that_a_file_corrects_is_nobodys_that_is_known() {
    let mut mine = small();
    write(&mut mine, "Huda", 0, "A");
    write(&mut mine, "Huda", 1, "B");
    let sent = [pair("ا", "A!"), pair("ب", "B"), pair("ج", "c"), pair("د", "d")];
    let back = of_pairs(&mine, "x.tmx".to_owned(), &sent, std::iter::empty()).unwrap();
    let now = merged(&mine, &back, &Choice::Theirs);
    assert_eq!(english(&now), ["A!", "B", "c", "d"]);
    let authors: Vec<&str> = now.rows.iter().map(|row| row.marks.by.edited.as_str()).collect();
    assert_eq!(authors, ["", "Huda", "", ""]);
}

#[test]
fn who_confirms_a_text_that_another_changed_is_asked() {
    let base = small();
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    edit(&mut mine, "Huda", &Edit::Confirm { rows: vec![1], on: true, spare: false });
    write(&mut theirs, "Sami", 0, "A");
    assert_eq!(compare(&mine, &copy(&base, &theirs)).conflicts.len(), 1);
}

#[test]
fn rows_that_were_merged_split_and_moved_come_whole() {
    let base = small();
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    edit(&mut theirs, "Sami", &Edit::Merge { row: 1 });
    edit(&mut theirs, "Sami", &Edit::Unlink { row: 4 });
    write(&mut mine, "Huda", 2, "C");
    let now = merged(&mine, &copy(&base, &theirs), &Choice::Mine);
    assert_eq!(english(&now), ["a b", "C", "", "d"]);
    // Both made new rows: their numbers do not meet.
    edit(&mut mine, "Huda", &Edit::Unlink { row: 3 });
    let now = merged(&mine, &copy(&base, &theirs), &Choice::Mine);
    assert_eq!(english(&now), ["a b", "", "C", "", "d"]);
    let mut ids: Vec<u32> = now.rows.iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 5);
}

#[test]
fn other_documents_are_refused() {
    let other = state("ا\nب", "a\nx", &[(1, 1), (1, 1)]);
    let error = change(&small(), &copy(&other, &other), &Choice::Mine, &Lengths).unwrap_err().to_string();
    assert!(error.contains("a review of other texts than this project"), "{error}");
}

fn pair(ar: &str, en: &str) -> Pair {
    Pair { row: 1, ..Pair::new(ar, en) }
}

#[test]
fn a_file_of_pairs_is_compared_with_the_moment_when_it_was_exported() {
    let mut mine = state("ا\nب\nج\nد", "a\nb\nc\nd", &[(1, 1), (1, 2), (1, 1), (1, 0)]);
    let start = mine.clone();
    write(&mut mine, "Huda", 3, "D before the export");
    let exported = mine.clone();
    let mut journal: Vec<Change> = Vec::new();
    let mut go = |mine: &mut State, edit: Edit| {
        let change = edit.change(mine, &Lengths).unwrap();
        change.apply(mine).unwrap();
        journal.push(change);
    };
    let texts = |text: &str| vec![NewText { lang: Lang::En, piece: 0, text: text.to_owned() }];
    go(&mut mine, Edit::Texts { texts: texts("A after the export"), cut: None });
    let sent = [
        pair("ا", "a"),
        pair("ب", "b C!"),
        pair("ج", "D before the export"),
        pair("د", ""),
        pair("غريب", "strange"),
    ];
    let read = |mine: &State, journal: &[Change]| {
        of_pairs(mine, "x.tmx".to_owned(), &sent, journal.iter().rev().cloned().map(Ok))
    };
    let back = read(&mine, &journal).unwrap();
    assert_eq!(back.base, exported);
    assert_ne!(back.base, start);
    assert_eq!(back.lost.iter().map(|lost| lost.n).collect::<Vec<_>>(), [5]);
    let seen = compare(&mine, &back);
    assert_eq!((seen.mine, seen.theirs, seen.conflicts.len()), (1, 1, 0));
    assert_eq!(
        english(&merged(&mine, &back, &Choice::Mine)),
        ["A after the export", "b C!", "D before the export", ""]
    );
    // A file of other texts.
    let other = [pair("غريب", "strange"), pair("ا", "a"), pair("س", "s"), pair("ص", "z"), pair("ض", "y")];
    let error = of_pairs(&mine, "x.tmx".to_owned(), &other, std::iter::empty()).unwrap_err().to_string();
    assert!(error.contains("only 1 of its 5 pairs are of this project"), "{error}");
}

/// The letters of the documents that the pieces of a state cover, sorted.
fn covered(state: &State, lang: Lang) -> Vec<char> {
    let side = state.side(lang);
    let ids = state.rows.iter().flat_map(|row| &row.pieces[lang]);
    let texts = ids.map(|id| side.original(&side.pieces[id]));
    let mut all: Vec<char> =
        texts.flat_map(|text| text.chars().collect::<Vec<_>>()).filter(|c| !c.is_whitespace()).collect();
    all.sort_unstable();
    all
}

/// Every note and reply of a state.
fn said(state: &State) -> Vec<String> {
    let of = |row: &ReviewRow| {
        row.marks
            .replies
            .iter()
            .map(|reply| reply.text.clone())
            .chain([row.marks.note.clone()])
            .collect::<Vec<_>>()
    };
    state
        .rows
        .iter()
        .flat_map(of)
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// The corrected texts of a state.
fn corrected(state: &State) -> Vec<String> {
    [Lang::Ar, Lang::En]
        .into_iter()
        .flat_map(|lang| state.side(lang).pieces.values().filter_map(|piece| piece.corrected.clone()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn random_edits_of_two_people_merge_without_loss(
        common in proptest::collection::vec(any::<[u16; 4]>(), 0..6),
        hers in proptest::collection::vec(any::<[u16; 4]>(), 0..12),
        ours in proptest::collection::vec(any::<[u16; 4]>(), 0..12),
        chosen in proptest::collection::hash_set(0usize..4, 0..4),
    ) {
        let mut base = state(
            "جملة أولى\nثانية\nثالثة هنا\nرابعة\nخامسة",
            "first one\nsecond\nthird here\nfourth\nfifth",
            &[(1, 1), (2, 1), (0, 1), (1, 1), (1, 1)],
        );
        for seed in common {
            let request = random_edit(seed, &base);
            edit(&mut base, "both", &request);
        }
        let (mut mine, mut theirs) = (base.clone(), base.clone());
        for seed in ours {
            let request = random_edit(seed, &mine);
            edit(&mut mine, "Huda", &request);
        }
        for seed in hers {
            let request = random_edit(seed, &theirs);
            edit(&mut theirs, "Sami", &request);
        }
        let other = copy(&base, &theirs);
        let seen = compare(&mine, &other);
        for choice in [Choice::Mine, Choice::Theirs, Choice::Some(chosen)] {
            let now = merged(&mine, &other, &choice);
            // All of both documents is there, once.
            for lang in [Lang::Ar, Lang::En] {
                prop_assert_eq!(covered(&now, lang), covered(&base, lang));
                let mut ids: Vec<_> = now.rows.iter().flat_map(|row| row.pieces[lang].clone()).collect();
                let count = ids.len();
                ids.sort_unstable();
                ids.dedup();
                prop_assert_eq!(ids.len(), count);
                prop_assert_eq!(now.side(lang).pieces.len(), count);
            }
            let mut ids: Vec<_> = now.rows.iter().map(|row| row.id).collect();
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(ids.len(), now.rows.len());
            // Whatever either wrote is there, unless the other took it back or another text was chosen.
            let words = said(&now);
            for text in said(&theirs).iter().filter(|text| !said(&base).contains(text)) {
                prop_assert!(words.contains(text), "{} is lost", text);
            }
            if seen.conflicts.is_empty() {
                let texts = corrected(&now);
                for text in corrected(&mine).iter().chain(&corrected(&theirs)).filter(|text| !corrected(&base).contains(text)) {
                    prop_assert!(texts.contains(text), "{} is lost", text);
                }
            }
        }
        // One side without changes: the other is the result.
        let (only_theirs, only_mine) = (merged(&base, &other, &Choice::Mine), merged(&mine, &copy(&base, &base), &Choice::Mine));
        prop_assert_eq!(texts(&only_theirs), texts(&theirs));
        prop_assert_eq!(said(&only_theirs), said(&theirs));
        prop_assert_eq!(only_mine, mine);
    }
}
