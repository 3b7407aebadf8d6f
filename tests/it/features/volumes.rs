//! A large service: its types and operations in several files, each named by what their names begin with.

#[path = "../../features/volumes/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use std::fs;
use std::path::Path;

use self::expected::{
    AddPhone, BusyFault, GetPlace, Phone, PhoneKind, Place, PlaceChoice, RequestHeaders, User,
};
use super::{exchange_of, exchange_with, fault};
use kontorhaus_core::Builder;

const NS: &str = "urn:example:volumes";

#[tokio::test]
async fn a_call_goes_through_several_files() {
    let answer = format!(
        "<GetPlaceResponse xmlns='{NS}'><return><city>Kiel</city><phone><number>1</number><kind>desk</kind></phone></return></GetPlaceResponse>"
    );
    let builder = Builder::new().setting(RequestHeaders::new().with_session("s"));
    let request = GetPlace::new("Kiel", PlaceChoice::Nobody(true));
    let place = exchange_with(builder, request, &answer, |call| call).await;
    assert_eq!(place.header, [format!("{{{NS}}}Session = \"s\"")]);
    let phone = Phone::new("1", PhoneKind::Desk);
    assert_eq!(
        place.output.expect("a place"),
        Place::new("Kiel", PlaceChoice::Phone(Box::new(phone)))
    );
    let busy = fault("", &format!("<Busy xmlns='{NS}'><name>Ada</name></Busy>"));
    let add = exchange_of(
        Builder::new(),
        AddPhone::new("1", PhoneKind::Soft),
        busy,
        |call| call,
    );
    let error = add.await.output.expect_err("a fault");
    assert_eq!(
        error.fault_as::<AddPhone>(),
        Some(&BusyFault::Busy(User::new("Ada")))
    );
}

#[test]
fn each_name_is_in_the_file_that_it_begins_with() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("features/volumes/expected");
    for (module, item) in [
        ("types", "pub struct "),
        ("types", "pub enum "),
        ("operations", "pub struct "),
    ] {
        for entry in fs::read_dir(folder.join(module)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let stem = path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .replace('_', "");
            let text = fs::read_to_string(&path).expect("a text");
            for name in text.split(item).skip(1).filter(|_| stem != "mod") {
                assert!(name.to_lowercase().starts_with(&stem), "{stem}: {name:.20}");
            }
        }
    }
}
