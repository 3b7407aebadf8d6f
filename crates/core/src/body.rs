//! The body of a request: bytes, a source that can be read again, or a stream that exists once.

mod wire;

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_core::Stream;

pub(crate) use wire::Handed;
pub use wire::WireBody;

/// A stream of the pieces of a request's body.
pub type BodySource = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// The body of a request.
pub struct Body(Kind);

enum Kind {
    Bytes(Bytes),
    Stream {
        source: BodySource,
        length: Option<u64>,
    },
    OneShot(OneShot),
}

impl Body {
    /// No body.
    #[must_use]
    pub fn empty() -> Self {
        Self(Kind::Bytes(Bytes::new()))
    }

    /// A body too large to be held in memory, made anew for each attempt. Where
    /// its length is known the server is told.
    pub fn stream(
        source: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
        length: Option<u64>,
    ) -> Self {
        Self(Kind::Stream {
            source: Box::pin(source),
            length,
        })
    }

    /// A body that can be sent once only. The operation keeps the [`OneShot`];
    /// the call is not repeated once sending began.
    #[must_use]
    pub fn one_shot(source: &OneShot) -> Self {
        Self(Kind::OneShot(source.clone()))
    }

    /// The bytes, when the body is held in memory: for signatures and records.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Kind::Bytes(bytes) => Some(bytes),
            Kind::Stream { .. } | Kind::OneShot(_) => None,
        }
    }

    /// The length, where it is known.
    pub(crate) fn len(&self) -> Option<u64> {
        match &self.0 {
            Kind::Bytes(bytes) => Some(bytes.len() as u64),
            Kind::Stream { length, .. } => *length,
            Kind::OneShot(source) => source.length,
        }
    }

    /// Whether another attempt can send the same body again after this one began.
    pub(crate) fn is_repeatable(&self) -> bool {
        !matches!(self.0, Kind::OneShot(_))
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Kind::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Kind::Stream { .. } => f.write_str("Body(stream)"),
            Kind::OneShot(_) => f.write_str("Body(one shot)"),
        }
    }
}

/// The source of a body that exists once, such as an upload that is being read.
///
/// An attempt that never began to send leaves it whole, so the next may use it.
#[derive(Clone)]
pub struct OneShot {
    source: Arc<Mutex<Option<BodySource>>>,
    length: Option<u64>,
}

impl OneShot {
    /// Wraps a stream. Where its length is known the server is told.
    pub fn new(
        source: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
        length: Option<u64>,
    ) -> Self {
        Self {
            source: Arc::new(Mutex::new(Some(Box::pin(source)))),
            length,
        }
    }

    fn take(&self) -> Option<BodySource> {
        // A holder of this lock only moves the stream out; it cannot leave it half done.
        self.source
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

impl fmt::Debug for OneShot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OneShot")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
