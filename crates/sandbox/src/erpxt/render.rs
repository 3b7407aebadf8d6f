//! Entities as JSON text: numbers with the places the service gives them, dates at local midnight.

use std::fmt::{self, Write};

use jiff::civil::{Date, Weekday};
use serde_json::Value;

use super::entity::{Entity, Stored};

/// Writes JSON and numbers its objects, if objects are numbered.
pub(crate) struct Renderer {
    out: String,
    marks: bool,
    count: u32,
}

impl Renderer {
    pub(crate) fn new(marks: bool) -> Self {
        Self {
            out: String::new(),
            marks,
            count: 0,
        }
    }

    pub(crate) fn one(mut self, entity: &Entity) -> String {
        self.entity(entity);
        self.out
    }

    pub(crate) fn list<'a>(mut self, entities: impl Iterator<Item = &'a Entity>) -> String {
        self.entities(entities);
        self.out
    }

    fn entities<'a>(&mut self, entities: impl Iterator<Item = &'a Entity>) {
        self.out.push('[');
        for (index, entity) in entities.enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            self.entity(entity);
        }
        self.out.push(']');
    }

    fn entity(&mut self, entity: &Entity) {
        self.out.push('{');
        if self.marks {
            self.count += 1;
            let count = self.count;
            self.text(format_args!("\"$id\":\"{count}\","));
        }
        for (name, value) in &entity.members {
            self.text(format_args!("{}:", Value::from(name.as_str())));
            self.value(value);
            self.out.push(',');
        }
        self.text(format_args!("\"Id\":{}}}", entity.id));
    }

    fn text(&mut self, text: fmt::Arguments<'_>) {
        // Writing to a `String` cannot fail.
        let _ = self.out.write_fmt(text);
    }

    fn value(&mut self, value: &Stored) {
        let text = match value {
            Stored::Object(entity) => return self.entity(entity),
            Stored::List(entities) => return self.entities(entities.iter()),
            Stored::Null => "null".to_owned(),
            Stored::Bool(value) => value.to_string(),
            Stored::Integer(number) => number.to_string(),
            Stored::Decimal(number, places) => format!("{number:.*}", *places as usize),
            Stored::Text(text) => Value::from(text.as_str()).to_string(),
            Stored::Date(date) => format!("\"{}\"", midnight(*date)),
            Stored::Other(value) => value.to_string(),
        };
        self.out.push_str(&text);
    }
}

/// Midnight in Berlin and Warsaw: in summer time from the day after the last Sunday in March to the last one in October.
fn midnight(date: Date) -> String {
    let offset = match (last_sunday(date.year(), 3), last_sunday(date.year(), 10)) {
        (Some(begin), Some(end)) if begin < date && date <= end => "+02:00",
        _ => "+01:00",
    };
    format!("{date}T00:00:00{offset}")
}

fn last_sunday(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1)
        .ok()?
        .nth_weekday_of_month(-1, Weekday::Sunday)
        .ok()
}
