//! What goes into the archive.

mod file;

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{HeaderMap, HeaderName, HeaderValue, header};
use kontorhaus_core::{Body, RequestError};

use self::file::{File, Pieces};
use crate::json::{ascii, text};
use crate::request::Payload;
use crate::{DateTime, Metadata, Zuordnung};

/// A document, from memory or from a file that is read piece by piece.
///
/// ```no_run
/// use kontorhaus_maklerinfo::Upload;
///
/// let upload = Upload::pdf_file("mandat.pdf")?.on_progress(|sent, total| println!("{sent} of {total} bytes"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "an upload does nothing until a request sends it"]
pub struct Upload {
    content: Content,
    media_type: String,
    name: Option<String>,
    progress: Option<Progress>,
}

type Progress = Arc<dyn Fn(u64, u64) + Send + Sync>;

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    File(File),
}

impl Upload {
    /// A PDF document. *Documented.*
    pub fn pdf(document: impl Into<Bytes>) -> Self {
        Self::new(Content::Bytes(document.into()), PDF)
    }

    /// A text, say a note. *Documented.*
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Content::Bytes(text.into().into()), TEXT)
    }

    /// A PDF file. *Documented.*
    ///
    /// # Errors
    ///
    /// When there is no such file, or it may not be read.
    pub fn pdf_file(path: impl AsRef<Path>) -> io::Result<Self> {
        Self::file(path, PDF)
    }

    /// A file of text in UTF-8. *Documented.*
    ///
    /// # Errors
    ///
    /// When there is no such file, or it may not be read.
    pub fn text_file(path: impl AsRef<Path>) -> io::Result<Self> {
        Self::file(path, TEXT)
    }

    /// A file of another media type. The documentation speaks of PDF and text only.
    ///
    /// The file is opened anew for each attempt; until then it may not change its size. Its name goes along.
    ///
    /// # Errors
    ///
    /// When there is no such file, or it may not be read.
    pub fn file(path: impl AsRef<Path>, media_type: impl Into<String>) -> io::Result<Self> {
        let path = path.as_ref();
        let file = File::new(path)?;
        let upload = Self::new(Content::File(file), media_type);
        Ok(match path.file_name() {
            Some(name) => upload.with_name(name.to_string_lossy()),
            None => upload,
        })
    }

    fn new(content: Content, media_type: impl Into<String>) -> Self {
        Self {
            content,
            media_type: media_type.into(),
            name: None,
            progress: None,
        }
    }

    /// Names the document, best with an extension. The name stands for a subject that is not given. *Documented.*
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Is told how many bytes of how many have gone into the transport. Another attempt begins again from 0.
    pub fn on_progress(mut self, progress: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(progress));
        self
    }

    /// How many bytes it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        match &self.content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::File(file) => file.size,
        }
    }

    fn body(&self) -> Body {
        let pieces = match (&self.content, &self.progress) {
            // What is at hand as a whole can also be a part of a MultiCall.
            (Content::Bytes(bytes), None) => return bytes.clone().into(),
            (Content::Bytes(bytes), Some(_)) => Pieces::of_bytes(bytes.clone()),
            (Content::File(file), _) => Pieces::of_file(file.clone()),
        };
        let size = self.size();
        Body::stream(pieces.counted(size, self.progress.clone()), Some(size))
    }
}

const PDF: &str = "application/pdf";
const TEXT: &str = "text/plain; charset=utf-8";

impl Payload for Upload {
    fn put(&self, headers: &mut HeaderMap) -> Result<Body, RequestError> {
        let mut content_type = self.media_type.clone();
        // How other names are to be written is not documented.
        if let Some(name) = self.name.as_deref().filter(|name| name.is_ascii()) {
            let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
            content_type = format!("{content_type}; name=\"{quoted}\"");
        }
        set(headers, header::CONTENT_TYPE, &content_type)?;
        Ok(self.body())
    }

    fn hidden(&self) -> Vec<String> {
        self.name.iter().cloned().collect()
    }
}

/// Shows neither the name nor the content.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("media_type", &self.media_type)
            .field("size", &self.size())
            .finish_non_exhaustive()
    }
}

/// Two uploads are equal if the same would be sent.
impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.content, &other.content) {
            (Content::Bytes(one), Content::Bytes(two)) => one == two,
            (Content::File(one), Content::File(two)) => one == two,
            _ => false,
        };
        same && (&self.media_type, &self.name) == (&other.media_type, &other.name)
    }
}

