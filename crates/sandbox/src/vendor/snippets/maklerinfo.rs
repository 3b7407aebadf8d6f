kontorhaus::maklerinfo::Client::builder()
    .endpoint("{endpoint}")
    .credentials(kontorhaus::maklerinfo::Credentials::digest("{Vermittler}", "{Api-ID}", "{Api-Key}".into()))
    .build()?
