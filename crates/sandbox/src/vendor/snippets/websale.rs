kontorhaus_websale::Client::builder()
    .endpoint("{endpoint}")
    .credentials(kontorhaus_websale::Credentials::new("{shop ID}", "{password}".into()))
    .build()?
