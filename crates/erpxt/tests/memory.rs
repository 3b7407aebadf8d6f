//! How much memory reading takes, of good answers and of hostile ones.

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::Response;
use kontorhaus_core::{Context, Operation, ReadError, Settings};
use kontorhaus_erpxt::{Customer, Invoice, List};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// The size of each answer, in bytes.
const LIMIT: usize = 4 * 1024 * 1024;

const INVOICE: &str = r#"{"$id":"1","PaymentStatus":0,"PurchasingPartyId":880,"PaymentTypeId":310,"BankAccountId":null,
"SalesDate":"2024-03-04T00:00:00+01:00","Items":[{"$id":"2","ProductId":40211,"Quantity":20.0000,
"ProductCurrencyNetPrice":1.50,"ProductDescription":"","Id":7001}],"IssueDate":"2024-03-04T00:00:00+01:00",
"Number":"RE/24/3/1","Status":0,"Id":6100}"#;

/// What reading gives, and how many times the answer's size it took at its peak.
fn measure<Op: Operation>(name: &str, body: String) -> (Result<Op::Output, ReadError>, f64) {
    let endpoint = "https://app.erpxt.de/api2/public".parse();
    let (endpoint, settings) = (endpoint.expect("an address"), Settings::new());
    let context = Context::new(&endpoint, "id-7", &settings);
    let (head, ()) = Response::new(()).into_parts();
    let body = Bytes::from(body);
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let output = Op::read(&context, &head, &body);
    let peak = ALLOCATOR.peak_usage() - before;
    #[expect(clippy::cast_precision_loss, reason = "a ratio")]
    let times = peak as f64 / body.len() as f64;
    println!("{name}: {times:.2}");
    (output, times)
}

/// A list of that item, of about that size.
fn list(item: &str) -> String {
    let count = (LIMIT - 2) / (item.len() + 1);
    format!("[{}]", vec![item; count].join(","))
}

/// One test, since all tests of a program share its allocator.
#[test]
fn memory_is_a_small_multiple_of_the_answer() {
    let (invoices, times) = measure::<List<Invoice>>("invoices", list(INVOICE));
    assert!(invoices.expect("invoices").len() > 10_000);
    assert!(times < 4.0, "{times}");

    // The least text for an object, and for a member that is kept.
    for (name, item) in [
        ("least objects", r#"{"Id":1,"Name":""}"#),
        (
            "least members",
            r#"{"Id":1,"Name":"","a":0,"b":0,"c":0,"d":0,"e":0,"f":0,"g":0,"h":0}"#,
        ),
    ] {
        let (customers, times) = measure::<List<Customer>>(name, list(item));
        assert!(customers.expect("customers").len() > 10_000);
        assert!(times < 64.0, "{name}: {times}");
    }

    let members = vec!["\"a\":0"; LIMIT / 6 - 1].join(",");
    for (name, body) in [
        ("empty objects", list("{}")),
        ("open lists", "[".repeat(LIMIT)),
        (
            "nested lists",
            "[".repeat(LIMIT / 2) + &"]".repeat(LIMIT / 2),
        ),
        ("one object of all members", format!("[{{{members}}}]")),
        (
            "one long name",
            format!("[{{\"{}\":0}}]", "a".repeat(LIMIT - 10)),
        ),
        (
            "one long number",
            format!("[{{\"Id\":{}}}]", "1".repeat(LIMIT - 10)),
        ),
    ] {
        let (customers, times) = measure::<List<Customer>>(name, body);
        assert!(customers.is_err());
        assert!(times < 3.0, "{name}: {times}");
    }
}
