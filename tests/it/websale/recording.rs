//! A recording of the shop stands in for the shop.

use std::fs;

use kontorhaus_core::fake::{Recorder, Replay};
use kontorhaus_core::{Outcome, secrecy::SecretString};
use kontorhaus_sandbox::{Reaction, Sandbox, websale::Fault};
use kontorhaus_websale::{Client, CreateVouchers, Credentials, GetVoucherCodes};

use super::credentials;

/// What came of [`session`].
struct Told {
    made: Vec<String>,
    listed: Vec<String>,
    refused: String,
}

/// What a program does that makes vouchers.
async fn session(client: &Client) -> Told {
    let made = client
        .create_vouchers(CreateVouchers::new(2).with_charge_id("SPRING-TPL"))
        .await
        .expect("two vouchers");
    let page = client
        .get_voucher_codes(GetVoucherCodes::new("SPRING-TPL"))
        .await
        .expect("a page of vouchers");
    let refused = client.create_vouchers(CreateVouchers::new(2).with_charge_id("SPRING-TPL"));
    let refused = refused.await.expect_err("a fault");
    assert_eq!(refused.outcome(), Outcome::Rejected);
    Told {
        made: made.voucher_numbers,
        listed: page
            .voucher_list
            .into_iter()
            .map(|voucher| voucher.num)
            .collect(),
        refused: refused.to_string(),
    }
}

#[tokio::test]
async fn a_recorded_session_is_played_back_without_the_shop() {
    let dir = std::env::temp_dir().join(format!("websale-recording-{}", std::process::id()));
    let sandbox = Sandbox::start().await.unwrap();
    let shop = sandbox.websale();
    shop.react([
        Reaction::Normal,
        Reaction::Normal,
        Reaction::Fault(Fault::TooManyVouchers),
    ]);
    let into = dir.clone();
    let client = Client::builder()
        .endpoint(shop.url())
        .credentials(credentials(shop))
        .wrap_transport(|inner| Recorder::new(inner, into))
        .build()
        .unwrap();
    let recorded = session(&client).await;
    assert_eq!(recorded.made, recorded.listed);

    let replay = Client::builder()
        .endpoint("https://shop.example/soap")
        .credentials(Credentials::new("other", SecretString::from("password")))
        .transport(Replay::from_dir(&dir).unwrap())
        .build()
        .unwrap();
    let replayed = session(&replay).await;
    // The numbers are money, so a recording has others in their place; the first two stand for shop ID and password.
    assert_eq!(replayed.made, ["masked-3", "masked-4"]);
    assert_eq!(replayed.listed, replayed.made);
    assert_eq!(replayed.refused, recorded.refused);

    let mut files = 0;
    for entry in fs::read_dir(&dir).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains(&shop.password()), "{text}");
        assert!(!text.contains(&recorded.made[0]), "{text}");
        assert!(!text.contains("gartenmarkt"), "{text}");
        assert!(
            text.contains(">{{call-id}}<") || text.contains("Fault"),
            "{text}"
        );
        files += 1;
    }
    assert_eq!(files, 6);
    fs::remove_dir_all(&dir).unwrap();
}
