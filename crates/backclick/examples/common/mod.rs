//! Where the examples call: the sandbox, or an installation if there is a host.

use std::env;
use std::error::Error;

use kontorhaus_backclick::{Client, Credentials, Host};
use kontorhaus_sandbox::Sandbox;

/// A client, and the sandbox that it calls, if it is that.
pub(crate) async fn client() -> Result<(Client, Option<Sandbox>), Box<dyn Error>> {
    if let Ok(host) = env::var("BACKCLICK_HOST") {
        let mandator = env::var("BACKCLICK_MANDATOR").map_or(Ok(0), |text| text.parse())?;
        let mut credentials = Credentials::of_mandator(mandator);
        if let Ok(key) = env::var("BACKCLICK_API_KEY") {
            credentials = credentials.with_api_key(key.into());
        }
        let builder = Client::builder().endpoint(Host::new(host));
        return Ok((builder.credentials(credentials).build()?, None));
    }
    let sandbox = Sandbox::start().await?;
    // Another import would be refused for a moment.
    let import_time = std::time::Duration::from_millis(300);
    sandbox.backclick().set_import_time(import_time);
    let client = Client::builder()
        .endpoint(sandbox.backclick().url())
        .credentials(Credentials::of_mandator(3))
        .build()?;
    Ok((client, Some(sandbox)))
}
