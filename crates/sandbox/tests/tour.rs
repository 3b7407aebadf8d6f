//! The tour, as it is printed where nobody looks at it.

#[path = "../examples/tour/walk/mod.rs"]
mod walk;

use walk::page::{Page, Styles};

/// Without what depends on the day: how long messages are.
fn timeless(text: &str) -> String {
    let words = text.split(' ').collect::<Vec<_>>();
    let mut out = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let is_length = words
            .get(at + 1)
            .is_some_and(|next| next.starts_with("bytes"));
        out.push(if is_length { "n" } else { word });
    }
    out.join(" ")
}

async fn printed(styles: Styles) -> String {
    let mut out = Vec::new();
    walk::walk(&mut Page::new(&mut out, styles))
        .await
        .expect("it goes to its end");
    String::from_utf8(out).expect("text")
}

/// One walk after the other: both use the same account, and it has one limit.
#[tokio::test]
async fn it_prints_what_happened_and_colours_change_nothing_else() {
    let text = printed(Styles::default()).await;
    let expected = include_str!("tour.txt");
    for (printed, expected) in timeless(&text).lines().zip(expected.lines()) {
        assert_eq!(printed, expected, "in\n{text}");
    }
    assert_eq!(text.lines().count(), expected.lines().count(), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 120),
        "{text}"
    );

    let mut coloured = printed(Styles::colours()).await;
    assert!(coloured.contains("\u{1b}[32m✓\u{1b}[0m"));
    while let Some(at) = coloured.find('\u{1b}') {
        let end = coloured[at..].find('m').expect("an end") + at;
        coloured.replace_range(at..=end, "");
    }
    assert!(timeless(&coloured) == expected, "{coloured}");
}
