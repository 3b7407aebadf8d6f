//! Proxies that the environment names. A process can't change its own, so the test runs itself anew.

use std::process::Command;

use kontorhaus_core::{Outcome, Proxy as Through};

use super::origin::Origin;
use super::proxy::{Proxy, Reaction};
use super::*;

const TEST: &str = "environment::the_environment_names_a_proxy";
/// Tells the other process what to call.
const ENDPOINT: &str = "KONTORHAUS_TEST_ENDPOINT";
/// Tells it what to say of proxies.
const OPTION: &str = "KONTORHAUS_TEST_OPTION";
const CA: &str = "KONTORHAUS_TEST_CA";

/// Calls `endpoint` in another process, and gives what it printed of the outcome.
fn call_from_another_process(endpoint: &str, option: &str, variables: &[(&str, &str)]) -> String {
    let ca = str::from_utf8(read("ca.pem")).unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", TEST, "--nocapture"]);
    for name in ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    let output = command
        .env(ENDPOINT, endpoint)
        .env(OPTION, option)
        .env(CA, ca)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let told = printed
        .lines()
        .find_map(|line| line.split_once("outcome: "));
    told.map_or(printed.clone(), |(_, told)| told.to_owned())
}

/// What the other process does.
async fn call(endpoint: &str) {
    let builder = Builder::<Shop>::new()
        .endpoint(endpoint)
        .root_certificate_pem(std::env::var(CA).unwrap().as_bytes());
    let builder = match &*std::env::var(OPTION).unwrap() {
        "" => builder,
        "no_proxy" => builder.no_proxy(),
        address => builder.proxy(Through::new(address)),
    };
    let told = match builder.build() {
        Err(error) => error.to_string(),
        Ok(client) => match client.call(order("one")).no_retry().await {
            Ok(answer) => answer,
            Err(error) => format!("{:?} {}", error.outcome(), error.message()),
        },
    };
    println!("outcome: {told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_environment_names_a_proxy() {
    if let Ok(endpoint) = std::env::var(ENDPOINT) {
        provider();
        return call(&endpoint).await;
    }
    if certificates().is_none() {
        return;
    }
    let origin = Origin::plain().await;
    let named = Proxy::start(Reaction::Ask("Basic dGlsbC03OnMzbnRpbmVs"), None).await;
    let other = Proxy::start(Reaction::Pass, None).await;
    let address = format!("http://till-7:s3ntinel@127.0.0.1:{}", named.port);
    let (remote, local) = (origin.remote(), origin.local());
    let unresolved = format!(
        "{:?} the host's name could not be resolved",
        Outcome::NotSent
    );
    let heads = || (named.heads().len(), other.heads().len());

    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        assert_eq!(
            call_from_another_process(&remote, "", &[(name, &address)]),
            "one"
        );
    }
    assert_eq!(heads(), (3, 0));
    let proxied: &[_] = &[("HTTPS_PROXY", &*address)];
    assert_eq!(
        call_from_another_process(&remote, &other.address(), proxied),
        "one"
    );
    assert_eq!(heads(), (3, 1));

    let told = call_from_another_process(&remote, "no_proxy", proxied);
    assert_eq!(told, unresolved);
    let except = [proxied[0], ("NO_PROXY", "a.example,shop.example")];
    assert_eq!(call_from_another_process(&remote, "", &except), unresolved);
    assert_eq!(
        call_from_another_process(&remote, "", &[("HTTP_PROXY", &address)]),
        unresolved
    );
    assert_eq!(call_from_another_process(&local, "", proxied), "one");
    assert_eq!(heads(), (3, 1));

    let broken = [("HTTPS_PROXY", "socks5://till-7:s3ntinel@proxy.example")];
    let told = call_from_another_process(&remote, "", &broken);
    assert!(
        told.contains("the environment variable HTTPS_PROXY is no http or https"),
        "{told}"
    );
    assert!(!told.contains("s3ntinel"), "{told}");
    assert_eq!(call_from_another_process(&local, "", &broken), "one");
}
