//! Mutations of bytes, reproducible from a seed.

/// A generator of numbers (SplitMix64; Steele, Lea and Flood 2014).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// A generator with the given seed.
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number less than `sides`; 0 for 0.
    pub fn roll(&mut self, sides: usize) -> usize {
        (self.next() % sides.max(1) as u64) as usize
    }
}

/// Pieces that break careless readers.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"\xC0\x80",
    b"\xED\xA0\x80",
    b"\n",
    b"\r\n",
    b"\t",
    b"\"",
    b"'",
    b"<",
    b">",
    b"&",
    b"&amp;",
    b"&#0;",
    b"]]>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\\",
    b"%",
    b"0",
    b"1",
    b"9",
    b"-",
    b".",
    b",",
    b"1e999",
    b"4294967296",
    b"-9223372036854775808",
    "٣".as_bytes(),
    "٬".as_bytes(),
    "٫".as_bytes(),
    "ألف".as_bytes(),
    "مليون".as_bytes(),
    "نصف".as_bytes(),
    " و".as_bytes(),
    "\u{200F}".as_bytes(),
    "\u{202E}".as_bytes(),
    "\u{640}".as_bytes(),
    "\u{64B}".as_bytes(),
    "\u{FDFA}".as_bytes(),
    "😀".as_bytes(),
    "e\u{301}".as_bytes(),
    "\u{FFFD}".as_bytes(),
    b"PK\x03\x04",
    b"msgid \"",
    b"msgstr[5] \"",
    b"<seg>",
    b"</seg>",
    b"<mrk mtype=\"seg\">",
    b"-->",
    b"00:00:01,000 --> 00:00:00,000",
    b"```",
    b"| a | b |\n|---|---|\n",
    b"%1$s",
    b"{{0}}",
    b"million",
    b"half past",
    b" to ",
    b"%",
    b"$",
];

/// Longest generated input, in bytes.
const LONGEST: usize = 100_000;

/// A mutation of one of the seeds.
pub fn near(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut data = seeds.get(dice.roll(seeds.len())).cloned().unwrap_or_default();
    for _ in 0..1 + dice.roll(6) {
        change(&mut data, seeds, dice);
    }
    data.truncate(LONGEST);
    data
}

fn change(data: &mut Vec<u8>, seeds: &[Vec<u8>], dice: &mut Dice) {
    let at = dice.roll(data.len() + 1);
    let length = dice.roll((data.len() - at).min(64) + 1);
    match dice.roll(8) {
        0 if at < data.len() => data[at] ^= 1 << dice.roll(8),
        1 if at < data.len() => data[at] = dice.roll(256) as u8,
        2 => drop(data.drain(at..at + length)),
        3 => {
            let piece = data[at..at + length].to_vec();
            let most = if dice.roll(20) == 0 { 2_000 } else { 4 };
            let times = 1 + dice.roll(most);
            let to = dice.roll(data.len() + 1);
            data.splice(to..to, piece.repeat(times));
        }
        4 => data.truncate(at),
        5 => {
            // A stretch of another seed.
            let other = seeds.get(dice.roll(seeds.len())).map_or(&[][..], Vec::as_slice);
            let from = dice.roll(other.len() + 1);
            let end = from + dice.roll((other.len() - from).min(400) + 1);
            data.splice(at..at, other[from..end].iter().copied());
        }
        _ => {
            let piece = PIECES[dice.roll(PIECES.len())];
            data.splice(at..at, piece.iter().copied());
        }
    }
}

/// A shorter input for which `holds` is still true, found by removing parts as long as it is.
pub fn minimised(mut data: Vec<u8>, holds: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let mut size = data.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < data.len() {
            let mut shorter = data.clone();
            shorter.drain(at..(at + size).min(data.len()));
            if holds(&shorter) {
                data = shorter;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    data
}
