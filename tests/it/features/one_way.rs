//! A one-way operation: nobody answers.

#[path = "../../features/one-way/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_core::fake::Reply;
use kontorhaus_core::{Builder, Client};

use self::expected::Notify;
use super::{Feature, exchange};

#[tokio::test]
async fn an_accepted_message_is_all_there_is() {
    let sent = exchange(Notify::new("started"), "").await;
    assert_eq!(
        sent.request,
        [
            "{urn:example:one-way}Notify",
            "  {urn:example:one-way}event = \"started\""
        ]
    );
    sent.output.expect("sent");
    let accepted = Reply::new(http::StatusCode::ACCEPTED, "");
    let builder: Builder<Feature> = Builder::new();
    let client: Client = builder
        .endpoint("http://127.0.0.1:9/")
        .transport(accepted)
        .build()
        .expect("a client");
    client.call(Notify::new("ended")).await.expect("accepted");
}
