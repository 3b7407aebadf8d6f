//! Customers.

use super::Date;

objects! {
    /// A customer. Fields known in part.
    struct Kunde {
        /// Link to this customer; comes from the service only. *Inferred.*
        uri with_uri: String = "Uri",
        /// Decimal digits, or ten digits that begin with 5; comes from the service only. *Observed in a client.*
        id with_id: String = "Id",
        /// Login name, unique in the service. *Documented.*
        benutzername with_benutzername: String = "Benutzername",
        /// Form of address, a key of a list: `1` was sent for a man. *Observed in a client.*
        anrede with_anrede: String = "Anrede",
        /// Ways to reach the customer, as a new customer may bring them along. *Observed in a client.*
        kontaktdaten with_kontaktdaten: Vec<Kontaktdatensatz> = "Kontaktdaten",
        /// Who it is. *Observed in a client.*
        person with_person: Person = "Person",
        /// The main residence, in short. *Observed at the sister service, in search results.*
        hauptwohnsitz with_hauptwohnsitz: Adresse = "Hauptwohnsitz",
        /// A line for display; comes from the service only. *Observed at the sister service.*
        text with_text: String = "Text",
        /// The broker's number. *Inferred.*
        vermittler with_vermittler: String = "Vermittler" shown,
    }

    /// A natural person or a company.
    struct Person {
        /// `natuerlich` was seen; companies have another key. *Observed in a client.*
        typ with_typ: String = "Typ" shown,
        /// First name. *Observed in a client.* Of a company: the person to talk to. *Inferred.*
        vorname with_vorname: String = "Vorname",
        /// Last name. *Observed in a client.*
        nachname with_nachname: String = "Nachname",
        /// Day of birth. *Observed in a client.*
        geburtsdatum with_geburtsdatum: Date = "Geburtsdatum",
        /// Name of a company. *Observed at the sister service.*
        firma with_firma: String = "Firma",
    }

    /// An address of a customer. Fields known in part.
    struct Adresse {
        /// Link to this address; comes from the service only. *Documented.*
        uri with_uri: String = "Uri",
        /// `0` is the main residence. *Observed in a client.*
        id with_id: String = "Id" shown,
        /// A key of a list: `hauptwohnsitz`. *Observed in a client.* Also `ferienhaus`, `zweitwohnsitz`, `arbeitgeber`,
        /// `firma`, `praxis`, `kanzlei`, `buero`, `lager`, `niederlassung`, `garage`, `filiale`, `sonstiges`.
        /// *Observed at the sister service.*
        typ with_typ: String = "Typ" shown,
        /// Street and house number in one. *Observed in a client.*
        strasse with_strasse: String = "Strasse",
        /// Postal code; it may begin with a zero. *Observed in a client.*
        postleitzahl with_postleitzahl: String = "Postleitzahl",
        /// Town. *Observed in a client.*
        ort with_ort: String = "Ort",
        /// Two letters, as `de`; compare without regard to case. *Observed in a client.*
        land with_land: String = "Land" shown,
    }

    /// One way to reach a customer.
    struct Kontaktdatensatz {
        /// Link to this entry; comes from the service only. *Inferred.*
        uri with_uri: String = "Uri",
        /// Names it in paths. *Documented.*
        id with_id: String = "Id" shown,
        /// `privat` was seen; there is a counterpart for business. *Observed in a client.*
        kontext with_kontext: String = "Kontext" shown,
        /// `email` and `telefon` were seen; there are others. *Observed in a client.*
        typ with_typ: String = "Typ" shown,
        /// The address or number. *Observed in a client.*
        value with_value: String = "Value",
    }

    /// A customer as a search finds it. *Observed at the sister service.*
    struct KundenSuchErgebnis {
        /// The customer's id.
        id with_id: String = "Id",
        /// A line for display.
        text with_text: String = "Text",
        /// Who it is: first name, last name, company.
        person with_person: Person = "Person",
        /// The main residence: street, postal code, town, country.
        hauptwohnsitz with_hauptwohnsitz: Adresse = "Hauptwohnsitz",
    }

    /// What a search by POST looks for. Other keys than `mail` are not known.
    struct SearchQuery {
        /// An e-mail address. *Observed in a client.*
        mail with_mail: String = "mail",
    }
}
