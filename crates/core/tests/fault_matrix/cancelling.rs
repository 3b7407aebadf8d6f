//! Calls that are dropped at random moments.

use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use kontorhaus_core::{
    BoxFuture, Builder, CallRecord, Client, End, Limited, Limiter, Observer, Outcome, Permit,
    PermitRequest,
};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::http1::{self, Connection};
use crate::ledger::Ledger;
use crate::server::Server;
use crate::shop::{Kind, Probe, Sent, Shop};
use crate::{long, show};

tokio::task_local! {
    /// What is seen of the call that is being polled.
    static SEEN: Arc<Seen>;
}

#[derive(Default)]
struct Seen {
    /// How the permits came back: whether the attempt was handed over.
    permits: Mutex<Vec<bool>>,
    end: Mutex<Option<End>>,
}

/// Lets everything through and notes what permits come back as.
struct Noting;

impl Limiter for Noting {
    fn acquire<'a>(&'a self, _: PermitRequest<'a>) -> BoxFuture<'a, Result<Permit, Limited>> {
        let seen = SEEN.get();
        Box::pin(async move {
            Ok(Permit::new(move |handed| {
                seen.permits.lock().unwrap().push(handed);
            }))
        })
    }
}

impl Observer for Noting {
    fn call_ended(&self, call: &CallRecord<'_>) {
        SEEN.with(|seen| *seen.end.lock().unwrap() = Some(call.end));
    }
}

/// Does what it is asked for, with a pause wherever a call may be dropped.
async fn serve_slowly(stream: TcpStream, ledger: &Ledger) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let pause = || tokio::time::sleep(Duration::from_micros(fastrand::u64(..2000)));
    let mut connection = Connection::new(stream);
    loop {
        pause().await;
        let head = connection.head().await?;
        pause().await;
        connection.body(head.length).await?;
        pause().await;
        ledger.act(&head.call);
        pause().await;
        let answer = http1::success(&head.call);
        let (first, rest) = answer.split_at(fastrand::usize(..answer.len()));
        connection.stream.write_all(first).await?;
        pause().await;
        connection.stream.write_all(rest).await?;
    }
}

/// Makes a call and drops it at a random moment: the next time it is woken after it was
/// polled so often, or after some time, or never.
async fn make_and_drop(client: &Client, kind: Kind, id: &str, sent: Sent) {
    let mut call = pin!(kind.call(client, id, sent));
    let (mut polls, life) = match fastrand::u8(..5) {
        0 | 1 => (fastrand::u32(..8), Duration::MAX),
        2 | 3 => (u32::MAX, Duration::from_micros(fastrand::u64(..10_000))),
        _ => (u32::MAX, Duration::MAX),
    };
    let watched = poll_fn(|cx| {
        if polls == 0 {
            return Poll::Ready(());
        }
        polls -= 1;
        // How it ends is told to the observer.
        call.as_mut().poll(cx).map(drop)
    });
    let _dropped = tokio::time::timeout(life, watched).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dropped_call_says_what_it_did_and_gives_its_permit_back_only_if_that_was_nothing() {
    let calls = if long() { 50_000 } else { 5000 };
    let ledger = Ledger::default();
    let server = Server::start(ledger.clone(), |stream, ledger| async move {
        serve_slowly(stream, &ledger).await
    })
    .await;
    let client = Builder::<Shop>::new()
        .endpoint(format!("http://{}/job", server.address))
        .limiter(Noting)
        .observer(Noting)
        .build()
        .unwrap();

    let turns = Arc::new(Semaphore::new(32));
    let mut running = JoinSet::new();
    for number in 0..calls {
        let turn = Arc::clone(&turns).acquire_owned().await.unwrap();
        let client = client.clone();
        running.spawn(async move {
            let (kind, id) = (Kind::BOTH[number % 2], number.to_string());
            let (seen, probe) = (Arc::<Seen>::default(), Probe::default());
            let length = match number % 16 {
                // So much that it cannot all be on its way.
                0 | 1 => 8_000_000,
                _ => fastrand::usize(1..40_000),
            };
            let sent = Sent::Probed(length, probe.clone());
            let call = make_and_drop(&client, kind, &id, sent);
            SEEN.scope(Arc::clone(&seen), call).await;
            drop(turn);
            (id, seen, probe)
        });
    }
    let dropped = running.join_all().await;
    drop(client);
    server.stop().await;

    let [mut unsent, mut doubtful, mut applied, mut succeeded] = [0; 4];
    for (id, seen, probe) in dropped {
        let effects = ledger.effects(&id);
        let permits = seen.permits.lock().unwrap();
        let end = *seen.end.lock().unwrap();
        assert!(effects <= 1, "{id}: {effects} effects");
        assert_eq!(*permits == [true], probe.polled(), "{id}: {permits:?}");
        match end.map(End::outcome) {
            Some(None) => {
                assert_eq!(effects, 1, "{id}: {end:?}");
                succeeded += 1;
            }
            None | Some(Some(Outcome::NotSent)) => {
                assert_eq!(effects, 0, "{id}: {end:?}");
                assert!(!probe.polled(), "{id}: {end:?}");
                unsent += 1;
            }
            Some(outcome) => {
                assert_eq!(outcome, Some(Outcome::Unknown), "{id}: {end:?}");
                assert!(probe.polled(), "{id}: {end:?}");
                doubtful += 1;
                applied += effects;
            }
        }
    }
    show(&format!(
        "\nDropped calls: {calls}, of which {succeeded} had ended, {unsent} were not sent, {doubtful} are unknown \
         (of these {applied} took effect)\n"
    ));
    for count in [unsent, doubtful - applied, applied, succeeded] {
        assert!(
            count * 100 > u32::try_from(calls).unwrap(),
            "the moments are not spread"
        );
    }
}
