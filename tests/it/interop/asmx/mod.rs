//! The Hypersoft client against ASP.NET web services on Mono.

mod description;
mod faults;
mod kinds;
mod unheard;
mod values;

use kontorhaus_core::limit::{InProcess, Key};
use kontorhaus_core::{Builder, Service};
use kontorhaus_hypersoft::{Client, Credentials, Hypersoft, LIMIT, Wire};
use kontorhaus_tests::interop::asmx::Server;

pub(super) const WIRES: [Wire; 3] = [Wire::Soap11, Wire::Soap12, Wire::Json];

/// A client of the page `API300` with this first token, on that wire.
fn client(server: &Server, cus_token: &str, wire: Wire) -> Client {
    builder(server, "API300", wire)
        .credentials(Credentials::new(cus_token.into(), "s3cret-auth".into()))
        .build()
        .expect("a client")
}

/// What a client of any page is built from. These servers lock nobody.
fn builder(server: &Server, page: &str, wire: Wire) -> Builder<Hypersoft> {
    let key = Key::new(page).with(&server.port().to_string());
    let limiter = InProcess::with_history(&key, LIMIT, []).expect("a limiter");
    assert_eq!(Hypersoft::NAME, "hypersoft");
    Client::builder()
        .endpoint(server.page(page))
        .setting(wire)
        .limiter(limiter)
        .attempts(1)
}
