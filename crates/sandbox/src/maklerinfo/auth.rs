//! Who is calling.

use std::fmt::Write as _;

use axum::http::HeaderMap;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use sha1::{Digest as _, Sha1};

use super::fault::Fault;
use super::state::{State, Token};

/// How old a timestamp may be.
const OLDEST: SignedDuration = SignedDuration::from_secs(30);

/// What a caller may do.
#[derive(Clone, Debug)]
pub(crate) enum Rights {
    All,
    /// Archiving for one customer, and some contracts.
    Archive(Token),
}

/// Checks the headers of a request, in the order of the documentation's codes.
pub(crate) fn check(state: &mut State, headers: &HeaderMap) -> Result<Rights, Fault> {
    let rights = match text(headers, "x-dio-otp") {
        Some(otp) => by_otp(state, otp)?,
        None => by_digest(state, headers)?,
    };
    if state.blocked {
        return Err(Fault::Blocked);
    }
    Ok(rights)
}

fn by_otp(state: &State, otp: &str) -> Result<Rights, Fault> {
    if otp == state.otp {
        return Ok(Rights::All);
    }
    let token = state.tokens.iter().find(|token| token.otp == otp);
    token.cloned().map(Rights::Archive).ok_or(Fault::BadRequest)
}

fn by_digest(state: &mut State, headers: &HeaderMap) -> Result<Rights, Fault> {
    let named = |name| text(headers, name).ok_or(Fault::Digest);
    let (timestamp, api_id) = (named("x-dio-timestamp")?, named("x-dio-api-id")?);
    let (nonce, digest) = (named("x-dio-nonce")?, named("x-dio-digest")?);
    let plausible = nonce.len() == 40
        && nonce
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let moment = moment(timestamp)
        .filter(|_| plausible)
        .ok_or(Fault::Digest)?;
    let now = state.now();
    if now.duration_since(moment) > OLDEST {
        return Err(Fault::Digest);
    }
    if api_id != state.api_id {
        return Err(Fault::NotFound);
    }
    let expected = Sha1::digest(format!("{nonce}{timestamp}{}", state.api_key));
    if digest != hex(&expected) {
        return Err(Fault::Digest);
    }
    // Stricter than documented: a nonce is good for one request.
    state
        .nonces
        .retain(|(_, moment)| now.duration_since(*moment) <= OLDEST);
    if state.nonces.iter().any(|(known, _)| known == nonce) {
        return Err(Fault::Digest);
    }
    state.nonces.push((nonce.to_owned(), moment));
    Ok(Rights::All)
}

/// Bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A moment in ISO form; without an offset it is German time.
fn moment(text: &str) -> Option<Timestamp> {
    if let Ok(timestamp) = text.parse() {
        return Some(timestamp);
    }
    let local: DateTime = text.parse().ok()?;
    let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").ok()?;
    local.to_zoned(berlin).ok().map(|zoned| zoned.timestamp())
}

pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
