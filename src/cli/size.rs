//! Sizes in bytes as people type them.

/// Reads `512`, `64K`, `16M` or `2G` (powers of 1024), optionally followed by `B` or `iB`.
pub(super) fn parse(text: &str) -> Result<usize, String> {
    let lower = text.trim().to_ascii_lowercase();
    let short = lower.strip_suffix("ib").or_else(|| lower.strip_suffix('b')).unwrap_or(&lower);
    let (number, shift) = match short.chars().last() {
        Some('k') => (&short[..short.len() - 1], 10),
        Some('m') => (&short[..short.len() - 1], 20),
        Some('g') => (&short[..short.len() - 1], 30),
        _ => (short, 0),
    };
    let wrong = || "use a number of bytes such as 65536, 64K, 16M or 2G".to_owned();
    let size: usize = number.parse().map_err(|_| wrong())?;
    size.checked_mul(1 << shift).filter(|size| *size > 0).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn sizes_are_read_with_their_unit() {
        assert_eq!(parse("512"), Ok(512));
        assert_eq!(parse("64KiB"), Ok(65536));
        assert_eq!(parse("2G"), Ok(2 << 30));
        for wrong in ["", "M", "0", "1.5G", "-3", "99999999999G"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
