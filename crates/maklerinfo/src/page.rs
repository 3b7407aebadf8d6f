//! What an HTML error page says.

/// How much of a page is looked at, in bytes, and how much of its text is given, in characters.
const READ: usize = 16 * 1024;
const SHOWN: usize = 160;

/// The heading of a page, else its title, else its beginning; without markup, on one line.
pub(crate) fn text(body: &[u8]) -> String {
    let page = String::from_utf8_lossy(body.get(..READ).unwrap_or(body));
    let of = |name: &str| {
        within(&page, name)
            .map(plain)
            .filter(|text| !text.is_empty())
    };
    let text = of("h1")
        .or_else(|| of("title"))
        .unwrap_or_else(|| plain(&page));
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None if text.is_empty() => "(no text)".to_owned(),
        None => text,
    }
}

/// The content of the first element of that name.
fn within<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    // ASCII only, so that places in both are the same.
    let lower = page.to_ascii_lowercase();
    let start = lower.find(&format!("<{name}"))?;
    let start = start + lower[start..].find('>')? + 1;
    let length = lower[start..].find(&format!("</{name}"))?;
    Some(&page[start..start + length])
}

/// Without tags and with single spaces.
fn plain(markup: &str) -> String {
    let mut text = String::new();
    let mut rest = markup;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let unseen = ["style", "script"].iter().find(|name| {
            tag.get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
        });
        let end = match unseen {
            Some(name) => tag
                .to_ascii_lowercase()
                .find(&format!("</{name}"))
                .map(|at| at + 2),
            None => Some(0),
        };
        rest = end
            .and_then(|end| tag[end..].split_once('>'))
            .map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    // `&amp;` last, lest it makes another one.
    [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#039;", "'"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text, |text, (entity, c)| text.replace(entity, c))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_page_tells_its_heading() {
        for (page, told) in [
            (
                "<html><head><title>Fehler</title></head><body><h1 class='x'>Error #400 -\n Fehlerhafte anfrage!</h1><p>more</p>",
                "Error #400 - Fehlerhafte anfrage!",
            ),
            (
                "<TITLE>502 Bad Gateway</TITLE><body></body>",
                "502 Bad Gateway",
            ),
            (
                "<style>b{c}</style><b>Whoops,</b> da ist &amp;amp; &lt;<script>x<y</script>z",
                "Whoops, da ist &amp; < z",
            ),
            ("no page", "no page"),
            ("", "(no text)"),
            ("<h1", "(no text)"),
            ("<h1></h1><title> </title>a<", "a"),
            ("<script>endless", "(no text)"),
            ("<sty€>x", "x"),
        ] {
            assert_eq!(text(page.as_bytes()), told, "{page}");
        }
        assert_eq!(text(&[0xFF, b'a']), "\u{FFFD}a");
        let long = "ä".repeat(20_000);
        assert_eq!(text(long.as_bytes()), format!("{}…", "ä".repeat(160)));
    }
}
