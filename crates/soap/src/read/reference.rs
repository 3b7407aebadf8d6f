//! `&amp;` and its like.

use std::borrow::Cow;

/// What the reference `&name;` stands for, if XML itself defines it.
pub(super) fn resolve(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return character(name.strip_prefix('#')?),
    })
}

fn character(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    // `from_str_radix` would take a sign.
    let valid = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits, radix)
        .ok()
        .filter(|&code| valid && code != 0)?;
    char::from_u32(code)
}

/// The value of an attribute: references resolved, white space made blanks. Fails with the name of an unknown entity.
pub(super) fn attribute_value(raw: Cow<'_, str>) -> Result<Cow<'_, str>, String> {
    if !raw
        .bytes()
        .any(|byte| matches!(byte, b'&' | b'\t' | b'\n' | b'\r'))
    {
        return Ok(raw);
    }
    let mut value = String::with_capacity(raw.len());
    let mut rest = &*raw;
    while let Some(next) = rest.find(['&', '\t', '\n', '\r']) {
        value.push_str(&rest[..next]);
        let found = &rest[next..];
        let length = if let Some(reference) = found.strip_prefix('&') {
            let end = reference.find(';').unwrap_or(reference.len());
            let name = &reference[..end];
            value.push(resolve(name).ok_or_else(|| name.to_owned())?);
            // An unknown name has returned, and known ones end in a semicolon.
            end + 2
        } else {
            value.push(' ');
            if found.starts_with("\r\n") { 2 } else { 1 }
        };
        rest = found.get(length..).ok_or_else(|| found[1..].to_owned())?;
    }
    value.push_str(rest);
    Ok(Cow::Owned(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_by_name_and_number() {
        assert_eq!(resolve("amp"), Some('&'));
        assert_eq!(resolve("#65"), Some('A'));
        assert_eq!(resolve("#x20AC"), Some('€'));
        assert_eq!(resolve("#X20AC"), None);
        for unknown in [
            "nbsp",
            "#",
            "#x",
            "#0",
            "#-1",
            "#+65",
            "#xD800",
            "#1114112",
            "#99999999999",
            "AMP",
            "",
        ] {
            assert_eq!(resolve(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn attribute_values_are_normalised() {
        assert_eq!(attribute_value("plain".into()), Ok("plain".into()));
        assert_eq!(
            attribute_value("a\tb\r\nc\rd\ne".into()),
            Ok("a b c d e".into())
        );
        assert_eq!(
            attribute_value("a&#9;b&#13;&#10;c&amp;".into()),
            Ok("a\tb\r\nc&".into())
        );
        assert_eq!(attribute_value("a&nbsp;b".into()), Err("nbsp".to_owned()));
        assert_eq!(attribute_value("a&amp".into()), Err("amp".to_owned()));
    }
}
