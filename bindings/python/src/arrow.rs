//! Arrow tables through the C data interface: texts are read in place, and results are handed over
//! without copying.
//!
//! The layout of the two structures and the rules for releasing them:
//! <https://arrow.apache.org/docs/format/CDataInterface.html>.

use crate::error;
use pyo3::{exceptions::PyTypeError, prelude::*, types::PyCapsule};
use std::{
    ffi::{CStr, c_char, c_void},
    ptr, slice,
};

/// Type, name and children of a column.
#[repr(C)]
struct Schema {
    format: *const c_char,
    name: *const c_char,
    metadata: *const c_char,
    flags: i64,
    n_children: i64,
    children: *mut *mut Schema,
    dictionary: *mut Schema,
    release: Option<unsafe extern "C" fn(*mut Schema)>,
    private_data: *mut c_void,
}

/// The values of a column.
#[repr(C)]
struct Array {
    length: i64,
    null_count: i64,
    offset: i64,
    n_buffers: i64,
    n_children: i64,
    buffers: *mut *const c_void,
    children: *mut *mut Array,
    dictionary: *mut Array,
    release: Option<unsafe extern "C" fn(*mut Array)>,
    private_data: *mut c_void,
}

// SAFETY: the pointers are to memory owned by the structure alone, which may be released in any thread.
unsafe impl Send for Schema {}
// SAFETY: as above.
unsafe impl Send for Array {}

impl Drop for Schema {
    fn drop(&mut self) {
        if let Some(release) = self.release {
            // SAFETY: the producer supplied this function for it, and it has not been called yet.
            unsafe { release(self) };
        }
    }
}

impl Drop for Array {
    fn drop(&mut self) {
        if let Some(release) = self.release {
            // SAFETY: as above.
            unsafe { release(self) };
        }
    }
}

/// A record batch owned by Python.
pub(crate) struct Batch<'py> {
    schema: Bound<'py, PyCapsule>,
    array: Bound<'py, PyCapsule>,
}

/// The physical layout of the values of a column.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// Texts with offsets of four bytes.
    Text,
    /// Texts with offsets of eight bytes.
    LargeText,
    /// Whole numbers of eight bytes.
    Number,
}

/// A column of a batch, valid as long as the batch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    kind: Kind,
    valid: *const u8,
    values: *const u8,
    text: *const u8,
    offset: usize,
}

// SAFETY: it is only used for reading, and Arrow memory does not change.
unsafe impl Send for Column {}
// SAFETY: as above.
unsafe impl Sync for Column {}

impl<'py> Batch<'py> {
    /// The batch that `value` exports through the interface.
    pub(crate) fn of(value: &Bound<'py, PyAny>) -> PyResult<Self> {
        let given = value.call_method0("__arrow_c_array__").map_err(|_| {
            let kind = value.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string());
            PyTypeError::new_err(format!("batch: a pyarrow.RecordBatch is needed, not {kind}"))
        })?;
        let (schema, array) = given.extract()?;
        let batch = Batch { schema, array };
        // SAFETY: the structures live as long as the capsules.
        let is_struct = unsafe { CStr::from_ptr(batch.schema()?.format) } == c"+s";
        if !is_struct || batch.array()?.null_count > 0 {
            return Err(error::about("batch", "not a record batch", "give a pyarrow.RecordBatch"));
        }
        Ok(batch)
    }

    fn schema(&self) -> PyResult<&Schema> {
        // SAFETY: a capsule of this name holds this structure, and lives as long as `self`.
        Ok(unsafe { self.schema.pointer_checked(Some(c"arrow_schema"))?.cast::<Schema>().as_ref() })
    }

    fn array(&self) -> PyResult<&Array> {
        // SAFETY: as above.
        Ok(unsafe { self.array.pointer_checked(Some(c"arrow_array"))?.cast::<Array>().as_ref() })
    }

    /// Number of rows.
    pub(crate) fn rows(&self) -> PyResult<usize> {
        Ok(usize::try_from(self.array()?.length).unwrap_or(0))
    }

    /// The column with the given name; a wrong type is an error.
    pub(crate) fn column(&self, name: &str) -> PyResult<Option<Column>> {
        let (schema, array) = (self.schema()?, self.array()?);
        for n in 0..usize::try_from(schema.n_children).unwrap_or(0) {
            // SAFETY: both structures have this many children, which live as long as they do.
            let (kind, child) = unsafe { (&**schema.children.add(n), &**array.children.add(n)) };
            // SAFETY: the name of a column of a batch is terminated by a zero.
            if unsafe { CStr::from_ptr(kind.name) }.to_bytes() == name.as_bytes() {
                return read(name, kind, child, array.offset).map(Some);
            }
        }
        Ok(None)
    }
}

