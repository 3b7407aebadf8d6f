//! The request for a token.

use std::time::Duration;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::header::CONTENT_TYPE;
use kontorhaus_core::http::response::Parts;
use kontorhaus_core::http::{HeaderValue, Method, Request, StatusCode};
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{Body, Context, Idempotency, Operation, ReadError, RequestError};
use serde_json::value::RawValue;

use super::Token;
use crate::json::{self, Members, Problem};
use crate::wire;
use crate::{ApiError, ErpXt};

/// What the vendor documents: ten minutes.
const LIFETIME: i64 = 600;

/// Asks for an access token: OAuth 2.0, client credentials. *Documented; the answer's form is observed.*
///
/// The client calls it by itself.
///
/// # Idempotency
///
/// A second token does no harm. The call that needs a token repeats it by its own rules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FetchToken;

impl Operation for FetchToken {
    type Service = ErpXt;
    type Output = Token;
    type Fault = ApiError;
    const NAME: &'static str = "FetchToken";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        let address = wire::address(context, "/token", "")?;
        let body = "grant_type=client_credentials".to_owned();
        let mut request = wire::assemble(Method::POST, address, "/token", Some(body));
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(CONTENT_TYPE, form);
        Ok(request)
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<Token, ReadError> {
        if matches!(
            head.status,
            StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED
        ) {
            let advice = "Check client ID and client secret: Mein Konto → Konto verwalten → Öffentliche API.";
            return wire::read(context, head, body, token).map_err(|error| error.advice(advice));
        }
        wire::read(context, head, body, token)
    }

    fn secrets(body: &[u8]) -> Vec<SecretString> {
        let Ok(document) = json::document(body) else {
            // An answer that is damaged may hold one all the same.
            return texts(&String::from_utf8_lossy(body));
        };
        let members = Members::read(document);
        let token = members.and_then(|mut members| members.take::<String>(&["access_token"]));
        token.into_iter().map(SecretString::from).collect()
    }
}

/// Reads a token. The service says `expires`, OAuth 2.0 says `expires_in`.
fn token(raw: &RawValue) -> Result<Token, Problem> {
    let mut members = Members::read(raw)?;
    let secret: String = members.take(&["access_token"])?;
    if secret.is_empty() {
        return Err(Problem::new("is empty").in_member("access_token"));
    }
    let kind: Option<String> = members.take(&["token_type"])?;
    if kind.is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(Problem::new("is not bearer").in_member("token_type"));
    }
    let seconds: Option<i64> = members.take(&["expires"])?;
    let seconds = match seconds {
        Some(seconds) => seconds,
        None => members
            .take::<Option<i64>>(&["expires_in"])?
            .unwrap_or(LIFETIME),
    };
    let what = "holds a character that no header may have";
    let mut header = HeaderValue::from_str(&format!("Bearer {secret}"))
        .map_err(|_| Problem::new(what).in_member("access_token"))?;
    header.set_sensitive(true);
    Ok(Token {
        secret: secret.into(),
        header,
        lifetime: Duration::from_secs(u64::try_from(seconds).unwrap_or(0)),
    })
}

/// Every text between quotes that could be a token.
fn texts(body: &str) -> Vec<SecretString> {
    const SHORTEST: usize = 16;
    let texts = body.split('"').filter(|text| text.len() >= SHORTEST);
    texts.map(SecretString::from).collect()
}

#[cfg(test)]
mod tests {
    use kontorhaus_core::secrecy::ExposeSecret;

    use super::*;

    fn read(text: &str) -> Result<(String, u64), String> {
        let token = token(json::document(text.as_bytes()).unwrap());
        let token = token.map_err(|problem| problem.to_string())?;
        assert!(token.header.is_sensitive());
        Ok((
            token.secret.expose_secret().to_owned(),
            token.lifetime.as_secs(),
        ))
    }

    #[test]
    fn the_service_s_form_and_that_of_the_standard_are_read() {
        for (text, seconds) in [
            (
                r#"{"access_token":"k+Q/3","token_type":"bearer","expires":600}"#,
                600,
            ),
            (
                r#"{"access_token":"k+Q/3","token_type":"Bearer","expires_in":3599}"#,
                3599,
            ),
            (
                r#"{"access_token":"k+Q\/3","expires":300,"expires_in":1}"#,
                300,
            ),
            (r#"{"access_token":"k+Q/3"}"#, 600),
            (r#"{"access_token":"k+Q/3","expires":null}"#, 600),
            (r#"{"access_token":"k+Q/3","expires":-1,"scope":""}"#, 0),
        ] {
            assert_eq!(read(text), Ok(("k+Q/3".to_owned(), seconds)), "{text}");
        }
    }

    #[test]
    fn what_is_no_token_is_told_without_being_repeated() {
        for (text, problem) in [
            (r#"{"token_type":"bearer"}"#, "access_token is missing"),
            (r#"{"access_token":""}"#, "access_token is empty"),
            (
                r#"{"access_token":7}"#,
                "access_token is a number and not a text",
            ),
            (
                r#"{"access_token":"a\nb"}"#,
                "access_token holds a character that no header may have",
            ),
            (
                r#"{"access_token":"a","token_type":"mac"}"#,
                "token_type is not bearer",
            ),
            (
                r#"{"access_token":"a","expires":"soon"}"#,
                "expires is a text and not a whole number",
            ),
            (
                r#"["access_token"]"#,
                "the document is a list and no object",
            ),
        ] {
            assert_eq!(read(text), Err(problem.to_owned()), "{text}");
        }
    }

    #[test]
    fn the_token_in_an_answer_is_known_even_if_the_answer_is_damaged() {
        let found = |body: &str| -> Vec<String> {
            let secrets = FetchToken::secrets(body.as_bytes());
            secrets
                .iter()
                .map(|secret| secret.expose_secret().to_owned())
                .collect()
        };
        assert_eq!(
            found(r#"{"access_token":"t-1\/2","expires":600}"#),
            ["t-1/2"]
        );
        let broken = r#"{"access_token":"kQ3vkQ3vkQ3vkQ3v","token_type":"bear"#;
        assert_eq!(found(broken), ["kQ3vkQ3vkQ3vkQ3v"]);
        assert!(found(r#"{"error_description":"this is no token, but a long text"}"#).is_empty());
    }
}
