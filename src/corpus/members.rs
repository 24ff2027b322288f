//! The members of a row of JSON Lines as written, so that unknown ones are preserved.

use crate::text::Sides;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt};

/// The members of an object in order, each with its value as it was written.
#[derive(Debug)]
pub(super) struct Members<'a>(pub(super) Vec<(Cow<'a, str>, Cow<'a, RawValue>)>);

impl<'a> Members<'a> {
    /// Reads an object; `None` for anything else.
    pub(super) fn read(line: &'a str) -> Option<Self> {
        serde_json::from_str(line).ok()
    }

    /// Appends a member if it has a value.
    pub(super) fn add(&mut self, name: &'static str, value: Option<&impl serde::Serialize>) {
        let value = value.and_then(|value| serde_json::value::to_raw_value(value).ok());
        self.0.extend(value.map(|value| (Cow::Borrowed(name), Cow::Owned(value))));
    }

    /// Sets the value of a member, appending the member if it is missing.
    pub(super) fn put(&mut self, name: &str, value: &impl serde::Serialize) {
        let Ok(value) = serde_json::value::to_raw_value(value) else { return };
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = Cow::Owned(value),
            None => self.0.push((name.to_owned().into(), Cow::Owned(value))),
        }
    }

    /// True if there are no members.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Appends the members of another object that this one lacks.
    pub(super) fn add_others(&mut self, other: &Members<'a>) {
        let own = self.0.len();
        for (name, value) in &other.0 {
            if !self.0[..own].iter().any(|(known, _)| known == name) {
                self.0.push((name.clone(), value.clone()));
            }
        }
    }

    /// Replaces the texts.
    pub(super) fn set_texts(&mut self, texts: Sides<&str>) {
        if self.has("translation") || !self.has("ar") {
            self.put("translation", &texts);
        } else {
            for (lang, text) in texts {
                self.put(lang.code(), &text);
            }
        }
    }

    /// Sets the value of a member, inserting the member at the front if it is missing.
    pub(super) fn set(&mut self, name: &'static str, value: &impl serde::Serialize) {
        // Serializing strings and numbers does not fail.
        let Ok(value) = serde_json::value::to_raw_value(value) else { return };
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = Cow::Owned(value),
            None => self.0.insert(0, (name.into(), Cow::Owned(value))),
        }
    }

    /// True if there is such a member and it is not null.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, value)| known == name && value.get() != "null")
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((name, value)) = map.next_entry::<Cow<'de, str>, &'de RawValue>()? {
                    members.push((name, Cow::Borrowed(value)));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

impl serde::Serialize for Members<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value.as_ref())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_and_spelling() {
        let line = r#"{"url":"http://x","n":1e3,"a":{"z":1,"b":[2,  3]},"rejected":"old","é":"\u00e9"}"#;
        let mut members = Members::read(line).unwrap();
        members.set("rejected", &"near");
        members.set("similarity", &0.5);
        assert!(members.has("n") && !members.has("m"));
        let got = serde_json::to_string(&members).unwrap();
        let wanted = r#"{"similarity":0.5,"url":"http://x","n":1e3,"a":{"z":1,"b":[2,  3]},"rejected":"near","é":"\u00e9"}"#;
        assert_eq!(got, wanted);
        assert!(Members::read("[1]").is_none());
    }
}
