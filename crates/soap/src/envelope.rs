//! The envelope around a message.

use crate::encoded::ENCODING_1_1;
use crate::error::{DecodeError, EncodeError};
use crate::name::{SOAP_1_1, SOAP_1_2};
use crate::read::Reader;
use crate::write::Writer;

/// The version of SOAP to speak. Belongs into a client's settings; without one it is what the service's WSDL says.
///
/// Answers of either version are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SoapVersion {
    /// SOAP 1.1.
    #[default]
    V11,
    /// SOAP 1.2.
    V12,
}

impl SoapVersion {
    fn namespace(self) -> &'static str {
        match self {
            Self::V11 => SOAP_1_1,
            Self::V12 => SOAP_1_2,
        }
    }

    fn of_namespace(namespace: &str) -> Option<Self> {
        match namespace {
            SOAP_1_1 => Some(Self::V11),
            SOAP_1_2 => Some(Self::V12),
            _ => None,
        }
    }
}

/// Writes everything before the header blocks.
pub(crate) fn open(
    writer: &mut Writer,
    version: SoapVersion,
    namespaces: &[(&str, &str)],
    encoded: bool,
) -> Result<(), EncodeError> {
    writer.prolog("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    writer.open("soap:Envelope");
    writer.declare("soap", version.namespace())?;
    for (prefix, namespace) in namespaces {
        writer.declare(prefix, namespace)?;
    }
    if encoded {
        writer.encode(version);
        // SOAP 1.2 has no such attribute here, and no need of one: types and arrays speak for themselves.
        if version == SoapVersion::V11 {
            writer.attribute("soap:encodingStyle", &ENCODING_1_1.to_owned())?;
        }
    }
    writer.shell("soap:Header");
    Ok(())
}

/// Writes everything between the header blocks and the body's content. Without blocks there is no header.
pub(crate) fn begin_body(writer: &mut Writer) {
    writer.close_unless_empty();
    writer.shell("soap:Body");
}

/// Writes everything after the body's content.
pub(crate) fn close(writer: &mut Writer) {
    writer.close();
    writer.close();
}

/// What an answer should hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// An element of this namespace and name in the body.
    Element((&'static str, &'static str)),
    /// Any element in the body: the outermost one has no fixed name in SOAP encoding.
    Any,
    /// Whatever the body holds is the answer.
    Body,
    /// Whatever the body holds doesn't matter.
    Nothing,
}

/// What the body holds; the reader stands on the start tag of that.
pub(crate) enum Entry {
    Expected,
    Fault(SoapVersion),
    Nothing,
}

/// Goes to what the body holds.
pub(crate) fn entry(reader: &mut Reader<'_>, expected: Expected) -> Result<Entry, DecodeError> {
    let version = body(reader)?;
    loop {
        if !reader.next_child()? {
            break;
        }
        if reader.is(version.namespace(), "Fault") {
            return Ok(Entry::Fault(version));
        }
        match expected {
            Expected::Body | Expected::Nothing => break,
            Expected::Any if is_independent(reader)? => reader.skip()?,
            Expected::Any => {
                reader.begin_paths();
                return Ok(Entry::Expected);
            }
            Expected::Element((namespace, local)) if reader.is(namespace, local) => {
                reader.begin_paths();
                return Ok(Entry::Expected);
            }
            Expected::Element((namespace, local)) => {
                let found = named(reader.namespace(), reader.local_name());
                return Err(reader.error(format!(
                    "the body holds {found} instead of {}",
                    named(namespace, local)
                )));
            }
        }
    }
    if expected == Expected::Body {
        reader.restart();
        body(reader)?;
        reader.begin_paths();
        return Ok(Entry::Expected);
    }
    Ok(Entry::Nothing)
}

/// Goes to the body. Header blocks before it are kept.
fn body(reader: &mut Reader<'_>) -> Result<SoapVersion, DecodeError> {
    reader.first()?;
    let version =
        SoapVersion::of_namespace(reader.namespace()).filter(|_| reader.local_name() == "Envelope");
    let Some(version) = version else {
        return Err(not_an_envelope(reader));
    };
    loop {
        if !reader.next_child()? {
            return Err(reader.error("the envelope has no body"));
        }
        if reader.is(version.namespace(), "Body") {
            return Ok(version);
        }
        if reader.is(version.namespace(), "Header") {
            reader.keep_headers()?;
        } else {
            reader.skip()?;
        }
    }
}

/// Whether an element is none of the message's own, but one that others refer to.
fn is_independent(reader: &Reader<'_>) -> Result<bool, DecodeError> {
    let root = reader.foreign_attribute(ENCODING_1_1, "root")?;
    Ok(root.is_some_and(|root| matches!(root.trim(), "0" | "false")))
}

fn not_an_envelope(reader: &Reader<'_>) -> DecodeError {
    let found = named(reader.namespace(), reader.local_name());
    reader.error(format!("the document is {found} and no SOAP envelope"))
}

fn named(namespace: &str, local: &str) -> String {
    if namespace.is_empty() {
        format!("{local} (no namespace)")
    } else {
        format!("{local} ({namespace})")
    }
}
