//! The tables of a page as rows of cells. A list of terms (`<dl>`) is a table of two columns.

use super::elements::{is_block, is_never_text};
use super::tree::{self, Kind, Node, name_of};
use crate::{Error, Result, document::copied::Copied};

/// The rows of a table.
pub(crate) type Table = Vec<Vec<String>>;

/// The most columns that a cell covers.
const WIDEST: usize = 64;

/// A cell as it is written.
#[derive(Default)]
struct Cell {
    text: String,
    columns: usize,
    rows: usize,
}

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
    let mut tables: Vec<Vec<Vec<Cell>>> = Vec::new();
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
                tables.push(Vec::new());
                open.push(Open { end: node.end, table: tables.len() - 1, is_cell: false });
            }
            // Sheets in the XML of Excel 2003 have rows and cells by these names.
            ("tr" | "row", Some((table, false))) => tables[table].push(Vec::new()),
            (name @ ("td" | "th" | "dt" | "dd" | "cell"), Some((table, false))) => {
                if name == "dt" || tables[table].is_empty() {
                    tables[table].push(Vec::new());
                }
                if let Some(row) = tables[table].last_mut() {
                    row.push(cell_of(node));
                    open.push(Open { end: node.end, table, is_cell: true });
                }
            }
            (name, Some((table, true))) => {
                let last = tables[table].last_mut().and_then(|row| row.last_mut());
                let Some(Cell { text: cell, .. }) = last else { continue };
                match &node.kind {
                    Kind::Text(text) => add(cell, text),
                    Kind::Element { .. } if is_block(name) || name == "br" => add(cell, " "),
                    Kind::Element { .. } => {}
                }
            }
            _ => {}
        }
    }
    let mut grid = Grid::default();
    tables.into_iter().map(|table| grid.spread(table)).collect()
}

fn cell_of(node: &Node) -> Cell {
    let covers = match &node.kind {
        Kind::Element { role, .. } => role.covers,
        Kind::Text(_) => (None, None),
    };
    let (columns, rows) = (covers.0.unwrap_or(1).into(), covers.1.unwrap_or(1).into());
    Cell { text: String::new(), columns, rows }
}

/// Puts cells that cover several rows and columns in all of these rows, and empty ones in the other columns.
#[derive(Default)]
struct Grid {
    /// For each column the text that reaches down, and into how many rows.
    above: Vec<(String, usize)>,
    copied: Copied,
}

impl Grid {
    /// The table with as many cells in a row as it covers columns.
    ///
    /// # Errors
    /// When a small page would become a large one.
    fn spread(&mut self, table: Vec<Vec<Cell>>) -> Result<Table> {
        self.above.clear();
        table.into_iter().map(|row| self.row(row)).collect()
    }

    fn row(&mut self, cells: Vec<Cell>) -> Result<Vec<String>> {
        let mut row = Vec::with_capacity(cells.len());
        let is_title = cells.len() == 1 && self.above.iter().all(|(_, left)| *left == 0);
        for mut cell in cells {
            self.reach_down(&mut row)?;
            cell.text.truncate(cell.text.trim_end().len());
            // A row of one cell is a title, however wide it is.
            let columns = if is_title { 1 } else { cell.columns.clamp(1, WIDEST) };
            let below = if cell.rows == 0 { usize::MAX } else { cell.rows - 1 };
            for column in 0..columns {
                let text = if column == 0 { cell.text.as_str() } else { "" };
                if below > 0 {
                    self.above.resize_with(self.above.len().max(row.len() + 1), Default::default);
                    self.above[row.len()] = (text.to_owned(), below);
                }
                if column > 0 || below > 0 {
                    self.count(text)?;
                }
                row.push(text.to_owned());
            }
        }
        self.reach_down(&mut row)?;
        Ok(row)
    }

    /// Adds the cells of rows above that reach down to the next columns.
    fn reach_down(&mut self, row: &mut Vec<String>) -> Result<()> {
        while let Some((text, left)) = self.above.get_mut(row.len()).filter(|(_, left)| *left > 0) {
            *left -= 1;
            let text = text.clone();
            self.count(&text)?;
            row.push(text);
        }
        Ok(())
    }

    fn count(&mut self, text: &str) -> Result<()> {
        if !self.copied.allows(text.len() + size_of::<String>()) {
            return Err(Error::new("tables whose cells cover more rows and columns than any page needs")
                .advise("is this a table of words?"));
        }
        Ok(())
    }
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

    #[test]
    fn cells_that_cover_rows_and_columns_keep_the_others_in_their_places() {
        let page = "<table><tr><th colspan=3>Words of the port<tr><th>Topic<th>English<th>Arabic\
            <tr><td rowspan=2>Boat<td>Rudder<td>دفة<tr><td>Keel<td>صالب<tr><td colspan=2>Hull<td>بدن</table>";
        let wanted = [
            vec!["Words of the port"],
            vec!["Topic", "English", "Arabic"],
            vec!["Boat", "Rudder", "دفة"],
            vec!["Boat", "Keel", "صالب"],
            vec!["Hull", "", "بدن"],
        ];
        assert_eq!(cells(page), [wanted]);
        let last = "<table><tr><td>Keel<td rowspan=0>صالب<tr><td>Bottom<tr><td>Base</table>";
        assert_eq!(cells(last), [[["Keel", "صالب"], ["Bottom", "صالب"], ["Base", "صالب"]]]);
    }

    #[test]
    fn a_small_page_does_not_become_a_large_one() {
        let page = format!("<table><tr><td rowspan=65534>{}{}", "w".repeat(1 << 20), "<tr><td>a".repeat(300));
        assert!(tables(&page).is_err());
        assert!(tables(&format!("<table><tr>{}", "<td colspan=65534>a".repeat(200_000))).is_err());
    }
}
