kontorhaus::erpxt::Client::builder()
    .endpoint("{endpoint}")
    .credentials(kontorhaus::erpxt::Credentials::new("{client ID}", "{client secret}".into()))
    .build()?
