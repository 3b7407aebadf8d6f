//! The ERP XT client's tokens, given and checked by Authlib.

use std::time::Duration;

use kontorhaus_core::secrecy::SecretString;
use kontorhaus_erpxt::{ApiError, Client, Credentials, NewProforma, Outcome};
use kontorhaus_tests::interop::oauth::{Counts, Server};
use tokio::task::JoinSet;

/// The vendor wants ID and secret as they are. Authlib also decodes `%XX`, since the standard would have them form-encoded;
/// but for a percent sign that makes no difference.
const SECRET: &str = "s3same+/: &=ü";

fn client(server: &Server, secret: &str) -> Client {
    Client::builder()
        .endpoint(server.endpoint())
        .credentials(Credentials::new("buchhaltung", SecretString::from(secret)))
        .attempts(1)
        .build()
        .expect("a client")
}

fn counts(tokens: u32, refused: u32, orders: u32) -> Counts {
    Counts {
        tokens,
        refused,
        orders,
    }
}

#[tokio::test]
async fn a_token_is_had_and_taken() {
    let Some(server) = Server::start(SECRET, 600) else {
        return;
    };
    let client = client(&server, SECRET);
    for _ in 0..3 {
        assert!(client.products().list().await.unwrap().is_empty());
    }
    assert_eq!(server.counts(), counts(1, 0, 0));
}

#[tokio::test]
async fn a_wrong_secret_is_refused_as_the_standard_has_it() {
    let Some(server) = Server::start(SECRET, 600) else {
        return;
    };
    let error = client(&server, "wrong")
        .products()
        .list()
        .await
        .unwrap_err();
    let api = ApiError::of(&error).unwrap();
    assert_eq!(api.code.as_deref(), Some("invalid_client"));
    assert!(api.message.contains("client_secret_basic"), "{api:?}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(server.counts(), counts(0, 0, 0));
}

#[tokio::test]
async fn a_token_that_was_revoked_in_flight_costs_one_repeat() {
    let Some(server) = Server::start(SECRET, 600) else {
        return;
    };
    let client = client(&server, SECRET);
    client.products().list().await.unwrap();
    server.revoke();
    let created = client
        .proformas()
        .create(NewProforma::new(880, 310))
        .no_retry()
        .await
        .unwrap();
    assert_eq!(created, 1);
    assert_eq!(server.counts(), counts(2, 1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_at_once_share_a_token_and_none_is_lost() {
    let Some(server) = Server::start(SECRET, 600) else {
        return;
    };
    let client = client(&server, SECRET);
    for round in 1..=2 {
        let mut calls = JoinSet::new();
        for _ in 0..100 {
            calls.spawn(client.products().list().into_future());
        }
        assert!(calls.join_all().await.iter().all(Result::is_ok));
        assert_eq!(server.counts().tokens, round);
        server.revoke();
    }
}

#[tokio::test]
async fn a_token_is_renewed_before_it_ends() {
    let Some(server) = Server::start(SECRET, 5) else {
        return;
    };
    let client = client(&server, SECRET);
    client.products().list().await.unwrap();
    // A fifth of its life before the end.
    tokio::time::sleep(Duration::from_millis(4_300)).await;
    client.products().list().await.unwrap();
    assert_eq!(server.counts(), counts(2, 0, 0));
}
