kontorhaus_backclick::Client::builder()
    .endpoint("{endpoint}")
    .credentials(kontorhaus_backclick::Credentials::of_mandator(3).with_api_key("{API key}".into()))
    .build()?
