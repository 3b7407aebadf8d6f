//! How much memory reading takes.

use std::fmt::Write;

use kontorhaus_soap::v1::{DecodeError, ReadXml, Reader};
use kontorhaus_soap::{Limits, decode};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

struct Page(Vec<Record>);

struct Record {
    fields: [Option<String>; 8],
}

impl ReadXml for Page {
    fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut list = Vec::new();
        r.children("", |r, _| r.each(&mut list))?;
        Ok(Self(list))
    }
}

impl ReadXml for Record {
    fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut fields = [const { None }; 8];
        r.children("", |r, name| {
            match name
                .strip_prefix("Field")
                .and_then(|number| number.parse::<usize>().ok())
            {
                Some(number) => r.filled(&mut fields[number]),
                None => r.skip(),
            }
        })?;
        Ok(Self { fields })
    }
}

/// The bytes that reading took at its peak, and those that its value keeps.
fn measure(xml: &str) -> (Page, usize, usize) {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let page = decode(xml, Limits::default()).expect("the document is valid");
    let peak = ALLOCATOR.peak_usage() - before;
    let kept = ALLOCATOR.current_usage() - before;
    (page, peak, kept)
}

fn records(count: usize) -> String {
    let mut xml = String::from("<Page>");
    for record in 0..count {
        xml.push_str("<Record>");
        for field in 0..8 {
            let text = if field > 4 {
                ""
            } else {
                "a value of some length &amp; an entity"
            };
            write!(xml, "<Field{field}>{text}{record}</Field{field}>").expect("a string takes all");
        }
        xml.push_str("<Unknown><Deep>skipped</Deep></Unknown></Record>");
    }
    xml.push_str("</Page>");
    xml
}

/// One test, since all tests of a program share its allocator.
///
/// The bound is the answer plus twice the decoded values. The answer was there before and is not counted here.
#[test]
fn reading_takes_at_most_twice_what_it_gives() {
    for count in [1, 10, 1000, 1500] {
        let xml = records(count);
        let (page, peak, kept) = measure(&xml);
        assert_eq!(page.0.len(), count);
        let last = page.0[count - 1].fields[0].as_deref();
        assert_eq!(
            last,
            Some(format!("a value of some length & an entity{}", count - 1).as_str())
        );
        // What the reader itself needs, whatever the document.
        let own = 4096;
        assert!(
            peak <= 2 * kept + own,
            "{peak} bytes at the peak, {kept} kept, of {count} records"
        );
    }

    let skipped = "<Unknown a='b'>text &amp; <Deep/></Unknown>".repeat(10_000);
    let xml = format!("<Page><Record>{skipped}</Record></Page>");
    let (page, peak, _) = measure(&xml);
    assert_eq!(page.0.len(), 1);
    assert!(peak < 4096, "{peak} bytes to skip {}", xml.len());
}
