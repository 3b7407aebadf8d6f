//! Dates and times between .NET's JSON and the forms of XML Schema.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::error::ValueError;
use crate::escape::Text;
use crate::value::{JsonForm, Simple};
use crate::xsd::{Date, DateInDateTime, DateTime, Time, TimeInDateTime, Zone};

/// `DateTime.MinValue`, which stands for "none" and is in no zone.
const MINIMUM: i64 = -62_135_596_800_000;

/// The zone of a server's clock. Belongs into a client's settings where it isn't the one that the vendor's crate knows.
///
/// ```
/// use kontorhaus_soap::ServerZone;
///
/// let berlin = ServerZone::posix("CET-1CEST,M3.5.0,M10.5.0/3")?;
/// # Ok::<(), kontorhaus_soap::ValueError>(())
/// ```
#[derive(Clone)]
pub struct ServerZone(TimeZone);

impl ServerZone {
    /// The zone of UTC.
    pub const UTC: Self = Self(TimeZone::UTC);

    /// A zone by the rule that POSIX writes into `TZ`; it holds for all years, as the zones of Windows do.
    ///
    /// # Errors
    /// When the text is no such rule.
    pub fn posix(rule: &str) -> Result<Self, ValueError> {
        TimeZone::posix(rule)
            .map(Self)
            .map_err(|_| ValueError::new("is no POSIX time zone"))
    }

    /// What the server's clock shows at that moment, with how far it is from UTC then.
    ///
    /// # Errors
    /// When the moment lies outside the years 1 to 9999.
    pub fn at(&self, moment: Timestamp) -> Result<DateTime, ValueError> {
        let offset = self.0.to_offset(moment);
        let date_time = offset.to_datetime(moment);
        if date_time.year() < 1 {
            return Err(ValueError::new("lies before the year 1"));
        }
        let minutes = i16::try_from(offset.seconds() / 60).ok();
        let zone = minutes.and_then(Zone::from_minutes);
        Ok(DateTime { date_time, zone })
    }
}

impl fmt::Debug for ServerZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServerZone({:?})", self.0)
    }
}

/// The text of a JSON string as that of the XSD type.
pub(super) fn read(text: &str, form: JsonForm, zone: &ServerZone) -> Result<String, ValueError> {
    let text = match inside(text) {
        Some(inside) => Cow::Owned(from_dotnet(inside, zone)?),
        None => Cow::Borrowed(text),
    };
    Ok(match form {
        JsonForm::Day => DateInDateTime::parse(&text)?.0.to_string(),
        JsonForm::Clock => TimeInDateTime::parse(&text)?.0.to_string(),
        _ => text.into_owned(),
    })
}

/// What stands in `/Date(…)/`; `None` for another text.
fn inside(text: &str) -> Option<&str> {
    text.strip_prefix("/Date(")?.strip_suffix(")/")
}

/// Milliseconds as a date and time. What may follow the number, .NET ignores.
fn from_dotnet(inside: &str, zone: &ServerZone) -> Result<String, ValueError> {
    let digits = inside.strip_prefix('-').unwrap_or(inside);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = &inside[..inside.len() - rest.len()];
    let millis: i64 = number.parse().map_err(|_| is_not())?;
    if millis == MINIMUM {
        return Ok("0001-01-01T00:00:00".to_owned());
    }
    let moment = Timestamp::from_millisecond(millis).map_err(|_| is_not())?;
    zone.at(moment).map(|date_time| date_time.to_string())
}

/// The text of the XSD type as the server's clock shows it, without a zone: ASP.NET takes it as it is.
pub(super) fn write(text: String, form: JsonForm, zone: &ServerZone) -> Result<String, ValueError> {
    let mut whole = String::new();
    let mut out = Text::bare(&mut whole);
    match form {
        JsonForm::Day => DateInDateTime(Date::parse(&text)?).format(&mut out)?,
        JsonForm::Clock => TimeInDateTime(Time::parse(&text)?).format(&mut out)?,
        _ => whole = text,
    }
    let date_time = DateTime::parse(&whole)?;
    let local = match (date_time.zone, date_time.timestamp()) {
        (None, _) => date_time,
        (Some(_), Some(moment)) => zone.at(moment)?,
        (Some(_), None) => return Err(is_not()),
    };
    Ok(local.date_time.to_string())
}

fn is_not() -> ValueError {
    ValueError::new("is not a date and time")
}
