//! The access that an example runs with.

use std::env::{self, VarError};
use std::error::Error;
use std::time::Duration;

use kontorhaus_maklerinfo::{Client, Credentials};
use kontorhaus_sandbox::Sandbox;

/// A client of the server that the environment names, else of one on loopback, which lives as long as the second value.
pub(crate) async fn client() -> Result<(Client, Option<Sandbox>), Box<dyn Error>> {
    let var = |name: &str| env::var(format!("MAKLERINFO_{name}"));
    let (url, credentials, sandbox) = match var("URL") {
        Ok(url) => {
            let key = var("API_KEY")?.into();
            (
                url,
                Credentials::digest(var("VERMITTLER")?, var("API_ID")?, key),
                None,
            )
        }
        Err(VarError::NotPresent) => {
            let sandbox = Sandbox::start().await?;
            let broker = sandbox.maklerinfo();
            let key = broker.api_key().into();
            let credentials = Credentials::digest(broker.vermittler(), broker.api_id(), key);
            (broker.url().to_owned(), credentials, Some(sandbox))
        }
        Err(error) => return Err(error.into()),
    };
    // Documents may be large.
    let client = Client::builder()
        .endpoint(url)
        .credentials(credentials)
        .attempt_timeout(Duration::from_secs(300))
        .timeout(Duration::from_secs(300))
        .build()?;
    Ok((client, sandbox))
}
