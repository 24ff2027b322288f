//! Reading the tables of `data/`: comments that begin with `#`, a row that names the columns, and
//! rows of cells.

/// The rows of a table after the header, without comments and empty lines.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).skip(1)
}

/// The rows that cannot be read, each with its file and line.
#[cfg(test)]
pub(crate) fn unreadable(
    name: &str,
    table: &'static str,
    is_read: impl Fn(&'static str) -> bool,
) -> Vec<String> {
    let lines =
        table.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    let wrong = lines.skip(1).filter(|(_, line)| !is_read(line));
    wrong.map(|(n, line)| format!("data/{name}:{}: cannot be read: {line}", n + 1)).collect()
}
