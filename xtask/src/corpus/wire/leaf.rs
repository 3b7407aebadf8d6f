//! Values of simple types, each different from the one before it, in the form that every tool writes them.

use kontorhaus_codegen::ir::Value;
use serde_json::{Value as Json, json};

/// The JSON of a value that is no generated type; texts in lists have no blanks.
pub(super) fn leaf(value: &Value, number: u32, in_list: bool) -> Json {
    let n = number;
    let name = match value {
        Value::Plain(plain) | Value::Via { plain, .. } => plain.0,
        _ => "String",
    };
    let day = format!("2031-{:02}-{:02}", n / 28 % 12 + 1, n % 28 + 1);
    let time = format!("{:02}:{:02}:{:02}", n / 3600 % 24, n / 60 % 60, n % 60);
    match name {
        "bool" => json!(n.is_multiple_of(2)),
        "i8" | "u8" => json!(n % 120 + 1),
        "i16" | "u16" => json!(n % 30000 + 1),
        "i32" | "u32" | "i64" | "u64" => json!(n),
        "f32" | "f64" => json!(f64::from(n % 4000) + 0.5),
        "Integer" => json!(n.to_string()),
        "Decimal" => json!(format!("{n}.25")),
        "Date" => json!(day),
        "Time" => json!(format!("{time}Z")),
        "DateTime" => json!(format!("{day}T{time}Z")),
        "Duration" => json!(format!("P{}DT{}M", n % 300 + 1, n % 50 + 1)),
        "GYear" => json!(format!("{}", 2000 + n % 1000)),
        "GYearMonth" => json!(format!("{}-05", 2000 + n % 1000)),
        "GMonthDay" => json!(format!("--05-{:02}", n % 28 + 1)),
        "GDay" => json!(format!("---{:02}", n % 28 + 1)),
        "GMonth" => json!(format!("--{:02}", n % 12 + 1)),
        "Hex" => json!(format!("{n:08X}")),
        // Four characters of Base 64 are three bytes, whatever they are.
        "Base64" => json!(format!("{:04}", n % 10000)),
        "QName" => json!({ "namespace": "", "local": format!("n{n}") }),
        "RawXml" => json!(format!("<raw>r{n}</raw>")),
        _ if in_list => json!(format!("a{n}")),
        _ => json!(format!("ä{n} <&>")),
    }
}

/// The text of a value in XML.
pub(super) fn text(json: &Json) -> Result<String, String> {
    match json {
        Json::String(text) => Ok(text.clone()),
        Json::Bool(_) | Json::Number(_) => {
            let text = json.to_string();
            Ok(text.strip_suffix(".0").map_or(text.clone(), str::to_owned))
        }
        Json::Array(items) => {
            let items: Result<Vec<_>, _> = items.iter().map(text).collect();
            Ok(items?.join(" "))
        }
        Json::Object(name) if name.get("namespace").is_some_and(|it| it == "") => name
            .get("local")
            .map_or(Err(format!("{json} is no name")), text),
        _ => Err(format!("{json} is no simple value")),
    }
}
