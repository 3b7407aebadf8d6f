//! Tokens: OAuth 2.0, client credentials.

use axum::http::{HeaderMap, header};
use jiff::{SignedDuration, Timestamp};

use super::path;
use super::print::unbase64;
use super::refusal::Refusal;
use super::state::Account;

/// The token endpoint: checks the key pair and gives a token.
pub(crate) fn give_token(
    account: &mut Account,
    headers: &HeaderMap,
    body: &str,
) -> Result<String, Refusal> {
    let media_type = header(headers, &header::CONTENT_TYPE);
    if !media_type
        .is_some_and(|media_type| media_type.starts_with("application/x-www-form-urlencoded"))
    {
        return Err(Refusal::token(
            400,
            "invalid_request",
            "the body is to be a form",
        ));
    }
    let pairs = path::pairs(body).unwrap_or_default();
    let grant = pairs
        .iter()
        .find(|(name, _)| name == "grant_type")
        .map(|(_, value)| value.as_str());
    match grant {
        Some("client_credentials") => {}
        Some(_) => {
            return Err(Refusal::token(
                400,
                "unsupported_grant_type",
                "client_credentials only",
            ));
        }
        None => {
            return Err(Refusal::token(
                400,
                "invalid_request",
                "grant_type is missing",
            ));
        }
    }
    let pair = header(headers, &header::AUTHORIZATION)
        .and_then(|value| value.strip_prefix("Basic "))
        .and_then(unbase64)
        .and_then(|pair| String::from_utf8(pair).ok());
    let expected = format!("{}:{}", account.client_id, account.client_secret);
    if pair.as_deref() != Some(expected.as_str()) {
        return Err(Refusal::token(
            401,
            "invalid_client",
            "client id or secret is wrong",
        ));
    }
    // Like the real ones: some thirty characters, with a plus and a slash among them.
    let number = (account.given.len() as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let token = format!("kQ3v+8sX/0pLm2Zr{number:016x}");
    account.given.push(token.clone());
    let lifetime = account.lifetime;
    let end = SignedDuration::try_from(lifetime)
        .ok()
        .and_then(|lifetime| Timestamp::now().checked_add(lifetime).ok());
    account
        .tokens
        .push((token.clone(), end.unwrap_or(Timestamp::MAX)));
    let name = account.style.lifetime;
    let seconds = lifetime.as_secs();
    Ok(format!(
        "{{\"access_token\":\"{token}\",\"token_type\":\"bearer\",\"{name}\":{seconds}}}"
    ))
}

/// Whether a request carries a token that holds.
pub(crate) fn check(account: &Account, headers: &HeaderMap) -> Result<(), Refusal> {
    let token =
        header(headers, &header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
    let now = Timestamp::now();
    let holds = |(known, end): &(String, Timestamp)| Some(known.as_str()) == token && now < *end;
    if account.tokens.iter().any(holds) {
        return Ok(());
    }
    Err(Refusal::new(
        401,
        "Authorization has been denied for this request.",
    ))
}

fn header<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
