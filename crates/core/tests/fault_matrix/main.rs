//! What a call says it did, held against what a server has seen.
//!
//! Servers on loopback fail at every stage of an attempt, in every way, and count how
//! often they carried out the operation of each call. `KONTORHAUS_LONG_TESTS=1` tries each
//! cell of the matrix thousands of times. The table is printed also when all is well.

#![cfg(feature = "rustls")]
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod cancelling;
mod http1;
mod http2;
mod keep_alive;
mod ledger;
mod matrix;
mod plan;
mod route;
mod server;
mod shop;
mod stand;
mod strike;
mod table;
mod tls;

use std::io::Write;

use self::matrix::{Calls, Hits};
use self::plan::Version;

/// Whether there is time for thousands of calls.
fn long() -> bool {
    std::env::var("KONTORHAUS_LONG_TESTS").is_ok_and(|value| value == "1")
}

/// Prints past the test harness, which keeps what successful tests print.
fn show(text: &str) {
    std::io::stdout().write_all(text.as_bytes()).unwrap();
}

async fn run(title: &str, version: Version, hits: Hits) {
    let (stalled, other) = match version {
        _ if long() => (1000, 2000),
        Version::Http1 => (100, 200),
        Version::Http2 => (20, 40),
    };
    let report = matrix::run(version, hits, Calls { stalled, other }).await;
    let title = format!("{title}. Calls a cell: {other}, and {stalled} where it is stalled");
    show(&table::print(&title, &report.rows));
    let wrong = report.wrong;
    let some = &wrong[..wrong.len().min(20)];
    assert!(wrong.is_empty(), "{} are wrong: {some:#?}", wrong.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_at_every_attempt() {
    run("HTTP/1.1, every attempt fails", Version::Http1, Hits::Every).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_at_the_first_attempt() {
    run(
        "HTTP/1.1, the first attempt fails",
        Version::Http1,
        Hits::First,
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_at_every_attempt_over_http2() {
    run("HTTP/2, every attempt fails", Version::Http2, Hits::Every).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_at_the_first_attempt_over_http2() {
    run(
        "HTTP/2, the first attempt fails",
        Version::Http2,
        Hits::First,
    )
    .await;
}
