//! The shop that an example works with: the one that the environment names, or a sandbox.

use std::env::{self, VarError};
use std::error::Error;

use kontorhaus_sandbox::Sandbox;
use kontorhaus_websale::{Client, Credentials, SecretString};

/// A client of `WEBSALE_URL`, with `WEBSALE_SHOP_ID` and `WEBSALE_PASSWORD`; else one of a shop on loopback, which lives as
/// long as the second value.
pub(crate) async fn open() -> Result<(Client, Option<Sandbox>), Box<dyn Error>> {
    match env::var("WEBSALE_URL") {
        Ok(url) => {
            let password = env::var("WEBSALE_PASSWORD")?;
            Ok((client(&url, env::var("WEBSALE_SHOP_ID")?, password)?, None))
        }
        Err(VarError::NotPresent) => {
            let sandbox = Sandbox::start().await?;
            let shop = sandbox.websale();
            let client = client(shop.url(), shop.shop_id(), shop.password())?;
            Ok((client, Some(sandbox)))
        }
        Err(error) => Err(error.into()),
    }
}

fn client(
    url: &str,
    shop_id: String,
    password: String,
) -> Result<Client, kontorhaus_websale::Error> {
    Client::builder()
        .endpoint(url)
        .credentials(Credentials::new(shop_id, SecretString::from(password)))
        .build()
}
