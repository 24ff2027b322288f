//! Wrong figures and what is put in their place: `cases/repair`.
//!
//! `mend` is the side that is corrected, `reads` its text afterwards, or `nothing`; `grammar` is
//! `sure`, or `look` where a person has to look.

use super::{
    Wrong,
    case::Case,
    update::{Changes, escaped},
};
use mizan::{
    check,
    review::wording::{repair, replaced},
    text::Lang,
};

/// Compares the corrected text with that of the case.
pub(crate) fn judge(case: &Case) -> Result<(), Wrong> {
    let text = |key: &str| case.text(key).unwrap();
    let (ar, en) = (text("ar"), text("en"));
    let side: Lang = text("mend").parse().unwrap();
    let wrong = if side == Lang::Ar { ar } else { en };
    let found = check::pair(ar, en);
    let got = found.iter().filter(|one| one.ar.is_some() && one.en.is_some()).find_map(|one| {
        let repair = repair(ar, en, one, side)?;
        Some((replaced(wrong, &repair), if repair.sure { "sure" } else { "look" }))
    });
    let (reads, grammar) = got.unwrap_or_else(|| ("nothing".to_owned(), "sure"));
    if (reads.as_str(), grammar) == (text("reads"), text("grammar")) {
        return Ok(());
    }
    let codes: Vec<_> = found.iter().map(|one| one.code.as_str()).collect();
    let mut changes = Changes::new();
    for (number, (key, _)) in case.fields.iter().enumerate() {
        match key.as_str() {
            "reads" => drop(changes.insert(number, vec![format!("reads: {}", escaped(&reads))])),
            "grammar" => drop(changes.insert(number, vec![format!("grammar: {grammar}")])),
            _ => {}
        }
    }
    let why = format!(
        "  {ar}\n  {en}\n  {codes:?}\n  wanted {} ({})\n  got    {reads} ({grammar})",
        text("reads"),
        text("grammar")
    );
    Err(Wrong { why, changes })
}
