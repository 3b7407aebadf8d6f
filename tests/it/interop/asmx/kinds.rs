//! A value of every kind there and back on every wire.

use kontorhaus_core::{Builder, Error};
use kontorhaus_hypersoft::Wire;
use kontorhaus_soap::v1::{Base64, Nillable};
use kontorhaus_tests::interop::asmx::{Errors, Server};

use super::WIRES;
use crate::features::Feature;
use crate::features::aspnet::expected::{Colour, Echo, Half, Kind, List, Nothing, Part};
use crate::features::aspnet::kind;

fn client(server: &Server, wire: Wire) -> kontorhaus_core::Client {
    Builder::<Feature>::new()
        .endpoint(server.page("Kinds"))
        .setting(wire)
        .attempts(1)
        .build()
        .expect("a client")
}

/// The same value with nothing in it that may be missing.
fn bare() -> Kind {
    Kind {
        text: None,
        bytes: None,
        maybe_int: Nillable::Nil,
        maybe_flag: Nillable::Nil,
        maybe_decimal: Nillable::Nil,
        maybe_moment: Nillable::Nil,
        maybe_colour: Nillable::Nil,
        part: None,
        parts: None,
        texts: None,
        ints: None,
        phone: Vec::new(),
        ..kind()
    }
}

const FULL: &str = "times=1\nText=Zoë & <\"b\">\nFlag=True\nInt=-2147483648\nLong=9007199254740993\n\
    Decimal=12.50\nDouble=0.1\nGuid=0f8fad5b-d9cb-469f-a165-70867728950e\nMoment=2026-03-29T03:30:00.125\n\
    Day=2026-03-29T00:00:00\nBytes=00-FF-10\nColour=DarkBlue\nMaybeInt=7\nMaybeFlag=False\nMaybeDecimal=0.001\n\
    MaybeMoment=1999-12-31T23:59:59\nMaybeColour=Green\nPart=(p 3)\nParts=[(a 1) (null 2)]\nTexts=[x ]\n\
    Ints=[1 2]\nPhones=[1 2]\nRow=5\n";

#[tokio::test]
async fn every_kind_of_value_comes_through() {
    let Some(server) = Server::start(Errors::Shown) else {
        return;
    };
    for wire in WIRES {
        let client = client(&server, wire);
        let echo = async |kind: Kind| -> Result<Kind, Error> {
            client.call(Echo::new(1).with_value(kind)).await
        };
        let back = echo(kind()).await.expect("an answer");
        assert_eq!(server.received(), FULL, "{wire:?}");
        assert_eq!(without_zones(back), kind(), "{wire:?}");

        let back = echo(bare()).await.expect("an answer");
        let received = server.received();
        for line in [
            "Text=null",
            "Bytes=null",
            "MaybeInt=null",
            "MaybeColour=null",
            "Part=null",
        ] {
            assert!(received.contains(&format!("\n{line}\n")), "{wire:?} {line}");
        }
        let expected = Kind {
            // Mono makes an empty list of one that did not come over SOAP; over JSON it is null.
            texts: if wire == Wire::Json {
                None
            } else {
                Some(Vec::new())
            },
            ints: if wire == Wire::Json {
                None
            } else {
                Some(Vec::new())
            },
            ..bare()
        };
        assert_eq!(without_zones(back), expected, "{wire:?}");

        let empty = Kind {
            text: Some(String::new()),
            bytes: Some(Base64(Vec::new())),
            parts: Some(Vec::new()),
            texts: Some(Vec::new()),
            ints: Some(Vec::new()),
            ..kind()
        };
        let back = echo(empty.clone()).await.expect("an answer");
        assert_eq!(without_zones(back), empty, "{wire:?}");
        let _ = server.received();
    }
}

#[tokio::test]
async fn results_that_are_lists_numbers_or_nothing() {
    let Some(server) = Server::start(Errors::Shown) else {
        return;
    };
    for wire in WIRES {
        let client = client(&server, wire);
        let parts = client.call(List::new(2)).await.expect("a list");
        let expected = [
            Part::new(0).with_name("part 0"),
            Part::new(1).with_name("part 1"),
        ];
        assert_eq!(parts, expected, "{wire:?}");
        assert_eq!(client.call(List::new(0)).await.expect("a list"), []);
        let value = "0.0000000000000000000000000002".parse::<kontorhaus_soap::v1::Decimal>();
        let half = client
            .call(Half::new(value.expect("a decimal")))
            .await
            .expect("a number");
        assert_eq!(
            half.to_string(),
            "0.0000000000000000000000000001",
            "{wire:?}"
        );
        client.call(Nothing::new()).await.expect("nothing");
    }
}

#[tokio::test]
async fn unknown_numbers_of_an_enumeration_are_refused_or_kept() {
    let Some(server) = Server::start(Errors::Shown) else {
        return;
    };
    let unknown = Kind {
        colour: Colour::Other("5".to_owned()),
        ..kind()
    };
    // .NET takes any number for an enumeration over JSON, and sends it back.
    let back = client(&server, Wire::Json)
        .call(Echo::new(1).with_value(unknown.clone()))
        .await
        .expect("an answer");
    assert_eq!(back.colour, Colour::Other("5".to_owned()));
    for wire in [Wire::Soap11, Wire::Soap12] {
        let call = client(&server, wire).call(Echo::new(1).with_value(unknown.clone()));
        let error = call.await.expect_err("a fault");
        assert!(error.message().contains("read request"), "{error}");
        assert_eq!(error.outcome(), kontorhaus_core::Outcome::Rejected);
    }
}

/// The clock is what counts: over JSON the zone is added, and over SOAP by a server whose value has one.
fn without_zones(mut kind: Kind) -> Kind {
    kind.moment.zone = None;
    kind.day.zone = None;
    if let Nillable::Value(moment) = &mut kind.maybe_moment {
        moment.zone = None;
    }
    kind
}
