//! The boundary of a message that consists of parts.

/// What the content type says it is, with quotes or without.
pub(crate) fn boundary(content_type: &str) -> Option<&str> {
    let start = content_type.to_ascii_lowercase().find("boundary=")? + "boundary=".len();
    let value = &content_type[start..];
    let boundary = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => value.split(';').next()?.trim(),
    };
    (!boundary.is_empty()).then_some(boundary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_found_in_every_form() {
        for (content_type, expected) in [
            ("multipart/related; boundary=a", Some("a")),
            ("multipart/related;Boundary=a ;start=b", Some("a")),
            (
                "multipart/related; boundary=\"a; b\"; start=c",
                Some("a; b"),
            ),
            ("multipart/related; boundary=", None),
            ("multipart/related; boundary=\"\"", None),
            ("multipart/related", None),
        ] {
            assert_eq!(boundary(content_type), expected, "{content_type}");
        }
    }
}
