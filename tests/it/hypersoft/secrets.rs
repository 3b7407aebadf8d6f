//! The tokens are never shown, nor is what customers are called.

use kontorhaus_hypersoft::{Client, Credentials, GetCustomer, GetStations, Wire};
use kontorhaus_sandbox::Reaction;

use super::{WIRES, builder, client, credentials, sandbox};

#[tokio::test]
async fn tokens_are_masked_wherever_they_turn_up() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    let (cus_token, auth_token) = (page.cus_token(), page.auth_token());
    let is_clean = |text: &str| {
        assert!(
            !text.contains(&cus_token) && !text.contains(&auth_token),
            "{text}"
        );
    };
    is_clean(&format!("{:?}", credentials(page)));
    is_clean(&format!("{:?}", credentials(page).limit_key()));
    is_clean(&format!("{:?}", builder(page, Wire::Json)));
    for wire in WIRES {
        let client = client(page, wire);
        is_clean(&format!("{client:?}"));
        // A server that echoes what it was sent.
        let echo = format!("{cus_token} is not {auth_token}");
        page.set_custom_errors(false);
        page.react([
            Reaction::Fault(kontorhaus_sandbox::hypersoft::Fault::Exception(
                echo.clone(),
            )),
            Reaction::Instead(format!("<html>{echo}</html>")),
            Reaction::Instead(format!("{{\"d\":[\"{echo}\"]}}")),
        ]);
        for _ in 0..3 {
            let error = client
                .get_stations(GetStations::new())
                .await
                .expect_err("an error");
            is_clean(&format!(
                "{error} {error:?} {error:#?} {:?}",
                error.excerpt()
            ));
            if let Some(fault) = error.fault_as::<GetStations>() {
                assert!(fault.reason.contains("*** is not ***"), "{fault:?}");
            }
        }
    }
}

#[tokio::test]
async fn people_are_not_printed() {
    let sandbox = sandbox().await;
    for wire in WIRES {
        let client = client(sandbox.hypersoft(), wire);
        let answer = client
            .get_customer(GetCustomer::new(1001))
            .await
            .expect("a customer");
        let shown = format!("{answer:?}");
        for secret in ["Mustermann", "Erika", "1980", "Fensterplatz"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        assert!(shown.contains("1001"), "{shown}");
    }
}

#[test]
fn tokens_are_needed() {
    let error = Client::builder()
        .endpoint("https://api.myhypersoft.de/Service/API300.asmx")
        .build()
        .expect_err("no tokens");
    assert!(error.to_string().contains("tokens are needed"), "{error}");
    for (cus_token, auth_token) in [("", "b"), ("a", "")] {
        let error = Client::builder()
            .endpoint("https://api.myhypersoft.de/Service/API300.asmx")
            .credentials(Credentials::new(cus_token.into(), auth_token.into()))
            .build()
            .expect_err("an empty token");
        assert!(error.to_string().contains("may be empty"), "{error}");
    }
}
