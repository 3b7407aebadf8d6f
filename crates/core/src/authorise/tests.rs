//! What credentials put into a request.

use std::error::Error as _;

use http::StatusCode;
use http::header::AUTHORIZATION;
use secrecy::SecretString;

use super::*;
use crate::fake::{Capture, Reply, Respond};
use crate::testing::{builder, order};
use crate::{Client, ErrorKind, Outcome, TransportError, TransportErrorKind};

/// A client with these credentials, and what leaves it.
fn client(authoriser: impl Authoriser) -> (Client, Capture<Reply>) {
    let capture = Capture::new(Reply::ok("ok"));
    let builder = builder().transport(capture.clone()).authoriser(authoriser);
    (builder.build().unwrap(), capture)
}

async fn header(authoriser: impl Authoriser) -> HeaderValue {
    let (client, capture) = client(authoriser);
    client.call(order()).await.unwrap();
    capture.requests()[0].request.headers()[AUTHORIZATION].clone()
}

#[tokio::test]
async fn basic_is_the_pair_in_base_64() {
    // The examples of RFC 7617, sections 2 and 2.1.
    let value = header(Basic::new("Aladdin", "open sesame".into())).await;
    assert_eq!(value, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assert!(value.is_sensitive());
    let value = header(Basic::new("test", "123£".into())).await;
    assert_eq!(value, "Basic dGVzdDoxMjPCow==");
}

#[tokio::test]
async fn bearer_is_the_token() {
    let value = header(Bearer::new("mF_9.B5f-4.1JqM".into())).await;
    assert_eq!(value, "Bearer mF_9.B5f-4.1JqM");
    assert!(value.is_sensitive());
}

#[tokio::test]
async fn credentials_no_header_can_carry_are_not_sent() {
    async fn refused(authoriser: impl Authoriser) -> String {
        let (client, capture) = client(authoriser);
        let error = client.call(order()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(capture.requests().is_empty());
        error.message().to_owned()
    }
    assert_eq!(
        refused(Basic::new("a:b", "password".into())).await,
        "the user name of HTTP Basic can hold no colon"
    );
    assert_eq!(
        refused(Basic::new("a", "pass\nword".into())).await,
        "user name and password of HTTP Basic can hold no control character"
    );
    assert_eq!(
        refused(Bearer::new("to\nken".into())).await,
        "Authorization: the token holds a character no header may have"
    );
}

#[tokio::test]
async fn what_the_server_repeats_of_the_credentials_is_masked() {
    let encoded = "dGlsbC03Om9wZW4gc2VzYW1l";
    let told = format!("open sesame, or {encoded}");
    let repeating = told.clone();
    let refusal = Respond::with(move |_, _| {
        let cause = std::io::Error::other(repeating.clone());
        Err(TransportError::new(TransportErrorKind::Closed).source(cause))
    });
    let basic = || Basic::new("till-7", SecretString::from("open sesame"));
    let client = builder()
        .transport(refusal)
        .authoriser(basic())
        .build()
        .unwrap();
    let error = client.call(order()).await.unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "***, or ***");

    let reply = Reply::new(StatusCode::CONFLICT, told);
    let client = builder()
        .transport(reply)
        .authoriser(basic())
        .build()
        .unwrap();
    let error = client.call(order()).await.unwrap_err();
    assert_eq!(error.message(), "***, or ***");
    assert_eq!(format!("{:?}", Bearer::new("token".into())), "Bearer(***)");
}
