//! Imports that say no location, or one where nothing is: the other schemas of the file, and those that everyone knows.

#[path = "../../features/imports-by-namespace/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::RawXml;
use rust_decimal::Decimal;

use self::expected::{
    AttributedUriType, EndpointReferenceType, Mass, ReferenceParametersType, Unit, Weigh,
};
use super::exchange;

const NS: &str = "urn:example:imports-by-namespace";
const UNITS: &str = "urn:example:units";
const WSA: &str = "http://www.w3.org/2005/08/addressing";

#[tokio::test]
async fn every_namespace_is_found() {
    let mut parameters = ReferenceParametersType::new();
    let parameter = RawXml::parse("<t:till xmlns:t='urn:t'>7</t:till>").expect("an element");
    parameters.extra.push(0, parameter);
    let reply_to = EndpointReferenceType::new(AttributedUriType::new("http://h/"))
        .with_reference_parameters(parameters);
    let request = Weigh::new("5f")
        .with_lang("de")
        .with_limit(Mass::new(Unit::Kg, Decimal::TEN))
        .with_precision(3)
        .with_reply_to(reply_to);
    let answer = format!("<weighed xmlns='{UNITS}' unit='g'>12.5</weighed>");
    let weighed = exchange(request, &answer).await;
    assert_eq!(
        weighed.request,
        [
            &*format!("{{{NS}}}weigh {{http://www.w3.org/XML/1998/namespace}}lang=de"),
            &*format!("  {{{NS}}}id = \"5f\""),
            &*format!("  {{{NS}}}limit {{}}unit=kg = \"10\""),
            &*format!("  {{{UNITS}}}precision = \"3\""),
            &*format!("  {{{NS}}}replyTo"),
            &*format!("    {{{WSA}}}Address = \"http://h/\""),
            &*format!("    {{{WSA}}}ReferenceParameters"),
            "      {urn:t}till = \"7\"",
        ]
    );
    let weighed = weighed.output.expect("a mass");
    assert_eq!(weighed, Mass::new(Unit::G, Decimal::new(125, 1)));
}
