//! Sub-brokers.

objects! {
    /// What is to be changed of a sub-broker. A field that is left out stays as it is; the empty text clears it.
    /// *Documented.*
    struct Untervermittlerdatensatz {
        /// Number of the superior broker; naming one moves the sub-broker into that broker's hierarchy. *Documented.*
        uebervermittler with_uebervermittler: String = "Uebervermittler" shown,
        /// Name. *Documented.*
        name with_name: String = "Name",
        /// What is added to the name. *Documented.*
        namenszusatz with_namenszusatz: String = "Namenszusatz",
        /// Postal address. *Documented.*
        adresse with_adresse: UntervermittlerAdresse = "Adresse",
        /// Mail and telephone. *Documented.*
        kommunikationsdaten with_kommunikationsdaten: Kommunikationsdaten = "Kommunikationsdaten",
        /// Website. *Documented.*
        website with_website: String = "Website",
        /// Imprint. *Documented.*
        impressum with_impressum: String = "Impressum",
    }

    /// The address of a sub-broker: its postal code has another key than a customer's.
    struct UntervermittlerAdresse {
        /// Street and house number. *Documented.*
        strasse with_strasse: String = "Strasse",
        /// Postal code. *Documented.*
        plz with_plz: String = "PLZ",
        /// Town. *Documented.*
        ort with_ort: String = "Ort",
    }

    /// How a sub-broker is reached.
    struct Kommunikationsdaten {
        /// E-mail address. *Documented.*
        email with_email: String = "Email",
        /// Telephone. *Documented.*
        telefon with_telefon: String = "Telefon",
        /// Mobile telephone. *Documented.*
        mobil with_mobil: String = "Mobil",
        /// Fax. *Documented.*
        fax with_fax: String = "Fax",
    }
}
