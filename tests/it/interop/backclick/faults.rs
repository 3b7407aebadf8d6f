//! Faults of both stacks: texts without a type, and what a validator says of a wrong request.

use kontorhaus_backclick::{
    CreateTransactionChannel, DoubleOptin, ErrorKind, Fault, GetSubscribers, Outcome,
    SetDoubleOptin,
};
use kontorhaus_sandbox::backclick::Fault as Documented;
use kontorhaus_tests::interop::backclick::{Server, Stack};

use super::{STACKS, client, refused};

#[tokio::test]
async fn every_documented_text() {
    for stack in STACKS {
        let Some(server) = Server::start(stack) else {
            return;
        };
        for documented in Documented::every() {
            if matches!(documented, Documented::Validation(_)) {
                continue;
            }
            let text = documented.to_string();
            let client = refused(&server, &text);
            let call = client.create_transaction_channel(CreateTransactionChannel::new());
            let error = call.await.expect_err("a fault");
            assert_eq!(error.kind(), ErrorKind::Fault, "{stack:?} {error}");
            let outcome = match documented {
                // What became of the rest of the request is not documented.
                Documented::InvalidFieldName => Outcome::Unknown,
                _ => Outcome::Rejected,
            };
            assert_eq!(error.outcome(), outcome, "{stack:?} {error}");
            assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
            let fault = error.detail::<Fault>().expect("a fault");
            assert_eq!(fault.reason, text, "{stack:?}");
            assert_eq!(fault.code.local, "Server");
            assert!(fault.details().is_empty(), "{fault:?}");
        }
    }
}

#[tokio::test]
async fn a_request_that_violates_the_schema_is_told_by_its_element() {
    for stack in STACKS {
        let Some(server) = Server::start(stack) else {
            return;
        };
        let client = client(&server);
        let item = DoubleOptin::new("max@example.org", 41);
        let too_many = SetDoubleOptin::new().with_doi_request_items(vec![item; 101]);
        let too_many = client
            .set_double_optin(too_many)
            .await
            .expect_err("a fault");
        let none = client
            .get_subscribers(GetSubscribers::new())
            .await
            .expect_err("a fault");
        for (error, element) in [(too_many, "doiRequestItems"), (none, "emailAddresses")] {
            assert_eq!(error.kind(), ErrorKind::Fault, "{stack:?} {error}");
            assert_eq!(error.outcome(), Outcome::Rejected, "{stack:?} {error}");
            let fault = error.detail::<Fault>().expect("a fault");
            if stack == Stack::Spyne {
                assert_eq!(fault.code.local, "Client.SchemaValidationError");
                assert!(fault.reason.contains(element), "{}", fault.reason);
                continue;
            }
            assert_eq!(fault.reason, "Validation error");
            assert_eq!(fault.code.local, "Client");
            let details = fault.details();
            assert_eq!(details.len(), 1, "{fault:?}");
            assert_eq!(details[0].local_name(), "ValidationError");
            let violation = details[0].read::<String>().expect("a text");
            assert!(
                violation.starts_with("cvc-complex-type.2.4."),
                "{violation}"
            );
            assert!(violation.contains(element), "{violation}");
            let shown = violation.trim_end_matches('.');
            assert!(error.to_string().contains(shown), "{error}");
        }
        assert_eq!(server.received(), "");
    }
}
