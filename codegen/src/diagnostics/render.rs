//! Diagnostics as text, in the manner of rustc.

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Severity, Sources, Span};

/// How many diagnostics are shown in full. A file that is wrong throughout has thousands.
const SHOWN: usize = 100;
/// How much of a line is taken after the marked text, and at most of the marked text; the renderer shows less still. Some files are one line.
const AFTER: usize = 160;
/// How much of a line is taken before the marked text. Beyond it columns are no longer true, and rendering would be slow.
const BEFORE: usize = 50_000;

/// Diagnostics as rustc would show them; with `colour` for a terminal that knows ANSI sequences.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for diagnostic in diagnostics.iter().take(SHOWN) {
        out.push_str(&one(&renderer, diagnostic, sources));
        out.push_str("\n\n");
    }
    if diagnostics.len() > SHOWN {
        let _ = writeln!(out, "and {} more", diagnostics.len() - SHOWN);
    }
    out.truncate(out.trim_end().len());
    out
}

fn one(renderer: &Renderer, diagnostic: &Diagnostic, sources: &Sources) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let excerpt = diagnostic.span.and_then(|span| Excerpt::new(span, sources));
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()));
    if let Some(excerpt) = &excerpt {
        let mut annotation = AnnotationKind::Primary.span(excerpt.start..excerpt.end);
        if let Some(label) = &diagnostic.label {
            annotation = annotation.label(label.as_str());
        }
        let snippet = Snippet::source(excerpt.text)
            .path(excerpt.name)
            .line_start(excerpt.line)
            .annotation(annotation);
        group = group.element(snippet);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The marked line, or a window of it: the renderer is quick only with short texts.
struct Excerpt<'a> {
    name: &'a str,
    text: &'a str,
    line: usize,
    start: usize,
    end: usize,
}

impl<'a> Excerpt<'a> {
    fn new(span: Span, sources: &'a Sources) -> Option<Self> {
        let source = sources.get(span.source)?;
        let all = source.text.as_str();
        let start = floor(all, span.start as usize);
        let line_start = all[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = all[start..].find('\n').map_or(all.len(), |at| start + at);
        // A tag over several lines is marked in its first.
        let end = floor(all, span.end as usize).clamp(start, line_end);
        let from = floor(all, start.saturating_sub(BEFORE)).max(line_start);
        let end = floor(all, end.min(start + 2 * AFTER)).max(start);
        let to = floor(all, (end + AFTER).min(line_end)).max(end);
        let (line, _) = sources.position(span)?;
        let text = all[from..to].trim_end_matches('\r');
        Some(Self {
            name: &source.name,
            text,
            line,
            // What is marked may end with the line's end.
            start: (start - from).min(text.len()),
            end: (end - from).min(text.len()),
        })
    }
}

/// The last character boundary up to `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