fn read(name: &str, schema: &Schema, array: &Array, offset: i64) -> PyResult<Column> {
    // SAFETY: every schema has a format terminated by a zero.
    let format = unsafe { CStr::from_ptr(schema.format) }.to_bytes();
    let kind = match format {
        b"u" => Kind::Text,
        b"U" => Kind::LargeText,
        b"l" if name == "id" => Kind::Number,
        _ => {
            let what = format!("the column `{name}` has a type that cannot be read");
            return Err(error::about("batch", &what, "cast it to pyarrow.string()"));
        }
    };
    // SAFETY: this format has this many buffers; the first may be null if no value is missing.
    let buffer = |n: usize| unsafe { (*array.buffers.add(n)).cast::<u8>() };
    let text = if matches!(kind, Kind::Number) { ptr::null() } else { buffer(2) };
    let offset = usize::try_from(array.offset + offset).unwrap_or(0);
    let valid = if array.null_count == 0 { ptr::null() } else { buffer(0) };
    Ok(Column { kind, valid, values: buffer(1), text, offset })
}

impl Column {
    fn value<T: Copy>(&self, at: usize) -> T {
        // SAFETY: the buffer has a value for every row, and one more for texts.
        unsafe { self.values.cast::<T>().add(self.offset + at).read_unaligned() }
    }

    fn is_missing(&self, row: usize) -> bool {
        let at = self.offset + row;
        // SAFETY: if there is such a buffer, it has a bit for every row.
        !self.valid.is_null() && unsafe { *self.valid.add(at / 8) } >> (at % 8) & 1 == 0
    }

    /// The text of a row, in place; `None` for a missing one.
    ///
    /// # Safety
    /// The row must be one of the batch, and the batch must outlive the text.
    pub(crate) unsafe fn text<'a>(&self, row: usize) -> mizan::Result<Option<&'a str>> {
        let place = |at: usize| match self.kind {
            Kind::Text => self.value::<i32>(at) as usize,
            _ => self.value::<i64>(at) as usize,
        };
        if self.is_missing(row) || matches!(self.kind, Kind::Number) {
            return Ok(None);
        }
        let (start, end) = (place(row), place(row + 1));
        if start >= end {
            return Ok(Some(""));
        }
        // SAFETY: the text of a row is between its offset and the next one.
        let bytes = unsafe { slice::from_raw_parts(self.text.add(start), end - start) };
        std::str::from_utf8(bytes)
            .map(Some)
            .map_err(|error| mizan::Error::new(format!("invalid UTF-8 at byte {}", error.valid_up_to())))
    }

    /// The id in a row, a text or a number.
    ///
    /// # Safety
    /// As [`Column::text`].
    pub(crate) unsafe fn name(&self, row: usize) -> mizan::Result<Option<String>> {
        match self.kind {
            _ if self.is_missing(row) => Ok(None),
            Kind::Number => Ok(Some(self.value::<i64>(row).to_string())),
            // SAFETY: guaranteed by the caller.
            _ => Ok(unsafe { self.text(row) }?.map(str::to_owned)),
        }
    }
}

/// A column under construction.
#[derive(Debug)]
pub(crate) struct Made {
    name: &'static CStr,
    format: &'static CStr,
    /// One bit per row: set if there is a value.
    valid: Vec<u8>,
    missing: i64,
    length: usize,
    /// Numbers, or the offsets of texts.
    values: Vec<u64>,
    text: Vec<u8>,
}

impl Made {
    /// A column of texts.
    pub(crate) fn texts(name: &'static CStr) -> Self {
        Made { values: vec![0], ..Made::new(name, c"U") }
    }

    /// A column of whole numbers.
    pub(crate) fn integers(name: &'static CStr) -> Self {
        Made::new(name, c"l")
    }

    /// A column of numbers.
    pub(crate) fn floats(name: &'static CStr) -> Self {
        Made::new(name, c"g")
    }

    fn new(name: &'static CStr, format: &'static CStr) -> Self {
        let (valid, values, text) = (Vec::new(), Vec::new(), Vec::new());
        Made { name, format, valid, missing: 0, length: 0, values, text }
    }

    /// Adds a row to a column of texts.
    pub(crate) fn text(&mut self, text: Option<&str>) {
        self.text.extend_from_slice(text.unwrap_or_default().as_bytes());
        self.values.push(self.text.len() as u64);
        self.row(text.is_some());
    }

    /// Adds a row to a column of whole numbers.
    pub(crate) fn integer(&mut self, number: Option<usize>) {
        self.values.push(number.unwrap_or_default() as u64);
        self.row(number.is_some());
    }

