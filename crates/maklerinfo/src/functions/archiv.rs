//! Archivierung: the archive. The paths are *documented*.

use kontorhaus_core::bytes::Bytes;

use crate::{ArchivToken, Archiveintrag, Contracts, NeuerArchiveintrag};

functions! {
    /// Lists a customer's documents. *Documented.*
    fn get_kunden_dokumente(kunde_id) -> Vec<Archiveintrag>
        = GetKundenDokumente: Read "getKundenDokumente" GET "/{vmt}/kunden/{Kunde-Id}/dokumente";

    /// Lists all entries of a customer: documents, mails, calls, notes. *Documented.*
    fn get_kunden_archiveintraege(kunde_id) -> Vec<Archiveintrag>
        = GetKundenArchiveintraege: Read "getKundenArchiveintraege" GET "/{vmt}/kunden/{Kunde-Id}/archiveintraege";

    /// Archives a document or a note; a file is read piece by piece. *Documented*, but no answer: an `Id` was observed at
    /// the sister service.
    ///
    /// A large file needs more time than a call has by default: set [`attempt_timeout`](crate::Call::attempt_timeout) and
    /// [`timeout`](crate::Call::timeout). Limits of size are not documented.
    ///
    /// After [`Outcome::Unknown`](crate::Outcome::Unknown) look for it with
    /// [`get_kunden_archiveintraege`](crate::Client::get_kunden_archiveintraege). A [`Metadata`](crate::Metadata) with a
    /// number of one's own makes it easy to find.
    fn add_kunden_archiveintrag(kunde_id; eintrag: NeuerArchiveintrag) -> Archiveintrag
        = AddKundenArchiveintrag: Write "addKundenArchiveintrag" POST "/{vmt}/kunden/{Kunde-Id}/archiveintraege";

    /// Has a one-time password made that is good for archiving with this customer only. *Documented*, but not the form of the
    /// answer.
    ///
    /// After [`Outcome::Unknown`](crate::Outcome::Unknown) ask for another one: what was lost nobody has. How long it stays
    /// valid is not documented.
    fn get_kunden_archiv_token(kunde_id; contracts: Contracts) -> ArchivToken
        = GetKundenArchivToken: Write "getKundenArchivToken" POST "/{vmt}/kunden/{Kunde-Id}/generate-archive-token";

    /// Reads an entry. *Documented.*
    fn get_archiveintrag(archiveintrag_id) -> Archiveintrag
        = GetArchiveintrag: Read "getArchiveintrag" GET "/{vmt}/archiveintraege/{Archiveintrag-Id}";

    /// Deletes an entry. *Documented.*
    fn delete_archiveintrag(archiveintrag_id) -> ()
        = DeleteArchiveintrag: Idempotent "deleteArchiveintrag" DELETE "/{vmt}/archiveintraege/{Archiveintrag-Id}";

    /// Reads the file of an entry. Its extension is part of the path, such as `pdf`; which one is right is not documented.
    /// *Documented.*
    ///
    /// The file is held in memory: the client's [`max_answer`](kontorhaus_core::Builder::max_answer) must allow for it.
    fn get_archiv_datei(archiveintrag_id, datei_endung) -> Bytes
        = GetArchivDatei: Read "getArchivDatei" GET "/{vmt}/archiveintraege/{Archiveintrag-Id}.{Datei-Endung}";

    /// Reads the text of an entry. *Documented.*
    fn get_archiv_text(archiveintrag_id) -> String
        = GetArchivText: Read "getArchivText" GET "/{vmt}/archiveintraege/{Archiveintrag-Id}/text.txt";
}
