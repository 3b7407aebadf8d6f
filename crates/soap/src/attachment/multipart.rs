//! `multipart/related`: an envelope and what belongs to it, in one body.

use std::borrow::Cow;

use bytes::Bytes;
use memchr::memmem;

use super::Attachment;
use crate::value::Simple;
use crate::xsd::Base64;

/// How many parts a message may have.
const MAX_PARTS: usize = 1000;

/// A message taken apart.
#[derive(Debug)]
pub(crate) struct Multipart {
    /// The part with the envelope.
    pub(crate) envelope: Bytes,
    /// What its header says that it is.
    pub(crate) media_type: String,
    pub(crate) attachments: Vec<Attachment>,
}

/// Whether a `Content-Type` says that the body has parts.
pub(crate) fn is_multipart(media_type: &str) -> bool {
    let start = media_type.trim_start().get(.."multipart/related".len());
    start.is_some_and(|start| start.eq_ignore_ascii_case("multipart/related"))
}

/// Takes a body apart; says what is wrong with one that can't be.
pub(crate) fn split(media_type: &str, body: &Bytes) -> Result<Multipart, Cow<'static, str>> {
    let boundary = parameter(media_type, "boundary").ok_or("it has no boundary")?;
    let start = parameter(media_type, "start");
    let mut parts = parts(body, &boundary)?;
    let is_root = |part: &Attachment| {
        start
            .as_deref()
            .is_some_and(|start| part.content_id.as_deref() == Some(unbracketed(start)))
    };
    let root = parts.iter().position(is_root).unwrap_or(0);
    if parts.is_empty() {
        return Err("it has no parts".into());
    }
    let root = parts.remove(root);
    Ok(Multipart {
        envelope: root.content,
        media_type: root.media_type,
        attachments: parts,
    })
}

fn parts(body: &Bytes, boundary: &str) -> Result<Vec<Attachment>, Cow<'static, str>> {
    let delimiter = format!("--{boundary}");
    let finder = memmem::Finder::new(delimiter.as_bytes());
    // Only as a line of its own is it one.
    let places = finder.find_iter(body).filter(|at| {
        let after = body[at + delimiter.len()..].first();
        let ends = matches!(after, None | Some(b'-' | b' ' | b'\t' | b'\r' | b'\n'));
        ends && (*at == 0 || body[at - 1] == b'\n')
    });
    let mut parts = Vec::new();
    let mut begin = None;
    for at in places {
        if let Some(begin) = begin.take() {
            if parts.len() == MAX_PARTS {
                return Err(format!("it has more than {MAX_PARTS} parts").into());
            }
            parts.push(part(
                &body.slice(begin..before_line_end(body, at).max(begin)),
            )?);
        }
        let after = at + delimiter.len();
        if body[after..].starts_with(b"--") {
            return Ok(parts);
        }
        let line_end = memchr::memchr(b'\n', &body[after..]);
        begin = line_end.map(|end| after + end + 1);
    }
    Err("its end is missing".into())
}

/// The line end before a delimiter belongs to it.
fn before_line_end(body: &[u8], at: usize) -> usize {
    match body.get(..at) {
        Some([.., b'\r', b'\n']) => at - 2,
        Some([.., b'\n']) => at - 1,
        _ => at,
    }
}

fn part(bytes: &Bytes) -> Result<Attachment, Cow<'static, str>> {
    let (head, content) = head_and_content(bytes);
    let head = String::from_utf8_lossy(head);
    let header = |name: &str| {
        headers(&head).find_map(|(known, value)| known.eq_ignore_ascii_case(name).then_some(value))
    };
    let encoding = header("content-transfer-encoding").unwrap_or_default();
    let content = match encoding.to_ascii_lowercase().as_str() {
        "" | "7bit" | "8bit" | "binary" => bytes.slice(content..),
        "base64" => {
            let text = String::from_utf8_lossy(&bytes[content..]);
            let decoded = Base64::parse(&text);
            Bytes::from(decoded.map_err(|_| "a part is no base64")?.0)
        }
        other => return Err(format!("the transfer encoding {other} is unknown").into()),
    };
    Ok(Attachment {
        media_type: header("content-type").unwrap_or_default(),
        content,
        content_id: header("content-id").map(|id| unbracketed(&id).to_owned()),
    })
}

/// The headers of a part, and where its content begins.
fn head_and_content(bytes: &[u8]) -> (&[u8], usize) {
    // A part without headers begins with an empty line.
    for empty in ["\r\n", "\n"] {
        if bytes.starts_with(empty.as_bytes()) {
            return (b"", empty.len());
        }
    }
    let ends = ["\r\n\r\n", "\n\n"].map(|end| (memmem::find(bytes, end.as_bytes()), end.len()));
    let end = ends
        .iter()
        .filter_map(|(at, length)| Some(((*at)?, *length)))
        .min();
    match end {
        Some((at, length)) => (&bytes[..at], at + length),
        None => (bytes, bytes.len()),
    }
}

/// The headers, those of several lines in one.
fn headers(head: &str) -> impl Iterator<Item = (String, String)> {
    let unfolded = head
        .replace("\r\n", "\n")
        .replace("\n ", " ")
        .replace("\n\t", " ");
    let headers: Vec<_> = unfolded
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect();
    headers.into_iter()
}

