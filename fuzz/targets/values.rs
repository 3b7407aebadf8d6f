//! Any text as a value of each simple type: what is read is written and read as the same value.
#![no_main]

use std::fmt::Debug;

use kontorhaus_soap::v1::{
    AsDouble, AsFloat, Base64, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear,
    GYearMonth, Hex, Integer, Simple, Time, Writer,
};
use kontorhaus_soap::{Limits, decode};
use libfuzzer_sys::fuzz_target;

fn check<T: Simple + PartialEq + Debug>(text: &str) {
    let Ok(value) = T::parse(text) else { return };
    let mut writer = Writer::new();
    if writer.element("a", &value).is_ok() {
        let again: T =
            decode(&writer.finish(), Limits::default()).expect("what was written can be read");
        assert_eq!(value, again);
    }
}

fuzz_target!(|text: &str| {
    check::<bool>(text);
    check::<i8>(text);
    check::<i64>(text);
    check::<u64>(text);
    check::<Integer>(text);
    check::<Decimal>(text);
    check::<AsDouble>(text);
    check::<AsFloat>(text);
    check::<Date>(text);
    check::<Time>(text);
    check::<DateTime>(text);
    check::<Duration>(text);
    check::<GYear>(text);
    check::<GYearMonth>(text);
    check::<GMonth>(text);
    check::<GMonthDay>(text);
    check::<GDay>(text);
    check::<Base64>(text);
    check::<Hex>(text);
    check::<Vec<i32>>(text);
    check::<Vec<String>>(text);
    // NaN is the one value that isn't equal to itself.
    if !f64::parse(text).is_ok_and(f64::is_nan) {
        check::<f64>(text);
        check::<f32>(text);
    }
    check::<String>(text);
});
