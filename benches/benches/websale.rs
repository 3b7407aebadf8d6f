//! The WEBSALE client's generated code, from an HTTP answer to typed values and from a typed request to an HTTP request,
//! beside bare events of quick-xml and beside gSOAP, with the same documents in the same run.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput};
use kontorhaus_benches::{gsoap, voucher_codes};
use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{self, Uri};
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{Context, Credentials as _, Operation, Settings};
use kontorhaus_websale::{
    AmountType, CreateVouchers, Credentials, CustomerFilter, Decimal, GetVoucherCodes,
    GetVoucherCodesResult,
};
use quick_xml::NsReader;
use quick_xml::events::Event;

fn main() {
    let mut settings = Settings::new();
    let credentials = Credentials::new("gartenmarkt", SecretString::from("a password"));
    Credentials::install(Some(credentials), &mut settings).expect("credentials");
    let endpoint = Uri::from_static("https://shop.example/soap");
    // The answer echoes this call ID.
    let context = Context::new(&endpoint, "p-2", &settings);

    let answer = Bytes::from(voucher_codes(1000));
    let (parts, ()) = http::Response::new(()).into_parts();
    let decode = || -> GetVoucherCodesResult {
        GetVoucherCodes::read(&context, &parts, black_box(&answer)).expect("a valid answer")
    };
    let request = CreateVouchers::new(2)
        .with_charge_id("SPRING-TPL")
        .with_amount(Decimal::new(1500, 2))
        .with_amount_type(AmountType::Absolute)
        .with_currency("EUR")
        .with_customer_filter(CustomerFilter::numbers(["K-2001", "K-2002"]));
    let encode = || {
        black_box(&request)
            .request(&context)
            .expect("a valid request")
    };

    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("read GetVoucherCodes, 1000 vouchers");
    group.throughput(Throughput::Bytes(answer.len() as u64));
    group.bench_function("WEBSALE client", |bencher| {
        bencher.iter(decode);
    });
    group.bench_function("quick-xml NsReader, events only", |bencher| {
        bencher.iter(|| events(black_box(&answer)));
    });
    group.finish();
    criterion.bench_function("write CreateVouchers, WEBSALE client", |bencher| {
        bencher.iter(encode);
    });
    criterion.final_summary();

    let read = gsoap::median(gsoap::DECODES, || drop(decode()));
    let bare = gsoap::median(gsoap::DECODES, || {
        black_box(events(black_box(&answer)));
    });
    let share = read.as_secs_f64() / bare.as_secs_f64();
    println!("read the answer: {read:?}, bare NsReader events {bare:?}: {share:.2} of their time");

    let envelope = encode();
    let envelope = envelope.body().as_bytes().expect("a body in memory");
    if let Some(theirs) = gsoap::measure(&answer, envelope) {
        let mut vouchers = 0;
        let read = gsoap::median(gsoap::DECODES, || vouchers = decode().voucher_list.len());
        let write = gsoap::median(gsoap::ENCODES, || drop(encode()));
        assert_eq!(theirs.vouchers, vouchers as u64);
        compare("read the answer", read, theirs.decode);
        compare(
            "write the request, envelope only in gSOAP",
            write,
            theirs.encode,
        );
        compare("write the request", write, theirs.send);
    }
}

fn compare(what: &str, ours: Duration, theirs: Duration) {
    let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
    println!("{what}: {ours:?}, gSOAP {theirs:?}: {ratio:.1} times as fast");
}

/// What reading costs at least with quick-xml and namespaces: the events, and nothing done with them.
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
