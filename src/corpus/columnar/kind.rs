//! The type that a column needs, derived from the lines of JSON that it is to contain.

use arrow_schema::{DataType, Field, Fields};
use serde::{
    Deserializer,
    de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor},
};
use std::{fmt, sync::Arc};

/// The type of the values of a member, as far as they have been seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Kind {
    /// Only null so far.
    #[default]
    Unknown,
    Bool,
    Integer,
    Number,
    /// Text, or scalars of several kinds, which become text.
    Text,
    List(Box<Kind>),
    Object(Vec<(String, Kind)>),
}

impl Kind {
    /// Adds the values of a line of JSON.
    ///
    /// # Errors
    /// When it is not JSON, or when a member is nested here and a scalar elsewhere.
    pub(super) fn take(&mut self, line: &[u8]) -> serde_json::Result<()> {
        let mut reader = serde_json::Deserializer::from_slice(line);
        self.deserialize(&mut reader)?;
        reader.end()
    }

    /// The type of a column for these values: the type that it had before (`known`) if that fits.
    /// `None` for objects without members, for which there is no column type.
    pub(super) fn data_type(&self, known: Option<&DataType>) -> Option<DataType> {
        if let Some(known) = known.filter(|known| self.fits(known)) {
            return Some(known.clone());
        }
        Some(match self {
            Kind::Unknown | Kind::Text => DataType::Utf8,
            Kind::Bool => DataType::Boolean,
            Kind::Integer => DataType::Int64,
            Kind::Number => DataType::Float64,
            Kind::List(item) => DataType::List(Arc::new(Field::new("item", item.data_type(None)?, true))),
            Kind::Object(members) => {
                let inner = match known {
                    Some(DataType::Struct(fields)) => fields.clone(),
                    _ => Fields::empty(),
                };
                let known = |name: &str| inner.find(name).map(|(_, field)| field.data_type());
                let field = |(name, kind): &(String, Kind)| {
                    Some(Field::new(name, kind.data_type(known(name))?, true))
                };
                let fields: Vec<Field> = members.iter().filter_map(field).collect();
                if fields.is_empty() {
                    return None;
                }
                DataType::Struct(fields.into())
            }
        })
    }

    /// True if a column of the given type can contain the values.
    fn fits(&self, of: &DataType) -> bool {
        match of {
            DataType::Boolean => matches!(self, Kind::Unknown | Kind::Bool),
            DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => {
                matches!(self, Kind::Unknown | Kind::Integer)
            }
            DataType::UInt8 | DataType::UInt16 | DataType::UInt32 => {
                matches!(self, Kind::Unknown | Kind::Integer)
            }
            // The greatest numbers of this type count as text.
            DataType::UInt64 => matches!(self, Kind::Unknown | Kind::Integer | Kind::Text),
            DataType::Float32 | DataType::Float64 => {
                matches!(self, Kind::Unknown | Kind::Integer | Kind::Number)
            }
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Binary | DataType::LargeBinary => {
                matches!(self, Kind::Unknown | Kind::Text)
            }
            DataType::Date32
            | DataType::Date64
            | DataType::Time32(_)
            | DataType::Time64(_)
            | DataType::Timestamp(..) => matches!(self, Kind::Unknown | Kind::Text),
            DataType::Map(..) => matches!(self, Kind::Unknown | Kind::Object(_)),
            DataType::Decimal128(..) | DataType::Decimal256(..) => {
                matches!(self, Kind::Unknown | Kind::Text | Kind::Integer | Kind::Number)
            }
            DataType::List(item) | DataType::LargeList(item) => match self {
                Kind::Unknown => Kind::Unknown.fits(item.data_type()),
                Kind::List(kind) => kind.fits(item.data_type()),
                _ => false,
            },
            DataType::Struct(fields) => match self {
                Kind::Unknown => fields.iter().all(|field| Kind::Unknown.fits(field.data_type())),
                Kind::Object(members) => members.iter().all(|(name, kind)| {
                    fields.find(name).is_some_and(|(_, field)| kind.fits(field.data_type()))
                }),
                _ => false,
            },
            _ => false,
        }
    }

    fn scalar(&mut self, new: Kind) -> Result<(), &'static str> {
        *self = match (std::mem::take(self), new) {
            (Kind::Unknown, new) => new,
            (Kind::List(_) | Kind::Object(_), _) => return Err("is plain here and nested in another row"),
            (Kind::Integer, Kind::Number) | (Kind::Number, Kind::Integer) => Kind::Number,
            (old, new) if old == new => old,
            _ => Kind::Text,
        };
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for &mut Kind {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(Take(self))
    }
}