    /// Adds a row to a column of numbers.
    pub(crate) fn float(&mut self, number: Option<f64>) {
        self.values.push(number.unwrap_or_default().to_bits());
        self.row(number.is_some());
    }

    fn row(&mut self, is_there: bool) {
        if self.length.is_multiple_of(8) {
            self.valid.push(0);
        }
        self.valid[self.length / 8] |= u8::from(is_there) << (self.length % 8);
        self.missing += i64::from(!is_there);
        self.length += 1;
    }

    fn schema(&self) -> Schema {
        let mut made = schema(self.format, Vec::new());
        made.name = self.name.as_ptr();
        // Flag 2: values may be missing.
        made.flags = 2;
        made
    }

    fn array(self) -> Array {
        let is_text = self.format == c"U";
        let mut buffers = vec![self.valid.as_ptr().cast(), self.values.as_ptr().cast()];
        if is_text {
            buffers.push(self.text.as_ptr().cast::<c_void>());
        }
        let (length, missing) = (self.length as i64, self.missing);
        array(length, missing, Kept { buffers, children: Vec::new(), _column: Some(self) })
    }
}

/// The memory owned by an array.
struct Kept {
    buffers: Vec<*const c_void>,
    children: Vec<*mut Array>,
    _column: Option<Made>,
}

fn array(length: i64, null_count: i64, kept: Kept) -> Array {
    let mut kept = Box::new(kept);
    Array {
        length,
        null_count,
        offset: 0,
        n_buffers: kept.buffers.len() as i64,
        n_children: kept.children.len() as i64,
        buffers: kept.buffers.as_mut_ptr(),
        children: kept.children.as_mut_ptr(),
        dictionary: ptr::null_mut(),
        release: Some(free_array),
        private_data: Box::into_raw(kept).cast(),
    }
}

unsafe extern "C" fn free_array(array: *mut Array) {
    // SAFETY: only `array` makes arrays with this function, and it is called once.
    let kept = unsafe { Box::from_raw((*array).private_data.cast::<Kept>()) };
    for child in &kept.children {
        // SAFETY: children are boxes; one that was moved by the consumer has no release function any more.
        drop(unsafe { Box::from_raw(*child) });
    }
    // SAFETY: the caller owns the structure.
    unsafe { (*array).release = None };
}

fn schema(format: &'static CStr, children: Vec<*mut Schema>) -> Schema {
    let mut children = Box::new(children);
    Schema {
        format: format.as_ptr(),
        name: c"".as_ptr(),
        metadata: ptr::null(),
        flags: 0,
        n_children: children.len() as i64,
        children: children.as_mut_ptr(),
        dictionary: ptr::null_mut(),
        release: Some(free_schema),
        private_data: Box::into_raw(children).cast(),
    }
}

unsafe extern "C" fn free_schema(schema: *mut Schema) {
    // SAFETY: only `schema` makes schemas with this function, and it is called once.
    let children = unsafe { Box::from_raw((*schema).private_data.cast::<Vec<*mut Schema>>()) };
    for child in children.iter() {
        // SAFETY: as for arrays.
        drop(unsafe { Box::from_raw(*child) });
    }
    // SAFETY: the caller owns the structure.
    unsafe { (*schema).release = None };
}

/// Columns of the same length, to be imported by pyarrow.
#[pyclass(frozen, module = "mizan_align")]
struct Export {
    schema: Py<PyCapsule>,
    array: Py<PyCapsule>,
}

#[pymethods]
impl Export {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__(
        &self,
        py: Python<'_>,
        requested_schema: Option<Bound<'_, PyAny>>,
    ) -> (Py<PyCapsule>, Py<PyCapsule>) {
        // The interface permits ignoring a requested schema.
        drop(requested_schema);
        (self.schema.clone_ref(py), self.array.clone_ref(py))
    }
}

/// A `pyarrow.RecordBatch` of columns of the same length.
pub(crate) fn record_batch(py: Python<'_>, columns: Vec<Made>) -> PyResult<Bound<'_, PyAny>> {
    let length = columns.first().map_or(0, |column| column.length as i64);
    let schemas = columns.iter().map(|column| Box::into_raw(Box::new(column.schema()))).collect();
    let arrays = columns.into_iter().map(|column| Box::into_raw(Box::new(column.array()))).collect();
    let array = array(length, 0, Kept { buffers: vec![ptr::null()], children: arrays, _column: None });
    let export = Export {
        schema: PyCapsule::new_with_value(py, schema(c"+s", schemas), c"arrow_schema")?.unbind(),
        array: PyCapsule::new_with_value(py, array, c"arrow_array")?.unbind(),
    };
    py.import("pyarrow")?.call_method1("record_batch", (export,))
}
