//! Values with a mark in every text, made by the `Deserialize` of their types.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::value::{Error, StrDeserializer, StringDeserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use crate::sentinels::marks::Marks;

/// What a text may have to look like: the mark itself, what is kept of it where nothing is known, or else one of these.
const FORMS: [&str; 7] = [
    "{mark}",
    "{kept}",
    "7",
    "2031-03-01",
    "12:00:00",
    "2031-03-01T12:00:00",
    "P1D",
];

/// Types of the runtime that are records: no model knows their fields.
const RUNTIME: [&str; 2] = ["Extra", "QName"];

/// Over which wire a request is to go: what was kept of one can't go over the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extras {
    Xml,
    Json,
}

impl Extras {
    /// An element that nobody knows.
    fn kept(self) -> &'static str {
        match self {
            Self::Xml => "<x>{mark}</x>",
            Self::Json => {
                "<j:member xmlns:j=\"urn:kontorhaus:json\" name=\"X\">\"{mark}\"</j:member>"
            }
        }
    }
}

/// Beyond that, optional values and lists are empty, since types may hold themselves.
const DEPTH: usize = 12;

/// Values in which every field is set and every list has an item: so many that every variant of an enumeration with a
/// text in it occurs. And the places in them that have a mark.
pub(super) fn all<T: DeserializeOwned>(
    root: &str,
    extras: Extras,
    marks: &Marks,
) -> (Vec<T>, BTreeSet<String>) {
    let (mut round, mut rounds) = (0, 1);
    let mut values = Vec::new();
    let mut places = BTreeSet::new();
    while round < rounds {
        let mut filler = Filler::new(extras, marks);
        let value = filler.fill(root, round);
        rounds = rounds.max(filler.choices);
        round += 1;
        if values.is_empty() || !filler.places.is_subset(&places) {
            values.push(value);
        }
        places.extend(filler.places);
    }
    (values, places)
}

/// One of these values, with a character in the text of `place` that XML forbids; `None` if none has such a text.
pub(super) fn poisoned<T: DeserializeOwned>(root: &str, marks: &Marks, place: &str) -> Option<T> {
    let mut round = 0;
    loop {
        let mut filler = Filler::new(Extras::Xml, marks);
        filler.poison = Some(place.to_owned());
        let value = filler.fill(root, round);
        round += 1;
        if filler.is_poisoned || round >= filler.choices {
            return filler.is_poisoned.then_some(value);
        }
    }
}

struct Filler<'m> {
    marks: &'m Marks,
    extras: Extras,
    /// How many choices of variants there are in all.
    choices: usize,
    /// The form of each text that is not simply its mark.
    forms: BTreeMap<String, usize>,
    /// The place of the text that was given last.
    last: String,
    /// The places that have a mark.
    places: BTreeSet<String>,
    poison: Option<String>,
    is_poisoned: bool,
}

impl<'m> Filler<'m> {
    fn new(extras: Extras, marks: &'m Marks) -> Self {
        Self {
            marks,
            extras,
            choices: 1,
            forms: BTreeMap::new(),
            last: String::new(),
            places: BTreeSet::new(),
            poison: None,
            is_poisoned: false,
        }
    }

    /// Tries another form for each text that its type refuses.
    fn fill<T: DeserializeOwned>(&mut self, root: &str, round: usize) -> T {
        loop {
            let place = Place {
                filler: &mut *self,
                name: root.to_owned(),
                depth: 0,
                choice: round,
                choices: 1,
            };
            match T::deserialize(place) {
                Ok(value) => return value,
                Err(error) => {
                    self.marks.forget(&self.last);
                    self.places.remove(&self.last);
                    self.is_poisoned = false;
                    let form = self.forms.entry(self.last.clone()).or_default();
                    *form += 1;
                    assert!(*form < FORMS.len(), "{}: {error}", self.last);
                }
            }
        }
    }

