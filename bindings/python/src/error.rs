//! The exception of the module.

use pyo3::{create_exception, exceptions::PyException, prelude::*};

create_exception!(
    mizan_align,
    Error,
    PyException,
    "What was given cannot be used, or the system refused something.\n\n\
     Attributes: kind ('input', 'system', or 'internal' for a fault of Mizan), place (file, argument or table), line\n\
     (from 1), byte (from 0) and advice; each but kind may be None."
);

/// An error of the library as an exception.
pub(crate) fn raise(error: &mizan::Error) -> PyErr {
    let made = Error::new_err(error.to_string());
    Python::attach(|py| {
        let value = made.value(py);
        describe(
            value,
            error.kind().as_str(),
            error.place(),
            error.line_number(),
            error.byte_offset(),
            error.advice(),
        )
    })
    .map_or_else(|failed| failed, |()| made)
}

/// An exception about one of the arguments.
pub(crate) fn about(place: &str, what: &str, advice: &str) -> PyErr {
    raise(&mizan::Error::new(what).at(place).advise(advice))
}

/// An exception for a fault of the program itself.
pub(crate) fn internal() -> PyErr {
    let made = Error::new_err("the program failed on this text; please report it with the text");
    let described =
        Python::attach(|py| describe(made.value(py), "internal", None, None, None, Some("please report it")));
    described.map_or_else(|failed| failed, |()| made)
}

fn describe(
    value: &Bound<'_, PyAny>,
    kind: &str,
    place: Option<&str>,
    line: Option<u64>,
    byte: Option<u64>,
    advice: Option<&str>,
) -> PyResult<()> {
    value.setattr("kind", kind)?;
    value.setattr("place", place)?;
    value.setattr("line", line)?;
    value.setattr("byte", byte)?;
    value.setattr("advice", advice)
}
