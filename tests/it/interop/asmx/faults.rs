//! Faults of ASP.NET, with detail and without, shown and hidden, and what they say of the effect.

use kontorhaus_hypersoft::{ErrorKind, Fault, GetStations, Outcome, SetCustomer, Wire};
use kontorhaus_tests::interop::asmx::{Errors, Server};

use super::{WIRES, client};

const CLASS: &str = "System.InvalidOperationException";

#[tokio::test]
async fn an_exception_of_the_method_leaves_everything_open() {
    for errors in [Errors::Hidden, Errors::Shown] {
        let Some(server) = Server::start(errors) else {
            return;
        };
        for wire in WIRES {
            let client = client(&server, "crash", wire);
            let error = client
                .set_customer(SetCustomer::new())
                .await
                .expect_err("a fault");
            assert_eq!(error.kind(), ErrorKind::Fault, "{wire:?} {error}");
            assert_eq!(error.outcome(), Outcome::Unknown);
            assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
            let fault = error.fault_as::<SetCustomer>().expect("a fault");
            let reason = match errors {
                // Mono hides no messages over JSON; .NET puts a sentence in their place.
                _ if wire == Wire::Json => "something broke".to_owned(),
                Errors::Hidden => {
                    "Server was unable to process request. ---> something broke".to_owned()
                }
                Errors::Shown => format!(
                    "System.Web.Services.Protocols.SoapException: Server was unable to process request. ---> {CLASS}: something broke"
                ),
            };
            assert_eq!(fault.reason.lines().next(), Some(&*reason), "{wire:?}");
            assert_eq!(error.message(), reason);
            let code = match wire {
                Wire::Soap11 => "Server",
                Wire::Soap12 => "Receiver",
                _ => CLASS,
            };
            assert_eq!(error.code(), Some(code));
            assert!(fault.details().is_empty());
            // Whatever the server shows, an error is one line, without the stack.
            assert!(!error.to_string().contains("API300.Accept"), "{error}");
        }
    }
}

#[tokio::test]
async fn a_fault_with_detail_shows_it_over_soap() {
    let Some(server) = Server::start(Errors::Hidden) else {
        return;
    };
    for wire in WIRES {
        let client = client(&server, "unknown-token", wire);
        let error = client
            .get_stations(GetStations::new())
            .await
            .expect_err("a fault");
        assert_eq!(error.kind(), ErrorKind::Fault, "{wire:?} {error}");
        let fault = error.detail::<Fault>().expect("a fault");
        if wire == Wire::Json {
            // There is no place for it.
            assert_eq!(fault.detail, None);
            assert_eq!(error.outcome(), Outcome::Unknown);
            continue;
        }
        assert_eq!(error.outcome(), Outcome::Rejected);
        assert_eq!(fault.reason, "token refused");
        let details = fault.details();
        assert_eq!(details.len(), 1, "{wire:?} {fault:?}");
        assert_eq!(details[0].local_name(), "ErrorCode");
        assert_eq!(details[0].read::<String>().expect("a text"), "4711");
    }
}
