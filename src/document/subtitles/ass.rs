//! Subtitles of SubStation Alpha (ASS, SSA): the dialogue lines, sorted by time.

/// Some words and the time when they are shown, in milliseconds.
pub(super) struct Event {
    pub(super) start: u64,
    pub(super) end: u64,
    /// The words without codes, one string per line.
    pub(super) lines: Vec<String>,
}

/// True if a text begins like such a file.
pub(super) fn is_ass(text: &str) -> bool {
    let mut heads = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(';'));
    heads.next().is_some_and(|line| {
        ["[Script Info]", "[V4+ Styles]", "[Events]"].iter().any(|head| line.eq_ignore_ascii_case(head))
    })
}

/// The dialogue of a file, without drawings.
pub(super) fn events(text: &str) -> Vec<Event> {
    // The positions of the relevant fields: start, end, text.
    let mut fields = Fields { start: 1, end: 2, count: 10 };
    let mut in_events = false;
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            in_events = line.eq_ignore_ascii_case("[Events]");
        } else if let Some(names) = line.strip_prefix("Format:").filter(|_| in_events) {
            fields = Fields::of(names);
        } else if let Some(values) = line.strip_prefix("Dialogue:").filter(|_| in_events) {
            found.extend(event(values, &fields));
        }
    }
    found.sort_by_key(|event| event.start);
    found
}

struct Fields {
    start: usize,
    end: usize,
    /// The number of fields; the text is the last one, and may contain commas.
    count: usize,
}

impl Fields {
    fn of(names: &str) -> Self {
        let names: Vec<&str> = names.split(',').map(str::trim).collect();
        let at = |name: &str, usual| names.iter().position(|other| *other == name).unwrap_or(usual);
        Fields { start: at("Start", 1), end: at("End", 2), count: names.len().max(3) }
    }
}

fn event(values: &str, fields: &Fields) -> Option<Event> {
    let values: Vec<&str> = values.splitn(fields.count, ',').collect();
    let (start, end) =
        (super::time(values.get(fields.start)?.trim())?, super::time(values.get(fields.end)?.trim())?);
    let lines = lines(values.get(fields.count - 1)?);
    lines.iter().any(|line| !line.is_empty()).then_some(Event { start, end, lines })
}

/// The words of an event: codes in braces are omitted, `\N` and `\n` end lines, `\h` is a blank.
fn lines(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut drawing = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if c == '{'
            && let Some(end) = after.find('}')
        {
            drawing = draws(&after[..end]).unwrap_or(drawing);
            rest = &after[end + 1..];
            continue;
        }
        // A brace that is never closed is text, and so are all later ones.
        if c == '{' {
            lines.last_mut().iter_mut().for_each(|line| line.push_str(rest));
            break;
        }
        rest = match (c, after.chars().next()) {
            ('\\', Some('N' | 'n')) => {
                lines.push(String::new());
                &after[1..]
            }
            ('\\', Some('h')) => {
                lines.last_mut().iter_mut().for_each(|line| line.push('\u{A0}'));
                &after[1..]
            }
            _ => {
                if !drawing {
                    lines.last_mut().iter_mut().for_each(|line| line.push(c));
                }
                after
            }
        };
    }
    lines
}

/// Whether codes turn drawing on (`\p1`) or off (`\p0`); `None` if they do neither.
fn draws(codes: &str) -> Option<bool> {
    let (_, level) = codes.rsplit_once("\\p")?;
    let digits: String = level.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().map(|level: u32| level > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "[Script Info]\nTitle: x\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n\n[Events]\n\
        Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n\
        Dialogue: 0,0:00:04.50,0:00:06.00,Default,,0,0,0,,Not here,\\Nperhaps {\\i1}there{\\i0}.\n\
        Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,no\n\
        Dialogue: 0,0:00:01.00,0:00:03.00,Sign,,0,0,0,,{\\an8}Who\\hcame? {who\n\
        Dialogue: 0,0:00:01.00,0:00:03.00,Sign,,0,0,0,,{\\p1}m 0 0 l 100 100{\\p0}\n";

    #[test]
    fn dialogue_is_read_in_the_order_of_its_times_without_codes() {
        assert!(is_ass(FILE) && !is_ass("[1] A note.\n") && !is_ass(""));
        let got: Vec<_> =
            events(FILE).into_iter().map(|event| (event.start, event.end, event.lines.join("|"))).collect();
        assert_eq!(
            got,
            [
                (1000, 3000, "Who\u{A0}came? {who".to_owned()),
                (4500, 6000, "Not here,|perhaps there.".to_owned())
            ]
        );
    }

    #[test]
    fn a_million_braces_are_read() {
        let file =
            format!("[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,a,,0,0,0,,{}\n", "{".repeat(1_000_000));
        assert_eq!(events(&file).len(), 1);
    }
}
