//! The envelope around a message.

use crate::error::{DecodeError, EncodeError};
use crate::name::{SOAP_1_1, SOAP_1_2};
use crate::read::Reader;
use crate::security::Security;
use crate::write::Writer;

/// The version of SOAP to speak. Belongs into a client's settings; without one it is 1.1.
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

/// Writes everything before the body's content.
pub(crate) fn open(
    writer: &mut Writer,
    version: SoapVersion,
    namespaces: &[(&str, &str)],
    security: Option<&Security<'_>>,
) -> Result<(), EncodeError> {
    writer.prolog("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    writer.open("soap:Envelope");
    writer.declare("soap", version.namespace())?;
    for (prefix, namespace) in namespaces {
        writer.declare(prefix, namespace)?;
    }
    if let Some(security) = security {
        writer.shell("soap:Header");
        writer.element("wsse:Security", security)?;
        writer.close();
    }
    writer.shell("soap:Body");
    Ok(())
}

/// Writes everything after the body's content.
pub(crate) fn close(writer: &mut Writer) {
    writer.close();
    writer.close();
}

/// What the body holds first; the reader stands on its start tag.
pub(crate) enum Entry {
    Expected,
    Fault(SoapVersion),
    Nothing,
}

/// Goes to the first element in the body.
pub(crate) fn entry(reader: &mut Reader<'_>, expected: (&str, &str)) -> Result<Entry, DecodeError> {
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
            break;
        }
        reader.skip()?;
    }
    if !reader.next_child()? {
        return Ok(Entry::Nothing);
    }
    if reader.is(version.namespace(), "Fault") {
        return Ok(Entry::Fault(version));
    }
    let (namespace, local) = expected;
    if reader.is(namespace, local) {
        reader.begin_paths();
        return Ok(Entry::Expected);
    }
    let found = named(reader.namespace(), reader.local_name());
    Err(reader.error(format!(
        "the body holds {found} instead of {}",
        named(namespace, local)
    )))
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
