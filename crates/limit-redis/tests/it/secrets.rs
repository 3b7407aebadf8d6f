//! Passwords, and what a user of its own must be allowed to do.

use kontorhaus_core::{Clock, ErrorKind};
use kontorhaus_tests::redis::programs;

use super::*;

const LIMIT: Limit = Limit::new(2, Duration::from_millis(300));
const SENTINEL: &str = "s3ntinel";

fn with_user(server: &Server, user: &str) -> Builder {
    let url = server.url().replace("://", &format!("://{user}@"));
    let key = Key::new("shop").with_secret(&SecretString::from(SENTINEL));
    RedisBacked::builder(&url.into(), &key, LIMIT, WhenAway::Wait).longest_attempt(ATTEMPT)
}

#[tokio::test]
async fn a_wrong_password_ends_a_call_at_once_and_is_not_shown() {
    for program in programs() {
        let server = Server::start(&program, &["--requirepass", "another"]);
        let since = TokioClock::new();
        for user in [format!(":{SENTINEL}"), format!("{SENTINEL}:{SENTINEL}")] {
            let builder = with_user(&server, &user);
            let mut shown = format!("{builder:?}");
            let limiter = builder.build().unwrap();
            let refusal = permit(&limiter, ms(3000)).await.unwrap_err();
            shown = format!("{shown} {limiter:?} {refusal:?} {refusal}");
            assert!(refusal.to_string().contains("cannot be used: "), "{shown}");
            assert!(!shown.contains(SENTINEL), "{shown}");
        }
        let refusal = permit(&with_user(&server, "").build().unwrap(), ms(3000)).await;
        let message = refusal.unwrap_err().to_string();
        assert!(message.contains("unauthenticated"), "{message}");
        assert!(since.now() < ms(1000), "at once");
        used(&begun(with_user(&server, ":another")).await, 2).await;
    }
}

#[test]
fn an_address_that_cannot_be_used_is_not_shown() {
    let key = Key::new("shop");
    let url = |text: &str| SecretString::from(text.to_owned());
    for text in [
        "http://u:s3ntinel@h/",
        "s3ntinel",
        "redis://:s3ntinel@h:99999",
    ] {
        let builder = RedisBacked::builder(&url(text), &key, LIMIT, WhenAway::Fail);
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(!format!("{error:?} {error}").contains(SENTINEL), "{error}");
    }
    for limit in [Limit::new(0, ms(1)), Limit::new(1, Duration::MAX)] {
        let builder = RedisBacked::builder(&url("redis://h"), &key, limit, WhenAway::Fail);
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
    }
}

/// As the crate's documentation has it.
const RIGHTS: &[&str] = &[
    "~kontorhaus:limit:*",
    "-@all",
    "+eval",
    "+evalsha",
    "+info",
    "+time",
    "+del",
    "+zadd",
    "+zcard",
    "+zrange",
    "+zrangebyscore",
    "+zrem",
    "+zremrangebyscore",
    "+zscore",
];

#[tokio::test]
async fn a_user_with_these_rights_and_no_others_will_do() {
    for program in programs() {
        let server = Server::start(&program, &[]);
        let mut admin = admin(&server).await;
        let mut user = redis::cmd("ACL");
        user.arg(&[
            "SETUSER",
            "limits",
            "on",
            ">word",
            "resetkeys",
            "resetchannels",
        ]);
        let _: () = user.arg(RIGHTS).query_async(&mut admin).await.unwrap();
        let limiter = begun(with_user(&server, "limits:word")).await;
        used(&limiter, 2).await;
        // What has ended, what was given back, and what comes free.
        drop(permit(&limiter, HOUR).await.unwrap());
        used(&limiter, 1).await;

        let mut user = redis::cmd("ACL");
        user.arg(&["SETUSER", "limits", "-zadd"]);
        let _: () = user.query_async(&mut admin).await.unwrap();
        let refusal = permit(&limiter, ms(300)).await.unwrap_err().to_string();
        assert!(refusal.contains("cannot be used: "), "{refusal}");
    }
}

#[tokio::test]
async fn the_documented_rights_are_the_tested_ones() {
    let docs = include_str!("../../src/lib.rs").replace("\n//!  ", "");
    assert!(docs.contains(&format!("`{}`", RIGHTS.join(" "))));
}
