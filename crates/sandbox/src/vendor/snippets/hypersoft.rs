{
    use kontorhaus_hypersoft::{Client, Credentials, InProcess, LIMIT};
    let credentials = Credentials::new("{CusToken}".into(), "{AuthToken}".into());
    // Nobody else calls the sandbox: only this process counts.
    let limiter = InProcess::with_history(&credentials.limit_key(), LIMIT, [])?;
    Client::builder()
        .endpoint("{endpoint}")
        .credentials(credentials)
        .limiter(limiter)
        .build()?
}
