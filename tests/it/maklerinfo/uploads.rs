//! Documents from memory and from disk.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use kontorhaus_core::fake::Reply;
use kontorhaus_core::{ErrorKind, Outcome};
use kontorhaus_maklerinfo::{Metadata, NeuerArchiveintrag, Upload, Zuordnung};
use kontorhaus_sandbox::{Reaction, Sandbox};

use super::{KUNDE, broker, builder, captured};

/// A file of its own, gone with the value.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: &[u8]) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("upload-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join(name);
        fs::write(&path, content).expect("a file");
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
        if let Some(folder) = self.0.parent() {
            // Only the last one finds it empty.
            let _ = fs::remove_dir(folder);
        }
    }
}

fn noise(length: usize) -> Vec<u8> {
    (0..=250_u8)
        .rev()
        .cycle()
        .step_by(31)
        .take(length)
        .collect()
}

#[tokio::test]
async fn a_file_arrives_byte_for_byte_with_progress() {
    let (sandbox, client) = broker().await;
    let content = noise(3_000_001);
    let file = Scratch::new("police \"1\".pdf", &content);
    let seen: Arc<Mutex<Vec<(u64, u64)>>> = Arc::default();
    let told = Arc::clone(&seen);
    let upload = Upload::pdf_file(&file.0).unwrap();
    assert_eq!(upload.size(), 3_000_001);
    let upload = upload.on_progress(move |sent, total| told.lock().unwrap().push((sent, total)));
    let eintrag = NeuerArchiveintrag::new(upload).with_typ("dokument");
    let id = client
        .add_kunden_archiveintrag(KUNDE, eintrag)
        .await
        .unwrap()
        .id
        .unwrap();

    let (media_type, archived) = sandbox.maklerinfo().archived(&id).unwrap();
    assert_eq!(media_type, r#"application/pdf; name="police \"1\".pdf""#);
    assert!(archived == content);
    let entry = client.get_archiveintrag(&id).await.unwrap();
    assert_eq!(entry.betreff.as_deref(), Some("police \"1\".pdf"));
    let headers = &sandbox.maklerinfo().recorded()[0].headers;
    assert_eq!(headers["content-length"], "3000001");

    let seen = seen.lock().unwrap().clone();
    assert!(seen.len() >= 46, "{}", seen.len());
    assert!(seen.windows(2).all(|pair| pair[0].0 < pair[1].0));
    assert_eq!(seen.last(), Some(&(3_000_001, 3_000_001)));
    assert!(client.get_archiv_datei(&id, "pdf").await.unwrap() == content);
}

#[tokio::test]
async fn an_attempt_that_was_refused_is_made_again_with_the_whole_file() {
    let sandbox = Sandbox::start().await.unwrap();
    let broker = sandbox.maklerinfo();
    let client = builder(broker).build().unwrap();
    let content = noise(200_000);
    let file = Scratch::new("again.txt", &content);
    broker.react([Reaction::Html(429)]);
    let eintrag = NeuerArchiveintrag::new(Upload::file(&file.0, "text/plain").unwrap());
    let id = client
        .add_kunden_archiveintrag(KUNDE, eintrag)
        .await
        .unwrap()
        .id
        .unwrap();
    let (media_type, archived) = broker.archived(&id).unwrap();
    assert_eq!(media_type, r#"text/plain; name="again.txt""#);
    assert!(archived == content);
    assert_eq!(broker.effects().archiveintraege, 1);
}

#[tokio::test]
async fn a_name_that_is_not_ascii_becomes_the_subject() {
    let (sandbox, client) = broker().await;
    let file = Scratch::new("Prüfbericht Größe.pdf", b"%PDF");
    let eintrag = || NeuerArchiveintrag::new(Upload::pdf_file(&file.0).unwrap());
    let added = client
        .add_kunden_archiveintrag(KUNDE, eintrag())
        .await
        .unwrap();
    assert_eq!(added.betreff.as_deref(), Some("Prüfbericht Größe.pdf"));
    let added = client
        .add_kunden_archiveintrag(KUNDE, eintrag().with_betreff("Bericht"))
        .await
        .unwrap();
    assert_eq!(added.betreff.as_deref(), Some("Bericht"));
    assert_eq!(
        sandbox.maklerinfo().recorded()[1].headers["content-type"],
        "application/pdf"
    );
}

#[tokio::test]
async fn texts_in_headers_are_escaped() {
    let (sandbox, client) = broker().await;
    let text = "Grüße 😀 \"a\\b\"\r\n\u{7F}/c";
    let eintrag = NeuerArchiveintrag::new(Upload::text("x"))
        .with_tags([text])
        .with_metadaten([Metadata::pair("Von", text)])
        .with_zuordnungen([Zuordnung::new().with_typ("vertrag").with_id("1\n2")]);
    let added = client
        .add_kunden_archiveintrag(KUNDE, eintrag.clone())
        .await
        .unwrap();
    assert_eq!(added.tags.as_deref(), Some(&[text.to_owned()][..]));
    assert_eq!(added.metadaten, Some(eintrag.metadaten.clone()));
    assert_eq!(added.zuordnungen, Some(eintrag.zuordnungen.clone()));
    let headers = &sandbox.maklerinfo().recorded()[0].headers;
    let tags = r#"["Gr\u00fc\u00dfe \ud83d\ude00 \"a\\b\"\r\n\u007f/c"]"#;
    assert_eq!(headers["x-dio-tags"], tags);
}

#[tokio::test]
async fn a_line_end_in_a_plain_header_is_refused() {
    let (capture, client) = captured(Reply::ok("{}"));
    let entry = || NeuerArchiveintrag::new(Upload::text("x"));
    for (eintrag, field) in [
        (entry().with_betreff("a\r\nX-Dio-Typ: b"), "x-dio-betreff"),
        (entry().with_typ("a\nb"), "x-dio-typ"),
        (entry().with_datum("2026-01-15\n"), "x-dio-datum"),
        (
            NeuerArchiveintrag::new(Upload::pdf("x").with_name("a\r\nb.pdf")),
            "content-type",
        ),
    ] {
        let error = client
            .add_kunden_archiveintrag(KUNDE, eintrag)
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Request, Outcome::NotSent)
        );
        assert_eq!(
            error.message(),
            format!("{field}: holds a line end or another control character")
        );
    }
    assert!(capture.requests().is_empty());
}

#[tokio::test]
async fn a_file_that_changes_its_size_is_not_sent_as_another() {
    let (sandbox, client) = broker().await;
    for content in [noise(10), noise(100_000)] {
        let file = Scratch::new(&format!("changing-{}.pdf", content.len()), &noise(1_000));
        let upload = Upload::pdf_file(&file.0).unwrap();
        fs::write(&file.0, &content).unwrap();
        let error = client
            .add_kunden_archiveintrag(KUNDE, NeuerArchiveintrag::new(upload))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert_eq!(error.message(), "the request's body could not be given");
        let chain =
            std::iter::successors(std::error::Error::source(&error), |error| error.source());
        assert!(
            chain
                .last()
                .unwrap()
                .to_string()
                .contains("the file has changed its size")
        );
    }
    assert_eq!(sandbox.maklerinfo().effects().archiveintraege, 0);
    let missing = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("no-such.pdf");
    assert_eq!(
        Upload::pdf_file(&missing).unwrap_err().kind(),
        std::io::ErrorKind::NotFound
    );
    assert!(Upload::text_file(env!("CARGO_TARGET_TMPDIR")).is_err());
}
