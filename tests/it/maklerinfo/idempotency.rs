//! What a repetition of each function does, all in one place; and where each goes.

use kontorhaus_core::{Idempotency, Operation};
use kontorhaus_maklerinfo::*;

use super::schemas::Schemas;

fn told<F: Function>() -> [String; 4] {
    let idempotency = format!("{:?}", F::IDEMPOTENCY);
    [
        F::NAME.into(),
        F::METHOD.to_string(),
        F::PATH.into(),
        idempotency,
    ]
}

#[test]
fn of_every_function() {
    let told = [
        told::<AddKunde>(),
        told::<GetKunde>(),
        told::<SetKunde>(),
        told::<GetKundenAdressen>(),
        told::<AddKundeAdresse>(),
        told::<SetKundeAdresse>(),
        told::<DeleteKundeAdresse>(),
        told::<GetKundenKontaktdaten>(),
        told::<GetKundenKontaktdatensatz>(),
        told::<AddKundeKontaktdaten>(),
        told::<SetKundeKontaktdaten>(),
        told::<DeleteKundeKontaktdaten>(),
        told::<GetKundenTags>(),
        told::<AddKundenTag>(),
        told::<DeleteKundenTag>(),
        told::<GetKundeVerknuepfungen>(),
        told::<SearchKunden>(),
        told::<AddKundenPolicenDokument>(),
        told::<GetKundenDetail>(),
        told::<SetKundenDetail>(),
        told::<GetKundenDetails>(),
        told::<AddVertrag>(),
        told::<GetVertraege>(),
        told::<GetVertrag>(),
        told::<SetVertrag>(),
        told::<UebertrageVertrag>(),
        told::<GetVertragsdokumente>(),
        told::<SearchVertraege>(),
        told::<AddVertragskuendigung>(),
        told::<SetVertragVorversicherung>(),
        told::<GetVertragVorversicherung>(),
        told::<GetVertragVorschaeden>(),
        told::<AddVertragVorschaeden>(),
        told::<GetKundenDokumente>(),
        told::<GetKundenArchiveintraege>(),
        told::<AddKundenArchiveintrag>(),
        told::<GetKundenArchivToken>(),
        told::<GetArchiveintrag>(),
        told::<DeleteArchiveintrag>(),
        told::<GetArchivDatei>(),
        told::<GetArchivText>(),
        told::<UpdateUntervermittler>(),
        told::<GetLaender>(),
        told::<GetGesellschaften>(),
        told::<GetSparten>(),
        told::<GetVertragsstatus>(),
    ];
    let schemas = Schemas::closed();
    let decided: Vec<[String; 4]> = schemas
        .functions()
        .iter()
        // The search by POST is the same function.
        .filter(|function| (&*function.name, &*function.method) != ("searchKunden", "POST"))
        .map(|function| {
            let row = [
                &function.name,
                &function.method,
                &function.path,
                &function.idempotency,
            ];
            row.map(Clone::clone)
        })
        .collect();
    assert_eq!(told.as_slice(), decided);
    assert_eq!(MultiCall::IDEMPOTENCY, Idempotency::Write);
    assert_eq!(RawRequest::IDEMPOTENCY, Idempotency::Write);
    assert_eq!(GetListe::IDEMPOTENCY, Idempotency::Read);
    assert_eq!(IfModified::<GetKunde>::IDEMPOTENCY, Idempotency::Read);
}
