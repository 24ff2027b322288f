//! The number words of `data/wording.ar.tsv`.

const TABLE: &str = include_str!("../../../../data/wording.ar.tsv");

/// The cells of the rows of one class.
pub(super) fn rows(class: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let cells = move |line: &'static str| {
        let (name, rest) = line.split_once('\t')?;
        (name == class).then(|| rest.split('\t').collect())
    };
    TABLE.lines().filter_map(cells)
}

pub(super) fn is_scale(word: &str) -> bool {
    rows("scale").any(|cells| cells[1..].contains(&word))
}
