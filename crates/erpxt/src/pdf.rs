//! PDFs, in each form in which the service may send them.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::{fmt, fs};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::response::Parts;
use kontorhaus_core::{ErrorKind, Outcome, ReadError};

use crate::error;
use crate::json::{self, Members, kind, text};

/// A printed document.
///
/// ```no_run
/// # async fn example(client: kontorhaus_erpxt::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let print = client.invoices().print(6100).on_progress(|progress| {
///     eprintln!("{} of {:?} bytes", progress.received, progress.announced);
/// });
/// print.await?.save("invoice.pdf")?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Pdf(Bytes);

impl Pdf {
    /// The file's bytes.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.0
    }

    /// Writes a file. It appears under its name when it is complete; one of that name is replaced.
    ///
    /// This blocks as long as the disk takes, so a server calls it where blocking is allowed.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> io::Result<()> {
        let path = path.as_ref();
        let mut partial = path.as_os_str().to_owned();
        partial.push(format!(".{}.part", std::process::id()));
        let written = File::create(&partial)
            .and_then(|mut file| {
                file.write_all(&self.0)?;
                file.sync_all()
            })
            .and_then(|()| fs::rename(&partial, path));
        if written.is_err() {
            // What is left of it is of no use to anybody; why it is there is the error.
            let _ = fs::remove_file(&partial);
        }
        written
    }

    /// Reads an answer: a JSON text with a data URL or with Base64, an object with such a text in it, Base64 without
    /// quotes, or the file itself. The first is what the public client expects; the others are tolerated.
    pub(crate) fn read(head: &Parts, body: &Bytes) -> Result<Self, ReadError> {
        if body.starts_with(MAGIC) {
            return Ok(Self(body.clone()));
        }
        let bytes = encoded(body).and_then(|encoded| decode(&encoded));
        match bytes {
            Some(bytes) if bytes.starts_with(MAGIC) => Ok(Self(bytes.into())),
            _ if error::is_page(head) => Err(unreadable("a web page came in place of a PDF")),
            Some(_) => Err(unreadable("what came is Base64, but no PDF")),
            None => Err(unreadable("what came is no PDF in Base64")),
        }
    }
}

const MAGIC: &[u8] = b"%PDF";

fn unreadable(message: &str) -> ReadError {
    ReadError::new(ErrorKind::Decode, Outcome::Applied, message)
}

/// The Base64 in an answer.
fn encoded(body: &[u8]) -> Option<String> {
    let Ok(document) = json::document(body) else {
        return String::from_utf8(body.to_vec()).ok();
    };
    match kind(document) {
        "a text" => text(document).ok(),
        "an object" => {
            let members = Members::read(document).ok()?;
            let mut texts = members.iter().filter(|(_, value)| kind(value) == "a text");
            // Where there are several, one of them is a name or a type.
            texts.find_map(|(_, value)| {
                text(value)
                    .ok()
                    .filter(|text| decode(text).is_some_and(|bytes| bytes.starts_with(MAGIC)))
            })
        }
        // Digits alone are Base64, too, but never those of a PDF.
        _ => None,
    }
}

/// Decodes Base64, after the head of a data URL if there is one.
fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let text = match text.strip_prefix("data:") {
        Some(url) => url.split_once(";base64,")?.1,
        None => text,
    };
    if text.bytes().any(|byte| byte.is_ascii_whitespace()) {
        let joined: String = text.split_ascii_whitespace().collect();
        return STANDARD.decode(joined).ok();
    }
    STANDARD.decode(text).ok()
}

impl fmt::Debug for Pdf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pdf({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use kontorhaus_core::http::Response;

    use super::*;

    const FILE: &[u8] = b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n%%EOF\n";

    fn read(content_type: &str, body: &str) -> Result<Pdf, String> {
        let response = Response::builder()
            .header("content-type", content_type)
            .body(());
        let (head, ()) = response.unwrap().into_parts();
        let body = Bytes::from(body.to_owned());
        Pdf::read(&head, &body).map_err(|error| error.message().to_owned())
    }

    #[test]
    fn every_form_is_read() {
        let base64 = STANDARD.encode(FILE);
        // Twenty-eight characters, as the public client counts them.
        let url = format!("data:application/pdf;base64,{base64}");
        assert_eq!(url.len() - base64.len(), 28);
        let wrapped = format!("{}\r\n{}", &base64[..12], &base64[12..]);
        for body in [
            format!("\"{url}\""),
            format!("\"{base64}\""),
            format!("\"{}\"", url.replace('/', "\\/")),
            base64.clone(),
            wrapped,
            format!(" {base64}\n"),
            url.clone(),
            format!("{{\"Name\":\"RE 1\",\"Type\":\"AAAA\",\"File\":\"{base64}\"}}"),
            format!("{{\"File\":\"{url}\"}}"),
        ] {
            assert_eq!(
                read("application/json", &body).unwrap().bytes(),
                FILE,
                "{body}"
            );
        }
        let (head, ()) = Response::new(()).into_parts();
        assert_eq!(Pdf::read(&head, &FILE.into()).unwrap().bytes(), FILE);
        assert_eq!(format!("{:?}", read("", &url).unwrap()), "Pdf(21 bytes)");
    }

    #[test]
    fn what_is_no_pdf_is_refused() {
        for (body, message) in [
            ("", "what came is Base64, but no PDF"),
            ("\"SGVsbG8=\"", "what came is Base64, but no PDF"),
            ("\"no Base64!\"", "what came is no PDF in Base64"),
            (
                "\"data:application/pdf,x\"",
                "what came is no PDF in Base64",
            ),
            ("12345678", "what came is no PDF in Base64"),
            ("{\"Name\":\"RE 1\"}", "what came is no PDF in Base64"),
            ("[\"JVBERi0=\"]", "what came is no PDF in Base64"),
        ] {
            assert_eq!(
                read("application/json", body).unwrap_err(),
                message,
                "{body}"
            );
        }
        let page = "<!DOCTYPE html><title>x</title>";
        let message = read("text/html; charset=utf-8", page).unwrap_err();
        assert_eq!(message, "a web page came in place of a PDF");
    }

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        let folder =
            std::env::temp_dir().join(format!("kontorhaus-erpxt-pdf-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("a.pdf");
        fs::write(&path, "older").unwrap();
        Pdf(FILE.into()).save(&path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), FILE);
        assert!(Pdf(FILE.into()).save(folder.join("missing/a.pdf")).is_err());
        // A folder cannot be replaced by a file; nothing is left beside it.
        Pdf(FILE.into()).save(&folder).unwrap_err();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
        let parent = folder.parent().unwrap();
        let left = parent.read_dir().unwrap().flatten().filter(|entry| {
            entry
                .file_name()
                .to_string_lossy()
                .starts_with("kontorhaus-erpxt-pdf-")
        });
        assert_eq!(left.count(), 0);
    }
}
