//! The archive.

use super::DateTime;

objects! {
    /// An entry of the archive: a document, a mail, a call, a note. Fields known in part.
    struct Archiveintrag {
        /// Twenty hexadecimal digits in lower case. *Observed at the sister service.*
        id with_id: String = "Id" shown,
        /// A key of a list: `dokument`, `fax`, `email`, `sms`, `telefon`, `brief`, `persoenlich`, `chat`, `sonstiges`.
        /// *Observed at the sister service.*
        typ with_typ: String = "Typ" shown,
        /// When. *Observed at the sister service.*
        datum with_datum: DateTime = "Datum" shown,
        /// The subject. *Observed at the sister service.*
        betreff with_betreff: String = "Betreff",
        /// What it belongs to. *Documented.*
        zuordnungen with_zuordnungen: Vec<Zuordnung> = "Zuordnungen",
        /// Free pairs of key and value. *Documented.*
        metadaten with_metadaten: Vec<Metadata> = "Metadaten",
        /// Tags; `Maklervollmacht` marks a broker's mandate. *Documented.*
        tags with_tags: Vec<String> = "Tags",
    }

    /// A link to another object.
    struct Zuordnung {
        /// `kunde`. *Documented.* `vertrag`. *Observed in a client.* `sparte`. *Observed at the sister service.*
        typ with_typ: String = "Typ" shown,
        /// The id of that object.
        id with_id: String = "Id",
    }

    /// A pair of key and value. Mind the names: they are the other way round than one would think.
    struct Metadata {
        /// The **key**. *Documented.* `_kundensichtbar` with the value `1` lets the customer see the entry. *Observed at
        /// the sister service.*
        value with_value: String = "Value" shown,
        /// The **value**. *Documented.*
        text with_text: String = "Text",
    }
}

impl Zuordnung {
    /// A link to a contract. *Observed in a client.*
    #[must_use]
    pub fn vertrag(id: impl Into<String>) -> Self {
        Self::new().with_typ("vertrag").with_id(id)
    }

    /// A link to a line of business. *Observed at the sister service.*
    #[must_use]
    pub fn sparte(id: impl Into<String>) -> Self {
        Self::new().with_typ("sparte").with_id(id)
    }
}

impl Metadata {
    /// A pair, in the usual order.
    #[must_use]
    pub fn pair(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new().with_value(key).with_text(value)
    }
}
