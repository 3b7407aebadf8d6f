//! A server that speaks TLS, with a certificate of its own.

use std::fs;
use std::path::Path;
use std::process::Command;

use kontorhaus_core::ErrorKind;
use kontorhaus_tests::interop::run;
use kontorhaus_tests::redis::{free_port, programs};

use super::*;

/// Makes a key and a certificate for 127.0.0.1, which is its own authority.
fn certificate(key: &str, certificate: &str) {
    let mut openssl = Command::new("openssl");
    openssl
        .args(["req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=redis"])
        .args(["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"])
        .args(["-addext", "subjectAltName=IP:127.0.0.1"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .args(["-keyout", key, "-out", certificate]);
    run(&mut openssl).unwrap();
}

#[tokio::test]
async fn it_trusts_the_given_authority_and_no_other() {
    // Valkey's package may lack TLS.
    let Some(program) = programs().into_iter().next() else {
        return;
    };
    let file = |name| Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let (key, pem) = (file("redis.key"), file("redis.pem"));
    let (key, pem) = (key.to_str().unwrap(), pem.to_str().unwrap());
    certificate(key, pem);
    let port = free_port().to_string();
    let mut options = vec!["--tls-port", &port, "--tls-auth-clients", "no"];
    options.extend(["--tls-key-file", key, "--tls-cert-file", pem]);
    let _server = Server::start(&program, &options);

    let url = SecretString::from(format!("rediss://127.0.0.1:{port}"));
    let limit = Limit::new(2, ms(300));
    let builder = || {
        let builder = RedisBacked::builder(&url, &Key::new("shop"), limit, WhenAway::Fail);
        builder.longest_attempt(ATTEMPT)
    };
    let trusting = builder().root_certificate_pem(&fs::read(pem).unwrap());
    used(&begun(trusting).await, 2).await;
    let limiter = builder().build().unwrap();
    let refusal = permit(&limiter, HOUR).await.unwrap_err().to_string();
    assert!(refusal.contains("certificate"), "{refusal}");
    let error = builder().root_certificate_pem(b"none").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}
