//! Reading the body of a request within limits of size and time.

use super::{
    answer::{Denied, refusal},
    limits::{COPIES, FILES, LARGEST, SLOWEST},
    start,
};
use axum::{
    body::{self, Body},
    extract::Request,
    http::{StatusCode, header},
};

/// The request with its complete body. A body declared as too large is not read at all, and one
/// that does not arrive in time is refused.
pub(super) async fn whole(request: Request) -> Result<Request, Denied> {
    let too_large = || refusal(StatusCode::PAYLOAD_TOO_LARGE, "the request is too large");
    let (parts, sent) = request.into_parts();
    // Text files are the only large bodies.
    let (most, slowest) = match parts.uri.path() {
        FILES | COPIES => (start::LARGEST_FILE, 6 * SLOWEST),
        _ => (LARGEST, SLOWEST),
    };
    let said = parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if said.and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > most as u64) {
        return Err(too_large());
    }
    let read = tokio::time::timeout(slowest, body::to_bytes(sent, most)).await;
    let read =
        read.map_err(|_| refusal(StatusCode::REQUEST_TIMEOUT, "the rest of the request did not come"))?;
    let read = read.map_err(|error| match is_too_large(&error) {
        true => too_large(),
        false => refusal(StatusCode::BAD_REQUEST, "the request broke off"),
    })?;
    Ok(Request::from_parts(parts, Body::from(read)))
}

/// True if reading a body was stopped because it exceeded the limit.
fn is_too_large(error: &axum::Error) -> bool {
    // The only error of a body that does not come from the connection.
    std::error::Error::source(error).is_some_and(|source| source.to_string() == "length limit exceeded")
}
