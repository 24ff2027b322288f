//! Vectors in files of NumPy: a matrix with a row for each segment.

use crate::align::Vectors;
use crate::{Error, Result};

/// The first bytes of such a file.
const MAGIC: &[u8] = b"\x93NUMPY";

/// A kind of number, and how one is read from its bytes.
type Kind = (usize, fn(&[u8]) -> f32);

/// Reads the matrix of a `.npy` file of version 1 to 3 whose numbers are floats of 2, 4 or 8 bytes.
///
/// # Errors
/// When it is something else, has other dimensions than two, is cut off or holds a number that is
/// not finite.
pub fn read(bytes: &[u8]) -> Result<Vectors> {
    let (header, values) = split(bytes).ok_or_else(|| {
        Error::new("not a file of NumPy").advise("write the vectors with numpy.save, as FILE.npy")
    })?;
    let kind = field(header, "descr").unwrap_or_default();
    let Some((size, number)) = kind_of(kind.trim_matches(['\'', '"'])) else {
        return Err(Error::new(format!("the numbers are of the type {kind}, not floats of 2, 4 or 8 bytes"))
            .advise("save the matrix with astype('float32')"));
    };
    let shape = field(header, "shape").unwrap_or_default();
    let lengths: Option<Vec<usize>> = shape
        .trim_matches(['(', ')'])
        .split(',')
        .map(str::trim)
        .filter(|length| !length.is_empty())
        .map(|length| length.parse().ok())
        .collect();
    let Some(&[rows, columns]) = lengths.as_deref() else {
        return Err(Error::new(format!("the matrix has the shape {shape}"))
            .advise("two dimensions are wanted: a row for each segment"));
    };
    let wanted = rows.checked_mul(columns).and_then(|number| number.checked_mul(size));
    if wanted != Some(values.len()) {
        return Err(Error::new(format!("{} bytes of numbers do not fill the shape {shape}", values.len()))
            .advise("the file is cut off or damaged; save it again"));
    }
    let mut numbers: Vec<f32> = values.chunks_exact(size).map(number).collect();
    if field(header, "fortran_order") == Some("True") {
        numbers = (0..rows * columns).map(|n| numbers[n % columns * rows + n / columns]).collect();
    }
    Vectors::new(columns.max(1), numbers)
}

/// The header and the numbers; `None` where the file begins otherwise.
fn split(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (&[version, _], rest) = rest.split_first_chunk()?;
    let (length, rest) = match version {
        1 => {
            let (length, rest) = rest.split_first_chunk()?;
            (usize::from(u16::from_le_bytes(*length)), rest)
        }
        2 | 3 => {
            let (length, rest) = rest.split_first_chunk()?;
            (u32::from_le_bytes(*length) as usize, rest)
        }
        _ => return None,
    };
    let (header, values) = rest.split_at_checked(length)?;
    Some((std::str::from_utf8(header).ok()?, values))
}

/// The value of a key in the header, which is a dictionary of Python.
fn field<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let after = header.split_once(&format!("'{key}':"))?.1.trim_start();
    let end = if after.starts_with('(') { after.find(')')? + 1 } else { after.find([',', '}'])? };
    Some(after[..end].trim_end())
}

fn kind_of(kind: &str) -> Option<Kind> {
    Some(match kind {
        "<f2" => (2, |bytes| half(u16::from_le_bytes(array(bytes)))),
        ">f2" => (2, |bytes| half(u16::from_be_bytes(array(bytes)))),
        "<f4" => (4, |bytes| f32::from_le_bytes(array(bytes))),
        "<f8" => (8, |bytes| f64::from_le_bytes(array(bytes)) as f32),
        ">f4" => (4, |bytes| f32::from_be_bytes(array(bytes))),
        ">f8" => (8, |bytes| f64::from_be_bytes(array(bytes)) as f32),
        _ => return None,
    })
}

fn array<const N: usize>(bytes: &[u8]) -> [u8; N] {
    bytes.try_into().unwrap_or([0; N])
}

/// A float of 16 bits.
fn half(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from((bits >> 10) & 0x1f), f32::from(bits & 0x3ff) / 1024.0);
    sign * match exponent {
        0 => fraction * 2f32.powi(-14),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1.0 + fraction) * 2f32.powi(exponent - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(descr: &str, order: &str, shape: &str, values: &[u8]) -> Vec<u8> {
        let mut header =
            format!("{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}").into_bytes();
        header.resize(117, b' ');
        header.push(b'\n');
        [MAGIC, &[1, 0], &(header.len() as u16).to_le_bytes(), &header, values].concat()
    }

    fn singles(values: &[f32]) -> Vec<u8> {
        values.iter().flat_map(|value| value.to_le_bytes()).collect()
    }

    #[test]
    fn a_matrix_is_read_in_either_order_and_every_width() {
        let wanted = Vectors::new(3, vec![1.0, 2.0, 3.0, -0.5, 5.0, 0.25]).unwrap();
        let rows = singles(&[1.0, 2.0, 3.0, -0.5, 5.0, 0.25]);
        assert_eq!(read(&file("<f4", "False", "(2, 3)", &rows)).unwrap(), wanted);
        let columns = singles(&[1.0, -0.5, 2.0, 5.0, 3.0, 0.25]);
        assert_eq!(read(&file("<f4", "True", "(2, 3)", &columns)).unwrap(), wanted);
        let doubles: Vec<u8> =
            [1.0f64, 2.0, 3.0, -0.5, 5.0, 0.25].iter().flat_map(|v| v.to_be_bytes()).collect();
        assert_eq!(read(&file(">f8", "False", "(2, 3)", &doubles)).unwrap(), wanted);
        let halves: Vec<u8> = [0x3c00u16, 0x4000, 0x4200, 0xb800, 0x4500, 0x3400]
            .iter()
            .flat_map(|v| v.to_le_bytes())
            .collect();
        assert_eq!(read(&file("<f2", "False", "(2, 3)", &halves)).unwrap(), wanted);
        let swapped: Vec<u8> = halves.chunks(2).flat_map(|pair| [pair[1], pair[0]]).collect();
        assert_eq!(read(&file(">f2", "False", "(2, 3)", &swapped)).unwrap(), wanted);
        assert_eq!(half(1), 2f32.powi(-24));
    }

    #[test]
    fn what_is_no_matrix_of_floats_is_refused_in_one_line() {
        let values = singles(&[1.0, 2.0]);
        let cases: [(Vec<u8>, &str); 8] = [
            (b"1.0 2.0\n".to_vec(), "not a file of NumPy"),
            (MAGIC.to_vec(), "not a file of NumPy"),
            (file("<i8", "False", "(1, 1)", &values), "not floats"),
            (file("<f16", "False", "(1, 1)", &values), "floats of 2, 4 or 8 bytes"),
            (file("<f4", "False", "(2,)", &values), "shape (2,)"),
            (file("<f4", "False", "(2, 2)", &values), "cut off"),
            (file("<f4", "False", "(9223372036854775807, 9)", &values), "cut off"),
            (file("<f4", "False", "(2, 1)", &singles(&[1.0, f32::NAN])), "vector 2 has NaN"),
        ];
        for (bytes, wanted) in cases {
            let error = read(&bytes).expect_err(wanted).to_string();
            assert!(error.contains(wanted) && !error.contains('\n'), "{error}");
        }
    }
}
