//! Values into elements.

use kontorhaus_soap::v1::{AsDouble, EncodeError, Nillable, QName, WriteXml, Writer};
use rust_decimal::Decimal;

use crate::shop::Voucher;

fn written(write: impl FnOnce(&mut Writer) -> Result<(), EncodeError>) -> String {
    let mut writer = Writer::new();
    write(&mut writer).unwrap();
    writer.finish()
}

fn failed(write: impl FnOnce(&mut Writer) -> Result<(), EncodeError>) -> String {
    write(&mut Writer::new()).unwrap_err().to_string()
}

#[test]
fn absent_fields_are_left_out() {
    assert_eq!(written(|w| w.optional("A", &None::<i32>)), "");
    assert_eq!(
        written(|w| w.optional("A", &Some(String::new()))),
        "<A></A>"
    );
    assert_eq!(
        written(|w| w.optional_wrapped("L", "I", &None::<Vec<i32>>)),
        ""
    );
    assert_eq!(
        written(|w| w.optional_wrapped("L", "I", &Some(Vec::<i32>::new()))),
        "<L/>"
    );
    assert_eq!(
        written(|w| w.wrapped("L", "I", &[1, 2])),
        "<L><I>1</I><I>2</I></L>"
    );
    assert_eq!(written(|w| w.each("I", &[1, 2])), "<I>1</I><I>2</I>");
    assert_eq!(
        written(|w| w.optional_boxed("A", &Some(Box::new(true)))),
        "<A>true</A>"
    );
}

#[test]
fn prefixes_stay_as_given() {
    let xml = written(|w| {
        w.open("ns:Op");
        w.declare("ns", "urn:a&b")?;
        w.element("ns:A", &1_u8)?;
        w.close();
        Ok(())
    });
    assert_eq!(
        xml,
        "<ns:Op xmlns:ns=\"urn:a&amp;b\"><ns:A>1</ns:A></ns:Op>"
    );
}

#[test]
fn nil_declares_what_it_needs() {
    let xml = written(|w| w.each("A", &[Nillable::Nil, Nillable::Value(1)]));
    assert_eq!(
        xml,
        "<A xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/><A>1</A>"
    );
}

#[test]
fn the_type_of_an_instance() {
    struct Company;
    impl WriteXml for Company {
        fn write(&self, w: &mut Writer) -> Result<(), EncodeError> {
            w.instance_type("ns:Company")?;
            w.element("Id", &1_i32)
        }
    }
    let xml = written(|w| w.element("Customer", &Company));
    let declared = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
    assert_eq!(
        xml,
        format!("<Customer {declared} xsi:type=\"ns:Company\"><Id>1</Id></Customer>")
    );
}

#[test]
fn qualified_names_bring_their_namespace() {
    assert_eq!(
        written(|w| w.element("A", &QName::new("urn:q", "N"))),
        "<A xmlns:q=\"urn:q\">q:N</A>"
    );
    assert_eq!(
        written(|w| w.element("A", &QName::new("", "N"))),
        "<A>N</A>"
    );
}

#[test]
fn numbers_are_plain() {
    assert_eq!(
        written(|w| w.element("A", &AsDouble(Decimal::new(2550, 2)))),
        "<A>25.50</A>"
    );
    assert_eq!(written(|w| w.element("A", &vec![1_i64, -2])), "<A>1 -2</A>");
}

#[test]
fn errors_name_the_field() {
    let voucher = |num: &str| Voucher {
        num: num.to_owned(),
        amount: 1.into(),
        label: None,
    };
    let error = failed(|w| {
        w.shell("ns:Op");
        w.shell("request");
        w.element("First", &"ok".to_owned())?;
        w.wrapped(
            "VoucherList",
            "VoucherData",
            &[voucher("1"), voucher("2"), voucher("3\u{B}")],
        )
    });
    assert_eq!(
        error,
        "VoucherList/VoucherData[3]/Num: the value holds U+000B, which XML forbids"
    );
    let error = failed(|w| {
        w.shell("request");
        w.each("Tag", &["a".to_owned(), "\u{FFFF}".to_owned()])
    });
    assert_eq!(error, "Tag[2]: the value holds U+FFFF, which XML forbids");
}

#[test]
fn a_document_begun_with_nothing_open_ends_well() {
    let mut writer = Writer::default();
    writer.close();
    assert_eq!(writer.finish(), "");
}
