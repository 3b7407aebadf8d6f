//! Arguments from JSON, and answers as `JavaScriptSerializer` writes them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use rust_decimal::Decimal;
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::fault::Fault;
use super::schema::{Class, Kind, Method};
use super::value::{Record, Value, member};

/// `maxJsonLength`, of requests and of answers, in characters.
const LONGEST: usize = 102_400;

/// What a date begins with once its escaped slash is recognised; no text can begin so by itself.
const DATE: &str = "\u{1}Date(";

/// The arguments: all of them, by names in the right case.
pub(crate) fn read(method: &Method, body: &str) -> Result<Record, Fault> {
    if body.chars().count() > LONGEST {
        return Err(Fault::TooLong);
    }
    let body = if body.trim().is_empty() { "{}" } else { body };
    // ASP.NET looks for dates in the raw text, before it knows what is a string.
    let marked = body.replace("\"\\/Date(", "\"\\u0001Date(");
    let given: Members<'_> = serde_json::from_str(&marked)
        .map_err(|error| Fault::UnreadableJson(format!("Invalid object passed in: {error}")))?;
    let mut arguments = Record::new();
    for &(name, kind) in method.parameters {
        let value = given.get(name);
        let value = value.ok_or_else(|| Fault::MissingParameter(name.to_owned()))?;
        arguments.push((name, convert(value.get(), kind)?));
    }
    Ok(arguments)
}

/// What stands behind each name, as it stands there: a decimal keeps its digits.
type Members<'j> = BTreeMap<String, &'j RawValue>;

fn convert(json: &str, kind: Kind) -> Result<Value, Fault> {
    let wrong =
        || Fault::UnreadableJson(format!("Cannot convert {json} to the type of the member."));
    match kind {
        Kind::Int | Kind::Decimal | Kind::DateTime if json == "null" => return Err(wrong()),
        _ if json == "null" => return Ok(Value::Null),
        _ => {}
    }
    let text = || serde_json::from_str::<String>(json).map_err(|_| wrong());
    Ok(match kind {
        Kind::Text => Value::Text(text()?),
        Kind::Int => Value::Int(json.parse().map_err(|_| wrong())?),
        Kind::Decimal | Kind::NullableDecimal => {
            let scientific = || Decimal::from_scientific(json).ok();
            Value::decimal(json)
                .or_else(|| Some(Value::Decimal(scientific()?.to_string())))
                .ok_or_else(wrong)?
        }
        Kind::DateTime | Kind::NullableDateTime => {
            Value::DateTime(date_time(&text()?).ok_or_else(wrong)?)
        }
        Kind::Object(class) => {
            let members: Members<'_> = serde_json::from_str(json).map_err(|_| wrong())?;
            Value::Object(record(&members, class)?)
        }
        Kind::List(class) => {
            let items: Vec<&RawValue> = serde_json::from_str(json).map_err(|_| wrong())?;
            let items = items
                .into_iter()
                .map(|item| convert(item.get(), Kind::Object(class)));
            Value::List(items.collect::<Result<_, _>>()?)
        }
    })
}

/// Members are matched without regard to case, unknown ones are ignored, missing ones keep their defaults.
fn record(members: &Members<'_>, class: &Class) -> Result<Record, Fault> {
    let named = Json::from(type_name(class)).to_string();
    if let Some(name) = members.get("__type").map(|name| name.get())
        && name != named
    {
        return Err(Fault::UnreadableJson(format!(
            "The type {name} is unknown."
        )));
    }
    let mut record = Record::new();
    for &(name, kind) in class.members {
        let given = members
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name));
        let value = match (given, kind) {
            (Some((_, value)), _) => convert(value.get(), kind)?,
            (None, Kind::Int) => Value::Int(0),
            (None, Kind::Decimal) => Value::Decimal("0".to_owned()),
            (None, Kind::DateTime) => Value::no_date(),
            (None, _) => Value::Null,
        };
        record.push((name, value));
    }
    Ok(record)
}

/// A marked date is in UTC, any other text a time without a zone.
fn date_time(text: &str) -> Option<DateTime> {
    let Some(millis) = text.strip_prefix(DATE) else {
        return text.parse().ok();
    };
    let millis = millis.strip_suffix(")/")?.parse().ok()?;
    Some(Offset::UTC.to_datetime(Timestamp::from_millisecond(millis).ok()?))
}

fn type_name(class: &Class) -> String {
    format!("Hypersoft.B2B.{}", class.name)
}

/// The answer to a method. The class of a result is named, those inside it are not.
pub(crate) fn answer(method: &Method, result: &Value, zone: &TimeZone) -> Result<String, Fault> {
    let text = format!(
        "{{\"d\":{}}}",
        write(result, Kind::Object(method.result), true, zone)
    );
    if text.chars().count() > LONGEST {
        return Err(Fault::TooLong);
    }
    Ok(text)
}

fn write(value: &Value, kind: Kind, named: bool, zone: &TimeZone) -> String {
    match (value, kind) {
        (Value::Text(text), _) => Json::from(text.as_str()).to_string(),
        (Value::Int(number), _) => number.to_string(),
        (Value::Decimal(digits), _) => digits.clone(),
        (Value::DateTime(local), _) => {
            // Taken for the server's own time of day.
            let moment = zone
                .to_timestamp(*local)
                .map_or(0, Timestamp::as_millisecond);
            format!("\"\\/Date({moment})\\/\"")
        }
        (Value::Object(record), Kind::Object(class)) => {
            let name = named.then(|| format!("\"__type\":{}", Json::from(type_name(class))));
            let members = class.members.iter().map(|&(name, kind)| {
                let value = write(member(record, name), kind, false, zone);
                format!("\"{name}\":{value}")
            });
            let members: Vec<String> = name.into_iter().chain(members).collect();
            format!("{{{}}}", members.join(","))
        }
        (Value::List(items), Kind::List(class)) => {
            let items = items
                .iter()
                .map(|item| write(item, Kind::Object(class), false, zone));
            format!("[{}]", items.collect::<Vec<_>>().join(","))
        }
        _ => "null".to_owned(),
    }
}

/// An error; with custom errors on, as they are for remote callers, it says nothing.
pub(crate) fn fault(fault: &Fault, custom_errors: bool) -> String {
    let (message, class) = if custom_errors {
        ("There was an error processing the request.".to_owned(), "")
    } else {
        (fault.to_string(), fault.class())
    };
    let message = Json::from(message);
    format!("{{\"Message\":{message},\"StackTrace\":\"\",\"ExceptionType\":\"{class}\"}}")
}
