//! Document style beyond one element: several parts in the body, and parts with a type, which is the body's own.

#[path = "../../features/document-parts/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Exchange, Measure, Normalise, Ping, Place, Return, Say};
use super::exchange;

const NS: &str = "urn:example:document-parts";

#[tokio::test]
async fn several_elements_stand_in_the_body() {
    let answer = format!(
        "<d:route xmlns:d='{NS}'><d:leg>A 7</d:leg><d:leg>foot</d:leg></d:route><distance xmlns='{NS}'>9.5</distance>"
    );
    let request = Measure::new(Place::new("Kiel"), Place::new("Bonn").with_country("DE"));
    let measured = exchange(request, &answer).await;
    assert_eq!(
        measured.request,
        [
            &*format!("{{{NS}}}from"),
            &*format!("  {{{NS}}}city = \"Kiel\""),
            &*format!("{{{NS}}}to {{}}country=DE"),
            &*format!("  {{{NS}}}city = \"Bonn\""),
        ]
    );
    let measured = measured.output.expect("an answer");
    assert!((measured.distance - 9.5).abs() < f64::EPSILON);
    assert_eq!(measured.route, ["A 7", "foot"]);
}

#[tokio::test]
async fn an_element_that_several_parts_name_comes_for_each_in_their_order() {
    let [mine, yours] = [Place::new("Kiel"), Place::new("Bonn")];
    let answer = format!(
        "<e:route xmlns:e='{NS}'><e:leg>A 7</e:leg></e:route>\
         <e:route xmlns:e='{NS}'><e:leg>B 9</e:leg><e:leg>foot</e:leg></e:route>"
    );
    let exchanged = exchange(Exchange::new(mine.clone(), "Ulm", yours.clone()), &answer).await;
    assert_eq!(
        exchanged.request,
        [
            &*format!("{{{NS}}}from"),
            &*format!("  {{{NS}}}city = \"Kiel\""),
            &*format!("{{{NS}}}via = \"Ulm\""),
            &*format!("{{{NS}}}from"),
            &*format!("  {{{NS}}}city = \"Bonn\""),
        ]
    );
    let exchanged = exchanged.output.expect("an answer");
    assert_eq!(exchanged.there, ["A 7"]);
    assert_eq!(exchanged.back, ["B 9", "foot"]);

    let place = |city| format!("<from xmlns='{NS}'><city>{city}</city></from>");
    let via = format!("<via xmlns='{NS}'>Ulm</via>");
    let request = || Return::new(mine.clone(), "Ulm", yours.clone());
    let whole = format!("{}{}{via}", place("Kiel"), place("Bonn"));
    let returned = exchange(request(), &whole).await.output.expect("an answer");
    assert_eq!(
        (returned.mine, returned.yours),
        (mine.clone(), yours.clone())
    );
    let lacking = exchange(request(), &format!("{}{via}", place("Kiel"))).await;
    let error = lacking.output.expect_err("one of two");
    assert!(
        error.message().contains("required element from is missing"),
        "{error}"
    );
    let third = exchange(request(), &format!("{whole}{}", place("Ulm"))).await;
    let error = third.output.expect_err("one too many");
    assert!(error.message().contains("from"), "{error}");
}

#[tokio::test]
async fn a_type_is_that_of_the_body() {
    let answer = format!("<city xmlns='{NS}'>Kiel</city><street xmlns='{NS}'>Kai 1</street>");
    let normalised = exchange(Normalise::new("KIEL").with_country("DE"), &answer).await;
    assert_eq!(normalised.request, [format!("{{{NS}}}city = \"KIEL\"")]);
    let sent = String::from_utf8_lossy(&normalised.sent);
    assert!(sent.contains("<soap:Body country=\"DE\">"), "{sent}");
    assert_eq!(
        normalised.output.expect("a place"),
        Place::new("Kiel").with_street("Kai 1")
    );
    let said = exchange(Say::new("hello"), "bye").await;
    assert!(String::from_utf8_lossy(&said.sent).contains("<soap:Body>hello</soap:Body>"));
    assert_eq!(said.output.expect("a text"), "bye");
}

#[tokio::test]
async fn no_part_is_an_empty_body() {
    let ping = exchange(Ping::new(), "").await;
    assert!(String::from_utf8_lossy(&ping.sent).contains("<soap:Body/>"));
    ping.output.expect("an answer");
}
