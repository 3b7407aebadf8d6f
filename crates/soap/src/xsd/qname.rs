//! `xs:QName`.

use std::fmt;

use crate::error::{DecodeError, EncodeError};
use crate::read::Reader;
use crate::scope::{Scope, Space};
use crate::value::{ReadXml, WriteXml, trim};
use crate::write::Writer;

/// A name in a namespace.
///
/// The prefix that a document writes for the namespace is resolved on reading and chosen anew on writing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct QName {
    /// The namespace; empty for none.
    pub namespace: String,
    /// The name in it.
    pub local: String,
}

impl QName {
    /// A name in a namespace, which is empty for none.
    pub fn new(namespace: impl Into<String>, local: impl Into<String>) -> Self {
        Self {
            namespace: namespace.into(),
            local: local.into(),
        }
    }

    /// Reads a name by the declarations in force. Fails with what is wrong.
    pub(crate) fn resolve(text: &str, scope: &Scope<'_>) -> Result<Self, String> {
        let name = trim(text);
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if local.is_empty() || local.contains([':', ' ', '\t', '\n', '\r']) {
            return Err(format!("\"{name}\" is not a qualified name"));
        }
        let space = match prefix {
            "" => scope.default(),
            prefix => scope
                .find(prefix)
                .ok_or_else(|| format!("the prefix {prefix} is not declared"))?,
        };
        debug_assert!(prefix.is_empty() || space != Space::NONE);
        Ok(Self::new(scope.uri(space), local))
    }
}

impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.namespace.is_empty() {
            f.write_str(&self.local)
        } else {
            write!(f, "{{{}}}{}", self.namespace, self.local)
        }
    }
}

impl ReadXml for QName {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.qname()
    }
}

impl WriteXml for QName {
    fn write(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        if self.namespace.is_empty() {
            return writer.text(&self.local);
        }
        writer.declare("q", &self.namespace)?;
        writer.text(&format!("q:{}", self.local))
    }
}
