//! How much memory the WEBSALE client takes to read the largest answer there is.

use kontorhaus_benches::voucher_codes;
use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{Response, Uri};
use kontorhaus_core::{Context, Operation, Settings};
use kontorhaus_websale::GetVoucherCodes;
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// The bound is the answer plus twice the decoded values. The answer is there before and is not counted here.
#[test]
fn reading_a_full_page_takes_at_most_twice_what_it_gives() {
    let settings = Settings::new();
    let endpoint = Uri::from_static("https://shop.example/soap");
    // The answer echoes this call ID.
    let context = Context::new(&endpoint, "p-2", &settings);
    let answer = Bytes::from(voucher_codes(1000));
    let (parts, ()) = Response::new(()).into_parts();

    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let page = GetVoucherCodes::read(&context, &parts, &answer).unwrap();
    let peak = ALLOCATOR.peak_usage() - before;
    let kept = ALLOCATOR.current_usage() - before;

    assert_eq!(page.voucher_list.len(), 1000);
    println!("{} bytes: {peak} at the peak, {kept} kept", answer.len());
    assert!(peak <= 2 * kept, "{peak} bytes at the peak, {kept} kept");
}