    fn text(&mut self, place: &str) -> String {
        place.clone_into(&mut self.last);
        let form = FORMS[self.forms.get(place).copied().unwrap_or_default()];
        let form = form.replace("{kept}", self.extras.kept());
        if !form.contains("{mark}") {
            return form;
        }
        let text = form.replace("{mark}", &self.marks.of(place));
        self.places.insert(place.to_owned());
        if form == "{mark}" && self.poison.as_deref() == Some(place) {
            self.is_poisoned = true;
            return format!("{text}\u{1}");
        }
        text
    }
}

/// Where a value is wanted.
struct Place<'f, 'm> {
    filler: &'f mut Filler<'m>,
    name: String,
    depth: usize,
    /// Which variant an enumeration takes.
    choice: usize,
    /// How many choices there are up to here.
    choices: usize,
}

impl<'m> Place<'_, 'm> {
    fn below(&mut self, name: String) -> Place<'_, 'm> {
        Place {
            filler: &mut *self.filler,
            name,
            depth: self.depth + 1,
            choice: self.choice,
            choices: self.choices,
        }
    }

    fn text(self) -> StringDeserializer<Error> {
        self.filler.text(&self.name).into_deserializer()
    }
}

impl<'de> Deserializer<'de> for Place<'_, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.text().deserialize_any(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(true)
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i8(7)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i16(7)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i32(7)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i64(7)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u8(7)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u16(7)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u32(7)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u64(7)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f32(7.0)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f64(7.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.depth > DEPTH {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let left = usize::from(self.depth <= DEPTH);
        visitor.visit_seq(Items { place: self, left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        left: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_seq(Items { place: self, left })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        mut self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let is_runtime = RUNTIME.contains(&name);
        let (name, separator) = if is_runtime {
            (self.name.clone(), '/')
        } else {
            (name.to_owned(), '.')
        };
        let place = self.below(name);
        visitor.visit_map(Members {
            place,
            separator,
            names: fields,
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        mut self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let variant = variants[self.choice % variants.len()];
        // One that stands in this variant goes through its own while this one stays.
        self.choice /= variants.len();
        self.choices *= variants.len();
        self.filler.choices = self.filler.choices.max(self.choices);
        visitor.visit_enum(Variant {
            place: self,
            variant,
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit_struct tuple_struct map identifier
    }
}

struct Items<'f, 'm> {
    place: Place<'f, 'm>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        self.left = left;
        let name = self.place.name.clone();
        seed.deserialize(self.place.below(name)).map(Some)
    }
}

struct Members<'f, 'm> {
    place: Place<'f, 'm>,
    separator: char,
    names: &'static [&'static str],
}

impl<'de> MapAccess<'de> for Members<'_, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(field) = self.names.first() else {
            return Ok(None);
        };
        let field: StrDeserializer<'_, Error> = field.into_deserializer();
        seed.deserialize(field).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let (field, rest) = self.names.split_first().expect("a field");
        self.names = rest;
        let name = format!("{}{}{field}", self.place.name, self.separator);
        seed.deserialize(self.place.below(name))
    }
}

struct Variant<'f, 'm> {
    place: Place<'f, 'm>,
    variant: &'static str,
}

impl<'de, 'f, 'm> EnumAccess<'de> for Variant<'f, 'm> {
    type Error = Error;
    type Variant = Place<'f, 'm>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        mut self,
        seed: V,
    ) -> Result<(V::Value, Place<'f, 'm>), Error> {
        let variant: StrDeserializer<'_, Error> = self.variant.into_deserializer();
        let variant = seed.deserialize(variant)?;
        self.place.name = format!("{}/{}", self.place.name, self.variant);
        Ok((variant, self.place))
    }
}

impl<'de> VariantAccess<'de> for Place<'_, '_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, left: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Items { place: self, left })
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_map(Members {
            place: self,
            separator: '/',
            names: fields,
        })
    }
}
