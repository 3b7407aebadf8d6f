//! Days and times of day on a wire that calls both `xs:dateTime`.

use crate::error::ValueError;
use crate::escape::Text;
use crate::value::{JsonForm, Simple};
use crate::xsd::{Date, DateTime, Time};

macro_rules! within_date_time {
    ($(#[$doc:meta])* $name:ident, $type:ident { $field:ident }, |$value:ident| $whole:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $type);

        impl $name {
            /// Each of several values in its wire form.
            #[must_use]
            pub fn list(values: &[$type]) -> Vec<Self> {
                values.iter().copied().map(Self).collect()
            }
        }

        impl Simple for $name {
            const JSON: JsonForm = JsonForm::Instant;

            fn parse(text: &str) -> Result<Self, ValueError> {
                let DateTime { date_time, .. } = DateTime::parse(text)?;
                Ok(Self(date_time.$field().into()))
            }

            fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
                if self.0.zone.is_some() {
                    return Err(ValueError::new("has a zone, and the field has no place for one"));
                }
                let $value = self.0.$field;
                out.plain(DateTime::from($whole));
                Ok(())
            }
        }

        impl From<$type> for $name {
            fn from(value: $type) -> Self {
                Self(value)
            }
        }

        impl From<$name> for $type {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

within_date_time!(
    /// A day that the wire calls `xs:dateTime`: read without its time of day and zone, sent as midnight without one.
    DateInDateTime, Date { date }, |day| day.at(0, 0, 0, 0)
);

within_date_time!(
    /// A time of day that the wire calls `xs:dateTime`: read without its day and zone, sent as one of 1970-01-01.
    TimeInDateTime, Time { time }, |clock| jiff::civil::date(1970, 1, 1).to_datetime(clock)
);

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &impl Simple) -> Result<String, ValueError> {
        let mut text = String::new();
        value.format(&mut Text::bare(&mut text)).map(|()| text)
    }

    #[test]
    fn a_day_is_midnight() {
        for text in [
            "1980-05-17T00:00:00",
            "1980-05-17T23:59:59.999+02:00",
            "1980-05-17T11:00:00Z",
        ] {
            let day = DateInDateTime::parse(text).unwrap();
            assert_eq!(day.0, Date::parse("1980-05-17").unwrap());
            assert_eq!(written(&day).unwrap(), "1980-05-17T00:00:00");
        }
        assert!(DateInDateTime::parse("1980-05-17").is_err());
    }

    #[test]
    fn a_time_of_day_is_one_of_1970() {
        for text in ["1899-12-30T08:30:00", "1970-01-01T08:30:00+01:00"] {
            let clock = TimeInDateTime::parse(text).unwrap();
            assert_eq!(clock.0, Time::parse("08:30:00").unwrap());
            assert_eq!(written(&clock).unwrap(), "1970-01-01T08:30:00");
        }
    }

    #[test]
    fn a_zone_has_no_place() {
        let day = DateInDateTime(Date::parse("1980-05-17Z").unwrap());
        assert_eq!(
            written(&day).unwrap_err().to_string(),
            "has a zone, and the field has no place for one"
        );
    }
}
