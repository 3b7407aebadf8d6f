//! Kundenverwaltung: customers. The paths are *documented*, unless said otherwise.

use crate::{Adresse, DokumentId, Json, Kontaktdatensatz, Kunde, Upload};

functions! {
    /// Adds a customer. *Documented.* Of the answer only `Id` and `Benutzername` are certain; read the customer for the rest.
    /// *Documented for the sister service.*
    ///
    /// After [`Outcome::Unknown`](crate::Outcome::Unknown) look for the customer with
    /// [`search_kunden`](crate::Client::search_kunden), by mail address or name, before it is added again. A `Benutzername`
    /// of one's own protects: the service takes none twice.
    fn add_kunde(; kunde: Kunde) -> Kunde = AddKunde: Write "addKunde" POST "/{vmt}/kunden";

    /// Reads a customer. *Documented.*
    fn get_kunde(kunde_id) -> Kunde = GetKunde: Read "getKunde" GET "/{vmt}/kunden/{Kunde-Id}";

    /// Changes a customer. *Documented*, but not whether fields that are left out stay as they are: send the whole customer
    /// as it was read.
    fn set_kunde(kunde_id; kunde: Kunde) -> Kunde = SetKunde: Idempotent "setKunde" PUT "/{vmt}/kunden/{Kunde-Id}";

    /// Lists a customer's addresses. *Documented.*
    fn get_kunden_adressen(kunde_id) -> Vec<Adresse>
        = GetKundenAdressen: Read "getKundenAdressen" GET "/{vmt}/kunden/{Kunde-Id}/adressen";

    /// Adds an address: by PUT, and yet each call adds one. *Documented.*
    ///
    /// After [`Outcome::Unknown`](crate::Outcome::Unknown) look for it with
    /// [`get_kunden_adressen`](crate::Client::get_kunden_adressen).
    fn add_kunde_adresse(kunde_id; adresse: Adresse) -> Adresse
        = AddKundeAdresse: Write "addKundeAdresse" PUT "/{vmt}/kunden/{Kunde-Id}/adressen";

    /// Changes an address; the id `0` is the main residence. *Documented*, the id *observed in a client*.
    fn set_kunde_adresse(kunde_id, adresse_id; adresse: Adresse) -> Adresse
        = SetKundeAdresse: Idempotent "setKundeAdresse" PUT "/{vmt}/kunden/{Kunde-Id}/adressen/{Adresse-Id}";

    /// Deletes an address. *Documented.*
    ///
    /// It counts as a write, since ids of addresses are small numbers and it is not known whether the service gives them
    /// anew: a repetition might delete another address. After [`Outcome::Unknown`](crate::Outcome::Unknown) look with
    /// [`get_kunden_adressen`](crate::Client::get_kunden_adressen) whether it is still there.
    fn delete_kunde_adresse(kunde_id, adresse_id) -> ()
        = DeleteKundeAdresse: Write "deleteKundeAdresse" DELETE "/{vmt}/kunden/{Kunde-Id}/adressen/{Adresse-Id}";

    /// Lists the ways to reach a customer. *Documented.*
    fn get_kunden_kontaktdaten(kunde_id) -> Vec<Kontaktdatensatz>
        = GetKundenKontaktdaten: Read "getKundenKontaktdaten" GET "/{vmt}/kunden/{Kunde-Id}/kontaktdaten";

    /// Reads one way to reach a customer. *Observed in a client*, not in the documentation; so its name is ours.
    fn get_kunden_kontaktdatensatz(kunde_id, kontaktdatensatz_id) -> Kontaktdatensatz
        = GetKundenKontaktdatensatz: Read "getKundenKontaktdatensatz"
        GET "/{vmt}/kunden/{Kunde-Id}/kontaktdaten/{Kontaktdatensatz-Id}";

    /// Adds a way to reach a customer. *Documented.*
    ///
    /// After [`Outcome::Unknown`](crate::Outcome::Unknown) look for it with
    /// [`get_kunden_kontaktdaten`](crate::Client::get_kunden_kontaktdaten).
    fn add_kunde_kontaktdaten(kunde_id; kontaktdatensatz: Kontaktdatensatz) -> Kontaktdatensatz
        = AddKundeKontaktdaten: Write "addKundeKontaktdaten" POST "/{vmt}/kunden/{Kunde-Id}/kontaktdaten";

    /// Changes a way to reach a customer. *Documented.*
    fn set_kunde_kontaktdaten(kunde_id, kontaktdatensatz_id; kontaktdatensatz: Kontaktdatensatz) -> Kontaktdatensatz
        = SetKundeKontaktdaten: Idempotent "setKundeKontaktdaten"
        PUT "/{vmt}/kunden/{Kunde-Id}/kontaktdaten/{Kontaktdatensatz-Id}";

    /// Deletes a way to reach a customer. *Documented.*
    ///
    /// It counts as a write, as [`delete_kunde_adresse`](crate::Client::delete_kunde_adresse) does and for the same reason.
    /// After [`Outcome::Unknown`](crate::Outcome::Unknown) look with
    /// [`get_kunden_kontaktdaten`](crate::Client::get_kunden_kontaktdaten) whether it is still there.
    fn delete_kunde_kontaktdaten(kunde_id, kontaktdatensatz_id) -> ()
        = DeleteKundeKontaktdaten: Write "deleteKundeKontaktdaten"
        DELETE "/{vmt}/kunden/{Kunde-Id}/kontaktdaten/{Kontaktdatensatz-Id}";

    /// Lists a customer's tags. *Documented.*
    fn get_kunden_tags(kunde_id) -> Vec<String>
        = GetKundenTags: Read "getKundenTags" GET "/{vmt}/kunden/{Kunde-Id}/tags";

    /// Gives a customer a tag, which may be any text. *Documented.*
    fn add_kunden_tag(kunde_id, tag) -> ()
        = AddKundenTag: Idempotent "addKundenTag" PUT "/{vmt}/kunden/{Kunde-Id}/tags/{Tag}";

    /// Takes a tag away. *Documented.*
    fn delete_kunden_tag(kunde_id, tag) -> ()
        = DeleteKundenTag: Idempotent "deleteKundenTag" DELETE "/{vmt}/kunden/{Kunde-Id}/tags/{Tag}";

    /// Lists a customer's links to other customers. *Documented*, but not their fields.
    fn get_kunde_verknuepfungen(kunde_id) -> Vec<Json>
        = GetKundeVerknuepfungen: Read "getKundeVerknüpfungen" GET "/{vmt}/kunden/{Kunde-Id}/verknuepfungen";

    /// Adds a policy as a PDF file; no customer is named. *Documented*, but not how the service finds the customer, and not
    /// the form of the answer.
    ///
    /// After [`Outcome::Unknown`](crate::Outcome::Unknown) look for the document among those of the customer, with
    /// [`get_kunden_dokumente`](crate::Client::get_kunden_dokumente).
    fn add_kunden_policen_dokument(; police: Upload) -> DokumentId
        = AddKundenPolicenDokument: Write "addKundenPolicenDokument" POST "/{vmt}/policendokumente";

    /// Reads a detail of a customer. *Documented*, but not its fields.
    fn get_kunden_detail(kunde_id, detail_id) -> Json
        = GetKundenDetail: Read "getKundenDetail" GET "/{vmt}/kunden/{Kunde-Id}/details/{Detail-Id}";

    /// Changes a detail of a customer, and gives what the service answers. *Documented*, but neither the fields nor the
    /// answer.
    fn set_kunden_detail(kunde_id, detail_id; detail: Json) -> Option<Json>
        = SetKundenDetail: Idempotent "setKundenDetail" PUT "/{vmt}/kunden/{Kunde-Id}/details/{Detail-Id}";

    /// Lists a customer's details. The name is *documented*; path and answer are *inferred*.
    fn get_kunden_details(kunde_id) -> Vec<Json>
        = GetKundenDetails: Read "getKundenDetails" GET "/{vmt}/kunden/{Kunde-Id}/details";
}
