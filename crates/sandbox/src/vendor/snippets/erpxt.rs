kontorhaus_erpxt::Client::builder()
    .endpoint("{endpoint}")
    .credentials(kontorhaus_erpxt::Credentials::new("{client ID}", "{client secret}".into()))
    .build()?
