//! `xs:list`.

use crate::error::ValueError;
use crate::escape::Text;
use crate::value::Simple;

/// `xs:list`: values in one text, divided by white space.
impl<T: Simple> Simple for Vec<T> {
    fn parse(text: &str) -> Result<Self, ValueError> {
        let items = text
            .split([' ', '\t', '\n', '\r'])
            .filter(|item| !item.is_empty());
        items.map(T::parse).collect()
    }

    fn is_known(&self) -> bool {
        self.iter().all(T::is_known)
    }

    fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
        for (index, value) in self.iter().enumerate() {
            let mut item = String::new();
            value.format(&mut Text::bare(&mut item))?;
            if item.is_empty() || item.contains([' ', '\t', '\n', '\r']) {
                return Err(
                    ValueError::new("has an item that is empty or holds white space").hidden(),
                );
            }
            if index > 0 {
                out.push(" ")?;
            }
            out.push(&item)?;
        }
        Ok(())
    }
}

/// A list as servers may write it who declare it as something else: commas and semicolons divide too.
pub(crate) struct AnyList<T>(pub(crate) Vec<T>);

impl<T: Simple> Simple for AnyList<T> {
    fn parse(text: &str) -> Result<Self, ValueError> {
        let items = text
            .split([' ', '\t', '\n', '\r', ',', ';'])
            .filter(|item| !item.is_empty());
        items.map(T::parse).collect::<Result<_, _>>().map(Self)
    }

    fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
        self.0.format(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_divided_by_white_space() {
        assert_eq!(Vec::<i32>::parse(" 1\t2\r\n 3 ").unwrap(), [1, 2, 3]);
        assert!(Vec::<i32>::parse("  ").unwrap().is_empty());
        assert_eq!(
            Vec::<i32>::parse("1 x").unwrap_err().to_string(),
            "is not an integer"
        );
    }

    #[test]
    fn in_any_list_commas_divide_too() {
        let AnyList(items) = AnyList::<i32>::parse(" 12,14; 15\t16 ").unwrap();
        assert_eq!(items, [12, 14, 15, 16]);
        assert!(AnyList::<i32>::parse("12.14").is_err());
    }

    #[test]
    fn an_item_with_white_space_would_be_read_as_two() {
        let mut out = String::new();
        let list = vec!["a b".to_owned()];
        assert!(list.format(&mut Text::bare(&mut out)).is_err());
        assert!(
            vec![String::new()]
                .format(&mut Text::bare(&mut out))
                .is_err()
        );
    }
}
