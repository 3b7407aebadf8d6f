//! What the pipeline adds to an exchange, beside reqwest alone: the same bytes, the same server, the same run.
//!
//! A loopback exchange takes some 50 µs and varies by more than the difference that matters here. So the two take turns,
//! and it is the median of their differences that is compared.

use std::env;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use kontorhaus_benches::fetch::{Bare, Pipeline};
use kontorhaus_benches::loopback;
use kontorhaus_core::bytes::Bytes;
use tokio::runtime::{self, Runtime};

/// How many exchanges of each are compared.
const PAIRS: usize = 20_000;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let pairs = if env::args().any(|argument| argument == "--test") {
        10
    } else {
        PAIRS
    };
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let mut lines = Vec::new();
    for (name, length) in [("1 kB", 1000), ("100 kB", 100_000)] {
        let address = format!("http://{}/soap", loopback::serve(length));
        let (pipeline, bare) = (Pipeline::new(&address), Bare::new(&address));
        let body = Bytes::from(vec![b'x'; 1000]);

        let mut group = criterion.benchmark_group(format!("read an answer of {name}"));
        group.throughput(Throughput::Bytes(length as u64));
        group.bench_function("through the pipeline", |bencher| {
            bencher.iter(|| {
                runtime
                    .block_on(pipeline.fetch(body.clone()))
                    .expect("an answer")
            });
        });
        group.bench_function("through reqwest alone", |bencher| {
            bencher.iter(|| {
                runtime
                    .block_on(bare.fetch(body.clone()))
                    .expect("an answer")
            });
        });
        group.finish();
        lines.push(format!(
            "{name}: {}",
            compare(&runtime, &pipeline, &bare, &body, pairs)
        ));
    }
    criterion.final_summary();
    println!("{}", lines.join("\n"));
}

/// Lets the two take turns.
fn compare(
    runtime: &Runtime,
    pipeline: &Pipeline,
    bare: &Bare,
    body: &Bytes,
    pairs: usize,
) -> String {
    let ours = || {
        time(|| {
            let answer = runtime.block_on(pipeline.fetch(body.clone()));
            drop(answer.expect("an answer"));
        })
    };
    let theirs = || {
        time(|| {
            let answer = runtime.block_on(bare.fetch(body.clone()));
            drop(answer.expect("an answer"));
        })
    };
    let taken: Vec<(Duration, Duration)> = (0..pairs)
        .map(|pair| {
            // Who comes second finds warmer caches.
            if pair % 2 == 0 {
                let ours = ours();
                (ours, theirs())
            } else {
                let theirs = theirs();
                (ours(), theirs)
            }
        })
        .collect();
    let micros = |time: Duration| time.as_secs_f64() * 1e6;
    let ours = median(taken.iter().map(|(ours, _)| micros(*ours)));
    let theirs = median(taken.iter().map(|(_, theirs)| micros(*theirs)));
    let more = median(
        taken
            .iter()
            .map(|(ours, theirs)| micros(*ours) - micros(*theirs)),
    );
    format!(
        "the pipeline {ours:.1} µs, reqwest alone {theirs:.1} µs; {more:+.1} µs (medians of {pairs} pairs)"
    )
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
