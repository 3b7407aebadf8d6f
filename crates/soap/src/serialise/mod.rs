//! `Serialize` and `Deserialize`: values of simple types as their text in XML.

pub mod fields;

use std::borrow::Cow;

use serde::de::Error as _;
use serde::ser::{Error as _, SerializeStruct as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::attachment::Attachment;
use crate::encoded::Array;
use crate::escape::Text;
use crate::extra::RawXml;
use crate::nillable::Nillable;
use crate::value::Simple;
use crate::xsd::{
    Base64, Date, DateTime, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Hex, Integer,
    Time,
};

macro_rules! as_text {
    ($($type:ty),* $(,)?) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut text = String::new();
                self.format(&mut Text::bare(&mut text)).map_err(S::Error::custom)?;
                serializer.serialize_str(&text)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                Self::parse(&text).map_err(|error| D::Error::custom(error.describe(&text)))
            }
        }
    )*};
}

as_text!(
    Base64, Date, DateTime, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Hex, Integer,
    Time,
);

/// Nil is serialised as nothing, as in JSON `null`.
impl<T: Serialize> Serialize for Nillable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nil => serializer.serialize_none(),
            Self::Value(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nillable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from_option)
    }
}

impl Serialize for RawXml {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RawXml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let xml = Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&xml).map_err(D::Error::custom)
    }
}

/// As a list; one of several dimensions as `{"sizes": […], "items": […]}`.
impl<T: Serialize> Serialize for Array<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.sizes().len() == 1 {
            return serializer.collect_seq(self);
        }
        let mut fields = serializer.serialize_struct("Array", 2)?;
        fields.serialize_field("sizes", self.sizes())?;
        fields.serialize_field("items", &**self)?;
        fields.end()
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Items<T> {
    Line(Vec<T>),
    Table { sizes: Vec<usize>, items: Vec<T> },
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Array<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Items::deserialize(deserializer)? {
            Items::Line(items) => Ok(items.into()),
            Items::Table { sizes, items } => Self::with_sizes(sizes, items)
                .ok_or_else(|| D::Error::custom("as many items as the sizes say are expected")),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct File {
    media_type: String,
    content: Base64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content_id: Option<String>,
}

/// The content in base 64.
impl Serialize for Attachment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let file = File {
            media_type: self.media_type.clone(),
            content: Base64(self.content.to_vec()),
            content_id: self.content_id.clone(),
        };
        file.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Attachment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let File {
            media_type,
            content,
            content_id,
        } = File::deserialize(deserializer)?;
        let mut attachment = Self::new(media_type, content.0);
        attachment.content_id = content_id;
        Ok(attachment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extra::Extra;
    use crate::xsd::QName;

    fn there_and_back<T>(value: &T, json: &str)
    where
        T: Serialize + for<'de> Deserialize<'de> + PartialEq + std::fmt::Debug,
    {
        assert_eq!(serde_json::to_string(value).unwrap(), json);
        assert_eq!(&serde_json::from_str::<T>(json).unwrap(), value);
    }

    #[test]
    fn simple_values_are_their_text() {
        there_and_back(
            &Date::parse("2031-03-01+02:00").unwrap(),
            "\"2031-03-01+02:00\"",
        );
        there_and_back(
            &DateTime::parse("2031-03-01T10:00:00Z").unwrap(),
            "\"2031-03-01T10:00:00Z\"",
        );
        there_and_back(&Time::parse("10:00:00.5").unwrap(), "\"10:00:00.5\"");
        there_and_back(&Duration::parse("P1DT1H").unwrap(), "\"P1DT1H\"");
        there_and_back(
            &Integer::parse("-12345678901234567890123").unwrap(),
            "\"-12345678901234567890123\"",
        );
        there_and_back(&Base64(b"foo".to_vec()), "\"Zm9v\"");
        there_and_back(&GYear::parse("2031").unwrap(), "\"2031\"");
        let error = serde_json::from_str::<Date>("\"tomorrow\"").unwrap_err();
        assert!(error.to_string().starts_with("\"tomorrow\" is not a date"));
    }

    #[test]
    fn structure_is_kept() {
        there_and_back(&vec![Nillable::Nil, Nillable::Value(1)], "[null,1]");
        there_and_back(
            &QName::new("urn:q", "N"),
            "{\"namespace\":\"urn:q\",\"local\":\"N\"}",
        );
        there_and_back(&Array::from(vec![1, 2]), "[1,2]");
        let table = Array::with_sizes(vec![2, 1], vec!["a".to_owned(), "b".to_owned()]).unwrap();
        there_and_back(&table, "{\"sizes\":[2,1],\"items\":[\"a\",\"b\"]}");
        there_and_back(
            &Attachment::new("text/plain", "foo"),
            "{\"media_type\":\"text/plain\",\"content\":\"Zm9v\"}",
        );
        let mut extra = Extra::new();
        extra.push(1, RawXml::parse("<a>1</a>").unwrap());
        there_and_back(&extra, "{\"children\":[[1,\"<a>1</a>\"]]}");
        let mut extra = Extra::new();
        extra.push_attribute(QName::new("", "n"), "v");
        let json = "{\"attributes\":[[{\"namespace\":\"\",\"local\":\"n\"},\"v\"]]}";
        there_and_back(&extra, json);
    }
}
