//! Answers that are not UTF-8.

use kontorhaus_core::{Error, Outcome};

use crate::shop::{GetVouchers, answer, listing};

fn xml(declaration: &str) -> String {
    let response = "<VoucherList><VoucherData><Num>Grün – 5 €</Num><Amount>1</Amount></VoucherData></VoucherList>";
    let (_, document) = listing(response)
        .split_once('\n')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    format!("{declaration}{document}")
}

fn num(media_type: &str, bytes: &[u8]) -> Result<String, Error> {
    answer::<GetVouchers>(200, media_type, bytes).map(|mut answer| answer.list.remove(0).num)
}

fn utf16(text: &str, mark: bool, convert: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = mark.then_some('\u{FEFF}');
    let text: String = mark.into_iter().chain(text.chars()).collect();
    text.encode_utf16().flat_map(convert).collect()
}

fn windows_1252(text: &str) -> Vec<u8> {
    let byte = |character| match character {
        '€' => 0x80,
        '–' => 0x96,
        other => u8::try_from(other).unwrap(),
    };
    text.chars().map(byte).collect()
}

const EXPECTED: &str = "Grün – 5 €";

#[test]
fn utf_8_with_and_without_a_mark() {
    for declaration in [
        "",
        "<?xml version='1.0'?>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "\u{FEFF}<?xml version='1.0' encoding='utf8'?>",
    ] {
        assert_eq!(
            num("text/xml", xml(declaration).as_bytes()).unwrap(),
            EXPECTED
        );
    }
}

#[test]
fn utf_16_by_mark_by_header_and_by_its_bytes() {
    let document = xml("<?xml version=\"1.0\" encoding=\"UTF-16\"?>");
    for convert in [u16::to_le_bytes, u16::to_be_bytes] {
        assert_eq!(
            num("text/xml; charset=utf-8", &utf16(&document, true, convert)).unwrap(),
            EXPECTED
        );
        assert_eq!(
            num("text/xml", &utf16(&document, false, convert)).unwrap(),
            EXPECTED
        );
        assert_eq!(
            num("text/xml; charset=UTF-16", &utf16(&document, true, convert)).unwrap(),
            EXPECTED
        );
        assert_eq!(
            num(
                "text/xml; charset=UTF-16",
                &utf16(&document, false, convert)
            )
            .unwrap(),
            EXPECTED
        );
    }
    assert_eq!(
        num(
            "text/xml; charset=utf-16le",
            &utf16(&document, false, u16::to_le_bytes)
        )
        .unwrap(),
        EXPECTED
    );
}

#[test]
fn single_byte_encodings() {
    let declared = xml("<?xml version='1.0' encoding='windows-1252'?>");
    assert_eq!(num("text/xml", &windows_1252(&declared)).unwrap(), EXPECTED);
    assert_eq!(
        num(
            "text/xml; charset=\"Windows-1252\"",
            &windows_1252(&xml(""))
        )
        .unwrap(),
        EXPECTED
    );
    let latin1 = xml("<?xml version=\"1.0\" encoding = \"ISO-8859-1\" ?>").replace("– 5 €", "");
    assert_eq!(num("text/xml", &windows_1252(&latin1)).unwrap(), "Grün ");
}

#[test]
fn the_header_wins_over_the_declaration() {
    let declared = xml("<?xml version='1.0' encoding='ISO-8859-1'?>");
    assert_eq!(
        num(
            "application/soap+xml; action=\"x\"; Charset=UTF-8",
            declared.as_bytes()
        )
        .unwrap(),
        EXPECTED
    );
    let declared = xml("<?xml version='1.0' encoding='UTF-8'?>");
    assert_eq!(
        num("text/xml; charset=windows-1252", &windows_1252(&declared)).unwrap(),
        EXPECTED
    );
}

#[test]
fn what_can_not_be_decoded() {
    let message = |media_type: &str, bytes: &[u8]| {
        let error = num(media_type, bytes).unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
        error.message().to_owned()
    };
    let document = xml("");
    assert_eq!(
        message("text/xml", &windows_1252(&document)),
        "the document is not UTF-8"
    );
    assert_eq!(
        message("text/xml; charset=EBCDIC-DE", document.as_bytes()),
        "the encoding EBCDIC-DE is unknown"
    );
    let declared = xml("<?xml version='1.0' encoding='ibm-37'?>");
    assert_eq!(
        message("text/xml", declared.as_bytes()),
        "the encoding ibm-37 is unknown"
    );
    let lone = [0x3C, 0x00, 0x00, 0xDC, 0x3C, 0x00];
    assert_eq!(message("text/xml", &lone), "the document is not UTF-16");
}

#[test]
fn utf_16_cut_off_within_a_character() {
    let document = xml("").replace("Grün", "\u{1F600}");
    let bytes = utf16(&document, true, u16::to_le_bytes);
    let smile = document[..document.find('\u{1F600}').unwrap()]
        .encode_utf16()
        .count();
    for extra in [3, 4, 5] {
        let error = num("text/xml", &bytes[..2 * smile + extra]).unwrap_err();
        assert_eq!(error.outcome(), Outcome::Applied);
        assert_eq!(
            error.message(),
            "VoucherList/VoucherData/Num: the document is cut off"
        );
    }
}
