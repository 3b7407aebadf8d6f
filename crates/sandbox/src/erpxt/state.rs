//! The account.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use super::entity::Entity;
use super::print::PrintForm;
use super::seed;
use super::service::Exchange;
use crate::record::Latest;

/// How the service writes what is seen in more than one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Style {
    /// Whether objects carry the serialiser's `$id`. Older samples do, newer ones do not.
    pub marks: bool,
    /// The status for an entity that is not there: 404 is documented, 400 was seen.
    pub missing: u16,
    /// Whether a look-up by number gives a list instead of an object.
    pub look_up_lists: bool,
    /// What a token's lifetime is called: `expires`, or `expires_in` as the standard has it.
    pub lifetime: &'static str,
    /// Whether `$filter`, `$orderby`, `$skip` and `$top` are looked at, which is documented for Poland only.
    pub queries: bool,
    /// How a PDF is sent.
    pub print: PrintForm,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            marks: false,
            missing: 404,
            look_up_lists: false,
            lifetime: "expires",
            queries: true,
            print: PrintForm::DataUrl,
        }
    }
}

pub(crate) struct Account {
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    pub(crate) style: Style,
    /// Whether access is blocked.
    pub(crate) blocked: bool,
    pub(crate) lifetime: Duration,
    /// The tokens that hold, with their ends.
    pub(crate) tokens: Vec<(String, Timestamp)>,
    /// All tokens that were ever given out.
    pub(crate) given: Vec<String>,
    pub(crate) entities: BTreeMap<&'static str, BTreeMap<i64, Entity>>,
    pub(crate) exchanges: Latest<Exchange>,
    next_id: i64,
    /// Documents that were numbered, by their kind.
    numbered: BTreeMap<&'static str, u32>,
}

impl Account {
    pub(crate) fn new() -> Self {
        let by_id = |entities: Vec<Entity>| entities.into_iter().map(|entity| (entity.id, entity));
        Self {
            client_id: "buchhaltung".to_owned(),
            client_secret: "s3same+/öffne dich".to_owned(),
            style: Style::default(),
            blocked: false,
            lifetime: Duration::from_secs(600),
            tokens: Vec::new(),
            given: Vec::new(),
            entities: seed::entities()
                .into_iter()
                .map(|(path, entities)| (path, by_id(entities).collect()))
                .collect(),
            exchanges: Latest::new(),
            next_id: 100_000,
            numbered: BTreeMap::new(),
        }
    }

    /// A key that nothing else has.
    pub(crate) fn new_id(&mut self) -> i64 {
        self.next_id += 1;
        self.next_id
    }

    /// The next number of a kind, counted from 2: the first is there from the start.
    pub(crate) fn new_number(&mut self, kind: &'static str) -> u32 {
        let number = self.numbered.entry(kind).or_insert(1);
        *number += 1;
        *number
    }

    pub(crate) fn entity(&self, path: &str, id: i64) -> Option<&Entity> {
        self.entities.get(path)?.get(&id)
    }

    /// `text` with every token that ever held, and the secret, as `***`.
    pub(crate) fn hide(&self, text: &str) -> String {
        let secrets = self.given.iter().chain([&self.client_secret]);
        secrets.fold(text.to_owned(), |text, secret| text.replace(secret, "***"))
    }

    /// Today, as the account's users have it.
    pub(crate) fn today() -> jiff::civil::Date {
        // By the calendar of UTC: near enough for what is only a default.
        Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }
}
