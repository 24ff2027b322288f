//! Names of time zones, which no line of JSON holds: on the way through, a moment is one of the zone +00:00, and its
//! column gets its zone back when it is written.

use arrow_array::{ArrayRef, RecordBatch, make_array};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// The same columns, with all moments in the zone +00:00.
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

/// The same rows under the columns of a schema, which differ in names and zones only.
///
/// # Errors
/// When they differ in more.
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
