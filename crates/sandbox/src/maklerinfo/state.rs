//! What the service knows.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::service::Exchange;
use crate::record::Latest;

/// What calls have changed since the service started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Effects {
    /// Requests that changed something, those in MultiCalls each by itself.
    pub writes: usize,
    /// Customers added.
    pub kunden: usize,
    /// Addresses added.
    pub adressen: usize,
    /// Contracts added.
    pub vertraege: usize,
    /// Entries of the archive added.
    pub archiveintraege: usize,
}

pub(crate) type Object = Map<String, Value>;

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) url: String,
    pub(crate) vermittler: String,
    pub(crate) api_id: String,
    pub(crate) api_key: String,
    pub(crate) otp: String,
    pub(crate) tokens: Vec<Token>,
    pub(crate) nonces: Vec<(String, Timestamp)>,
    pub(crate) blocked: bool,
    /// How far the server's clock is ahead.
    pub(crate) ahead: SignedDuration,
    pub(crate) kunden: BTreeMap<String, Kunde>,
    pub(crate) archiv: BTreeMap<String, Eintrag>,
    pub(crate) untervermittler: BTreeMap<String, Object>,
    pub(crate) effects: Effects,
    pub(crate) recorded: Latest<Exchange>,
    serial: u32,
}

/// A one-time password for archiving.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) otp: String,
    pub(crate) kunde: String,
    /// `None` for all.
    pub(crate) contracts: Option<Vec<String>>,
}

#[derive(Debug)]
pub(crate) struct Kunde {
    pub(crate) fields: Object,
    pub(crate) adressen: Vec<Object>,
    pub(crate) kontaktdaten: Vec<Object>,
    pub(crate) tags: Vec<String>,
    pub(crate) details: BTreeMap<String, Value>,
    pub(crate) vertraege: BTreeMap<String, Vertrag>,
    pub(crate) changed: Timestamp,
}

#[derive(Debug, Default)]
pub(crate) struct Vertrag {
    pub(crate) fields: Object,
    pub(crate) kuendigungen: Vec<Value>,
    pub(crate) vorversicherung: Object,
    pub(crate) vorschaeden: Vec<Value>,
    pub(crate) uebertragen: bool,
}

/// An entry of the archive.
#[derive(Clone, Debug)]
pub(crate) struct Eintrag {
    /// The customer, if one is known.
    pub(crate) kunde: Option<String>,
    pub(crate) fields: Object,
    pub(crate) content_type: String,
    pub(crate) content: Vec<u8>,
}

impl State {
    pub(crate) fn new(url: String) -> Self {
        let hex = |digit: char| digit.to_string().repeat(40);
        let mut state = Self {
            vermittler: "012XYZ".to_owned(),
            api_id: hex('1'),
            api_key: "fedcba9876543210fedcba9876543210fedcba98".to_owned(),
            otp: format!("1{}", "07c5".repeat(16)),
            tokens: Vec::new(),
            nonces: Vec::new(),
            blocked: false,
            ahead: SignedDuration::ZERO,
            kunden: BTreeMap::new(),
            archiv: BTreeMap::new(),
            untervermittler: [("012ABC".to_owned(), Object::new())].into(),
            effects: Effects::default(),
            recorded: Latest::new(),
            serial: 0,
            url,
        };
        let erika = json!({
            "Anrede": "2", "Benutzername": "emuster",
            "Person": {"Typ": "natuerlich", "Vorname": "Erika", "Nachname": "Muster", "Geburtsdatum": "1990-01-01"},
        });
        state.add("123456", erika);
        let firma = json!({"Benutzername": "gmbh", "Person": {"Firma": "Größe & Söhne GmbH"}});
        state.add("123457", firma);
        let vertrag = json!({
            "Status": "F", "Gesellschaft": "10330", "Sparte": "050", "Risiko": "",
            "Beitrag": {"Brutto": 14.68, "Netto": 12.34, "Steuer": 19, "Zahlweise": "5"},
            "Laufzeit": {"Beginn": "2010-01-01", "Ablauf": "2016-12-31"},
            "Versicherungsscheinnummer": "123-546", "Adresse": "0",
            "Bankkonto": {"IBAN": "", "BIC": "", "Inhaber": {"Abweichend": false}},
        });
        if let Some(erika) = state.kunden.get_mut("123456") {
            erika.adressen.push(object(json!({
                "Id": "0", "Typ": "hauptwohnsitz", "Strasse": "Am Markt 1", "Postleitzahl": "01067", "Ort": "Dresden", "Land": "de",
            })));
            let mail = json!({"Id": "1", "Kontext": "privat", "Typ": "email", "Value": "erika@example.org"});
            erika.kontaktdaten.push(object(mail));
            erika.tags.push("Maklervollmacht".to_owned());
            erika
                .details
                .insert("7".to_owned(), json!({"Id": "7", "Wert": true}));
            let vertrag = Vertrag {
                fields: object(vertrag),
                ..Vertrag::default()
            };
            erika.vertraege.insert("1475".to_owned(), vertrag);
        }
        state
    }

    /// Adds a customer, or replaces one.
    pub(crate) fn add(&mut self, id: &str, fields: Value) {
        let kunde = Kunde {
            fields: object(fields),
            adressen: Vec::new(),
            kontaktdaten: Vec::new(),
            tags: Vec::new(),
            details: BTreeMap::new(),
            vertraege: BTreeMap::new(),
            changed: self.now(),
        };
        self.kunden.insert(id.to_owned(), kunde);
    }

    /// The server's time; at the ends of time it stands still.
    pub(crate) fn now(&self) -> Timestamp {
        let ends = if self.ahead.is_negative() {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        };
        Timestamp::now().checked_add(self.ahead).unwrap_or(ends)
    }

    /// A number that was not given before.
    pub(crate) fn next(&mut self) -> u32 {
        self.serial += 1;
        self.serial
    }

    /// The address of an object below that of the broker.
    pub(crate) fn uri(&self, path: &str) -> Value {
        format!("{}/{}/{path}", self.url, self.vermittler).into()
    }
}

/// The members of an object; of anything else there are none.
pub(crate) fn object(value: Value) -> Object {
    match value {
        Value::Object(members) => members,
        _ => Object::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_does_not_leave_time() {
        let mut state = State::new(String::new());
        for (ahead, now) in [
            (SignedDuration::MAX, Timestamp::MAX),
            (SignedDuration::MIN, Timestamp::MIN),
        ] {
            state.ahead = ahead;
            assert_eq!(state.now(), now);
        }
    }
}
