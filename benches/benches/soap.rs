//! Typed reading by generated code beside the bare events of quick-xml, over the same bytes in the same run.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use kontorhaus_benches::voucher_codes;
use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{self, Uri};
use kontorhaus_core::{Context, Operation, Settings};
use kontorhaus_websale::{Decimal, GetVoucherCodes, GetVoucherCodesResult};
use quick_xml::NsReader;
use quick_xml::events::Event;

fn main() {
    let settings = Settings::new();
    let endpoint = Uri::from_static("https://shop.example/soap");
    // The answer echoes this call ID.
    let context = Context::new(&endpoint, "p-2", &settings);
    let answer = Bytes::from(voucher_codes(1000));
    let (parts, ()) = http::Response::new(()).into_parts();
    let read = || {
        GetVoucherCodes::read(&context, &parts, black_box(&answer)).expect("the answer is valid")
    };
    check(&read());

    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("read GetVoucherCodes, 1000 vouchers");
    group.throughput(Throughput::Bytes(answer.len() as u64));
    group.bench_function("typed", |bencher| {
        bencher.iter(read);
    });
    group.bench_function("quick-xml NsReader events", |bencher| {
        bencher.iter(|| events(black_box(&answer)));
    });
    group.finish();
    criterion.final_summary();
}

fn events(xml: &[u8]) -> usize {
    let mut reader = NsReader::from_reader(xml);
    let mut count = 0;
    loop {
        match reader
            .read_resolved_event()
            .expect("the answer is well-formed")
        {
            (_, Event::Eof) => return count,
            event => {
                black_box(&event);
                count += 1;
            }
        }
    }
}

/// What is measured must be the whole work.
fn check(result: &GetVoucherCodesResult) {
    assert!(result.last_page && result.voucher_list.len() == 1000);
    let voucher = &result.voucher_list[0];
    assert_eq!(voucher.num, "9AAB-0000-XY72-LQ40");
    assert_eq!(voucher.amount, Decimal::new(499, 1));
    assert_eq!(voucher.min_order_value, Some(Decimal::from(60)));
    assert_eq!(voucher.subshop, None);
}
