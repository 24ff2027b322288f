//! The answer of a server: its vectors, or what is wrong with it.

use crate::{Error, Result};
use serde::Deserialize;

#[derive(Deserialize)]
struct Answer {
    data: Vec<One>,
}

#[derive(Deserialize)]
struct One {
    index: Option<usize>,
    /// `null` is what some servers write for a number that is none.
    embedding: Vec<Option<f64>>,
}

/// The vectors of an answer to a request for `wanted` of them, in the order of the texts.
///
/// # Errors
/// When it is something else, has another number of vectors or vectors of several lengths, or a
/// number that is not finite.
pub(super) fn vectors(body: &[u8], wanted: usize) -> Result<Vec<Vec<f32>>> {
    let answer: Answer = serde_json::from_slice(body).map_err(|_| unreadable(body))?;
    if answer.data.len() != wanted {
        return Err(Error::new(format!("the answer to {wanted} texts has {} vectors", answer.data.len()))
            .advise("this server does not keep to the interface"));
    }
    let mut vectors = vec![Vec::new(); wanted];
    for (n, one) in answer.data.into_iter().enumerate() {
        let place = one.index.unwrap_or(n);
        let vector: Option<Vec<f32>> = one
            .embedding
            .into_iter()
            .map(|value| value.map(|value| value as f32).filter(|value| value.is_finite()))
            .collect();
        let vector = vector.ok_or_else(not_finite)?;
        match vectors.get_mut(place) {
            Some(empty) if empty.is_empty() && !vector.is_empty() => *empty = vector,
            Some(_) if vector.is_empty() => return Err(Error::new("the answer has an empty vector")),
            _ => return Err(Error::new("the answer numbers its vectors wrongly")),
        }
    }
    if let Some(other) = vectors.iter().find(|vector| vector.len() != vectors[0].len()) {
        return Err(Error::new(format!(
            "the answer has vectors of {} and of {} numbers",
            vectors[0].len(),
            other.len()
        )));
    }
    Ok(vectors)
}

fn not_finite() -> Error {
    Error::new("the answer has a number in it that is none (NaN or infinite)")
        .advise("try another model or another precision")
}

fn unreadable(body: &[u8]) -> Error {
    let has = |word: &str| memchr::memmem::find(body, word.as_bytes()).is_some();
    if has("\"embedding\"") && (has("NaN") || has("Infinity")) {
        return not_finite();
    }
    Error::new("the answer holds no vectors")
        .advise("is this the address of an embeddings interface (…/v1/embeddings)?")
}

/// Most characters of a server's message that are repeated.
const MESSAGE: usize = 200;

/// What a server says about an error, in one line and without the key and other secrets.
pub(super) fn message<'a>(body: &[u8], secrets: impl Iterator<Item = &'a str>) -> Option<String> {
    let value: serde_json::Value = serde_json::from_slice(body).ok()?;
    let error = value.get("error").unwrap_or(&value);
    let text = [error.get("message"), error.get("detail"), value.get("message"), Some(error)]
        .into_iter()
        .flatten()
        .find_map(|value| value.as_str())?;
    let hidden = |text: String, secret: &str| text.replace(secret, "…");
    let text = secrets.filter(|secret| !secret.is_empty()).fold(text.to_owned(), hidden);
    let line: String =
        text.split(|c: char| c.is_whitespace() || c.is_control()).collect::<Vec<_>>().join(" ");
    let line: String = line.trim().chars().take(MESSAGE).collect();
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(body: &str, wanted: usize) -> String {
        vectors(body.as_bytes(), wanted).unwrap_err().to_string()
    }

    #[test]
    fn vectors_are_put_in_the_order_of_their_numbers() {
        let body =
            br#"{"object":"list","data":[{"index":1,"embedding":[3,4]},{"index":0,"embedding":[1e0,-2.5]}]}"#;
        assert_eq!(vectors(body, 2).unwrap(), [[1.0, -2.5], [3.0, 4.0]]);
        assert_eq!(vectors(br#"{"data":[{"embedding":[1]},{"embedding":[2]}]}"#, 2).unwrap(), [[1.0], [2.0]]);
    }

    #[test]
    fn every_other_answer_is_refused() {
        for body in ["", "[]", "<html>", "{}", r#"{"data":[{"embedding":"AAAA"}]}"#, r#"{"data":3}"#] {
            assert!(error(body, 1).contains("holds no vectors"), "{body}");
        }
        assert!(error(r#"{"data":[]}"#, 2).contains("2 texts has 0 vectors"));
        let twice = r#"{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[2]}]}"#;
        assert!(error(twice, 2).contains("numbers its vectors wrongly"));
        assert!(error(r#"{"data":[{"index":7,"embedding":[1]}]}"#, 1).contains("wrongly"));
        assert!(error(r#"{"data":[{"embedding":[]}]}"#, 1).contains("empty vector"));
        assert!(error(r#"{"data":[{"embedding":[1]},{"embedding":[1,2]}]}"#, 2).contains("of 1 and of 2"));
        for number in ["NaN", "-Infinity", "null", "1e39"] {
            let body = format!(r#"{{"data":[{{"index":0,"embedding":[0.5,{number}]}}]}}"#);
            assert!(error(&body, 1).contains("a number in it that is none"), "{number}");
        }
    }

    #[test]
    fn a_message_is_one_line_without_the_key() {
        let body = br#"{"error":{"message":"bad\nkey sk-12 given"}}"#;
        let said = |body: &[u8], secrets: &[&str]| message(body, secrets.iter().copied());
        assert_eq!(said(body, &["sk-12", ""]).unwrap(), "bad key … given");
        assert_eq!(said(br#"{"error":"model \"x\" not found"}"#, &[]).unwrap(), "model \"x\" not found");
        assert_eq!(said(b"<html>", &[]), None);
    }
}
