//! The Hypersoft client against messages that others wrote, and against the sandbox.

mod faults;
mod golden;
mod guard;
mod hammer;
mod limit;
mod page;
mod properties;
mod secrets;
mod update;
mod upload;
mod wires;

use kontorhaus_core::Builder;
use kontorhaus_core::limit::{InProcess, Key};
use kontorhaus_hypersoft::{Client, Credentials, Hypersoft, LIMIT, Wire};
use kontorhaus_sandbox::Sandbox;
use kontorhaus_sandbox::hypersoft::Hypersoft as Page;

const WIRES: [Wire; 3] = [Wire::Soap11, Wire::Soap12, Wire::Json];

fn credentials(page: &Page) -> Credentials {
    Credentials::new(page.cus_token().into(), page.auth_token().into())
}

/// What clients of a page are built from: nobody has called it before, and what becomes of each request is for the test
/// to say.
fn builder(page: &Page, wire: Wire) -> Builder<Hypersoft> {
    let key = Key::new("page").with(page.url());
    Client::builder()
        .endpoint(page.url())
        .credentials(credentials(page))
        .limiter(InProcess::with_history(&key, LIMIT, []).expect("a limiter"))
        .setting(wire)
        .attempts(1)
}

fn client(page: &Page, wire: Wire) -> Client {
    builder(page, wire).build().expect("a client")
}

async fn sandbox() -> Sandbox {
    Sandbox::start().await.expect("a port on loopback")
}
