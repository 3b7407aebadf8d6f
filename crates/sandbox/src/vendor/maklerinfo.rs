//! The entry of Maklerinfo.

use jiff::SignedDuration;

use super::{Buttons, Shown, Vendor};
use crate::maklerinfo::{Fault, Maklerinfo};

pub(crate) fn maklerinfo(broker: &Maklerinfo) -> Vendor {
    let provocations = Buttons::of(broker)
        .switch(
            (
                "clock",
                "Expired digest",
                "The server’s clock is ten minutes ahead: every digest is too old.",
            ),
            |broker| !broker.clock_ahead().is_zero(),
            |broker, on| broker.set_clock_ahead(SignedDuration::from_mins(if on { 10 } else { 0 })),
        )
        .switch(
            ("blocked", "Blocked broker", "Every call is answered 403."),
            Maklerinfo::is_blocked,
            |broker, on| if on { broker.block() } else { broker.unblock() },
        )
        .fault(
            (
                "error",
                "Technical error",
                "The next call is answered 500, with a page.",
            ),
            Fault::Technical,
        )
        .on_the_way();
    let secrets = broker.clone();
    Vendor {
        id: "maklerinfo",
        name: "Maklerinfo",
        about: "insurance brokers · REST, MultiCall",
        endpoint: broker.url().to_owned(),
        credentials: vec![
            ("Vermittler", broker.vermittler()),
            ("Api-ID", broker.api_id()),
            ("Api-Key", broker.api_key()),
        ],
        snippet: include_str!("snippets/maklerinfo.rs"),
        routes: broker.router(),
        shown: Shown {
            values: &[
                "Ablauf",
                "Beginn",
                "Gesellschaft",
                "Kontext",
                "Risiko",
                "Sparte",
                "Status",
                "Typ",
                "Zahlweise",
            ],
            said: &["Meldungen"],
            words: WORDS,
        },
        secrets: Box::new(move || {
            let mut all = secrets.one_time_passwords();
            all.extend([secrets.api_key(), secrets.api_id()]);
            all
        }),
        provocations,
    }
}

const WORDS: &[&str] = &[
    "service",
    "bd",
    "broker",
    "1.0",
    "rest",
    "_search",
    "_suche",
    "adressen",
    "archiveintraege",
    "details",
    "dokumente",
    "generate-archive-token",
    "gesellschaften",
    "kontaktdaten",
    "kuendigung",
    "kunden",
    "laender",
    "policendokumente",
    "sparten",
    "tags",
    "uebertragen",
    "verknuepfungen",
    "vermittler",
    "vertraege",
    "vertragsstatus",
    "vorschaeden",
    "vorversicherung",
];
