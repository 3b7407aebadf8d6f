//! Creating, updating and deleting.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::entity::{Entity, Stored};
use super::fields::{self, Field, Kind, Need, Resource};
use super::price;
use super::refusal::Refusal;
use super::state::Account;

/// Creates an entity and gives its key.
pub(crate) fn create(
    account: &mut Account,
    resource: &'static Resource,
    body: &[u8],
) -> Result<i64, Refusal> {
    let mut object = parse(body)?;
    let id = account.new_id();
    let mut entity = read(account, id, resource.fields, &mut object)?;
    assign(account, resource, &mut entity)?;
    store(account, resource, entity);
    Ok(id)
}

/// Puts new content in an entity's place. The key is in the content.
pub(crate) fn update(
    account: &mut Account,
    resource: &'static Resource,
    body: &[u8],
) -> Result<(), Refusal> {
    let mut object = parse(body)?;
    let id = object.remove("Id").and_then(|id| id.as_i64());
    let id = id.ok_or_else(|| Refusal::new(400, "Id is missing"))?;
    let old = saved(account, resource, id)?;
    let mut entity = read(account, id, resource.fields, &mut object)?;
    for field in resource.fields {
        if let (Need::Assigned, Some(value)) = (field.need, old.get(field.name)) {
            entity.set(field.name, value.clone());
        }
    }
    assign(account, resource, &mut entity)?;
    store(account, resource, entity);
    Ok(())
}

/// Deletes an entity.
pub(crate) fn delete(
    account: &mut Account,
    resource: &'static Resource,
    id: i64,
) -> Result<(), Refusal> {
    saved(account, resource, id)?;
    let refers = |entity: &Entity| {
        let mut fields = resource_fields(entity, resource.path);
        fields.any(|key| key == id)
    };
    if account
        .entities
        .values()
        .flat_map(|entities| entities.values())
        .any(refers)
    {
        return Err(Refusal::new(
            400,
            format!("{} {id} is in use", resource.entity),
        ));
    }
    if let Some(entities) = account.entities.get_mut(resource.path) {
        entities.remove(&id);
    }
    Ok(())
}

/// The keys of that resource that an entity holds.
fn resource_fields<'a>(entity: &'a Entity, path: &'static str) -> impl Iterator<Item = i64> + 'a {
    let name = match path {
        "products" => "ProductId",
        "customers" => "PurchasingPartyId",
        "paymenttypes" => "PaymentTypeId",
        "bankaccounts" => "BankAccountId",
        _ => "InvoiceDocIdNum",
    };
    let own = entity.integer(name);
    own.into_iter().chain(
        entity
            .lines()
            .iter()
            .filter_map(move |line| line.integer(name)),
    )
}

/// The entity, if it may be changed: what is confirmed may not.
fn saved(account: &Account, resource: &Resource, id: i64) -> Result<Entity, Refusal> {
    let missing = || Refusal::missing(account.style.missing, resource.entity, id);
    let entity = account.entity(resource.path, id).ok_or_else(missing)?;
    if entity.integer("Status") == Some(1) {
        return Err(Refusal::new(
            400,
            format!("{} {id} is confirmed", resource.entity),
        ));
    }
    Ok(entity.clone())
}

fn parse(body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Refusal::new(400, "an object is expected")),
        Err(error) => Err(Refusal::new(400, format!("the body is no JSON: {error}"))),
    }
}

fn read(
    account: &mut Account,
    id: i64,
    fields: &[Field],
    object: &mut Map<String, Value>,
) -> Result<Entity, Refusal> {
    let mut entity = Entity {
        id,
        members: Vec::new(),
    };
    for field in fields {
        // One German table has the right spelling.
        let other = (field.name == "UnitOfMeasurment").then_some("UnitOfMeasurement");
        let value = object.remove(field.name).or_else(|| object.remove(other?));
        let stored = match value {
            None | Some(Value::Null) if field.need == Need::Required => {
                return Err(Refusal::new(400, format!("{} is required", field.name)));
            }
            _ if field.need == Need::Assigned => Stored::Null,
            None | Some(Value::Null) => absent(field.kind),
            Some(value) => read_value(account, field, value)?,
        };
        entity.members.push((field.name.to_owned(), stored));
    }
    // The serialiser's marks mean nothing.
    object.retain(|name, _| !name.starts_with('$') && name != "Id");
    let rest = std::mem::take(object).into_iter();
    entity
        .members
        .extend(rest.map(|(name, value)| (name, Stored::Other(value))));
    Ok(entity)
}

