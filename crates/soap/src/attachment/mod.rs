//! What travels beside the envelope: MIME parts, as SOAP with Attachments and MTOM send them.

mod multipart;
mod xop;

use std::fmt;

use bytes::Bytes;

pub(crate) use self::multipart::{Multipart, is_multipart, join, parameter, split};
pub(crate) use self::xop::inline;

/// A file beside the message.
///
/// Its `Debug` form shows type and size only, since the content may be anybody's data.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attachment {
    /// What it is, such as `image/png`.
    pub media_type: String,
    /// The bytes.
    pub content: Bytes,
    /// The `Content-ID` under which it came, without the angle brackets. One that is sent gets its own.
    pub content_id: Option<String>,
}

impl Attachment {
    /// A file of a media type.
    pub fn new(media_type: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self {
            media_type: media_type.into(),
            content: content.into(),
            content_id: None,
        }
    }
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Attachment({}, {} bytes)",
            self.media_type,
            self.content.len()
        )
    }
}

/// The attachment that stands for a part of a message.
///
/// By its identifier `PART=…`, as WS-I's Attachments Profile has it; else the one at the part's place, counted among those without
/// such an identifier.
pub(crate) fn of_part<'a>(
    attachments: &'a [Attachment],
    part: &str,
    place: usize,
) -> Option<&'a Attachment> {
    let named = |attachment: &&Attachment| {
        let id = attachment.content_id.as_deref().unwrap_or_default();
        id.split_once('=').is_some_and(|(name, _)| name == part)
    };
    let unnamed = |attachment: &&Attachment| {
        let id = attachment.content_id.as_deref().unwrap_or_default();
        !id.contains('=')
    };
    let by_name = attachments.iter().find(named);
    by_name.or_else(|| attachments.iter().filter(unnamed).nth(place))
}
