kontorhaus::websale::Client::builder()
    .endpoint("{endpoint}")
    .credentials(kontorhaus::websale::Credentials::new("{shop ID}", "{password}".into()))
    .build()?
