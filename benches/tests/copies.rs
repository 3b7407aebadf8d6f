//! How often the pipeline copies a body, beside reqwest alone: by the memory that an exchange takes.
//!
//! Counted is the thread of the client; the server has one of its own.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

use allocation_counter::AllocationInfo;
use kontorhaus_benches::fetch::{Bare, Pipeline};
use kontorhaus_benches::loopback;
use kontorhaus_core::bytes::Bytes;
use tokio::runtime::Builder;

const MB: usize = 1024 * 1024;

/// A copy, and what else a call allocates.
const ONE_BODY: u64 = (MB + MB / 8) as u64;

/// What an exchange takes through the pipeline and through reqwest alone: the least of several, since a body comes in
/// pieces of any size.
fn exchanges(sent: usize, received: usize) -> (AllocationInfo, AllocationInfo) {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let address = format!("http://{}/soap", loopback::serve(received));
    let (pipeline, bare) = (Pipeline::new(&address), Bare::new(&address));
    let body = Bytes::from(vec![b'x'; sent]);
    let least = |exchange: &dyn Fn() -> Bytes| {
        // The first makes the connection.
        assert_eq!(exchange().len(), received);
        let taken = (0..20).map(|_| allocation_counter::measure(|| drop(exchange())));
        taken.min_by_key(|taken| taken.bytes_total).unwrap()
    };
    let ours = least(&|| runtime.block_on(pipeline.fetch(body.clone())).unwrap());
    let theirs = least(&|| runtime.block_on(bare.fetch(body.clone())).unwrap());
    println!("{sent} bytes sent, {received} received");
    println!("  the pipeline:  {ours:?}\n  reqwest alone: {theirs:?}");
    (ours, theirs)
}

#[test]
fn an_answer_is_copied_once_more_at_most() {
    let (ours, theirs) = exchanges(1000, MB);
    assert!(
        theirs.bytes_total >= MB as u64,
        "the client's thread is counted"
    );
    assert!(ours.bytes_total <= theirs.bytes_total + ONE_BODY);
    assert!(ours.bytes_max <= theirs.bytes_max + ONE_BODY);
}

#[test]
fn a_request_is_copied_once_more_at_most() {
    let (ours, theirs) = exchanges(MB, 1000);
    assert!(ours.bytes_total <= theirs.bytes_total + ONE_BODY);
    assert!(ours.bytes_max <= theirs.bytes_max + ONE_BODY);
}

#[test]
fn a_small_exchange_takes_little_more() {
    let (ours, theirs) = exchanges(1000, 1000);
    let more = ours.count_total - theirs.count_total;
    println!("{more} allocations more");
    assert!(more <= 40, "{more} allocations more");
}
