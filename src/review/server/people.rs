//! Requests of people who share a project: who is there, what happens, invitations.

use super::{
    Shared,
    answer::{Asker, Denied, Sent, body, changed, refusal},
    guests::{Guests, Role, Visitor},
    limits::PAGE,
};
use axum::{
    Extension, Json,
    body::Body,
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

#[derive(Deserialize)]
pub(super) struct Page {
    /// The name that the page has given itself.
    pub(super) page: String,
}

/// The stream of changes and places.
pub(super) async fn events(
    Asker { shared, visitor }: Asker,
    Query(Page { page }): Query<Page>,
) -> Result<Response, Denied> {
    if page.is_empty() || page.len() > PAGE {
        return Err(refusal(StatusCode::BAD_REQUEST, "not a name of a page"));
    }
    let stream = {
        // Held until the page has joined: who is dismissed meanwhile hears no more.
        let guests = shared.guests();
        if !guests.hold(&visitor) {
            return Err(changed());
        }
        shared.hub.join(&page, (&visitor.name, visitor.role == Role::Owner))
    };
    let stream = stream.ok_or_else(|| refusal(StatusCode::SERVICE_UNAVAILABLE, "too many pages are open"))?;
    Ok(([(header::CONTENT_TYPE, "text/event-stream")], Body::new(stream)).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    page: String,
    row: Option<u32>,
}

/// Says in which row a page is.
pub(super) async fn here(
    State(shared): State<Arc<Shared>>,
    Extension(visitor): Extension<Visitor>,
    sent: Sent<Place>,
) -> Result<Json<serde_json::Value>, Denied> {
    let Place { page, row } = body(sent)?;
    shared.hub.place(&page, &visitor.name, row);
    Ok(Json(serde_json::json!({})))
}

#[derive(Serialize)]
struct Invited {
    name: String,
    role: Role,
    link: String,
}

/// Everybody who is invited, with the links.
fn invited(shared: &Shared, guests: &Guests) -> Response {
    let link = |token: &str| shared.link(token);
    let all = guests.all().iter().map(|guest| Invited {
        name: guest.name.clone(),
        role: guest.role,
        link: link(&guest.token),
    });
    Json(all.collect::<Vec<_>>()).into_response()
}

pub(super) async fn people(State(shared): State<Arc<Shared>>) -> Result<Response, Denied> {
    is_shared(&shared)?;
    let guests = shared.guests().clone();
    Ok(invited(&shared, &guests))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Invitation {
    name: String,
    role: Role,
}

/// Invites a person, or gives another role to one who is invited.
pub(super) async fn invite(
    State(shared): State<Arc<Shared>>,
    sent: Sent<Invitation>,
) -> Result<Response, Denied> {
    is_shared(&shared)?;
    let Invitation { name, role } = body(sent)?;
    let refused = |error: crate::Error| refusal(StatusCode::UNPROCESSABLE_ENTITY, &error.to_string());
    shared.invite(&name, role).map_err(refused)?;
    // The page learns its role when it starts.
    shared.hub.dismiss(name.trim());
    let guests = shared.guests().clone();
    Ok(invited(&shared, &guests))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dismissed {
    name: String,
}

/// Takes an invitation back.
pub(super) async fn dismiss(
    State(shared): State<Arc<Shared>>,
    sent: Sent<Dismissed>,
) -> Result<Response, Denied> {
    is_shared(&shared)?;
    let Dismissed { name } = body(sent)?;
    {
        let mut guests = shared.guests();
        guests.dismiss(&name);
        shared.hub.dismiss(&name);
    }
    shared.keep_guests();
    let guests = shared.guests().clone();
    Ok(invited(&shared, &guests))
}

fn is_shared(shared: &Shared) -> Result<(), Denied> {
    match shared.sharing {
        Some(_) => Ok(()),
        None => Err(refusal(StatusCode::NOT_FOUND, "this project is not shared; start mizan with --listen")),
    }
}
