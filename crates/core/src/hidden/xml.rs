//! Character data and attributes in XML.

use super::{Replace, Value};
use crate::secret::{decoded, xml_escape};

/// Attributes that are about the message and hold nobody's data.
const ABOUT: [&str; 6] = [
    "nil",
    "type",
    "arrayType",
    "encodingStyle",
    "mustUnderstand",
    "schemaLocation",
];

pub(super) fn hiding(text: &str, shown: &[&str], replace: Replace<'_>) -> String {
    let mut hiding = Hiding {
        hidden: String::with_capacity(text.len()),
        shown,
        replace,
        element: "",
        place: Place::Elsewhere,
    };
    hiding.document(text);
    hiding.hidden
}

struct Hiding<'a> {
    hidden: String,
    shown: &'a [&'a str],
    replace: Replace<'a>,
    /// The element whose data comes next; empty after the end of one.
    element: &'a str,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In a SOAP fault, where what it says is shown, as errors show it.
    Fault,
    /// In the detail of one, which is the vendor's.
    Detail,
    Elsewhere,
}

impl<'a> Hiding<'a> {
    fn document(&mut self, mut text: &'a str) {
        while !text.is_empty() {
            let (data, markup) = text.split_at(text.find('<').unwrap_or(text.len()));
            self.data(data, &decoded(data, xml_escape));
            text = if let Some(rest) = markup.strip_prefix("<![CDATA[") {
                let (data, rest) = rest.split_once("]]>").unwrap_or((rest, ""));
                self.data(&escaped(data), data);
                rest
            } else if let Some(rest) = markup.strip_prefix("<!--") {
                rest.split_once("-->").map_or("", |(_, rest)| rest)
            } else {
                self.markup(markup)
            };
        }
    }

    /// Character data, and the same as it stands for itself.
    fn data(&mut self, source: &str, data: &str) {
        let is_shown = self.place != Place::Fault && self.shown.contains(&self.element);
        match (self.place, self.element) {
            _ if is_shown || data.trim_ascii().is_empty() => self.hidden.push_str(source),
            (Place::Fault, "faultcode" | "faultstring" | "Value" | "Text") => {
                self.replaced(Value::Said(data));
            }
            _ => self.replaced(Value::Hidden(data)),
        }
    }

    fn replaced(&mut self, value: Value<'_>) {
        let replacement = (self.replace)(value);
        self.hidden.push_str(&escaped(&replacement));
    }

