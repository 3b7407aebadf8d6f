//! What the libraries below say of a call, at their most talkative.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard};

use kontorhaus_core::{Bearer, Proxy as Through};
use tracing_subscriber::fmt::MakeWriter;

use super::origin::Origin;
use super::proxy::{Proxy, Reaction};
use super::*;

/// Keeps what `log` and `tracing` are told.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<String>>);

impl Kept {
    fn text(&self) -> MutexGuard<'_, String> {
        self.0.lock().unwrap()
    }
}

impl std::io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.text().push_str(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Kept {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl log::Log for Kept {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        writeln!(self.text(), "{}: {}", record.target(), record.args()).unwrap();
    }

    fn flush(&self) {}
}

#[tokio::test]
async fn no_library_prints_a_secret() {
    if certificates().is_none() {
        return;
    }
    let kept = Kept::default();
    log::set_boxed_logger(Box::new(kept.clone())).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(kept.clone())
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
