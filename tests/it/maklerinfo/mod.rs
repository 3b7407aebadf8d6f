//! The Maklerinfo client against messages that others wrote, and against the sandbox.

mod auth;
mod conditional;
mod errors;
mod functions;
mod golden;
mod hostile;
mod idempotency;
mod json;
mod multi_call;
mod properties;
pub(crate) mod schemas;
mod search;
mod secrets;
mod uploads;

use kontorhaus_core::fake::Capture;
use kontorhaus_core::{Builder, Transport};
use kontorhaus_maklerinfo::{Client, Credentials, Maklerinfo, Mandant};
use kontorhaus_sandbox::Sandbox;
use kontorhaus_sandbox::maklerinfo::Maklerinfo as Broker;

const KUNDE: &str = "123456";
const VERTRAG: &str = "1475";

/// A client with the right access. A test says what becomes of each request, so there is one a call.
fn client(broker: &Broker) -> Client {
    builder(broker).attempts(1).build().expect("a client")
}

fn builder(broker: &Broker) -> Builder<Maklerinfo> {
    let credentials = Credentials::digest(
        broker.vermittler(),
        broker.api_id(),
        broker.api_key().into(),
    );
    Client::builder()
        .endpoint(broker.url())
        .credentials(credentials)
}

/// A sandbox, and a client of its broker.
async fn broker() -> (Sandbox, Client) {
    let sandbox = Sandbox::start().await.expect("a port on loopback");
    let client = client(sandbox.maklerinfo());
    (sandbox, client)
}

/// A client whose requests go nowhere but into a record.
fn captured<T: Transport>(transport: T) -> (Capture<T>, Client) {
    let capture = Capture::new(transport);
    let client = Client::builder()
        .endpoint(Mandant::BlauDirekt)
        .credentials(Credentials::otp("012XYZ", "1007c537c2e12b44".into()))
        .attempts(1)
        .guessed_messages_to_this_host()
        .transport(capture.clone())
        .build()
        .expect("a client");
    (capture, client)
}
