//! The client against the sandbox, which checks the schema and keeps what it is told.

mod callers;
mod effects;
mod refusals;
mod waiting;

use kontorhaus_backclick::{Backclick, Client, Credentials, DateTime, Subscriber};
use kontorhaus_core::Builder;
use kontorhaus_sandbox::Sandbox;

async fn sandbox() -> Sandbox {
    Sandbox::start().await.expect("a port on loopback")
}

/// What clients of mandator 3 are built from; each call is made once.
fn builder(sandbox: &Sandbox) -> Builder<Backclick> {
    Client::builder()
        .endpoint(sandbox.backclick().url())
        .credentials(Credentials::of_mandator(3))
        .attempts(1)
}

fn client(sandbox: &Sandbox) -> Client {
    builder(sandbox).build().expect("a client")
}

fn time(text: &str) -> DateTime {
    text.parse().expect("a date and time")
}

fn eva() -> Subscriber {
    Subscriber::new("eva@example.org", [12])
}
