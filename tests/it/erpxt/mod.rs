//! The ERP XT client against messages of the documentation, and against the sandbox.

mod golden;
pub(crate) mod grades;
mod hostile;
mod json;
mod members;
mod operations;
mod outcomes;
mod pages;
mod prints;
mod queries;
mod raw;
mod refusals;
mod schemas;
mod secrets;
mod session;
mod tokens;

use kontorhaus_core::secrecy::SecretString;
use kontorhaus_erpxt::{Client, Credentials, ErpXt};
use kontorhaus_sandbox::Sandbox;
use kontorhaus_sandbox::erpxt::ErpXt as Account;

/// A builder with the address of the account and the right credentials.
fn builder(account: &Account) -> kontorhaus_core::Builder<ErpXt> {
    Client::builder()
        .endpoint(account.url())
        .credentials(credentials(account))
}

fn credentials(account: &Account) -> Credentials {
    let secret = SecretString::from(account.client_secret());
    Credentials::new(account.client_id(), secret)
}

/// A sandbox, and a client of its account. A test says what becomes of each request, so there is one a call.
async fn account() -> (Sandbox, Client) {
    let sandbox = Sandbox::start().await.expect("a port on loopback");
    let client = builder(sandbox.erpxt()).attempts(1).build();
    (sandbox, client.expect("a client"))
}
