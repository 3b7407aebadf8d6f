//! Lists, single entities, look-ups and prints.

use super::entity::Entity;
use super::fields::Resource;
use super::print;
use super::query::Query;
use super::refusal::Refusal;
use super::render::Renderer;
use super::state::Account;

/// A body with its media type.
pub(crate) type Body = (&'static str, Vec<u8>);

pub(crate) const JSON: &str = "application/json; charset=utf-8";

pub(crate) fn list(
    account: &Account,
    resource: &Resource,
    pairs: &[(String, String)],
) -> Result<Body, Refusal> {
    let query = if account.style.queries {
        Query::parse(pairs)?
    } else {
        Query::default()
    };
    let entities = account
        .entities
        .get(resource.path)
        .into_iter()
        .flat_map(|entities| entities.values());
    let found = query.apply(entities);
    let text = Renderer::new(account.style.marks).list(found.into_iter());
    Ok((JSON, text.into_bytes()))
}

pub(crate) fn one(account: &Account, resource: &Resource, id: i64) -> Result<Body, Refusal> {
    let entity = entity(account, resource, id, account.style.missing)?;
    let text = Renderer::new(account.style.marks).one(entity);
    Ok((JSON, text.into_bytes()))
}

/// Finds by a field. What the service says when there is none is unknown: here it is what it says of a key.
pub(crate) fn look_up(
    account: &Account,
    resource: &Resource,
    field: &str,
    value: &str,
) -> Result<Body, Refusal> {
    let entities = account
        .entities
        .get(resource.path)
        .into_iter()
        .flat_map(|entities| entities.values());
    let found: Vec<_> = entities
        .filter(|entity| entity.text(field) == Some(value))
        .collect();
    let renderer = Renderer::new(account.style.marks);
    let text = match found.as_slice() {
        _ if account.style.look_up_lists => renderer.list(found.into_iter()),
        [] => return Err(Refusal::missing(account.style.missing, resource.entity, 0)),
        [first, ..] => renderer.one(first),
    };
    Ok((JSON, text.into_bytes()))
}

/// Prints. A document that is not there was seen to come with 400.
pub(crate) fn print(
    account: &Account,
    resource: &Resource,
    id: i64,
    pairs: &[(String, String)],
) -> Result<Body, Refusal> {
    let document = entity(account, resource, id, 400)?;
    let template = pairs.iter().find(|(name, _)| name == "customPrintId");
    let template = match template {
        None => None,
        Some((_, text)) => {
            let id = text
                .parse()
                .map_err(|_| Refusal::new(400, "customPrintId is no number"))?;
            let template = account.entity("customprints", id);
            Some(
                template
                    .ok_or_else(|| Refusal::missing(400, "CustomPrint", id))?
                    .id,
            )
        }
    };
    Ok(print::answer(account.style.print, document, template))
}

fn entity<'a>(
    account: &'a Account,
    resource: &Resource,
    id: i64,
    missing: u16,
) -> Result<&'a Entity, Refusal> {
    let entity = account.entity(resource.path, id);
    entity.ok_or_else(|| Refusal::missing(missing, resource.entity, id))
}
