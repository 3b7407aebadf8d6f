//! Imports: one at a time, and what is imported is there when it ends.

use std::collections::BTreeSet;

use tokio::time::Instant;

use super::answer::Answer;
use super::fault::Fault;
use super::fields::Fields;
use super::state::{self, Filter, System};
use super::subscriber;

/// An import that runs.
#[derive(Debug)]
pub(crate) struct Import {
    pub(crate) end: Instant,
    mandator: i32,
    lists: Vec<i32>,
    filter: Option<i32>,
    records: Vec<Record>,
}

#[derive(Debug)]
struct Record {
    email: String,
    fields: Vec<(&'static str, String)>,
}

impl Import {
    /// Whether it changes who is on a list or in a filter.
    pub(crate) fn affects(&self, list: Option<i32>, filters: &[i32]) -> bool {
        list.is_some_and(|list| self.lists.contains(&list))
            || self.filter.is_some_and(|filter| filters.contains(&filter))
    }

    pub(crate) fn finish(self, system: &mut System) {
        let lists = system.known_lists(self.mandator, &self.lists);
        for record in self.records {
            let key = (self.mandator, record.email.to_lowercase());
            if let Some(filter) = self.filter.and_then(|id| system.filters.get_mut(&id)) {
                filter.emails.insert(key.1.clone());
            }
            let saved = system.subscribers.entry(key).or_default();
            saved.subscribe(lists.iter().copied());
            for (name, value) in &record.fields {
                saved.set(name, value);
            }
        }
    }
}

/// `ImportSubscribers`. That columns without a field and unknown filters are refused so is a guess.
pub(crate) fn begin(system: &mut System, fields: Fields<'_, '_>) -> Result<Answer, Fault> {
    if system.import.is_some() {
        return Err(Fault::ImportRunning);
    }
    let mandator = fields.int("mandatorId").unwrap_or_default();
    let records = records(fields.text("importData").unwrap_or_default())?;
    let filter = match fields.id("filterToUpdate") {
        Some(id) => system.filter(mandator, id).map(|_| Some(id))?,
        None if fields.switch("createFilter", false) => {
            let id = system.next_id();
            let emails = BTreeSet::new();
            system.filters.insert(id, Filter { mandator, emails });
            Some(id)
        }
        None => None,
    };
    system.effects.imports += 1;
    system.import = Some(Import {
        end: state::after(system.import_time),
        mandator,
        lists: fields.ints("newsletterListIds").unwrap_or_default(),
        filter,
        records,
    });
    system.settle();
    let mut answer = Answer::default();
    answer.value("filterId", filter.unwrap_or(0));
    Ok(answer)
}

/// The records of a table. Those whose address is none are left out.
fn records(table: &str) -> Result<Vec<Record>, Fault> {
    let mut lines = table.lines();
    let header = lines.next().unwrap_or_default().split('\t');
    let columns: Vec<Option<&'static str>> = header
        .map(|name| match name {
            "EMAIL" => Ok(None),
            // Names stand in capitals here.
            name if name.chars().any(char::is_lowercase) => Err(Fault::InvalidFieldName),
            name => state::profile_field(name).map(Some),
        })
        .collect::<Result<_, _>>()?;
    if !columns.contains(&None) {
        return Err(Fault::InvalidFieldName);
    }
    let mut records = Vec::new();
    for line in lines {
        let mut email = "";
        let mut fields = Vec::new();
        for (column, cell) in columns.iter().zip(line.split('\t')) {
            match column {
                None => email = cell,
                Some(name) => fields.push((*name, cell.to_owned())),
            }
        }
        if subscriber::is_address(email) {
            let email = email.to_owned();
            records.push(Record { email, fields });
        }
    }
    Ok(records)
}