/// What a field that was not sent holds.
fn absent(kind: Kind) -> Stored {
    match kind {
        Kind::Text => Stored::Text(String::new()),
        Kind::Bool => Stored::Bool(false),
        Kind::Code(codes) if codes.contains(&0) => Stored::Integer(0),
        Kind::Items => Stored::List(Vec::new()),
        Kind::Date => Stored::Date(Account::today()),
        Kind::Code(_) | Kind::Decimal(_) | Kind::Whole(..) | Kind::Key(_) | Kind::Address => {
            Stored::Null
        }
    }
}

fn read_value(account: &mut Account, field: &Field, value: Value) -> Result<Stored, Refusal> {
    let wrong = |what: &str| Refusal::new(400, format!("{}: {what}", field.name));
    match field.kind {
        Kind::Text => match value {
            Value::String(text) if text.is_empty() && field.need == Need::Required => {
                Err(wrong("is empty"))
            }
            Value::String(text) => Ok(Stored::Text(text)),
            _ => Err(wrong("a text is expected")),
        },
        Kind::Bool => value
            .as_bool()
            .map(Stored::Bool)
            .ok_or_else(|| wrong("true or false is expected")),
        Kind::Code(codes) => match value.as_i64() {
            Some(code) if codes.contains(&code) => Ok(Stored::Integer(code)),
            _ => Err(wrong("this value is not allowed")),
        },
        Kind::Whole(least, most) => match value.as_i64() {
            Some(number) if (least..=most).contains(&number) => Ok(Stored::Integer(number)),
            _ => Err(wrong("is out of range")),
        },
        Kind::Decimal(places) => {
            let number = value
                .as_number()
                .and_then(|number| number.to_string().parse::<Decimal>().ok());
            let number = number.ok_or_else(|| wrong("a number is expected"))?;
            Ok(Stored::Decimal(number.round_dp(places), places))
        }
        Kind::Date => {
            let date = value.as_str().and_then(|text| text.get(..10)?.parse().ok());
            date.map(Stored::Date)
                .ok_or_else(|| wrong("a date is expected"))
        }
        Kind::Key(path) => {
            let id = value.as_i64().ok_or_else(|| wrong("a key is expected"))?;
            if account.entity(path, id).is_some() {
                return Ok(Stored::Integer(id));
            }
            let resource = fields::RESOURCES
                .iter()
                .find(|resource| resource.path == path);
            Err(Refusal::missing(
                400,
                resource.map_or("Entity", |resource| resource.entity),
                id,
            ))
        }
        Kind::Address => {
            let Value::Object(mut object) = value else {
                return Err(wrong("an object is expected"));
            };
            let id = account.new_id();
            read(account, id, fields::ADDRESS, &mut object).map(Stored::Object)
        }
        Kind::Items => {
            let Value::Array(items) = value else {
                return Err(wrong("a list is expected"));
            };
            let mut lines = Vec::new();
            for item in items {
                let Value::Object(mut object) = item else {
                    return Err(wrong("objects are expected"));
                };
                let id = account.new_id();
                lines.push(read(account, id, fields::ITEM, &mut object)?);
            }
            Ok(Stored::List(lines))
        }
    }
}

/// Sets what the server decides.
fn assign(
    account: &mut Account,
    resource: &'static Resource,
    entity: &mut Entity,
) -> Result<(), Refusal> {
    let id = entity.id;
    let mut code = |name: &str, letter: char| {
        if entity.text(name) == Some("") {
            entity.set(name, Stored::Text(format!("{letter}/{id:06}")));
        }
    };
    match resource.path {
        "products" => {
            code("ProductCode", 'P');
            price::complete(entity)?;
        }
        "customers" => code("CustomerCode", 'K'),
        "invoices" => number(account, entity, "RE"),
        "proformas" => number(account, entity, "PF"),
        _ => {}
    }
    Ok(())
}

/// A document without a number gets the next one of its month.
fn number(account: &mut Account, entity: &mut Entity, kind: &'static str) {
    if entity.text("Number").is_some() {
        return;
    }
    let Some(Stored::Date(date)) = entity.get("IssueDate").cloned() else {
        return;
    };
    let next = account.new_number(kind);
    let number = format!("{kind}/{:02}/{}/{next}", date.year() % 100, date.month());
    entity.set("Number", Stored::Text(number));
    entity.set("Status", Stored::Integer(0));
}

fn store(account: &mut Account, resource: &'static Resource, entity: Entity) {
    account
        .entities
        .entry(resource.path)
        .or_default()
        .insert(entity.id, entity);
}
