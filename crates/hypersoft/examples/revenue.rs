//! Last night's turnover as CSV: a column for each field that the WSDL has, a line for each 15 minutes and article.
//!
//! `cargo run -p kontorhaus-hypersoft --features serde --example revenue`, against the sandbox, or against Hypersoft with
//! `HYPERSOFT_CUS_TOKEN` and `HYPERSOFT_AUTH_TOKEN` set. There it ends before anything is sent, until the vendor's WSDL is
//! taken over with `cargo xtask adopt`.

mod common;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use kontorhaus_hypersoft::{Client, DateTime, GetRevenue, ReadRevenue};
use serde::Serialize;
use serde_json::Value;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    common::ended(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let (client, _sandbox) = common::client().await?;
    let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3")?;
    // The business day ends at six in the morning, unless the portal says otherwise.
    let end = berlin.to_datetime(Timestamp::now()).date().at(6, 0, 0, 0);
    let begin = end.checked_sub(1.day())?;
    let rows = revenue::<GetRevenue>(&client, begin.into(), end.into()).await?;
    write_csv(&rows, &mut io::stdout().lock())?;
    Ok(())
}

/// The rows of any operation that reads turnover, each by the names of its fields.
async fn revenue<Read>(
    client: &Client,
    from: DateTime,
    until: DateTime,
) -> Result<Vec<Value>, Box<dyn Error>>
where
    Read: ReadRevenue<From = DateTime, Until = DateTime, Row: Serialize>,
{
    let mut answer = client.call(Read::of(from, until)).await?;
    let rows = Read::row_list(&mut answer);
    let rows: Result<_, _> = rows.iter().map(serde_json::to_value).collect();
    Ok(rows?)
}

fn write_csv(rows: &[Value], out: &mut impl Write) -> io::Result<()> {
    let columns = |row: &Value| -> Vec<(String, String)> {
        let fields = row.as_object().into_iter().flatten();
        fields
            .map(|(name, value)| (name.clone(), cell(value)))
            .collect()
    };
    let line = |cells: Vec<String>| cells.join(";");
    if let Some(first) = rows.first() {
        let names = columns(first).into_iter().map(|(name, _)| name);
        writeln!(out, "{}", line(names.collect()))?;
    }
    for row in rows {
        let cells = columns(row).into_iter().map(|(_, cell)| cell);
        writeln!(out, "{}", line(cells.collect()))?;
    }
    Ok(())
}

/// A value as a German spreadsheet reads it, quoted where need be.
fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if text.contains([';', '"', '\n', '\r']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}
