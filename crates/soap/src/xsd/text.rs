//! `xs:string` and `xs:boolean`.

use crate::error::ValueError;
use crate::escape::Text;
use crate::value::{JsonForm, Simple, trim};

impl Simple for String {
    fn parse(text: &str) -> Result<Self, ValueError> {
        Ok(text.to_owned())
    }

    fn parse_owned(text: String) -> Result<Self, ValueError> {
        Ok(text)
    }

    fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
        out.push(self)
    }
}

impl Simple for bool {
    const JSON: JsonForm = JsonForm::Literal;

    fn parse(text: &str) -> Result<Self, ValueError> {
        match trim(text) {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(ValueError::new("is not a boolean")),
        }
    }

    fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
        out.push(if *self { "true" } else { "false" })
    }
}
