//! The methods.

use jiff::civil::{Date, DateTime};
use jiff::{SpanRound, ToSpan, Unit};

use super::fault::Fault;
use super::schema::{CUSTOMER, Method};
use super::state::State;
use super::value::{Record, Value, member};

/// Records that a call may carry.
const RECORDS: usize = 500;
/// The longest time that turnover is given for.
const DAYS: i32 = 31;

/// Calls a method.
pub(crate) fn call(state: &mut State, method: &Method, arguments: &Record) -> Result<Value, Fault> {
    match (
        member(arguments, "CusToken"),
        member(arguments, "AuthToken"),
    ) {
        (Value::Null, Value::Null) => return Ok(Value::Null),
        (Value::Text(cus), Value::Text(auth))
            if *cus == state.cus_token && *auth == state.auth_token => {}
        _ => return Err(Fault::InvalidTokens),
    }
    let status = Value::Object(vec![("ServerDateTime", Value::DateTime(state.clock()))]);
    let mut answer = vec![("Status", status)];
    match method.name {
        "ServerDateTime" => {}
        "GetStations" => answer.push(("Stations", stations())),
        "GetRevenue" => answer.push(("Revenues", revenue(arguments)?)),
        "GetCustomer" => answer.push(("Customer", customer(state, arguments))),
        _ => set_customers(state, arguments)?,
    }
    Ok(Value::Object(answer))
}

fn stations() -> Value {
    let station = |number, name| {
        Value::Object(vec![
            ("StationNo", Value::Int(number)),
            ("Name", Value::text(name)),
        ])
    };
    Value::List(vec![station(1, "Theke"), station(2, "Terrasse")])
}

/// Every evening from 17:00 to 23:00 both stations sell something in every quarter of an hour.
fn revenue(arguments: &Record) -> Result<Value, Fault> {
    let (Value::DateTime(from), Value::DateTime(until)) =
        (member(arguments, "From"), member(arguments, "Until"))
    else {
        return Ok(Value::List(Vec::new()));
    };
    let length = from
        .until(*until)
        .and_then(|span| span.round(SpanRound::new().largest(Unit::Day).days_are_24_hours()));
    if length.map_or(true, |length| length.get_days() > DAYS) {
        return Err(Fault::Exception(format!("More than {DAYS} days.")));
    }
    let mut rows = Vec::new();
    let mut day = from.date();
    while day <= until.date() {
        rows.extend(evening(day).filter(|(begin, _)| begin >= from && begin < until));
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    Ok(Value::List(rows.into_iter().map(|(_, row)| row).collect()))
}

fn evening(day: Date) -> impl Iterator<Item = (DateTime, Value)> {
    let quarters = (0_i64..24).filter_map(move |quarter| {
        let begin = day
            .at(17, 0, 0, 0)
            .checked_add((15 * quarter).minutes())
            .ok()?;
        Some((quarter, begin))
    });
    quarters.flat_map(|(quarter, begin)| {
        let sold = [
            (1, 101, "Pils 0,5 l", 1 + quarter % 4, 450),
            (2, 205, "Flammkuchen", 1 + quarter % 3, 1190),
        ];
        sold.map(|(station, article, name, quantity, cents)| {
            let cents = quantity * cents;
            let row = vec![
                ("StationNo", Value::Int(station)),
                ("Begin", Value::DateTime(begin)),
                ("ArticleNo", Value::Int(article)),
                ("Article", Value::text(name)),
                ("Quantity", Value::Decimal(format!("{quantity}.000"))),
                (
                    "Amount",
                    Value::Decimal(format!("{}.{:02}", cents / 100, cents % 100)),
                ),
            ];
            (begin, Value::Object(row))
        })
    })
}

fn customer(state: &State, arguments: &Record) -> Value {
    let Value::Int(number) = member(arguments, "CustomerNo") else {
        return Value::Null;
    };
    let found = state.customers.get(number);
    found.map_or(Value::Null, |customer| Value::Object(customer.clone()))
}

fn set_customers(state: &mut State, arguments: &Record) -> Result<(), Fault> {
    let Value::List(customers) = member(arguments, "Customers") else {
        return Ok(());
    };
    if customers.len() > RECORDS {
        return Err(Fault::TooManyRecords);
    }
    for customer in customers {
        let Value::Object(new) = customer else {
            continue;
        };
        let Value::Int(number) = *member(new, "CustomerNo") else {
            continue;
        };
        let old = state
            .customers
            .insert(number, new.clone())
            .unwrap_or_default();
        let lost = CUSTOMER
            .members
            .iter()
            .filter(|(name, _)| !member(&old, name).is_null() && member(new, name).is_null());
        state.effects.values_deleted += lost.count() as u64;
        state.effects.customers_written += 1;
    }
    Ok(())
}
