//! Names of time zones, which lines of JSON cannot carry: times are converted to the zone +00:00 on
//! reading, and their column gets its zone back on writing.

use arrow_array::{ArrayRef, RecordBatch, make_array};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// The same columns with all times in the zone +00:00.
pub(super) fn without_zones(schema: &Schema) -> SchemaRef {
    let of = |field: &Arc<Field>| match field.data_type() {
        DataType::Timestamp(unit, Some(_)) => {
            let moment = DataType::Timestamp(*unit, Some("+00:00".into()));
            Arc::new(field.as_ref().clone().with_data_type(moment))
        }
        _ => field.clone(),
    };
    Arc::new(Schema::new(schema.fields().iter().map(of).collect::<Vec<_>>()))
}

/// The same rows with the given schema, which differs only in names and zones.
///
/// # Errors
/// When the schemas differ in more.
pub(super) fn relabelled(batch: &RecordBatch, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
    let columns = batch.columns().iter().zip(schema.fields());
    let columns = columns.map(|(column, field)| in_zone(column, field.data_type()));
    RecordBatch::try_new(schema.clone(), columns.collect::<Result<Vec<_>, _>>()?)
}

fn in_zone(column: &ArrayRef, wanted: &DataType) -> Result<ArrayRef, ArrowError> {
    match (column.data_type(), wanted) {
        (DataType::Timestamp(unit, Some(zone)), DataType::Timestamp(other, Some(name)))
            if unit == other && zone != name =>
        {
            Ok(make_array(column.to_data().into_builder().data_type(wanted.clone()).build()?))
        }
        _ => Ok(column.clone()),
    }
}
