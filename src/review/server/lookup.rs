//! Searches over the whole project.

use super::answer::{Asker, Denied, Sent, body, with};
use crate::review::lookup::{
    Hit, Replacement, TwoWays, Wanted, concordance, replacements,
    terms::{Slip, slips},
    two_ways,
};
use axum::{Json, extract::Query};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Most lines of an answer.
const MOST: usize = 500;
/// Most sentences that one replacement changes.
const MOST_REPLACED: usize = 20_000;

#[derive(Deserialize)]
pub(super) struct Words {
    words: String,
}

/// The uses of some words.
pub(super) async fn uses(
    asker: Asker,
    Query(Words { words }): Query<Words>,
) -> Result<Json<Vec<Hit>>, Denied> {
    let shelf = Arc::clone(&asker.shared);
    let made = with(asker, move |project| {
        let memories = shelf.shelf.as_deref().map_or(&[][..], |shelf| shelf.memories());
        concordance(project.state(), memories, &words, MOST)
    });
    made.await.map(Json)
}

/// A preview of a replacement.
pub(super) async fn replace(asker: Asker, sent: Sent<Wanted>) -> Result<Json<Vec<Replacement>>, Denied> {
    let wanted = body(sent)?;
    let made = with(asker, move |project| replacements(project.state(), &wanted, MOST_REPLACED));
    made.await.map(Json)
}

/// Violated terms, and inconsistent translations.
#[derive(Serialize)]
pub(super) struct Remarks {
    terms: usize,
    slips: Vec<Slip>,
    ways: Vec<TwoWays>,
}

pub(super) async fn remarks(asker: Asker) -> Result<Json<Remarks>, Denied> {
    let shelf = Arc::clone(&asker.shared);
    let made = with(asker, move |project| {
        let terms = shelf.shelf.as_deref().map_or(&[][..], |shelf| shelf.terms());
        let (slips, ways) = (slips(project.state(), terms, MOST), two_ways(project.state(), MOST));
        Remarks { terms: terms.len(), slips, ways }
    });
    made.await.map(Json)
}
