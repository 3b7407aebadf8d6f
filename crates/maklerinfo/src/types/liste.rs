//! Entries of lists.

objects! {
    /// An entry of a list. *Documented.*
    struct EnumerationItem {
        /// The key, as it stands in other objects.
        value with_value: String = "Value" shown,
        /// What to display.
        text with_text: String = "Text" shown,
    }

    /// An insurance company. *Observed at the sister service*, but for the first two fields, which a client of this one uses.
    struct Gesellschaft {
        /// The key, as it stands in contracts.
        value with_value: String = "Value" shown,
        /// What to display.
        text with_text: String = "Text" shown,
        /// Logos.
        logos with_logos: Vec<Logo> = "Logos" shown,
        /// Whether contracts with it can be added.
        vertragsanlage_moeglich with_vertragsanlage_moeglich: bool = "VertragsanlageMoeglich" shown,
    }

    /// A company's logo. *Observed at the sister service.*
    struct Logo {
        /// Width in pixels.
        breite with_breite: u32 = "Breite" shown,
        /// Height in pixels. Of all keys the only one with an umlaut.
        hoehe with_hoehe: u32 = "Höhe" shown,
        /// Address of the image.
        pfad with_pfad: String = "Pfad" shown,
    }
}
