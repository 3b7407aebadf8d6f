//! Child elements.

use std::borrow::Cow;

use super::{Reader, Token};
use crate::error::DecodeError;
use crate::limits::Limits;
use crate::nillable::Nillable;
use crate::path;
use crate::value::{ReadXml, Simple};
use crate::xsd::AnyList;

impl<'x> Reader<'x> {
    /// Reads the element's children, handing each of a namespace to `read` by its local name.
    ///
    /// Children of other namespaces are skipped, and so is what `read` leaves unread.
    ///
    /// # Errors
    /// What `read` fails with, or when the document is broken.
    pub fn children(
        &mut self,
        namespace: &str,
        mut read: impl FnMut(&mut Self, &str) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let outside = self.enter_children();
        while self.next_child()? {
            if self.scope.is(self.tag.namespace, namespace) {
                read(self, self.tag.local)?;
            }
            self.skip_to(outside.depth)?;
        }
        self.children = outside.children;
        Ok(())
    }

    /// The same for a type whose children are of several namespaces: `read` gets each child's namespace and local name.
    ///
    /// # Errors
    /// What `read` fails with, or when the document is broken.
    pub fn children_ns(
        &mut self,
        mut read: impl FnMut(&mut Self, (&str, &str)) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let outside = self.enter_children();
        while self.next_child()? {
            let namespace = self.scope.kept_uri(self.tag.namespace);
            read(self, (&namespace, self.tag.local))?;
            self.skip_to(outside.depth)?;
        }
        self.children = outside.children;
        Ok(())
    }

    /// Reads the only child that matters of an element around the payload: paths in errors begin below it.
    ///
    /// # Errors
    /// When it is missing or no such value.
    pub fn payload<T: ReadXml>(
        &mut self,
        namespace: &str,
        name: &'static str,
    ) -> Result<T, DecodeError> {
        let value = self.optional_payload(namespace, name)?;
        value.ok_or_else(|| self.missing(name).lacking_result())
    }

    /// The same where the child may be left out.
    ///
    /// # Errors
    /// When it is no such value.
    pub fn optional_payload<T: ReadXml>(
        &mut self,
        namespace: &str,
        name: &'static str,
    ) -> Result<Option<T>, DecodeError> {
        let mut slot = None;
        let outer = self.root;
        self.children(namespace, |reader, child| {
            if child == name {
                reader.begin_paths();
                reader.one(&mut slot)?;
                // An error behind the payload is not below it.
                reader.root = outer;
            }
            Ok(())
        })?;
        Ok(slot)
    }

    /// Reads a child that may come once.
    ///
    /// # Errors
    /// When it comes a second time or is no such value.
    pub fn one<T: ReadXml>(&mut self, slot: &mut Option<T>) -> Result<(), DecodeError> {
        if slot.is_some() {
            return Err(self.repeated());
        }
        if !T::NILLABLE && self.is_nil()? {
            return self.skip();
        }
        *slot = Some(T::read(self)?);
        Ok(())
    }

    /// The same, but an empty element is read as one that is not there.
    ///
    /// # Errors
    /// When it comes a second time or is no such value.
    pub fn filled<T: ReadXml>(&mut self, slot: &mut Option<T>) -> Result<(), DecodeError> {
        if self.is_empty() && !(T::NILLABLE && self.is_nil()?) {
            self.skip()
        } else {
            self.one(slot)
        }
    }

    /// Reads a child of a recursive type that may come once.
    ///
    /// # Errors
    /// When it comes a second time or is no such value.
    pub fn boxed<T: ReadXml>(&mut self, slot: &mut Option<Box<T>>) -> Result<(), DecodeError> {
        let mut value = None;
        match slot {
            Some(_) => return Err(self.repeated()),
            None => self.one(&mut value)?,
        }
        *slot = value.map(Box::new);
        Ok(())
    }

    /// Reads a child that may be nil and may come once.
    ///
    /// # Errors
    /// When it comes a second time or is no such value.
    pub fn nillable<T: ReadXml>(
        &mut self,
        slot: &mut Option<Nillable<T>>,
    ) -> Result<(), DecodeError> {
        self.one(slot)
    }

