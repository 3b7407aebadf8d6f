//! Faults, as either version writes them and as servers really do.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use crate::envelope::SoapVersion;
use crate::error::{DecodeError, shortened};
use crate::extra::RawXml;
use crate::read::Reader;
use crate::value::ReadXml;
use crate::xsd::QName;

/// How many characters of a reason the error's one line shows.
const SHOWN: usize = 300;

/// The server's account of why it did not answer.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// The version of the envelope it came in; 1.1 for an error of the JSON wire, which has none.
    pub version: SoapVersion,
    /// Who is to blame: `Client`, `Server`, `Sender`, `Receiver`, or a name of the server's own.
    pub code: QName,
    /// What exactly, from coarse to fine. SOAP 1.2 only.
    pub subcodes: Vec<QName>,
    /// What a person should read; the first of several languages.
    pub reason: String,
    /// The reasons of all languages, each after its language. SOAP 1.2 only.
    pub reasons: Vec<(String, String)>,
    /// Who says so: the `faultactor` of SOAP 1.1, the `Role` of SOAP 1.2.
    pub actor: Option<String>,
    /// Where it happened. SOAP 1.2 only.
    pub node: Option<String>,
    /// The `detail` element, for programs.
    pub detail: Option<RawXml>,
    /// The header blocks of the envelope: where a fault that is about a header block of the request says more.
    pub headers: Vec<RawXml>,
}

impl Fault {
    /// Whether the sender of the request is to blame, so that nothing was done.
    ///
    /// A code may be divided by points: `Client.SchemaValidationError` is a `Client`.
    #[must_use]
    pub fn blames_sender(&self) -> bool {
        let class = self.code.local.split('.').next().unwrap_or_default();
        matches!(
            class,
            "Client" | "Sender" | "VersionMismatch" | "MustUnderstand" | "DataEncodingUnknown"
        )
    }

    /// The elements in the detail; none if there is no detail.
    #[must_use]
    pub fn details(&self) -> Vec<RawXml> {
        let children = self.detail.as_ref().map(RawXml::children);
        // A detail that is broken in itself doesn't take the fault with it.
        children.and_then(Result::ok).unwrap_or_default()
    }

    /// The value of an element in the detail. `None` if it isn't there or is no such value.
    #[must_use]
    pub fn detail_as<T: ReadXml>(&self, namespace: &str, local: &str) -> Option<T> {
        value(&self.details(), |block| block.is(namespace, local))
    }

    /// The same for an element that is known by its type: it says that it is of it, or is called as one of these.
    #[must_use]
    pub fn detail_of_type<T: ReadXml>(
        &self,
        (namespace, local): (&str, &str),
        names: &[&str],
    ) -> Option<T> {
        let details = self.details();
        let is_typed = |block: &RawXml| {
            let type_ = block.instance_type();
            type_.is_some_and(|type_| type_.namespace == namespace && type_.local == local)
        };
        value(&details, is_typed)
            .or_else(|| value(&details, |block| names.contains(&block.local_name())))
    }

    /// The value of a header block. `None` if it isn't there or is no such value.
    #[must_use]
    pub fn header_as<T: ReadXml>(&self, namespace: &str, local: &str) -> Option<T> {
        value(&self.headers, |block| block.is(namespace, local))
    }

    /// The reason as it fits into one line: of a stack trace the first.
    pub(crate) fn first_line(&self) -> Cow<'_, str> {
        in_a_line(&self.reason)
    }

    fn new(version: SoapVersion) -> Self {
        Self {
            version,
            code: QName::new("", ""),
            subcodes: Vec::new(),
            reason: String::new(),
            reasons: Vec::new(),
            actor: None,
            node: None,
            detail: None,
            headers: Vec::new(),
        }
    }

    /// What ASP.NET says over JSON: the class of an exception in place of a code, and its message.
    #[cfg(feature = "json")]
    pub(crate) fn of_exception(class: String, reason: String) -> Self {
        Self {
            code: QName::new("", class),
            reason,
            ..Self::new(SoapVersion::default())
        }
    }

    /// Reads the element on which the reader stands.
    pub(crate) fn read(version: SoapVersion, reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut fault = Self::new(version);
        fault.headers = reader.take_headers();
        // By local name only: ASMX leaves `detail` without a namespace in SOAP 1.2, others qualify everything in 1.1.
        reader.children_ns(|reader, (_, name)| match name {
            "faultcode" => reader.fault_code().map(|code| fault.code = code),
            "faultstring" => reader.value().map(|reason| fault.reason = reason),
            "faultactor" | "Role" => reader.value().map(|actor| fault.actor = Some(actor)),
            "Node" => reader.value().map(|node| fault.node = Some(node)),
            "Code" => read_code(reader, &mut fault.code, &mut fault.subcodes),
            "Reason" => read_reasons(reader, &mut fault.reasons),
            "detail" | "Detail" => reader.raw().map(|detail| fault.detail = Some(detail)),
            _ => reader.skip(),
        })?;
        if let Some((_, reason)) = fault.reasons.first() {
            fault.reason.clone_from(reason);
        }
        Ok(fault)
    }
}

/// A text as it fits into one line.
pub(crate) fn in_a_line(text: &str) -> Cow<'_, str> {
    let line = text.trim().lines().next().unwrap_or_default();
    shortened(line, SHOWN)
}

/// The value of the first block that is wanted.
fn value<T: ReadXml>(blocks: &[RawXml], wanted: impl Fn(&RawXml) -> bool) -> Option<T> {
    blocks
        .iter()
        .find(|block| wanted(block))?
        .read_unless_nil()
        .ok()?
}

/// Reads `Code`, and the chain of `Subcode` in it.
fn read_code(
    reader: &mut Reader<'_>,
    code: &mut QName,
    subcodes: &mut Vec<QName>,
) -> Result<(), DecodeError> {
    reader.children_ns(|reader, (_, name)| match name {
        "Value" => reader.fault_code().map(|value| *code = value),
        "Subcode" => {
            let mut subcode = QName::new("", "");
            let mut finer = Vec::new();
            read_code(reader, &mut subcode, &mut finer)?;
            subcodes.push(subcode);
            subcodes.append(&mut finer);
            Ok(())
        }
        _ => reader.skip(),
    })
}

fn read_reasons(
    reader: &mut Reader<'_>,
    reasons: &mut Vec<(String, String)>,
) -> Result<(), DecodeError> {
    reader.children_ns(|reader, (_, name)| {
        if name != "Text" {
            return reader.skip();
        }
        let mut language = None;
        reader.attributes(|attribute| match attribute.name() {
            "lang" => attribute.value(&mut language),
            _ => Ok(()),
        })?;
        reasons.push((language.unwrap_or_default(), reader.value()?));
        Ok(())
    })
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.first_line() {
            "" => f.write_str(&self.code.local),
            reason if self.code.local.is_empty() => f.write_str(reason),
            reason => write!(f, "{}: {reason}", self.code.local),
        }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fault")
            .field("version", &self.version)
            .field("code", &self.code.to_string())
            .field("reason", &self.reason)
            .field("detail", &self.detail)
            .finish_non_exhaustive()
    }
}

impl Error for Fault {}
