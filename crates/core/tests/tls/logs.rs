//! What the libraries below say of a call, at their most talkative.

use std::io::Write as _;

use kontorhaus_core::{Bearer, Proxy as Through};
use kontorhaus_tests::log::Log;

use super::origin::Origin;
use super::proxy::{Proxy, Reaction};
use super::*;

/// Keeps what `log` is told.
struct Kept(Log);

impl log::Log for Kept {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        writeln!(self.0.clone(), "{}: {}", record.target(), record.args()).unwrap();
    }

    fn flush(&self) {}
}

#[tokio::test]
async fn no_library_prints_a_secret() {
    if certificates().is_none() {
        return;
    }
    let kept = Log::default();
    log::set_boxed_logger(Box::new(Kept(kept.clone()))).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let writer = kept.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);

    let origin = Origin::plain().await;
    let proxy = Proxy::start(Reaction::Ask("Basic dGlsbC03OnMzbnRpbmVs"), None).await;
    let client = builder()
        .endpoint(format!("{}/s3ntinel?token=s3ntinel", origin.remote()))
        .proxy(Through::new(proxy.address()).basic_auth("till-7", "s3ntinel".into()))
        .authoriser(Bearer::new("t0ken-s3ntinel".into()))
        .build()
        .unwrap();
    assert_eq!(client.call(look("one")).await.unwrap(), "one");
    assert_eq!(client.call(order("two")).await.unwrap(), "two");
    drop(guard);

    let text = kept.text();
    for told in ["reqwest::connect", "h2::", "kontorhaus"] {
        assert!(text.contains(told), "{told} is missing in\n{text}");
    }
    let lines = text.lines();
    let telling: Vec<_> = lines
        .filter(|line| line.contains("s3ntinel") || line.contains("dGlsbC03OnMzbnRpbmVs"))
        .collect();
    assert!(telling.is_empty(), "{telling:#?}");
}