/// A new entry of the archive: a document, and what is said of it in headers. All but the document may be left out.
/// *Documented.*
///
/// ```no_run
/// use kontorhaus_maklerinfo::{Metadata, NeuerArchiveintrag, Upload, Zuordnung};
///
/// let eintrag = NeuerArchiveintrag::new(Upload::pdf_file("mandat.pdf")?)
///     .with_typ("dokument")
///     .with_tags(["Maklervollmacht"])
///     .with_zuordnungen([Zuordnung::vertrag("1475")])
///     .with_metadaten([Metadata::pair("_kundensichtbar", "1")]);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "an entry does nothing until a request sends it"]
pub struct NeuerArchiveintrag {
    /// The document.
    pub upload: Upload,
    /// What sort of entry it is: see [`Archiveintrag::typ`](crate::Archiveintrag::typ). *Documented.*
    pub typ: Option<String>,
    /// The subject, on one line. Without it the document's name stands for it. *Documented.* The service's charset is not; it
    /// was seen to take UTF-8. *Observed at the sister service.*
    pub betreff: Option<String>,
    /// What else it belongs to; the customer is known from the path. *Documented.*
    pub zuordnungen: Vec<Zuordnung>,
    /// When; now, if it is left out. *Documented.*
    pub datum: Option<DateTime>,
    /// Tags; `Maklervollmacht` marks a broker's mandate. *Documented.*
    pub tags: Vec<String>,
    /// Free pairs of key and value. *Documented.*
    pub metadaten: Vec<Metadata>,
}

impl NeuerArchiveintrag {
    /// An entry of which nothing is said.
    pub fn new(upload: Upload) -> Self {
        Self {
            upload,
            typ: None,
            betreff: None,
            zuordnungen: Vec::new(),
            datum: None,
            tags: Vec::new(),
            metadaten: Vec::new(),
        }
    }

    /// Sets what sort of entry it is.
    pub fn with_typ(mut self, typ: impl Into<String>) -> Self {
        self.typ = Some(typ.into());
        self
    }

    /// Sets the subject.
    pub fn with_betreff(mut self, betreff: impl Into<String>) -> Self {
        self.betreff = Some(betreff.into());
        self
    }

    /// Sets what it belongs to.
    pub fn with_zuordnungen(mut self, zuordnungen: impl IntoIterator<Item = Zuordnung>) -> Self {
        self.zuordnungen = zuordnungen.into_iter().collect();
        self
    }

    /// Sets the date.
    pub fn with_datum(mut self, datum: impl Into<DateTime>) -> Self {
        self.datum = Some(datum.into());
        self
    }

    /// Sets the tags.
    pub fn with_tags<S: Into<String>>(mut self, tags: impl IntoIterator<Item = S>) -> Self {
        self.tags = tags.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the pairs.
    pub fn with_metadaten(mut self, metadaten: impl IntoIterator<Item = Metadata>) -> Self {
        self.metadaten = metadaten.into_iter().collect();
        self
    }
}

impl Payload for NeuerArchiveintrag {
    fn put(&self, headers: &mut HeaderMap) -> Result<Body, RequestError> {
        let mut add = |name, value: &str| set(headers, HeaderName::from_static(name), value);
        if let Some(typ) = &self.typ {
            add("x-dio-typ", typ)?;
        }
        let name = self.upload.name.as_deref();
        // A name that cannot stand in `Content-Type` is still the subject.
        if let Some(betreff) = self
            .betreff
            .as_deref()
            .or(name.filter(|name| !name.is_ascii()))
        {
            add("x-dio-betreff", betreff)?;
        }
        if !self.zuordnungen.is_empty() {
            add("x-dio-zuordnungen", &ascii(&text(&self.zuordnungen)))?;
        }
        if let Some(datum) = &self.datum {
            add("x-dio-datum", datum.as_str())?;
        }
        if !self.tags.is_empty() {
            add("x-dio-tags", &ascii(&text(&self.tags)))?;
        }
        if !self.metadaten.is_empty() {
            add("x-dio-metadaten", &ascii(&text(&self.metadaten)))?;
        }
        self.upload.put(headers)
    }

    fn hidden(&self) -> Vec<String> {
        let mut hidden = self.upload.hidden();
        hidden.extend(self.betreff.clone());
        hidden.extend(self.tags.iter().cloned());
        for zuordnung in &self.zuordnungen {
            hidden.extend(zuordnung.id.clone());
            hidden.extend(zuordnung.extra.texts());
        }
        for pair in &self.metadaten {
            hidden.extend(pair.text.clone());
            hidden.extend(pair.extra.texts());
        }
        hidden
    }
}

impl fmt::Debug for NeuerArchiveintrag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NeuerArchiveintrag")
            .field("upload", &self.upload)
            .field("typ", &self.typ)
            .field("datum", &self.datum)
            .finish_non_exhaustive()
    }
}

/// Sets a header to a text in UTF-8. A line end, which would begin another header, is an error.
fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) -> Result<(), RequestError> {
    let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
        RequestError::new("holds a line end or another control character").at(name.to_string())
    })?;
    headers.insert(name, value);
    Ok(())
}
