//! Makes the calls and holds what they report against what the servers did.

use std::time::Duration;

use http::StatusCode;
use kontorhaus_core::limit::{InProcess, Key, Limit};
use kontorhaus_core::{Backoff, Builder, Client, ErrorKind, Outcome};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::ledger::Ledger;
use crate::plan::{Case, Fault, Stage, Version};
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

/// How many calls may be under way at once, in all tests together, so that neither
/// processors nor file descriptors run out: calls that compute,
static BUSY: Semaphore = Semaphore::const_new(12);
/// calls that wait for their timeout,
static WAITING: Semaphore = Semaphore::const_new(192);
/// and calls that wait for it over TLS, all of which then begin to compute.
static WAITING_SECURE: Semaphore = Semaphore::const_new(48);

fn turns(case: Case) -> &'static Semaphore {
    match (case.fault, case.version, case.stage) {
        (Fault::Stalled, Version::Http2, _) | (Fault::Stalled, _, Stage::Tls) => &WAITING_SECURE,
        (Fault::Stalled, ..) => &WAITING,
        _ => &BUSY,
    }
}

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
    ended: Result<(), Failure>,
}

/// What an error says.
#[derive(Clone, Copy, Debug)]
struct Failure {
    kind: ErrorKind,
    outcome: Outcome,
    status: Option<StatusCode>,
}

/// What the calls have shown.
pub(crate) struct Report {
    pub(crate) rows: Vec<Row>,
    /// What must not be.
    pub(crate) wrong: Vec<String>,
}

/// Makes the calls of every case.
pub(crate) async fn run(version: Version, hits: Hits, calls: Calls) -> Report {
    let stand = Stand::start(version).await;
    let mut running = JoinSet::new();
    for case in version.cases() {
        if hits == Hits::First && !case.is_transient() {
            continue;
        }
        let client = client(case, hits, &stand);
        let calls = match case.fault {
            Fault::Stalled => calls.stalled,
            _ => calls.other,
        };
        for kind in Kind::BOTH {
            let client = client.clone();
            running.spawn(async move {
                let verdicts = make_calls(&client, case, kind, calls).await;
                ((case, kind), verdicts)
            });
        }
    }
    let made = running.join_all().await;
    let ledger = stand.stop().await;

    let mut wrong = Vec::new();
    let rows = version.cases().filter_map(|case| {
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
        Hits::First => stand.healthy(case),
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
        let millis = match (case.stage, hits) {
            // The next attempt must have time enough on a busy machine.
            (_, Hits::First) | (Stage::Refusal, _) => 2000,
            _ => 200,
        };
        builder = builder.attempt_timeout(Duration::from_millis(millis));
    }
    if case.stage == Stage::Connect {
        builder = builder.connect_timeout(Duration::from_millis(500));
    }
    if case.stage == Stage::Limit {
        let limit = Limit::new(1, Duration::from_secs(3600));
        let limiter = InProcess::new(&Key::new("the limit leaves no room"), limit).unwrap();
        builder = builder.limiter(limiter);
    }
    builder.build().unwrap()
}

async fn make_calls(client: &Client, case: Case, kind: Kind, calls: usize) -> Vec<Verdict> {
    let mut running = JoinSet::new();
    for number in 0..calls {
        let turn = turns(case).acquire().await.unwrap();
        let client = client.clone();
        let sent = body(case, number);
        running.spawn(async move {
            let id = format!("{case:?} {kind:?} {number}");
            let ended = kind.call(&client, &id, sent.clone()).await;
            drop(turn);
            Verdict {
                id,
                sent,
                ended: ended.map_err(|error| Failure {
                    kind: error.kind(),
                    outcome: error.outcome(),
                    status: error.status(),
                }),
            }
        });
    }
    running.join_all().await
}

/// Bodies in memory and from a source by turns; now and then one that cannot all be on
/// its way at once, or none at all.
fn body(case: Case, number: usize) -> Sent {
    let sending = matches!(
        case.stage,
        Stage::Accepted | Stage::RequestHead | Stage::RequestBody
    );
    let length = match case.version {
        Version::Http1 if sending && number % 16 < 2 => 4_000_000,
        Version::Http2 if sending && number % 16 < 2 => 200_000,
        _ if case.stage != Stage::RequestBody && number % 16 == 2 => 0,
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
        let outcome = verdict.ended.map_err(|failure| failure.outcome);
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
        let Err(failure) = verdict.ended else {
            continue;
        };
        if let Some(certain) = case.certain(kind) {
            check(failure.outcome == certain, "the outcome is certain");
        }
        if kind == Kind::Write && failure.status == Some(StatusCode::CONFLICT) {
            check(failure.outcome == Outcome::Rejected, "a 4xx is a refusal");
        }
        if let (Hits::Every, Some(certain)) = (hits, case.error()) {
            check(failure.kind == certain, "it fails where it is meant to");
        }
    }
    if hits == Hits::First && kind == Kind::Idempotent && 1000 * tally.failed() > verdicts.len() {
        let failed = tally.failed();
        wrong.push(format!("{case:?}: {failed} idempotent calls fail"));
    }
    tally
}
