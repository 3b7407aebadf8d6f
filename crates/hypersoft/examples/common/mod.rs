//! Where the examples call: the sandbox, or Hypersoft if there are tokens.

use std::env;
use std::error::Error;
use std::process::ExitCode;

use kontorhaus_hypersoft::{Client, Credentials, Environment, InProcess, LIMIT};
use kontorhaus_sandbox::Sandbox;

/// A client, and the sandbox that it calls, if it is that.
pub(crate) async fn client() -> Result<(Client, Option<Sandbox>), Box<dyn Error>> {
    if let (Ok(cus_token), Ok(auth_token)) = (
        env::var("HYPERSOFT_CUS_TOKEN"),
        env::var("HYPERSOFT_AUTH_TOKEN"),
    ) {
        let endpoint = env::var("HYPERSOFT_ENDPOINT").unwrap_or_else(|_| Environment::B2b.into());
        let client = Client::builder()
            .endpoint(endpoint)
            .credentials(Credentials::new(cus_token.into(), auth_token.into()))
            .build()?;
        return Ok((client, None));
    }
    let sandbox = Sandbox::start().await?;
    let page = sandbox.hypersoft();
    let credentials = Credentials::new(page.cus_token().into(), page.auth_token().into());
    // Nobody has called this account before, so nothing has to be waited for.
    let limiter = InProcess::with_history(&credentials.limit_key(), LIMIT, [])?;
    let client = Client::builder()
        .endpoint(page.url())
        .credentials(credentials)
        .limiter(limiter)
        .build()?;
    Ok((client, Some(sandbox)))
}

/// How the program ends, and why in one line if it fails.
pub(crate) fn ended(result: Result<(), Box<dyn Error>>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
