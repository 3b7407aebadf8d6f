//! The WEBSALE client against gSOAP, the stack that WEBSALE runs.
//!
//! Every field of every operation is compared twice: what the server says it parsed, and what the client made of the
//! answer.

mod create_vouchers;
mod faults;
mod lost_answer;
mod peer;
mod reads;
mod transport;

use kontorhaus_core::secrecy::SecretString;
use kontorhaus_tests::interop::gsoap::{Flag, Server};
use kontorhaus_websale::{Client, Credentials};

/// A server that validates and one that does not; none where gSOAP is not installed.
fn strict_and_lenient() -> impl Iterator<Item = Server> {
    let modes: [&[Flag]; 2] = [&[Flag::Strict], &[]];
    modes.into_iter().filter_map(Server::start)
}

/// A client whose calls make one attempt, since a server is told what to do with each.
fn client(server: &Server) -> Client {
    let built = Client::builder()
        .endpoint(server.endpoint())
        .credentials(credentials())
        .attempts(1)
        .build();
    built.expect("a client")
}

fn credentials() -> Credentials {
    Credentials::new("TestShop", SecretString::from("secret"))
}

/// What the server should have parsed: these fields of the operation, after those that the client puts in.
fn parsed(operation: &str, msg_id: &str, fields: &[(&str, &str)]) -> String {
    let injected = [
        ("ShopID", "TestShop"),
        ("Password", "secret"),
        ("MsgID", msg_id),
    ];
    let line = |(field, value): &(&str, &str)| format!("{operation}.{field}={value}\n");
    injected.iter().chain(fields).map(line).collect()
}
