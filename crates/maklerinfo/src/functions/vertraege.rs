//! Vertragsverwaltung: contracts. The paths are *documented*.

use crate::{Archiveintrag, Json, Vertrag};

functions! {
    /// Adds a contract to a customer. *Documented.*
    ///
    /// After [`Outcome::Unknown`](crate::Outcome::Unknown) look for it with [`get_vertraege`](crate::Client::get_vertraege),
    /// by its `Versicherungsscheinnummer` say, before it is added again.
    fn add_vertrag(kunde_id; vertrag: Vertrag) -> Vertrag
        = AddVertrag: Write "addVertrag" POST "/{vmt}/kunden/{Kunde-Id}/vertraege";

    /// Lists a customer's contracts. *Documented.*
    fn get_vertraege(kunde_id) -> Vec<Vertrag>
        = GetVertraege: Read "getVertraege" GET "/{vmt}/kunden/{Kunde-Id}/vertraege";

    /// Reads a contract. *Documented.*
    fn get_vertrag(kunde_id, vertrag_id) -> Vertrag
        = GetVertrag: Read "getVertrag" GET "/{vmt}/kunden/{Kunde-Id}/vertraege/{Vertrag-Id}";

    /// Changes a contract, and gives what the service answers, which may be a part of it. *Documented.* Fields that are left
    /// out stay as they are. *Inferred.*
    fn set_vertrag(kunde_id, vertrag_id; vertrag: Vertrag) -> Vertrag
        = SetVertrag: Idempotent "setVertrag" PUT "/{vmt}/kunden/{Kunde-Id}/vertraege/{Vertrag-Id}";

    /// Transfers a contract; neither a body nor an answer is documented. *Documented.*
    ///
    /// After [`Outcome::Unknown`](crate::Outcome::Unknown) no documented function tells whether it was done: compare the
    /// contract's `Status` with [`get_vertrag`](crate::Client::get_vertrag), or ask the vendor.
    fn uebertrage_vertrag(kunde_id, vertrag_id) -> ()
        = UebertrageVertrag: Write "uebertrageVertrag" POST "/{vmt}/kunden/{Kunde-Id}/vertraege/{Vertrag-Id}/uebertragen";

    /// Lists a contract's documents. *Documented.*
    fn get_vertragsdokumente(kunde_id, vertrag_id) -> Vec<Archiveintrag>
        = GetVertragsdokumente: Read "getVertragsdokumente" GET "/{vmt}/kunden/{Kunde-Id}/vertraege/{Vertrag-Id}/dokumente";

    /// Looks for contracts, by GET with a body. *Documented*, but not the fields of a `Vertragssuche`. Some proxies drop the
    /// body of a GET.
    fn search_vertraege(; vertragssuche: Json) -> Vec<Vertrag>
        = SearchVertraege: Read "searchVertraege" GET "/{vmt}/vertraege/_suche";

    /// Gives notice to terminate a contract. *Documented*, but not the fields.
    ///
    /// After [`Outcome::Unknown`](crate::Outcome::Unknown) no documented function tells whether it was done: compare the
    /// contract with [`get_vertrag`](crate::Client::get_vertrag), or ask the vendor.
    fn add_vertragskuendigung(kunde_id, vertrag_id; kuendigung: Json) -> Json
        = AddVertragskuendigung: Write "addVertragskuendigung"
        POST "/{vmt}/kunden/{Kunde-Id}/vertraege/{Vertrag-Id}/kuendigung";

    /// Changes what is known of a contract's previous insurance. *Documented*, but not the fields.
    fn set_vertrag_vorversicherung(kunde_id, vertrag_id; vorversicherung: Json) -> Json
        = SetVertragVorversicherung: Idempotent "setVertragVorversicherung"
        PUT "/{vmt}/kunden/{Kunde-Id}/vertraege/{Vertrag-Id}/vorversicherung";

    /// Reads a contract's previous insurance. *Documented*, but not the fields.
    fn get_vertrag_vorversicherung(kunde_id, vertrag_id) -> Json
        = GetVertragVorversicherung: Read "getVertragVorversicherung"
        GET "/{vmt}/kunden/{Kunde-Id}/vertraege/{Vertrag-Id}/vorversicherung";

    /// Lists the damages before a contract. *Documented*, but not their fields.
    fn get_vertrag_vorschaeden(kunde_id, vertrag_id) -> Vec<Json>
        = GetVertragVorschaeden: Read "getVertragVorschäden"
        GET "/{vmt}/kunden/{Kunde-Id}/vertraege/{Vertrag-Id}/vorschaeden";

    /// Adds a damage before a contract. *Documented*, but not the fields.
    ///
    /// After [`Outcome::Unknown`](crate::Outcome::Unknown) look for it with
    /// [`get_vertrag_vorschaeden`](crate::Client::get_vertrag_vorschaeden).
    fn add_vertrag_vorschaeden(kunde_id, vertrag_id; vorschaden: Json) -> Json
        = AddVertragVorschaeden: Write "addVertragVorschäden"
        POST "/{vmt}/kunden/{Kunde-Id}/vertraege/{Vertrag-Id}/vorschaeden";
}
