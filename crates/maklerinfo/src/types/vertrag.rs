//! Contracts.

use rust_decimal::Decimal;

use super::Date;

objects! {
    /// An insurance contract. Fields known in part.
    ///
    /// What is `None` is not sent, and [`SetVertrag`](crate::SetVertrag) then leaves it as it is.
    struct Vertrag {
        /// Link to this contract; comes from the service only. *Documented for the sister service.*
        uri with_uri: String = "Uri",
        /// The contract's id; comes from the service only. *Documented for the sister service.*
        id with_id: String = "Id" shown,
        /// A second id, of 15 hexadecimal digits in the example. *Documented for the sister service.*
        public_id with_public_id: String = "PublicID" shown,
        /// The broker's number. *Documented for the sister service.*
        vermittler with_vermittler: String = "Vermittler" shown,
        /// The customer's id; here it stands in the path. *Documented for the sister service.*
        kunde with_kunde: String = "Kunde",
        /// A key of the list [`get_vertragsstatus`](crate::Client::get_vertragsstatus), such as `F`. *Documented.*
        status with_status: String = "Status" shown,
        /// A key of the list [`get_gesellschaften`](crate::Client::get_gesellschaften), such as `10330`. *Documented.*
        gesellschaft with_gesellschaft: String = "Gesellschaft" shown,
        /// A key of the list [`get_sparten`](crate::Client::get_sparten), such as `050`; zeros in front count. *Documented.*
        sparte with_sparte: String = "Sparte" shown,
        /// What it costs. *Documented.*
        beitrag with_beitrag: Beitrag = "Beitrag" shown,
        /// How long it runs. *Documented.*
        laufzeit with_laufzeit: Laufzeit = "Laufzeit" shown,
        /// The risk, in free text; may be empty. *Documented.*
        risiko with_risiko: String = "Risiko",
        /// Number of the application. *Documented for the sister service.*
        antragsnummer with_antragsnummer: String = "Antragsnummer",
        /// Number of the policy. *Documented for the sister service.*
        versicherungsscheinnummer with_versicherungsscheinnummer: String = "Versicherungsscheinnummer",
        /// The id of one of the customer's addresses. *Documented for the sister service.*
        adresse with_adresse: String = "Adresse" shown,
        /// The account that pays. *Documented for the sister service.*
        bankkonto with_bankkonto: Bankkonto = "Bankkonto",
    }

    /// A premium.
    struct Beitrag {
        /// With tax. *Documented.*
        brutto with_brutto: Decimal = "Brutto" shown,
        /// Without tax. *Observed at the sister service.*
        netto with_netto: Decimal = "Netto" shown,
        /// The rate of tax in per cent, as it seems. *Inferred.*
        steuer with_steuer: Decimal = "Steuer" shown,
        /// How often it is paid, a key of a list: `5`. *Documented.* One client reads `1` as yearly and `5` as monthly.
        zahlweise with_zahlweise: String = "Zahlweise" shown,
    }

    /// From when to when.
    struct Laufzeit {
        /// First day. *Documented.*
        beginn with_beginn: Date = "Beginn" shown,
        /// Last day. *Documented.*
        ablauf with_ablauf: Date = "Ablauf" shown,
    }

    /// A bank account.
    struct Bankkonto {
        /// May be empty. *Documented for the sister service.*
        iban with_iban: String = "IBAN",
        /// May be empty. *Documented for the sister service.*
        bic with_bic: String = "BIC",
        /// Name of the bank. *Observed at the sister service.*
        bankname with_bankname: String = "Bankname",
        /// Whose account it is. *Documented for the sister service.*
        inhaber with_inhaber: Inhaber = "Inhaber",
    }

    /// Whose account it is. The fields for another holder's name are not known.
    struct Inhaber {
        /// Whether it is another person's. *Documented for the sister service.*
        abweichend with_abweichend: bool = "Abweichend" shown,
    }
}
