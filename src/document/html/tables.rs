//! The tables of a page as rows of cells. A list of terms (`<dl>`) is a table of two columns.

use super::elements::{is_block, is_never_text};
use super::tree::{self, Kind, Node, name_of};
use crate::Result;

/// The rows of a table.
pub(crate) type Table = Vec<Vec<String>>;

/// An element that is being read.
struct Open {
    end: usize,
    /// The table whose cell this is, or whose row or whole it is.
    table: usize,
    is_cell: bool,
}

/// The tables of a page in order, a table inside a cell after the one around it; hidden parts are left out.
///
/// # Errors
/// When it is not a page that anyone could read.
pub(crate) fn tables(text: &str) -> Result<Vec<Table>> {
    let nodes = tree::parse(text)?;
    let mut tables: Vec<Table> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    while let Some(node) = nodes.get(at) {
        open.truncate(open.iter().position(|outer| outer.end <= at).unwrap_or(open.len()));
        if is_left_out(node) {
            at = node.end;
            continue;
        }
        at += 1;
        let inner = open.last().map(|outer| (outer.table, outer.is_cell));
        match (name_of(node), inner) {
            ("table" | "dl", _) => {
                tables.push(Table::new());
                open.push(Open { end: node.end, table: tables.len() - 1, is_cell: false });
            }
            // Sheets in the XML of Excel 2003 have rows and cells by these names.
            ("tr" | "row", Some((table, false))) => tables[table].push(Vec::new()),
            (name @ ("td" | "th" | "dt" | "dd" | "cell"), Some((table, false))) => {
                if name == "dt" || tables[table].is_empty() {
                    tables[table].push(Vec::new());
                }
                if let Some(row) = tables[table].last_mut() {
                    row.push(String::new());
                    open.push(Open { end: node.end, table, is_cell: true });
                }
            }
            (name, Some((table, true))) => {
                let Some(cell) = tables[table].last_mut().and_then(|row| row.last_mut()) else { continue };
                match &node.kind {
                    Kind::Text(text) => add(cell, text),
                    Kind::Element { .. } if is_block(name) || name == "br" => add(cell, " "),
                    Kind::Element { .. } => {}
                }
            }
            _ => {}
        }
    }
    for cell in tables.iter_mut().flatten().flatten() {
        cell.truncate(cell.trim_end().len());
    }
    Ok(tables)
}

fn is_left_out(node: &Node) -> bool {
    match &node.kind {
        Kind::Element { name, role } => is_never_text(name) || role.hidden,
        Kind::Text(_) => false,
    }
}

/// Appends to a cell, with every run of blanks replaced by one space.
fn add(cell: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_ascii_whitespace() {
            cell.push(c);
        } else if !cell.is_empty() && !cell.ends_with(' ') {
            cell.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(page: &str) -> Vec<Vec<Vec<String>>> {
        tables(page).unwrap()
    }

    #[test]
    fn rows_and_cells_are_read_without_their_markup() {
        let page = "<p>before</p><table><caption>Words</caption><tr><th>English<th>Arabic\
            <tr><td>Two <b>oars</b><br>of wood<td>مجدافان <script>no()</script>\n من خشب</table>after";
        assert_eq!(cells(page), [[["English", "Arabic"], ["Two oars of wood", "مجدافان من خشب"]]]);
    }

    #[test]
    fn terms_and_their_definitions_are_a_row() {
        let page = "<dl><dt>Oar</dt><dd>مجداف</dd><dt>Mast</dt><dd><p>صار</p></dd></dl>";
        assert_eq!(cells(page), [[["Oar", "مجداف"], ["Mast", "صار"]]]);
    }

    #[test]
    fn a_table_inside_a_cell_is_one_of_its_own() {
        let page = "<table><tr><td>menu<td><table><tr><td>Oar<td>مجداف</table>more</table>";
        let got = cells(page);
        assert_eq!(got[1], [["Oar", "مجداف"]]);
        assert_eq!(got[0], [["menu", "more"]]);
        assert!(cells("<td>stray</td><p>text</p>").is_empty());
    }
}
