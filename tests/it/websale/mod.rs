//! The WEBSALE client against messages that others wrote, and against the sandbox.

mod faults;
mod golden;
mod idempotency;
mod once;
mod operations;
mod outcomes;
mod packets;
mod pages;
mod properties;
mod readings;
mod recording;
mod repeats;
mod rules;
mod secrets;

use kontorhaus_core::secrecy::SecretString;
use kontorhaus_sandbox::Sandbox;
use kontorhaus_sandbox::websale::Websale as Shop;
use kontorhaus_websale::{Client, Credentials};

/// A client with the right credentials for the shop. A test says what becomes of each request, so there is one a call.
fn client(shop: &Shop) -> Client {
    Client::builder()
        .endpoint(shop.url())
        .credentials(credentials(shop))
        .attempts(1)
        .build()
        .expect("a client")
}

fn credentials(shop: &Shop) -> Credentials {
    Credentials::new(shop.shop_id(), SecretString::from(shop.password()))
}

/// A sandbox, and a client of its shop.
async fn shop() -> (Sandbox, Client) {
    let sandbox = Sandbox::start().await.expect("a port on loopback");
    let client = client(sandbox.websale());
    (sandbox, client)
}
