//! Makes the calls and holds what they report against what the servers did.

use std::sync::Arc;
use std::time::Duration;

use kontorhaus_core::limit::{InProcess, Key, Limit};
use kontorhaus_core::{Backoff, Builder, Client, ErrorKind, Outcome};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::ledger::Ledger;
use crate::plan::{Case, Fault, Stage, cases};
use crate::route::{Route, Way};
use crate::shop::{Kind, Probe, Sent, Shop};
use crate::stand::Stand;
use crate::table::{Row, Tally};
use crate::tls;

/// Which attempts of a call the fault hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hits {
    Every,
    First,
}

/// How many calls are under way at once: those that compute, and those that only wait.
const BUSY: usize = 12;
const WAITING: usize = 200;

/// How many calls are made for each case and kind of operation.
#[derive(Clone, Copy)]
pub(crate) struct Calls {
    /// Those that wait for a timeout.
    pub(crate) stalled: usize,
    pub(crate) other: usize,
}

/// What came of one call.
struct Verdict {
    id: String,
    sent: Sent,
    ended: Result<(), (ErrorKind, Outcome)>,
}

/// What the calls have shown.
pub(crate) struct Report {
    pub(crate) rows: Vec<Row>,
    /// What must not be.
    pub(crate) wrong: Vec<String>,
}

/// Makes the calls of every case.
pub(crate) async fn run(hits: Hits, calls: Calls) -> Report {
    let stand = Stand::start().await;
    let busy = Arc::new(Semaphore::new(BUSY));
    let waiting = Arc::new(Semaphore::new(WAITING));
    let mut running = JoinSet::new();
    for case in cases().filter(|case| hits == Hits::Every || case.is_transient()) {
        let client = client(case, hits, &stand);
        let (calls, turns) = match case.fault {
            Fault::Stalled => (calls.stalled, &waiting),
            _ => (calls.other, &busy),
        };
        for kind in Kind::BOTH {
            let (client, turns) = (client.clone(), Arc::clone(turns));
            running.spawn(async move {
                let verdicts = make_calls(&client, case, kind, calls, &turns).await;
                ((case, kind), verdicts)
            });
        }
    }
    let made = running.join_all().await;
    let ledger = stand.stop().await;

    let mut wrong = Vec::new();
    let rows = cases().filter_map(|case| {
        let mut tally = |kind| {
            let (cell, verdicts) = made.iter().find(|(cell, _)| *cell == (case, kind))?;
            Some(count(*cell, hits, verdicts, &ledger, &mut wrong))
        };
        Some(Row {
            case,
            write: tally(Kind::Write)?,
            idempotent: tally(Kind::Idempotent)?,
        })
    });
    Report {
        rows: rows.collect(),
        wrong,
    }
}

fn client(case: Case, hits: Hits, stand: &Stand) -> Client {
    let first = stand.faulty(case).to_owned();
    let later = match hits {
        Hits::Every => first.clone(),
        Hits::First => stand.healthy(case).to_owned(),
    };
    let endpoint = format!("{}/job", stand.healthy(case));
    let retry = Backoff::new()
        .first_delay(Duration::from_millis(2))
        .budget(1_000_000);
    let mut builder = Builder::<Shop>::new()
        .endpoint(endpoint)
        .root_certificate_pem(tls::AUTHORITY)
        .wrap_transport(|inner| Route {
            inner,
            way: Way { first, later },
        })
        .retry(retry);
    if case.fault == Fault::Stalled {
        builder = match case.stage {
            Stage::Connect => builder.connect_timeout(Duration::from_millis(500)),
            _ => builder.attempt_timeout(Duration::from_secs(1)),
        };
    }
    if case.stage == Stage::Limit {
        let limit = Limit::new(1, Duration::from_secs(3600));
        let limiter = InProcess::new(&Key::new("the limit leaves no room"), limit).unwrap();
        builder = builder.limiter(limiter);
    }
    builder.build().unwrap()
}

async fn make_calls(
    client: &Client,
    case: Case,
    kind: Kind,
    calls: usize,
    turns: &Arc<Semaphore>,
) -> Vec<Verdict> {
    let mut running = JoinSet::new();
    for number in 0..calls {
        let turn = Arc::clone(turns).acquire_owned().await.unwrap();
        let client = client.clone();
        let sent = body(case, number);
        running.spawn(async move {
            let id = format!("{case:?} {kind:?} {number}");
            let ended = kind.call(&client, &id, sent.clone()).await;
            drop(turn);
            Verdict {
                id,
                sent,
                ended: ended.map_err(|error| (error.kind(), error.outcome())),
            }
        });
    }
    running.join_all().await
}

/// Bodies in memory and from a source by turns; now and then one that fills every buffer.
fn body(case: Case, number: usize) -> Sent {
    let length = match case.stage {
        Stage::Accepted | Stage::RequestHead | Stage::RequestBody if number % 16 < 2 => 4_000_000,
        _ => fastrand::usize(1..4000),
    };
    match number % 2 {
        _ if case.stage == Stage::Build => Sent::Invalid,
        0 => Sent::Bytes(length),
        _ => Sent::Probed(length, Probe::default()),
    }
}

/// Counts the calls of a cell, and says what is not true.
fn count(
    (case, kind): (Case, Kind),
    hits: Hits,
    verdicts: &[Verdict],
    ledger: &Ledger,
    wrong: &mut Vec<String>,
) -> Tally {
    let mut tally = Tally::default();
    for verdict in verdicts {
        let outcome = verdict.ended.map_err(|(_, outcome)| outcome);
        tally.add(outcome);
        let effects = ledger.effects(&verdict.id);
        let mut check = |holds: bool, rule: &str| {
            if !holds {
                let (id, ended) = (&verdict.id, verdict.ended);
                wrong.push(format!("{id}: {ended:?}, {effects} effects: {rule}"));
            }
        };
        check(
            kind == Kind::Idempotent || effects <= 1,
            "a write takes effect once at most",
        );
        check(
            match outcome {
                Ok(()) | Err(Outcome::Applied) => effects >= 1,
                Err(Outcome::NotSent | Outcome::Rejected) => effects == 0,
                Err(_) => true,
            },
            "the outcome is true",
        );
        if let Sent::Probed(_, probe) = &verdict.sent {
            check(
                probe.polled() == (outcome != Err(Outcome::NotSent)),
                "not sent is what nobody has asked for",
            );
        }
        if let (Err(outcome), Some(certain)) = (outcome, case.certain()) {
            check(outcome == certain, "the outcome is certain");
        }
    }
    if hits == Hits::First && kind == Kind::Idempotent && 1000 * tally.failed() > verdicts.len() {
        let failed = tally.failed();
        wrong.push(format!("{case:?}: {failed} idempotent calls fail"));
    }
    tally
}
