//! WS-Addressing: where a message goes, what it asks for, and what it is called, in its header.

use kontorhaus_core::{Context, RequestError};

use crate::error::EncodeError;
use crate::write::Writer;

/// Whether and how requests carry the headers of WS-Addressing.
///
/// A generated operation knows what its WSDL says. Put into a client's settings, a value replaces that for all operations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Addressing {
    /// Without such headers.
    #[default]
    Off,
    /// WS-Addressing 1.0, the Recommendation of 2005.
    V1,
    /// The Submission of August 2004, which servers of those years speak.
    Submission,
}

impl Addressing {
    fn namespace(self) -> Option<&'static str> {
        match self {
            Self::Off => None,
            Self::V1 => Some("http://www.w3.org/2005/08/addressing"),
            Self::Submission => Some("http://schemas.xmlsoap.org/ws/2004/08/addressing"),
        }
    }

    /// The address that means the connection itself.
    fn anonymous(self, namespace: &str) -> String {
        match self {
            Self::Submission => format!("{namespace}/role/anonymous"),
            Self::Off | Self::V1 => format!("{namespace}/anonymous"),
        }
    }
}

/// What the headers of one attempt say.
pub(crate) struct Headers {
    addressing: Addressing,
    namespace: &'static str,
    action: &'static str,
    message_id: String,
    to: String,
}

impl Headers {
    /// The headers for an attempt, if there are any.
    pub(crate) fn new(
        addressing: Addressing,
        action: &'static str,
        context: &Context<'_>,
    ) -> Result<Option<Self>, RequestError> {
        let Some(namespace) = addressing.namespace() else {
            return Ok(None);
        };
        Ok(Some(Self {
            addressing,
            namespace,
            action,
            message_id: format!("urn:uuid:{}", uuid()?),
            to: context.endpoint().to_string(),
        }))
    }

    pub(crate) fn write(&self, w: &mut Writer) -> Result<(), EncodeError> {
        let anonymous = self.addressing.anonymous(self.namespace);
        let mut block = |name: &str, text: &str, nested: Option<&str>| {
            w.open(name);
            w.declare("wsa", self.namespace)?;
            match nested {
                Some(nested) => w.element(nested, &text.to_owned())?,
                None => w.text(&text.to_owned())?,
            }
            w.close();
            Ok(())
        };
        block("wsa:Action", self.action, None)?;
        block("wsa:MessageID", &self.message_id, None)?;
        block("wsa:ReplyTo", &anonymous, Some("wsa:Address"))?;
        block("wsa:To", &self.to, None)
    }
}

/// A random identifier (RFC 9562, version 4).
pub(crate) fn uuid() -> Result<String, RequestError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        RequestError::new("the system gives no random numbers")
            .transient(true)
            .source(error)
    })?;
    bytes[6] = bytes[6] & 0x0F | 0x40;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let mut text = String::with_capacity(36);
    for (at, byte) in bytes.into_iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for digit in [byte >> 4, byte & 0x0F] {
            text.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
    }
    Ok(text)
}
