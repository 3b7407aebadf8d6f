//! Every fault that the sandbox knows, on each wire: what the client makes of it.

use kontorhaus_hypersoft::{ErrorKind, Fault, GetStations, Outcome, Wire};
use kontorhaus_sandbox::Reaction;
use kontorhaus_sandbox::hypersoft::Fault as Planned;

use super::{WIRES, client, sandbox};

/// What the client must know of the effect.
fn expected(fault: &Planned, wire: Wire, custom_errors: bool) -> (ErrorKind, Outcome) {
    let before_the_method = match fault {
        Planned::BrokenXml | Planned::WrongMediaType => {
            return (ErrorKind::Status, Outcome::Rejected);
        }
        Planned::UnrecognizedFormat => return (ErrorKind::Status, Outcome::Unknown),
        Planned::UnknownAction(_)
        | Planned::NoAction
        | Planned::UnreadableRequest(_)
        | Planned::Detailed { .. } => wire != Wire::Json,
        Planned::MissingParameter(_)
        | Planned::UnknownMethod(_)
        | Planned::WrongVerb { .. }
        | Planned::NoScriptService => wire == Wire::Json && !custom_errors,
        _ => false,
    };
    let outcome = if before_the_method {
        Outcome::Rejected
    } else {
        Outcome::Unknown
    };
    (ErrorKind::Fault, outcome)
}

#[tokio::test]
async fn every_fault_on_every_wire() {
    for wire in WIRES {
        for custom_errors in [true, false] {
            let sandbox = sandbox().await;
            let page = sandbox.hypersoft();
            page.set_custom_errors(custom_errors);
            let client = client(page, wire);
            for fault in Planned::every() {
                page.react([Reaction::Fault(fault.clone())]);
                let call = client.get_stations(GetStations::new()).await;
                let error = call.expect_err("a fault");
                assert_eq!(
                    (error.kind(), error.outcome()),
                    expected(&fault, wire, custom_errors),
                    "{wire:?} {fault:?} {error}"
                );
                if error.kind() != ErrorKind::Fault {
                    continue;
                }
                let found = error.fault_as::<GetStations>().expect("a fault");
                let says_what_to_do = error
                    .advice()
                    .is_some_and(|advice| advice.contains("adopt"));
                let is_unknown = matches!(fault, Planned::UnknownAction(_));
                assert_eq!(says_what_to_do, is_unknown && wire != Wire::Json, "{error}");
                if wire == Wire::Json && custom_errors {
                    assert_eq!(found.reason, "There was an error processing the request.");
                } else {
                    assert!(found.reason.ends_with(&fault.to_string()), "{found:?}");
                }
            }
            let answer = client.get_stations(GetStations::new()).await;
            assert!(answer.is_ok(), "the next call is normal");
        }
    }
}

#[tokio::test]
async fn a_detail_can_be_read() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    for wire in [Wire::Soap11, Wire::Soap12] {
        page.react([Reaction::Fault(Planned::Detailed {
            message: "the till is closed".into(),
            code: "4711".into(),
        })]);
        let call = client(page, wire).get_stations(GetStations::new()).await;
        let error = call.expect_err("a fault");
        let details = error.detail::<Fault>().expect("a fault").details();
        assert_eq!(details.len(), 1);
        assert_eq!(details[0].local_name(), "ErrorCode");
        assert_eq!(details[0].read::<String>().expect("a text"), "4711");
    }
}

#[tokio::test]
async fn wrong_tokens_are_a_fault() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    page.set_custom_errors(false);
    for wire in WIRES {
        let wrong = kontorhaus_hypersoft::Credentials::new("other".into(), "tokens".into());
        let client = super::builder(page, wire)
            .credentials(wrong)
            .build()
            .expect("a client");
        let error = client
            .get_stations(GetStations::new())
            .await
            .expect_err("a fault");
        assert!(
            error.message().ends_with("The *** are not valid."),
            "{wire:?} {error}"
        );
        assert_eq!(error.kind(), ErrorKind::Fault);
    }
}

/// Broken connections and proxies, on each wire.
#[tokio::test]
async fn what_is_no_answer_leaves_a_read_repeatable() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    for wire in WIRES {
        for (reaction, kind) in [
            (Reaction::LoseAnswer, ErrorKind::Transport),
            (Reaction::CutOff(20), ErrorKind::Transport),
            (Reaction::Html(503), ErrorKind::Status),
        ] {
            page.react([reaction.clone()]);
            let call = client(page, wire).get_stations(GetStations::new()).await;
            let error = call.expect_err("no answer");
            assert_eq!(
                (error.kind(), error.outcome()),
                (kind, Outcome::Unknown),
                "{wire:?}"
            );
            assert!(error.is_retryable());
            page.react([reaction]);
            let call = client(page, wire)
                .get_stations(GetStations::new())
                .attempts(2);
            assert!(call.await.is_ok(), "{wire:?}");
        }
        page.react([Reaction::Instead("garbage".into())]);
        let error = client(page, wire)
            .get_stations(GetStations::new())
            .await
            .expect_err("garbage");
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Decode, Outcome::Unknown)
        );
    }
}