    /// Copies a tag or declaration, and gives what follows.
    fn markup(&mut self, text: &'a str) -> &'a str {
        let body = text.trim_start_matches(['<', '/']);
        let name = body
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
            .map_or(body, |end| &body[..end]);
        let mut rest = &text[text.len() - body.len() + name.len()..];
        self.hidden.push_str(&text[..text.len() - rest.len()]);
        let is_about = name == "?xml";
        while let Some(at) = rest.find(['>', '"', '\'']) {
            let (before, quoted) = rest.split_at(at);
            self.hidden.push_str(before);
            let Some(quote) = quoted.chars().next().filter(|&quote| quote != '>') else {
                self.hidden.push('>');
                self.tag(text, local(name), before.ends_with('/'));
                return &quoted[1..];
            };
            let (value, after) = quoted[1..].split_once(quote).unwrap_or((&quoted[1..], ""));
            self.hidden.push(quote);
            self.attribute(before, value, is_about);
            self.hidden.push(quote);
            rest = after;
        }
        // It is cut off, within a name or before a value.
        self.hidden.push_str(rest);
        ""
    }

    fn attribute(&mut self, before: &str, value: &str, is_about: bool) {
        let name = before.trim_end().trim_end_matches('=').trim_end();
        let name = name.rsplit(char::is_whitespace).next().unwrap_or(name);
        let is_prefixed = name.contains(':');
        let is_shown = is_about
            || name.starts_with("xmlns")
            || (is_prefixed && ABOUT.contains(&local(name)))
            || self.shown.contains(&local(name));
        // A reference to another element's `id`, which is hidden as it is.
        let value = match value.strip_prefix('#') {
            Some(id) if name == "href" => {
                self.hidden.push('#');
                id
            }
            _ => value,
        };
        if is_shown || value.is_empty() {
            self.hidden.push_str(value);
        } else {
            self.replaced(Value::Hidden(&decoded(value, xml_escape)));
        }
    }

    /// Keeps where the text has come to.
    fn tag(&mut self, tag: &str, name: &'a str, is_empty: bool) {
        let begins = !tag.starts_with("</") && !is_empty;
        self.place = match (self.place, name, begins) {
            (Place::Elsewhere, "Fault", true) if self.element == "Body" => Place::Fault,
            (Place::Fault, "detail" | "Detail", true) => Place::Detail,
            (Place::Detail, "detail" | "Detail", false) => Place::Fault,
            (Place::Fault, "Fault", false) => Place::Elsewhere,
            (place, ..) => place,
        };
        self.element = if begins { name } else { "" };
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// What stands for a value is ours, yet it may be the id that a caller gave the call.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
        .replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(text: &str) -> String {
        hiding(text, &["Id", "lang"], &mut |value| match value {
            Value::Hidden(value) => format!("({value})"),
            Value::Said(said) => format!("{said}!"),
        })
    }

    #[test]
    fn data_is_hidden_by_the_name_of_its_element() {
        assert_eq!(
            hidden("<?xml version=\"1.0\"?>\n<r><Id>7</Id>\n <n:Id>8</n:Id> <Name>Eva</Name></r>"),
            "<?xml version=\"1.0\"?>\n<r><Id>7</Id>\n <n:Id>8</n:Id> <Name>(Eva)</Name></r>"
        );
        assert_eq!(hidden("<Id>7<b/>x</Id>"), "<Id>7<b/>(x)</Id>");
        assert_eq!(hidden("<a></a><b/><c> </c>"), "<a></a><b/><c> </c>");
    }

    #[test]
    fn attributes_are_hidden_by_their_names() {
        assert_eq!(
            hidden("<a lang='de' who = \"Eva>\" xmlns:x='urn:x' x:nil='true' type='t'>b</a>"),
            "<a lang='de' who = \"(Eva>)\" xmlns:x='urn:x' x:nil='true' type='(t)'>(b)</a>"
        );
        assert_eq!(
            hidden("<a href='#id0'/><a href='https://a.example'/><b id=\"id0\"/>"),
            "<a href='#(id0)'/><a href='(https://a.example)'/><b id=\"(id0)\"/>"
        );
    }

    #[test]
    fn values_are_given_without_their_escapes() {
        assert_eq!(
            hidden("<a>&lt;b&gt;&#252;</a><b>x<![CDATA[<c>]]></b><Id><![CDATA[<7>]]></Id>"),
            "<a>(&lt;b>ü)</a><b>(x)(&lt;c>)</b><Id>&lt;7></Id>"
        );
    }

    #[test]
    fn what_a_fault_says_is_shown_but_not_its_detail() {
        assert_eq!(
            hidden(
                "<s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring>\
                 <detail><Text>Eva</Text><Id>7</Id></detail><faultactor>x</faultactor>\
                 </s:Fault><Text>Eva</Text>"
            ),
            "<s:Body><s:Fault><faultcode>s:Server!</faultcode><faultstring>no!</faultstring>\
             <detail><Text>(Eva)</Text><Id>7</Id></detail><faultactor>(x)</faultactor>\
             </s:Fault><Text>(Eva)</Text>"
        );
        let fault = "<s:Body>\n<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason>\
                     <s:Text xml:lang='en'>no</s:Text></s:Reason></s:Fault>";
        let said = fault
            .replace("s:Sender", "s:Sender!")
            .replace(">no<", ">no!<");
        assert_eq!(hidden(fault), said);
        let another = "<Log><Fault><Text>Eva</Text></Fault></Log>";
        assert_eq!(hidden(another), another.replace("Eva", "(Eva)"));
    }

    #[test]
    fn comments_are_left_out() {
        assert_eq!(hidden("<a><!-- Eva <b> -->x</a><!-- Eva"), "<a>(x)</a>");
    }

    #[test]
    fn what_is_cut_off_is_hidden() {
        for (cut, shown) in [
            ("<r><Name>Ev", "<r><Name>(Ev)"),
            ("<r who=\"Ev", "<r who=\"(Ev)\""),
            ("<r><![CDATA[Ev", "<r>(Ev)"),
            ("<r><Na", "<r><Na"),
            ("<r who=", "<r who="),
            ("<", "<"),
        ] {
            assert_eq!(hidden(cut), shown);
        }
    }
}
