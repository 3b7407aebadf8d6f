//! What a list is asked for.

use super::entity::{Entity, Stored};
use super::filter::{self, Condition};
use super::filter_parser;
use super::refusal::Refusal;

/// The parameters of a list.
#[derive(Default)]
pub(crate) struct Query {
    condition: Option<Condition>,
    /// Fields, and whether in reverse.
    order: Vec<(String, bool)>,
    skip: usize,
    top: Option<usize>,
    full_text: Option<String>,
}

impl Query {
    pub(crate) fn parse(pairs: &[(String, String)]) -> Result<Self, Refusal> {
        let mut query = Self::default();
        for (name, value) in pairs {
            let wrong = |what: String| Refusal::new(400, format!("{name}: {what}"));
            let number = || {
                value
                    .parse()
                    .map_err(|_| wrong("a number is expected".to_owned()))
            };
            match name.as_str() {
                "$filter" => query.condition = Some(filter_parser::parse(value).map_err(wrong)?),
                "$orderby" => query.order = value.split(',').map(order).collect(),
                "$skip" => query.skip = number()?,
                "$top" => query.top = Some(number()?),
                "$fts" => query.full_text = Some(filter_parser::quoted(value).map_err(wrong)?),
                // As `page` and `pageSize`, which appear to be ignored.
                _ => {}
            }
        }
        Ok(query)
    }

    pub(crate) fn apply<'a>(&self, entities: impl Iterator<Item = &'a Entity>) -> Vec<&'a Entity> {
        let condition = |entity: &&Entity| {
            self.condition
                .as_ref()
                .is_none_or(|condition| condition.holds(entity))
        };
        let text = |entity: &&Entity| {
            self.full_text
                .as_ref()
                .is_none_or(|text| mentions(entity, text))
        };
        let mut found: Vec<_> = entities.filter(condition).filter(text).collect();
        for (field, descending) in self.order.iter().rev() {
            found.sort_by(|a, b| {
                let order = filter::by_field(a, b, field);
                if *descending { order.reverse() } else { order }
            });
        }
        let found = found.into_iter().skip(self.skip);
        found.take(self.top.unwrap_or(usize::MAX)).collect()
    }
}

fn order(part: &str) -> (String, bool) {
    let mut words = part.split_whitespace();
    let field = words.next().unwrap_or_default().to_owned();
    (field, words.next() == Some("desc"))
}

fn mentions(entity: &Entity, phrase: &str) -> bool {
    let phrase = phrase.to_lowercase();
    let mentions = |value: &Stored| matches!(value, Stored::Text(text) if text.to_lowercase().contains(&phrase));
    entity.members.iter().any(|(_, value)| mentions(value))
}
