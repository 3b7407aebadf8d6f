//! What a document may ask of its reader.

/// Bounds on a document. How long it may be in all is the transport's business.
///
/// Put into a client's settings, it replaces the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Elements within each other. 128 by default; no SOAP message comes near.
    pub depth: usize,
    /// Attributes of one element. 128 by default.
    pub attributes: usize,
    /// Namespace declarations in force at one place. 256 by default.
    pub namespaces: usize,
    /// Bytes of one text or attribute value. 64 MiB by default.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 128,
            attributes: 128,
            namespaces: 256,
            text: 64 << 20,
        }
    }
}
