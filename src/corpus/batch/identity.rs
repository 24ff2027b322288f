//! The identity of a run: version, options and list of documents.
//!
//! The contents of the documents are not part of it: they are compared shard by shard (see
//! [`super::state`]), so that a changed document costs its shard and not the whole run.

use super::BatchPlan;
use crate::{bitext::rows::SCHEMA, corpus::folder::DocumentPaths};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

/// The identity of a run, as stored in `run.json`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Identity {
    schema: String,
    version: String,
    format: String,
    documents_per_shard: usize,
    segmented: bool,
    source: String,
    encoding: Option<String>,
    main_text: bool,
    #[serde(default)]
    all_text: bool,
    findings: bool,
    two_sided: bool,
    min_score: Option<String>,
    lexicons: Vec<String>,
    documents: usize,
    /// Hash of the ids of all documents.
    list: String,
}

impl Identity {
    pub(super) fn of(plan: &BatchPlan, entries: &[DocumentPaths]) -> Self {
        let mut hash = Xxh3::new();
        for entry in entries {
            hash.update(entry.id.as_bytes());
            hash.update(b"\0");
        }
        Identity {
            schema: SCHEMA.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            format: plan.shape.to_string(),
            documents_per_shard: plan.per_shard,
            segmented: plan.options.segmented,
            source: plan.options.source.to_string(),
            encoding: plan.options.encoding.clone(),
            main_text: plan.options.main_text,
            all_text: plan.options.all_text,
            findings: !plan.options.without_findings,
            two_sided: plan.options.two_sided,
            min_score: plan.min_score.map(|least| least.to_string()),
            lexicons: plan.options.lexicons.iter().map(|l| format!("{:016x}", l.fingerprint())).collect(),
            documents: entries.len(),
            list: format!("{:032x}", hash.digest128()),
        }
    }

    /// True if documents with a low score go to a folder of their own.
    pub(super) fn sets_aside(&self) -> bool {
        self.min_score.is_some()
    }

    /// The differences between two runs, worded for users.
    pub(super) fn difference(&self, other: &Identity) -> String {
        let value = |identity: &Identity| serde_json::to_value(identity).unwrap_or_default();
        let (ours, theirs) = (value(self), value(other));
        let members = ours.as_object().into_iter().flatten();
        let differing =
            members.filter(|(name, value)| theirs.get(name) != Some(value)).map(|(name, value)| {
                match name.as_str() {
                    "list" => "other documents".to_owned(),
                    _ => format!("{name} is {value} here and {} there", theirs.get(name).unwrap_or_default()),
                }
            });
        differing.collect::<Vec<_>>().join(", ")
    }
}
