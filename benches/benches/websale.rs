//! The WEBSALE client's generated code, from an HTTP answer to typed values and from a typed request to an HTTP request,
//! beside gSOAP with the same documents in the same run.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput};
use kontorhaus_benches::{gsoap, voucher_codes};
use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{self, Uri};
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{Context, Credentials as _, Operation, Settings};
use kontorhaus_soap::v1::Decimal;
use kontorhaus_websale::{
    AmountType, CreateVouchers, Credentials, CustomerFilter, GetVoucherCodes, GetVoucherCodesResult,
};

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
    group.finish();
    criterion.bench_function("write CreateVouchers, WEBSALE client", |bencher| {
        bencher.iter(encode);
    });
    criterion.final_summary();

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
