//! Archives a document from disk, and finds out what happened if no answer comes.
//!
//! `cargo run --example archive` archives a small file on a server on loopback. `cargo run --example archive -- 4711
//! mandat.pdf` with `MAKLERINFO_URL`, `MAKLERINFO_VERMITTLER`, `MAKLERINFO_API_ID` and `MAKLERINFO_API_KEY` archives that file
//! with the customer 4711 of the real one.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use kontorhaus_maklerinfo::{Archiveintrag, Client, Metadata, NeuerArchiveintrag, Outcome, Upload};

#[path = "common/access.rs"]
mod access;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let (client, _sandbox) = access::client().await?;
    let mut arguments = env::args().skip(1);
    let kunde = arguments.next().unwrap_or_else(|| "123456".to_owned());
    let (file, is_sample) = match arguments.next() {
        Some(file) => (PathBuf::from(file), false),
        None => (sample()?, true),
    };
    let result = archive(&client, &kunde, &file).await;
    if is_sample {
        fs::remove_file(&file)?;
    }
    let eintrag = result?;
    println!("archived as {}", eintrag.id.unwrap_or_default());
    Ok(())
}

async fn archive(
    client: &Client,
    kunde: &str,
    file: &Path,
) -> Result<Archiveintrag, Box<dyn Error>> {
    let upload =
        Upload::pdf_file(file)?.on_progress(|sent, total| println!("{sent} of {total} bytes"));
    // A mark of our own: by it the entry is found again.
    let mark = format!("{}-{}", process::id(), upload.size());
    let eintrag = NeuerArchiveintrag::new(upload)
        .with_typ("dokument")
        .with_metadaten([
            Metadata::pair("_kundensichtbar", "1"),
            Metadata::pair("Kennung", &mark),
        ]);
    let error = match client.add_kunden_archiveintrag(kunde, eintrag).await {
        Ok(eintrag) => return Ok(eintrag),
        Err(error) => error,
    };
    if matches!(error.outcome(), Outcome::NotSent | Outcome::Rejected) {
        return Err(error.into());
    }
    // The document may be there although no answer came.
    eprintln!("{error}");
    let all = client.get_kunden_archiveintraege(kunde).await?;
    let marked = |eintrag: &Archiveintrag| {
        let metadaten = eintrag.metadaten.iter().flatten();
        metadaten
            .filter(|pair| pair.value.as_deref() == Some("Kennung"))
            .any(|pair| pair.text.as_ref() == Some(&mark))
    };
    all.into_iter()
        .find(marked)
        .ok_or_else(|| "it is not in the archive: try again".into())
}

/// A file for the first try.
fn sample() -> Result<PathBuf, Box<dyn Error>> {
    let file = env::temp_dir().join(format!("mandat-{}.pdf", process::id()));
    fs::write(&file, "%PDF-1.4\n% not much of a document\n%%EOF\n")?;
    Ok(file)
}
