//! WSDL files in other encodings than UTF-8. What goes over the wire is the same.

#[path = "../../features/encoding-utf-16/expected/mod.rs"]
#[rustfmt::skip]
mod utf_16;

#[path = "../../features/encoding-windows-1252/expected/mod.rs"]
#[rustfmt::skip]
mod windows_1252;

#[path = "../../features/encoding-iso-8859-1/expected/mod.rs"]
#[rustfmt::skip]
mod iso_8859_1;

use kontorhaus_core::Operation;

use super::{Feature, exchange};

async fn check<Op: Operation<Service = Feature, Output = String>>(operation: Op, name: &str) {
    let answer = format!("<Straße xmlns='urn:example:{name}'>Gäßchen €</Straße>");
    let call = exchange(operation, &answer).await;
    assert_eq!(
        call.request,
        [format!("{{urn:example:{name}}}Straße = \"Höhe\"")]
    );
    assert_eq!(call.output.expect("an answer"), "Gäßchen €");
    assert_eq!(Op::NAME, "Ändern");
}

#[tokio::test]
async fn names_keep_their_letters() {
    check(utf_16::Ändern::new("Höhe"), "encoding-utf-16").await;
    check(windows_1252::Ändern::new("Höhe"), "encoding-windows-1252").await;
    check(iso_8859_1::Ändern::new("Höhe"), "encoding-iso-8859-1").await;
}
