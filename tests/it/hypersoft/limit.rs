//! The lock at the 61st call in a minute, and what keeps the client clear of it.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use kontorhaus_core::limit::{FileBacked, InProcess, Key};
use kontorhaus_hypersoft::{
    Client, Credentials, Environment, ErrorKind, GetStations, LIMIT, Outcome, ServerDateTime, Wire,
};
use kontorhaus_sandbox::Reaction;

use super::{builder, client, credentials, sandbox};

#[tokio::test]
async fn without_a_limit_the_61st_call_locks_for_good() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    for _ in 0..2 {
        let key = Key::new("generous").with(page.url());
        let much = kontorhaus_core::limit::Limit::new(1_000, Duration::from_secs(1));
        let generous = InProcess::with_history(&key, much, []).expect("a limiter");
        let client = builder(page, Wire::Json)
            .limiter(generous)
            .build()
            .expect("a client");
        for call in 1..=60 {
            let answer = client.server_date_time(ServerDateTime::new()).await;
            assert!(answer.is_ok(), "{call}");
        }
        assert!(!page.is_locked());
        for _ in 0..2 {
            let error = client.server_date_time(ServerDateTime::new()).await;
            assert_eq!(error.expect_err("it is locked").kind(), ErrorKind::Fault);
            assert!(page.is_locked());
        }
        page.unlock();
    }
}

#[tokio::test]
async fn the_61st_call_waits_or_fails_as_its_caller_likes() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    let client = client(page, Wire::Soap11);
    for _ in 0..60 {
        client
            .get_stations(GetStations::new())
            .await
            .expect("an answer");
    }
    let call = client.get_stations(GetStations::new());
    let error = call
        .timeout(Duration::from_secs(5))
        .await
        .expect_err("no room");
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Limited, Outcome::NotSent)
    );
    let wait = error.retry_after().expect("a time");
    assert!(
        wait > Duration::from_secs(50) && wait <= Duration::from_secs(60),
        "{wait:?}"
    );
    // By default it waits for its turn, and nothing is sent meanwhile.
    let waiting = tokio::spawn(client.get_stations(GetStations::new()).into_future());
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!waiting.is_finished());
    waiting.abort();
    assert_eq!((page.calls(), page.is_locked()), (60, false));
}

/// Each attempt counts, be it repeated by the client.
#[tokio::test]
async fn repeats_count() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    let client = builder(page, Wire::Json)
        .attempts(3)
        .build()
        .expect("a client");
    for _ in 0..30 {
        page.react([Reaction::Html(503)]);
        client
            .get_stations(GetStations::new())
            .await
            .expect("an answer");
    }
    let error = client
        .get_stations(GetStations::new())
        .timeout(Duration::from_secs(5))
        .await;
    assert_eq!(error.expect_err("no room").kind(), ErrorKind::Limited);
    assert_eq!((page.calls(), page.is_locked()), (60, false));
}

/// Tells a process that it is to build a client with default settings.
const BUILD: &str = "KONTORHAUS_HYPERSOFT_BUILD";

/// Where a client with default settings keeps its log, in a process of its own with another state directory.
#[test]
fn a_client_without_a_place_for_its_log_is_not_built() {
    const TEST: &str = "hypersoft::limit::a_client_without_a_place_for_its_log_is_not_built";
    let credentials = Credentials::new("cus".into(), "auth".into());
    if let Some(expected) = std::env::var_os(BUILD) {
        let built = Client::builder()
            .endpoint(Environment::Api)
            .credentials(credentials.clone())
            .build();
        match (expected.to_str(), built) {
            (Some("fails"), Err(error)) => {
                let text = error.to_string();
                for word in [
                    "the log of the limit",
                    "XDG_STATE_HOME",
                    "Builder::limiter",
                    "InProcess",
                ] {
                    assert!(text.contains(word), "{text}");
                }
                // Chosen by name, another one will do.
                let limiter = InProcess::new(&credentials.limit_key(), LIMIT);
                let built = Client::builder()
                    .endpoint(Environment::Api)
                    .credentials(credentials)
                    .limiter(limiter.expect("a limiter"))
                    .build();
                assert!(built.is_ok());
            }
            (Some("works"), Ok(_)) => {
                let directory = credentials
                    .limit_key()
                    .state_directory()
                    .expect("a directory");
                assert!(directory.join("log").is_file());
                let name = directory.file_name().and_then(|name| name.to_str());
                assert!(
                    name.is_some_and(
                        |name| name.starts_with("hypersoft-") && !name.contains("auth")
                    )
                );
            }
            (_, built) => panic!("{:?}", built.map_err(|error| error.to_string()).err()),
        }
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hypersoft-state");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    // A file where a directory is needed stops even the administrator.
    std::fs::write(folder.join("file"), "").expect("a file");
    for (state, expected) in [
        (folder.join("file"), "fails"),
        (folder.join("state"), "works"),
    ] {
        let run = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", TEST])
            .env(BUILD, expected)
            .env("XDG_STATE_HOME", state)
            .output()
            .expect("this program again");
        assert!(
            run.status.success(),
            "{expected}: {}",
            String::from_utf8_lossy(&run.stdout)
        );
    }
}

#[tokio::test]
async fn a_program_that_knows_the_history_begins_at_once() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hypersoft-history");
    let _ = std::fs::remove_dir_all(&folder);
    let ages = (0..58).map(|_| Duration::from_secs(30));
    let limiter = FileBacked::with_history(&folder, LIMIT, ages).expect("a limiter");
    let client = Client::builder()
        .endpoint(page.url())
        .credentials(credentials(page))
        .limiter(limiter)
        .build()
        .expect("a client");
    for _ in 0..2 {
        client
            .get_stations(GetStations::new())
            .await
            .expect("an answer");
    }
    let call = client
        .get_stations(GetStations::new())
        .timeout(Duration::from_secs(5));
    let error = call.await.expect_err("no room");
    let wait = error.retry_after().expect("a time");
    assert!(
        wait > Duration::from_secs(20) && wait <= Duration::from_secs(30),
        "{wait:?}"
    );
    // What is there already knows better.
    drop(client);
    let again = FileBacked::with_history(&folder, LIMIT, []).expect("a limiter");
    let client = builder(page, Wire::Soap12)
        .limiter(again)
        .build()
        .expect("a client");
    let call = client
        .get_stations(GetStations::new())
        .timeout(Duration::from_secs(5));
    assert_eq!(call.await.expect_err("no room").kind(), ErrorKind::Limited);
}