fn unbracketed(id: &str) -> &str {
    let id = id.trim();
    id.strip_prefix('<')
        .and_then(|id| id.strip_suffix('>'))
        .unwrap_or(id)
}

/// A parameter of a media type. Its value may be quoted, and hold semicolons then.
pub(crate) fn parameter(media_type: &str, wanted: &str) -> Option<String> {
    let (_, mut rest) = media_type.split_once(';')?;
    loop {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, after) = if let Some(quoted) = after.strip_prefix(['"', '\'']) {
            let quote = after.chars().next()?;
            quoted.split_once(quote).unwrap_or((quoted, ""))
        } else {
            let end = after.find(';').unwrap_or(after.len());
            (after[..end].trim_end(), &after[end..])
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value.to_owned()).filter(|value| !value.is_empty());
        }
        rest = after.split_once(';')?.1;
    }
}

/// A body of an envelope and its attachments. `unique` must stand in none of them.
pub(crate) fn join(
    media_type: &str,
    envelope: &str,
    attachments: &[(&'static str, Attachment)],
    unique: &str,
) -> (String, Vec<u8>) {
    // The type of the whole is that of its root, without parameters.
    let root = media_type.split(';').next().unwrap_or(media_type);
    let whole = format!(
        "multipart/related; type=\"{root}\"; start=\"<envelope@{unique}>\"; boundary=\"{unique}\""
    );
    let size: usize = attachments
        .iter()
        .map(|(_, it)| it.content.len() + 256)
        .sum();
    let mut body = Vec::with_capacity(envelope.len() + size + 512);
    let mut add = |head: String, content: &[u8]| {
        body.extend_from_slice(format!("--{unique}\r\n{head}\r\n\r\n").as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    };
    add(
        format!(
            "Content-Type: {media_type}\r\nContent-Transfer-Encoding: 8bit\r\nContent-ID: <envelope@{unique}>"
        ),
        envelope.as_bytes(),
    );
    for (part, attachment) in attachments {
        // A line end in the type would be a header of its own.
        let media_type = attachment.media_type.replace(char::is_control, " ");
        let head = format!(
            "Content-Type: {media_type}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <{part}={unique}@kontorhaus>"
        );
        add(head, &attachment.content);
    }
    body.extend_from_slice(format!("--{unique}--\r\n").as_bytes());
    (whole, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_may_be_quoted() {
        let media_type = "multipart/related; Boundary=\"a;b\" ; type='text/xml';start=<r>";
        assert_eq!(parameter(media_type, "boundary").as_deref(), Some("a;b"));
        assert_eq!(parameter(media_type, "type").as_deref(), Some("text/xml"));
        assert_eq!(parameter(media_type, "start").as_deref(), Some("<r>"));
        assert_eq!(parameter(media_type, "charset"), None);
        assert_eq!(parameter("text/xml", "charset"), None);
    }

    #[test]
    fn what_was_joined_is_taken_apart() {
        let bytes: Vec<u8> = (0..=255).collect();
        let photo = Attachment::new("image/png", bytes.clone());
        let (media_type, body) = join(
            "text/xml; charset=utf-8",
            "<a/>",
            &[("photo", photo), ("empty", Attachment::new("", ""))],
            "b0undary",
        );
        assert!(is_multipart(&media_type));
        let message = split(&media_type, &Bytes::from(body)).unwrap();
        assert_eq!(&*message.envelope, b"<a/>");
        assert_eq!(message.media_type, "text/xml; charset=utf-8");
        let [photo, empty] = message.attachments.as_slice() else {
            panic!("{message:?}")
        };
        assert_eq!(
            (&*photo.content, &*photo.media_type),
            (&*bytes, "image/png")
        );
        assert_eq!(
            photo.content_id.as_deref(),
            Some("photo=b0undary@kontorhaus")
        );
        assert_eq!(&*empty.content, b"");
    }

    #[test]
    fn others_write_it_otherwise() {
        let body = "preamble\n--X\nContent-ID: <second>\nContent-Transfer-Encoding: base64\n\nQUJD\n--X  \n\
                    content-type: text/xml;\n charset=utf-8\nContent-Id: root\n\n<a>--X</a>\n--X--\nepilogue";
        let message = split("multipart/related; boundary=X; start=<root>", &body.into()).unwrap();
        assert_eq!(&*message.envelope, b"<a>--X</a>");
        assert_eq!(message.media_type, "text/xml; charset=utf-8");
        assert_eq!(&*message.attachments[0].content, b"ABC");
        let bare = split(
            "multipart/related; boundary=X",
            &"--X\r\n\r\n<a/>\r\n--X--".into(),
        );
        assert_eq!(&*bare.unwrap().envelope, b"<a/>");
    }

    #[test]
    fn what_is_broken_is_refused() {
        let broken = |body: &'static str| {
            split("multipart/related; boundary=X", &Bytes::from(body)).unwrap_err()
        };
        assert_eq!(broken(""), "its end is missing");
        assert_eq!(broken("--X--"), "it has no parts");
        assert_eq!(broken("--X\r\n\r\n<a/>"), "its end is missing");
        assert_eq!(
            broken("--X\nContent-Transfer-Encoding: x-zip\n\nq\n--X--"),
            "the transfer encoding x-zip is unknown"
        );
        assert_eq!(
            split("multipart/related", &Bytes::new()).unwrap_err(),
            "it has no boundary"
        );
    }
}
