//! The account that an example works with: the vendor's, if the environment has a key pair, or a sandbox.

use std::env;
use std::error::Error;

use kontorhaus_erpxt::{Client, Credentials, Environment, SecretString};
use kontorhaus_sandbox::Sandbox;

/// A client, and the sandbox that must live as long.
pub(crate) struct Account {
    pub(crate) client: Client,
    _sandbox: Option<Sandbox>,
}

/// Takes `ERPXT_CLIENT_ID`, `ERPXT_CLIENT_SECRET` and `ERPXT_URL` (the German host if it is not set).
pub(crate) async fn open() -> Result<Account, Box<dyn Error>> {
    let Ok(id) = env::var("ERPXT_CLIENT_ID") else {
        return in_a_sandbox().await;
    };
    let url = env::var("ERPXT_URL").unwrap_or_else(|_| Environment::Germany.into());
    Ok(Account {
        client: client(url, id, env::var("ERPXT_CLIENT_SECRET")?)?,
        _sandbox: None,
    })
}

async fn in_a_sandbox() -> Result<Account, Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let account = sandbox.erpxt();
    Ok(Account {
        client: client(
            account.url().to_owned(),
            account.client_id(),
            account.client_secret(),
        )?,
        _sandbox: Some(sandbox),
    })
}

fn client(url: String, id: String, secret: String) -> Result<Client, kontorhaus_erpxt::Error> {
    Client::builder()
        .endpoint(url)
        .credentials(Credentials::new(id, SecretString::from(secret)))
        .build()
}
