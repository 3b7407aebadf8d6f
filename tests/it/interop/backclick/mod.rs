//! The BACKCLICK client against its mailing system on JAX-WS and on spyne, both of which check the schema.

mod faults;
mod schema;
mod values;

use kontorhaus_backclick::{Client, Credentials};
use kontorhaus_tests::interop::backclick::{Server, Stack};

pub(super) const STACKS: [Stack; 2] = [Stack::JaxWs, Stack::Spyne];

/// A client for mandator 3, without an API key.
fn client(server: &Server) -> Client {
    with(server, Credentials::of_mandator(3))
}

/// A client whose API key makes these servers answer with the fault of that text.
fn refused(server: &Server, text: &str) -> Client {
    let key = format!("fault {text}");
    with(server, Credentials::of_mandator(3).with_api_key(key.into()))
}

fn with(server: &Server, credentials: Credentials) -> Client {
    Client::builder()
        .endpoint(server.endpoint())
        .credentials(credentials)
        .attempts(1)
        .build()
        .expect("a client")
}