struct Take<'a>(&'a mut Kind);

impl<'de> Visitor<'de> for Take<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        self.0.scalar(Kind::Bool).map_err(E::custom)
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        self.0.scalar(Kind::Integer).map_err(E::custom)
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        // Integers too large for a column keep their digits as text.
        let kind = if i64::try_from(value).is_ok() { Kind::Integer } else { Kind::Text };
        self.0.scalar(kind).map_err(E::custom)
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        self.0.scalar(Kind::Number).map_err(E::custom)
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        self.0.scalar(Kind::Text).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        if *self.0 == Kind::Unknown {
            *self.0 = Kind::List(Box::default());
        }
        match self.0 {
            Kind::List(item) => while seq.next_element_seed(&mut **item)?.is_some() {},
            _ => return Err(A::Error::custom("is a list here and something else in another row")),
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if *self.0 == Kind::Unknown {
            *self.0 = Kind::Object(Vec::new());
        }
        let Kind::Object(members) = self.0 else {
            return Err(A::Error::custom("is an object here and something else in another row"));
        };
        // Rows usually have the same members in the same order.
        let mut next = 0;
        while let Some(name) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            let is_next = members.get(next).is_some_and(|(known, _)| *known == name);
            let at = if is_next { Some(next) } else { members.iter().position(|(known, _)| *known == name) };
            let at = at.unwrap_or_else(|| {
                members.push((name.clone().into_owned(), Kind::Unknown));
                members.len() - 1
            });
            if let Err(error) = map.next_value_seed(&mut members[at].1) {
                // The innermost member adds its name, once.
                let said = error.to_string();
                let is_named = said.starts_with('`') || !said.contains(" in another row");
                return Err(if is_named { error } else { A::Error::custom(format!("`{name}` {said}")) });
            }
            next = at + 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str]) -> Result<Kind, String> {
        let mut kind = Kind::default();
        lines.iter().try_for_each(|line| kind.take(line.as_bytes())).map_err(|error| error.to_string())?;
        Ok(kind)
    }

    fn member(lines: &[&str], known: Option<&DataType>) -> Option<DataType> {
        match of(lines).unwrap() {
            Kind::Object(members) => members[0].1.data_type(known),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn members_get_the_narrowest_type_that_holds_all_rows() {
        assert_eq!(member(&[r#"{"a":1}"#, r#"{"a":null}"#], None), Some(DataType::Int64));
        assert_eq!(member(&[r#"{"a":1}"#, r#"{"a":0.5}"#], None), Some(DataType::Float64));
        assert_eq!(member(&[r#"{"a":1}"#, r#"{"a":"x"}"#], None), Some(DataType::Utf8));
        assert_eq!(member(&[r#"{"a":18446744073709551615}"#], None), Some(DataType::Utf8));
        assert_eq!(member(&[r#"{"a":null}"#], None), Some(DataType::Utf8));
        assert_eq!(member(&[r#"{"a":{}}"#], None), None);
        let Some(DataType::Struct(fields)) = member(&[r#"{"a":{"x":1}}"#, r#"{"a":{"y":true}}"#], None)
        else {
            panic!()
        };
        assert_eq!(fields.len(), 2);
    }

    #[test]
    fn a_column_keeps_its_type_where_that_holds_the_rows() {
        assert_eq!(member(&[r#"{"a":1}"#], Some(&DataType::Int16)), Some(DataType::Int16));
        assert_eq!(member(&[r#"{"a":"2024-05-01"}"#], Some(&DataType::Date32)), Some(DataType::Date32));
        assert_eq!(member(&[r#"{"a":"x"}"#], Some(&DataType::Int16)), Some(DataType::Utf8));
    }

    #[test]
    fn a_member_that_is_plain_in_one_row_and_nested_in_another_is_named() {
        let said = of(&[r#"{"b":0,"a":{"x":1}}"#, r#"{"b":0,"a":{"x":[1]}}"#]).unwrap_err();
        assert!(said.starts_with("`x` is a list here and something else in another row"), "{said}");
        assert!(of(&[r#"{"a":[1]}"#, r#"{"a":"one"}"#]).unwrap_err().starts_with("`a` is plain here"));
    }
}
