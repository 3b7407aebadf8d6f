//! Where in a document an error is: worked out only once there is one.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::ControlFlow;

use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

use crate::error::{SHOWN, shortened};
use crate::name;

/// An open element on the way to a place.
pub(crate) struct Step<'x> {
    pub(crate) name: &'x str,
    pub(crate) start: usize,
    position: usize,
    repeated: bool,
}

/// The path to `offset` below the element that starts at `root`, as `a/b[2]/c`.
///
/// A position is shown for an element that has a sibling of its name.
pub(crate) fn path(text: &str, root: Option<usize>, offset: usize) -> String {
    let mut steps = open_elements(text, offset);
    count_siblings(text, &mut steps);
    let mut path = String::new();
    for step in steps
        .iter()
        .filter(|step| root.is_none_or(|root| step.start > root))
    {
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(&shortened(step.name, SHOWN));
        if step.repeated {
            // Writing to a `String` can't fail.
            let _ = write!(path, "[{}]", step.position);
        }
    }
    path
}

/// The elements that are open at `offset`, including one that starts there.
pub(crate) fn open_elements(text: &str, offset: usize) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    tags(text, |start, tag| {
        match tag {
            _ if start > offset => return ControlFlow::Break(()),
            Tag::Open(name) => steps.push(Step {
                name,
                start,
                position: 0,
                repeated: false,
            }),
            Tag::Close if start == offset => {}
            Tag::Close => {
                steps.pop();
            }
        }
        if start == offset {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    steps
}

fn count_siblings(text: &str, steps: &mut [Step<'_>]) {
    // How many elements are open, and how many of these are the steps themselves.
    let (mut depth, mut on_path) = (0, 0);
    tags(text, |start, tag| {
        match tag {
            Tag::Open(name) => {
                if depth == on_path
                    && let Some(step) = steps.get_mut(depth)
                    && step.name == name
                {
                    if start <= step.start {
                        step.position += 1;
                    }
                    step.repeated |= start != step.start;
                    on_path += usize::from(start == step.start);
                }
                depth += 1;
            }
            Tag::Close => {
                depth = depth.saturating_sub(1);
                on_path = on_path.min(depth);
            }
        }
        ControlFlow::Continue(())
    });
}

enum Tag<'x> {
    Open(&'x str),
    Close,
}

/// Visits the tags up to the first that is broken.
fn tags<'x>(text: &'x str, mut visit: impl FnMut(usize, Tag<'x>) -> ControlFlow<()>) {
    let mut xml = quick_xml::Reader::from_str(text);
    loop {
        let start = text.len() - xml.get_ref().len();
        let (name, empty) = match xml.read_event() {
            Ok(Event::Start(tag)) => (Some(tag.name().0.len()), false),
            Ok(Event::Empty(tag)) => (Some(tag.name().0.len()), true),
            Ok(Event::End(_)) => (None, true),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => continue,
        };
        let opened = match name {
            Some(length) => {
                let name = &text[start + 1..start + 1 + length];
                visit(start, Tag::Open(name::local(name)))
            }
            None => ControlFlow::Continue(()),
        };
        if opened.is_break() || (empty && visit(start, Tag::Close).is_break()) {
            return;
        }
    }
}

/// Where the children of the outermost element start.
pub(crate) fn child_starts(element: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut depth = 0_usize;
    tags(element, |start, tag| {
        match tag {
            Tag::Open(_) => {
                if depth == 1 {
                    starts.push(start);
                }
                depth += 1;
            }
            Tag::Close => depth = depth.saturating_sub(1),
        }
        ControlFlow::Continue(())
    });
    starts
}

/// The attributes, as written, and the content of one whole element whose name has `name_length` bytes.
pub(crate) fn inside(element: &str, name_length: usize) -> (&str, &str) {
    let mut xml = quick_xml::Reader::from_str(element);
    let name_end = 1 + name_length;
    match xml.read_event() {
        Ok(Event::Start(_)) => {
            let tag_end = element.len() - xml.get_ref().len();
            let content_end = element.rfind("</").unwrap_or(tag_end);
            (
                &element[name_end..tag_end - 1],
                &element[tag_end..content_end],
            )
        }
        Ok(Event::Empty(_)) => (&element[name_end..element.len() - 2], ""),
        _ => ("", ""),
    }
}

/// The start tag at the front of an element, as far as it was written.
pub(crate) fn tag(element: &str) -> &str {
    let mut quote = None;
    let end = element.find(|c| {
        match quote {
            Some(open) if open == c => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None => return c == '>',
            Some(_) => {}
        }
        false
    });
    &element[..end.unwrap_or(element.len())]
}

/// The namespace that a start tag, or its attributes alone, declares for a prefix, as written; an empty prefix is the default.
pub(crate) fn declared<'x>(tag: &'x str, prefix: &str) -> Option<Cow<'x, str>> {
    let name_length = tag.find([' ', '\t', '\n', '\r'])?;
    Attributes::new(tag, name_length)
        .filter_map(Result::ok)
        .find(
            |attribute| match attribute.key.into_inner().strip_prefix("xmlns") {
                Some("") => prefix.is_empty(),
                Some(declared) => declared.strip_prefix(':') == Some(prefix),
                None => false,
            },
        )
        .map(|attribute| attribute.value)
}
