//! Finding the columns of a Parquet or Arrow file that contain the texts.

use crate::text::Sides;
use crate::{
    Error, Result,
    bitext::{
        ColumnChoice,
        columns::{self, Columns},
    },
};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// The names of the columns in the rows made from them.
pub(super) struct Names {
    names: Vec<String>,
    /// A remark for users on the choice.
    pub(super) remark: Option<String>,
}

impl Names {
    /// Finds the columns of the texts: `translation` with `ar` and `en` in it, or `ar` and `en`, or
    /// those that the user names, or those whose content in the `first` rows (lines of JSON) looks
    /// like the texts.
    ///
    /// # Errors
    /// When there are no such columns, or when they contain no text.
    pub(super) fn find(
        schema: &Schema,
        choice: Option<&ColumnChoice>,
        first: impl FnOnce() -> Result<Vec<Vec<u8>>>,
    ) -> Result<Self> {
        let names: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
        if let Some(twice) = names.iter().enumerate().find(|(n, name)| names[..*n].contains(name)) {
            return Err(
                Error::new(format!("two columns are called `{}`", twice.1)).advise("rename one of them")
            );
        }
        if choice.is_none() {
            let sides = match schema.field_with_name("translation").map(Field::data_type) {
                Ok(DataType::Struct(sides)) => Some(Schema::new(sides.clone())),
                _ => None,
            };
            let known =
                sides.as_ref().filter(|sides| has_texts(sides)).or(has_texts(schema).then_some(schema));
            if let Some(known) = known {
                ["ar", "en"].into_iter().try_for_each(|name| must_be_text(known, name))?;
                return Ok(Names { names, remark: None });
            }
        }
        Names::guess(schema, names, choice, &first()?)
    }

    fn guess(
        schema: &Schema,
        mut names: Vec<String>,
        choice: Option<&ColumnChoice>,
        first: &[Vec<u8>],
    ) -> Result<Self> {
        let mut rows = vec![names.clone()];
        for line in first {
            let row: serde_json::Map<String, serde_json::Value> =
                serde_json::from_slice(line).unwrap_or_default();
            let cell = |name: &String| row.get(name).and_then(|value| value.as_str()).unwrap_or_default();
            rows.push(names.iter().map(|name| cell(name).to_owned()).collect());
        }
        let Columns { text: Sides { ar, en }, .. } = columns::find(&rows, choice)?.columns;
        let texts = [ar, en].map(|at| schema.fields().get(at).filter(|field| is_text(field.data_type())));
        let ([Some(one), Some(other)], true) = (texts, ar != en) else {
            return Err(Error::new(format!(
                "no columns with Arabic and English text; it has {}",
                names.join(", ")
            ))
            .advise("name them with --columns ar=NAME,en=NAME"));
        };
        let remark = format!("the columns {} and {} are read as ar and en", one.name(), other.name());
        for (at, name) in [(ar, "ar"), (en, "en")] {
            if let Some(taken) = names.iter().position(|known| known == name).filter(|taken| *taken != at) {
                names[taken] = format!("{name}_column");
            }
            names[at] = name.to_owned();
        }
        // A struct of other languages would be taken for the texts.
        if let Some(taken) = names.iter().position(|known| known == "translation") {
            names[taken] = "translation_column".to_owned();
        }
        Ok(Names { names, remark: Some(remark) })
    }

    /// The schema with these names.
    pub(super) fn renamed(&self, schema: &SchemaRef) -> SchemaRef {
        let fields = schema.fields().iter().zip(&self.names);
        let fields: Vec<Arc<Field>> =
            fields.map(|(field, name)| Arc::new(field.as_ref().clone().with_name(name))).collect();
        Arc::new(Schema::new_with_metadata(fields, schema.metadata().clone()))
    }
}

fn has_texts(schema: &Schema) -> bool {
    ["ar", "en"].into_iter().all(|name| schema.field_with_name(name).is_ok())
}

fn must_be_text(schema: &Schema, name: &str) -> Result<()> {
    match schema.field_with_name(name) {
        Ok(field) if !is_text(field.data_type()) => {
            Err(Error::new(format!("the column `{name}` holds {}, not text", field.data_type()))
                .advise("name the columns of the texts with --columns ar=NAME,en=NAME"))
        }
        _ => Ok(()),
    }
}

fn is_text(of: &DataType) -> bool {
    match of {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}
