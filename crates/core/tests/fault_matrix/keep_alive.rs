//! Servers that close connections which clients keep for later.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use kontorhaus_core::{Backoff, Builder, Outcome};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::http1::{self, Connection};
use crate::ledger::Ledger;
use crate::plan::Fault;
use crate::server::Server;
use crate::shop::{Kind, Sent, Shop};
use crate::{long, show, strike};

/// Carries out a few requests and closes the connection, which it had promised to
/// keep, at a moment when the next one may be under way.
async fn break_the_promise(
    stream: TcpStream,
    ledger: &Ledger,
    broken: &AtomicUsize,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut connection = Connection::new(stream);
    for _ in 0..fastrand::usize(1..4) {
        let call = connection.request().await?;
        ledger.act(&call);
        let answer = http1::success(&call);
        connection.stream.write_all(&answer).await?;
    }
    match fastrand::u8(..4) {
        // At once, a little later, when a request has begun to arrive, or when it is there.
        0 => {}
        1 => tokio::time::sleep(Duration::from_micros(fastrand::u64(..3000))).await,
        2 => drop(connection.head().await?),
        _ => drop(connection.request().await?),
    }
    broken.fetch_add(1, Ordering::SeqCst);
    let faults = [Fault::Cut, Fault::Reset];
    strike::strike(faults[fastrand::usize(..2)], connection.stream).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_was_kept_costs_no_write_its_outcome() {
    let calls = if long() { 4000 } else { 400 };
    let (ledger, broken) = (Ledger::default(), Arc::<AtomicUsize>::default());
    let shared = (ledger.clone(), Arc::clone(&broken));
    let server = Server::start(shared, |stream, (ledger, broken)| async move {
        break_the_promise(stream, &ledger, &broken).await
    })
    .await;
    let retry = Backoff::new()
        .first_delay(Duration::from_millis(1))
        .budget(1_000_000);
    let client = Builder::<Shop>::new()
        .endpoint(format!("http://{}/job", server.address))
        .retry(retry)
        // Several of the kept connections may be stale.
        .attempts(20)
        .build()
        .unwrap();

    let mut running = JoinSet::new();
    for worker in 0..8 {
        let client = client.clone();
        running.spawn(async move {
            let mut outcomes = Vec::new();
            for number in 0..calls {
                let kind = Kind::BOTH[fastrand::usize(..2)];
                let id = format!("{worker} {number}");
                let ended = kind.call(&client, &id, Sent::Bytes(500)).await;
                outcomes.push((kind, id, ended.map_err(|error| error.outcome())));
                if fastrand::bool() {
                    tokio::time::sleep(Duration::from_micros(fastrand::u64(..3000))).await;
                }
            }
            outcomes
        });
    }
    let outcomes = running.join_all().await.concat();
    drop(client);
    server.stop().await;

    for (kind, id, ended) in &outcomes {
        let effects = ledger.effects(id);
        assert_eq!(*ended, Ok::<(), Outcome>(()), "{kind:?} {id}");
        match kind {
            Kind::Write => assert_eq!(effects, 1, "{id}"),
            Kind::Idempotent => assert!(effects >= 1, "{id}"),
        }
    }
    let broken = broken.load(Ordering::SeqCst);
    assert!(broken * 10 > outcomes.len(), "{broken} connections broke");
    let calls = outcomes.len();
    show(&format!(
        "\nKept connections: {calls} calls succeeded, {broken} connections were closed under them\n"
    ));
}
