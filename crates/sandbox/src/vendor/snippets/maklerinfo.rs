kontorhaus_maklerinfo::Client::builder()
    .endpoint("{endpoint}")
    .credentials(kontorhaus_maklerinfo::Credentials::digest("{Vermittler}", "{Api-ID}", "{Api-Key}".into()))
    .build()?
