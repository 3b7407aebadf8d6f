//! The language of conditions: `Name eq 'Muster' and not (Id lt 5)`.

use super::filter::{Comparison, Condition, Literal};

/// Reads a condition.
pub(crate) fn parse(text: &str) -> Result<Condition, String> {
    let mut parser = Parser {
        rest: text,
        depth: 0,
    };
    let condition = parser.any()?;
    if parser.rest.trim_start().is_empty() {
        return Ok(condition);
    }
    Err(parser.unexpected("the end"))
}

/// Reads a text between single quotes, as `$fts` has it.
pub(crate) fn quoted(text: &str) -> Result<String, String> {
    let mut parser = Parser {
        rest: text,
        depth: 0,
    };
    let text = parser.text()?;
    if parser.rest.is_empty() {
        Ok(text)
    } else {
        Err(parser.unexpected("the end"))
    }
}

const DEPTH: u32 = 64;

struct Parser<'a> {
    rest: &'a str,
    depth: u32,
}

impl<'a> Parser<'a> {
    fn any(&mut self) -> Result<Condition, String> {
        let mut some = vec![self.all()?];
        while self.word("or") {
            some.push(self.all()?);
        }
        Ok(Condition::Or(some))
    }

    fn all(&mut self) -> Result<Condition, String> {
        let mut all = vec![self.one()?];
        while self.word("and") {
            all.push(self.one()?);
        }
        Ok(Condition::And(all))
    }

    fn one(&mut self) -> Result<Condition, String> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("the condition is nested too deep".to_owned());
        }
        let condition = if self.word("not") {
            Condition::Not(Box::new(self.one()?))
        } else if self.symbol('(') {
            let inner = self.any()?;
            if !self.symbol(')') {
                return Err(self.unexpected(")"));
            }
            inner
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn comparison(&mut self) -> Result<Condition, String> {
        let field = self.name().to_owned();
        if field.is_empty() {
            return Err(self.unexpected("a field"));
        }
        let comparison = match self.name() {
            "eq" => Comparison::Eq,
            "ne" => Comparison::Ne,
            "gt" => Comparison::Gt,
            "ge" => Comparison::Ge,
            "lt" => Comparison::Lt,
            "le" => Comparison::Le,
            _ => return Err(self.unexpected("a comparison")),
        };
        Ok(Condition::Compare(field, comparison, self.literal()?))
    }

    fn literal(&mut self) -> Result<Literal, String> {
        self.rest = self.rest.trim_start();
        if self.rest.starts_with('\'') {
            return self.text().map(Literal::Text);
        }
        if self.word("null") {
            return Ok(Literal::Null);
        }
        if let Some(rest) = self.rest.strip_prefix("datetime") {
            self.rest = rest;
            let date = self.text()?.parse();
            return date
                .map(Literal::Date)
                .map_err(|_| "a date is wrong".to_owned());
        }
        let end = self.rest.find([' ', ')']).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        let number = number.parse().map_err(|_| self.unexpected("a value"))?;
        self.rest = rest;
        Ok(Literal::Number(number))
    }

    /// A text between quotes; a quote in it is doubled.
    fn text(&mut self) -> Result<String, String> {
        let Some(mut rest) = self.rest.strip_prefix('\'') else {
            return Err(self.unexpected("a quote"));
        };
        let mut text = String::new();
        loop {
            let end = rest.find('\'').ok_or("a text has no end")?;
            text.push_str(&rest[..end]);
            rest = &rest[end + 1..];
            match rest.strip_prefix('\'') {
                Some(after) => {
                    text.push('\'');
                    rest = after;
                }
                None => break,
            }
        }
        self.rest = rest;
        Ok(text)
    }

    fn name(&mut self) -> &'a str {
        let rest = self.rest.trim_start();
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        self.rest = rest;
        name
    }

    /// Takes a word, if it is the next one.
    fn word(&mut self, word: &str) -> bool {
        let before = self.rest;
        if self.name() == word {
            return true;
        }
        self.rest = before;
        false
    }

    fn symbol(&mut self, symbol: char) -> bool {
        match self.rest.trim_start().strip_prefix(symbol) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn unexpected(&self, expected: &str) -> String {
        format!(
            "{expected} is expected {} bytes before the end",
            self.rest.len()
        )
    }
}
