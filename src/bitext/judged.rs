//! A workbook of findings for people who judge them in a spreadsheet: one finding per row, with
//! columns for *fixed*, *not an error* and a remark, which are read back.
//!
//! The last column holds the [mark](pair_mark) of the pair, so that a judgement finds its pair again
//! wherever the row has been moved, as long as neither text has changed.

#[cfg(feature = "xlsx")]
mod write;

#[cfg(feature = "xlsx")]
pub use write::FindingsBook;

#[cfg(doc)]
use crate::check::accepted::pair_mark;
use crate::{
    Error, Result,
    check::accepted::{Accepted, Identity},
    document::workbook::{Sheet, Workbook},
};

/// The names of the columns; those that are read back are found by their names.
const COLUMNS: [&str; 12] =
    ["place", "severity", KIND, "Arabic", "English", AR, EN, "reason", FIXED, RIGHT, REMARK, MARK];
const ADVICE: &str = "make one with mizan check FILE --format xlsx -o FINDINGS.xlsx";
const KIND: &str = "kind";
const AR: &str = "in Arabic";
const EN: &str = "in English";
const FIXED: &str = "fixed";
const RIGHT: &str = "not an error";
const REMARK: &str = "remark";
const MARK: &str = "mark of the pair";

/// What a person said about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The row of the sheet, from 1.
    pub row: u64,
    /// The [mark](pair_mark) of its pair.
    pub pair: u64,
    /// The finding.
    pub of: Identity,
    /// The decision, if there is one.
    pub decision: Option<Decision>,
    /// The remark; may be empty.
    pub remark: String,
}

/// A decision on a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The text was wrong and has been corrected.
    Fixed,
    /// The text is right as it is.
    Right,
}

/// Reads the judgements in a workbook of findings; rows about which nothing was said are left out.
///
/// # Errors
/// When the file is damaged or not a workbook of findings, or when a row contradicts itself or has
/// lost its mark; the error contains the row.
pub fn judgements(name: &str, bytes: Vec<u8>) -> Result<Vec<Judgement>> {
    let (mut sheet, columns) = open(name, bytes).map_err(|error| error.at(name))?;
    let mut all = Vec::new();
    while let Some((row, cells)) = sheet.row().map_err(|error| sheet.locate(error).inside(name))? {
        let judgement = columns.judgement(row, &cells);
        all.extend(judgement.map_err(|error| error.at(name).line(row))?);
    }
    Ok(all)
}

/// The first sheet that has the columns, after its head.
fn open(name: &str, bytes: Vec<u8>) -> Result<(Sheet, Columns)> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(Error::new("not a workbook").advise(ADVICE));
    }
    let mut next = Workbook::open(bytes, name)?.sheet(0)?;
    let mut missing = Error::new("a workbook without a sheet");
    let mut is_first = true;
    while let Some(mut sheet) = next {
        let head = sheet.row().map_err(|error| sheet.locate(error))?.map(|(_, cells)| cells);
        match Columns::of(&head.unwrap_or_default()) {
            Ok(columns) => return Ok((sheet, columns)),
            Err(error) if is_first => missing = error,
            Err(_) => {}
        }
        is_first = false;
        next = sheet.following()?;
    }
    Err(missing)
}

impl Accepted {
    /// Adds what was judged not to be an error.
    pub fn accept_judged(&mut self, judgements: Vec<Judgement>) {
        let right = judgements.into_iter().filter(|one| one.decision == Some(Decision::Right));
        right.for_each(|one| self.accept_in(one.pair, one.of));
    }
}

/// The positions of the columns that are read.
struct Columns {
    kind: usize,
    ar: usize,
    en: usize,
    fixed: usize,
    right: usize,
    remark: usize,
    mark: usize,
}

impl Columns {
    fn of(head: &[String]) -> Result<Self> {
        let find = |name: &str| {
            head.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name)).ok_or_else(|| {
                Error::new(format!("not a workbook of findings: it has no column `{name}`")).advise(ADVICE)
            })
        };
        Ok(Columns {
            kind: find(KIND)?,
            ar: find(AR)?,
            en: find(EN)?,
            fixed: find(FIXED)?,
            right: find(RIGHT)?,
            remark: find(REMARK)?,
            mark: find(MARK)?,
        })
    }

    /// The judgement in a row, if anything was said in it.
    fn judgement(&self, row: u64, cells: &[String]) -> Result<Option<Judgement>> {
        let cell = |column: usize| cells.get(column).map_or("", |cell| cell.trim());
        let decision = match (is_marked(FIXED, cell(self.fixed))?, is_marked(RIGHT, cell(self.right))?) {
            (true, true) => {
                return Err(Error::new(format!("both `{FIXED}` and `{RIGHT}` are marked"))
                    .advise("leave one of the two"));
            }
            (true, false) => Some(Decision::Fixed),
            (false, true) => Some(Decision::Right),
            (false, false) => None,
        };
        let remark = cell(self.remark);
        if decision.is_none() && remark.is_empty() {
            return Ok(None);
        }
        let mark = cell(self.mark);
        let pair = u64::from_str_radix(mark, 16).ok().filter(|_| mark.len() == 16).ok_or_else(|| {
            Error::new(format!("`{mark}` is not the mark of a pair"))
                .advise(format!("leave the column `{MARK}` as it was written"))
        })?;
        let of = Identity::of_cells(cell(self.kind), cell(self.ar), cell(self.en));
        Ok(Some(Judgement { row, pair, of, decision, remark: remark.to_owned() }))
    }
}

/// True if a cell for a mark has one.
fn is_marked(column: &str, cell: &str) -> Result<bool> {
    match cell {
        "" => Ok(false),
        "x" | "X" | "✓" | "✔" | "1" => Ok(true),
        other => Err(Error::new(format!("`{other}` under `{column}` is neither x nor empty"))
            .advise("mark it with x, and write words under `remark`")),
    }
}

#[cfg(test)]
mod tests;