    /// Reads a child that may come any number of times.
    ///
    /// # Errors
    /// When it is no such value.
    pub fn each<T: ReadXml>(&mut self, list: &mut Vec<T>) -> Result<(), DecodeError> {
        if !T::NILLABLE && self.is_nil()? {
            return Err(self.error("nil where a value is required"));
        }
        list.push(T::read(self)?);
        Ok(())
    }

    /// Reads a child that holds a list of simple values in any form: divided by white space, commas or semicolons, and
    /// as one element or as several.
    ///
    /// # Errors
    /// When one is no such value.
    pub fn items<T: Simple>(&mut self, slot: &mut Option<Vec<T>>) -> Result<(), DecodeError> {
        if self.is_nil()? {
            return self.skip();
        }
        self.each_item(slot.get_or_insert_default())
    }

    /// The same where the child is declared as repeated.
    ///
    /// # Errors
    /// When one is no such value.
    pub fn each_item<T: Simple>(&mut self, list: &mut Vec<T>) -> Result<(), DecodeError> {
        let AnyList(items) = self.value()?;
        list.extend(items);
        Ok(())
    }

    /// Reads a child that wraps a list.
    ///
    /// # Errors
    /// When it comes a second time or an item is no such value.
    pub fn wrapped<T: ReadXml>(
        &mut self,
        namespace: &str,
        item: &str,
        slot: &mut Option<Vec<T>>,
    ) -> Result<(), DecodeError> {
        if slot.is_some() {
            return Err(self.repeated());
        }
        if self.is_nil()? {
            return self.skip();
        }
        let mut list = Vec::new();
        self.children(namespace, |reader, name| {
            if name == item {
                reader.each(&mut list)
            } else {
                reader.skip()
            }
        })?;
        *slot = Some(list);
        Ok(())
    }

    /// Reads a child that is one arm of a choice.
    ///
    /// # Errors
    /// When an arm was there before, or it is no such value.
    pub fn variant<T: ReadXml, C>(
        &mut self,
        slot: &mut Option<C>,
        make: fn(T) -> C,
    ) -> Result<(), DecodeError> {
        if slot.is_some() {
            return Err(self.error("excludes an element before it"));
        }
        let mut value = None;
        self.one(&mut value)?;
        *slot = value.map(make);
        Ok(())
    }

    /// The same for a choice that may be made any number of times.
    ///
    /// # Errors
    /// When it is no such value.
    pub fn each_variant<T: ReadXml, C>(
        &mut self,
        list: &mut Vec<C>,
        make: fn(T) -> C,
    ) -> Result<(), DecodeError> {
        let mut value = None;
        self.one(&mut value)?;
        list.extend(value.map(make));
        Ok(())
    }

    /// Reads the element as the type that `xsi:type` names, else as the `declared` one. `read` gets the type's namespace
    /// and local name.
    ///
    /// # Errors
    /// What `read` fails with, or when the type's prefix is not declared.
    pub fn typed<C>(
        &mut self,
        declared: (&str, &str),
        read: impl FnOnce(&mut Self, (&str, &str)) -> Result<C, DecodeError>,
    ) -> Result<C, DecodeError> {
        match self.instance_type()? {
            Some(type_) => read(self, (&type_.namespace, &type_.local)),
            None => read(self, declared),
        }
    }

    /// Reads the element as what its name says: `read` gets its namespace and local name.
    ///
    /// # Errors
    /// What `read` fails with.
    pub fn named<C>(
        &mut self,
        read: impl FnOnce(&mut Self, (&str, &str)) -> Result<C, DecodeError>,
    ) -> Result<C, DecodeError> {
        let namespace = self.scope.kept_uri(self.tag.namespace);
        read(self, (&namespace, self.tag.local))
    }

    /// Reads the element as one variant of an enum.
    ///
    /// # Errors
    /// When it is no such value.
    pub fn read_as<T: ReadXml, C>(&mut self, make: fn(T) -> C) -> Result<C, DecodeError> {
        if !T::NILLABLE && self.is_nil()? {
            return Err(self.error("nil where a value is required"));
        }
        T::read(self).map(make)
    }

