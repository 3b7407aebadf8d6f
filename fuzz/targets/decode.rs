//! Any document: read as raw XML and written back, it is the same document again.
#![no_main]

use kontorhaus_soap::v1::{RawXml, Writer};
use kontorhaus_soap::{Limits, decode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match decode::<RawXml>(text, Limits::default()) {
        Ok(raw) => {
            let again = RawXml::parse(raw.as_str()).expect("what was read is one element");
            assert_eq!(raw, again);
            // Prefixes in what is kept unread are not checked.
            let children = raw.children().unwrap_or_default();
            assert!(
                children
                    .iter()
                    .all(|child| RawXml::parse(child.as_str()).is_ok())
            );
            let mut writer = Writer::new();
            writer
                .element("a", &raw)
                .expect("raw XML is written as it is");
            RawXml::parse(&writer.finish()).expect("what was written is one element");
        }
        Err(error) => {
            // The path is worked out from the document: that must hold for every error.
            assert!(error.offset() <= text.len());
            assert!(error.to_string().ends_with(error.message()));
        }
    }
});
