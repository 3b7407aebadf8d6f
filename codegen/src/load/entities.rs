//! The entities of a document type declaration. W3C's own schemas have one: `xmldsig-core-schema.xsd` writes its namespace with it.

use std::collections::BTreeMap;

/// How long all that entities stand for may be.
const MAX_EXPANDED: usize = 1024 * 1024;

/// What entities stand for. None may be made of others: those that grow without bounds are.
#[derive(Debug, Default)]
pub(super) struct Entities {
    /// `None` for one that is declared in a way that is not read.
    declared: BTreeMap<String, Option<String>>,
    expanded: usize,
}

impl Entities {
    /// Reads the declarations in the content of a `<!DOCTYPE …>`.
    pub(super) fn read(&mut self, declaration: &str) {
        let mut rest = declaration;
        while let Some(at) = rest.find("<!") {
            rest = &rest[at..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
                continue;
            }
            rest = &rest[2..];
            let Some(entity) = rest.strip_prefix("ENTITY") else {
                continue;
            };
            let Some((name, value)) = entity.trim_start().split_once(char::is_whitespace) else {
                continue;
            };
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let literal = quote.and_then(|quote| value[1..].split_once(quote));
            if let Some((_, after)) = literal {
                rest = after;
            }
            let literal = literal.map(|(literal, _)| literal);
            let plain = literal.filter(|text| !text.contains(['&', '%', '<']));
            // The first declaration is the one that holds.
            let entry = self.declared.entry(name.to_owned());
            entry.or_insert_with(|| plain.map(str::to_owned));
        }
    }

    /// Whether there is such an entity at all.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.declared.contains_key(name)
    }

    /// What an entity stands for; `None` also if that would be too much.
    pub(super) fn expand(&mut self, name: &str) -> Option<&str> {
        let text = self.declared.get(name)?.as_deref()?;
        self.expanded += text.len().max(1);
        (self.expanded <= MAX_EXPANDED).then_some(text)
    }
}

/// The character that XML itself has a name for.
pub(super) fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "apos" => "'",
        "quot" => "\"",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_kept_and_the_rest_is_only_known() {
        let mut entities = Entities::default();
        entities.read(
            r#"schema PUBLIC "a" "b.dtd" [ <!ATTLIST schema xmlns:ds CDATA #FIXED "http://d#">
            <!-- <!ENTITY no "x"> --> <!ENTITY dsig 'http://d#'> <!ENTITY dsig "again">
            <!ENTITY % p ''><!ENTITY out SYSTEM "file:///etc/passwd"><!ENTITY b "&dsig;&dsig;"> ]"#,
        );
        assert_eq!(entities.expand("dsig"), Some("http://d#"));
        for name in ["out", "b"] {
            assert!(entities.knows(name));
            assert_eq!(entities.expand(name), None);
        }
        assert!(!entities.knows("no"));
    }

    #[test]
    fn what_they_stand_for_is_bounded() {
        let mut entities = Entities::default();
        entities.read(&format!("<!ENTITY a '{}'>", "x".repeat(MAX_EXPANDED / 2)));
        assert!(entities.expand("a").is_some());
        assert!(entities.expand("a").is_some());
        assert!(entities.expand("a").is_none());
    }
}