    /// The same for what is kept in a box.
    ///
    /// # Errors
    /// As [`read_as`](Self::read_as).
    pub fn read_boxed<T: ReadXml, C>(&mut self, make: fn(Box<T>) -> C) -> Result<C, DecodeError> {
        let value = self.read_as(|value: T| value)?;
        Ok(make(Box::new(value)))
    }

    /// Says what the element means if it is empty, before it is read: the schema's default for it.
    ///
    /// # Errors
    /// When the tag is broken.
    pub fn empty_is(&mut self, default: &'static str) -> Result<&mut Self, DecodeError> {
        self.default = if self.is_empty() && !self.is_nil()? {
            Some((self.tag.start, default))
        } else {
            None
        };
        Ok(self)
    }

    /// The value of a child that must be there.
    ///
    /// # Errors
    /// When there is none. The message says so if one of its name came in another namespace.
    pub fn required<T>(&self, slot: Option<T>, name: &'static str) -> Result<T, DecodeError> {
        slot.ok_or_else(|| self.missing(name))
    }

    /// The arm of a choice that must be made.
    ///
    /// # Errors
    /// When there is none.
    pub fn required_choice<T>(
        &self,
        slot: Option<T>,
        names: &[&'static str],
    ) -> Result<T, DecodeError> {
        slot.ok_or_else(|| self.error(format!("one of {} is required", names.join(", "))))
    }

    /// The value of an attribute that must be there.
    ///
    /// # Errors
    /// When there is none.
    pub fn required_attribute<T>(
        &self,
        slot: Option<T>,
        name: &'static str,
    ) -> Result<T, DecodeError> {
        slot.ok_or_else(|| self.error(format!("required attribute {name} is missing")))
    }

    fn enter_children(&mut self) -> Outside {
        Outside {
            depth: self.depth,
            children: std::mem::take(&mut self.children),
        }
    }

    /// Goes to the next child, or to the end of the element.
    #[inline]
    pub(crate) fn next_child(&mut self) -> Result<bool, DecodeError> {
        loop {
            match self.next()? {
                Token::Start => {
                    self.children += 1;
                    return Ok(true);
                }
                // White space between elements; other text between elements means nothing to a typed reader.
                Token::Text(_) => {}
                Token::End | Token::Eof => return Ok(false),
            }
        }
    }

    /// Whether the element has neither text nor children.
    fn is_empty(&self) -> bool {
        self.empty || self.xml.get_ref().starts_with(b"</")
    }

    #[cold]
    fn repeated(&self) -> DecodeError {
        self.error("occurs more than once")
    }

    #[cold]
    fn missing(&self, name: &str) -> DecodeError {
        let message = match self.namesake(name) {
            None => format!("required element {name} is missing"),
            Some(Namesake::Nil) => format!("required element {name} is nil"),
            Some(Namesake::In(Cow::Borrowed(""))) => {
                format!("required element {name} is missing: one came without a namespace")
            }
            Some(Namesake::In(other)) => {
                format!("required element {name} is missing: one came in the namespace {other}")
            }
        };
        self.error(message)
    }

    /// Looks through the element that ends at `at` once more, for a child of the name.
    fn namesake(&self, name: &str) -> Option<Namesake<'x>> {
        let parent = path::open_elements(self.text, self.at).pop()?.start;
        let mut again = Reader::new(self.text, Limits::default());
        while !matches!(again.next().ok()?, Token::Start) || again.at < parent {}
        let depth = again.depth;
        loop {
            match again.next().ok()? {
                Token::Start if again.depth == depth + 1 && again.tag.local == name => {
                    return Some(if again.is_nil().ok()? {
                        Namesake::Nil
                    } else {
                        Namesake::In(again.scope.kept_uri(again.tag.namespace))
                    });
                }
                Token::End if again.depth < depth => return None,
                Token::Eof => return None,
                _ => {}
            }
        }
    }
}

/// A child of the name that is missing, which was no value all the same.
enum Namesake<'x> {
    Nil,
    /// It is of another namespace.
    In(Cow<'x, str>),
}

/// What to return to after an element's children.
struct Outside {
    depth: usize,
    children: usize,
}
