//! Mizan as a Python module: thin classes around the values of the library.
//!
//! Work is done without holding the interpreter's lock. Places are in code points, as in Python.

mod alignment;
mod arrow;
mod batch;
mod checking;
mod error;
mod filter;
mod run;
mod spans;
mod texts;
mod values;

use pyo3::prelude::*;
use std::ffi::OsString;

/// Runs the command line `mizan` and returns its exit code.
#[pyfunction]
fn main(py: Python<'_>, words: Vec<OsString>) -> PyResult<u8> {
    run::guarded(py, move || Ok(mizan::cli::run_words(words)))
}

/// The part of `mizan_align` that is not written in Python.
#[pymodule]
fn _mizan(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("Error", module.py().get_type::<error::Error>())?;
    module.add_class::<alignment::Alignment>()?;
    module.add_class::<alignment::Bead>()?;
    module.add_class::<alignment::Anchor>()?;
    module.add_class::<checking::Pair>()?;
    module.add_class::<checking::PairReader>()?;
    module.add_class::<filter::Filter>()?;
    module.add_class::<texts::Names>()?;
    module.add_class::<texts::Link>()?;
    module.add_class::<values::Segment>()?;
    module.add_class::<values::Figure>()?;
    module.add_class::<values::Finding>()?;
    module.add_class::<values::Mark>()?;
    module.add_function(wrap_pyfunction!(alignment::align, module)?)?;
    module.add_function(wrap_pyfunction!(alignment::align_files, module)?)?;
    module.add_function(wrap_pyfunction!(batch::pairs, module)?)?;
    module.add_function(wrap_pyfunction!(checking::check, module)?)?;
    module.add_function(wrap_pyfunction!(checking::read_pairs, module)?)?;
    module.add_function(wrap_pyfunction!(texts::segment, module)?)?;
    module.add_function(wrap_pyfunction!(texts::figures, module)?)?;
    module.add_function(wrap_pyfunction!(texts::names, module)?)?;
    module.add_function(wrap_pyfunction!(main, module)?)?;
    Ok(())
}
