//! What the system knows.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::{self, DateTime};
use jiff::tz::TimeZone;
use tokio::time::Instant;

use super::fault::Fault;
use super::import::Import;
use super::newsletter::Newsletter;
use super::subscriber::Subscriber;
use super::transaction::Mail;
use crate::record::{Latest, Recorded};

/// The server's zone.
const BERLIN: &str = "CET-1CEST,M3.5.0,M10.5.0/3";
/// The fields of a profile.
const PROFILE: [&str; 3] = ["ANREDE", "VORNAME", "NACHNAME"];
/// The domain that mandators may send from.
const DOMAIN: &str = "example.org";

/// What calls have changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Effects {
    /// Subscribers created or updated, imports not counted.
    pub subscribers_saved: usize,
    /// Welcome mails sent.
    pub welcome_mails: usize,
    /// Latest newsletters sent to those who are new.
    pub last_newsletters: usize,
    /// Imports begun.
    pub imports: usize,
    /// Double opt-ins set afterwards.
    pub opt_ins: usize,
    /// Newsletters created.
    pub newsletters: usize,
    /// Channels created.
    pub channels: usize,
    /// Transaction mails sent.
    pub mails: usize,
}

/// A mailing list.
#[derive(Debug)]
pub(crate) struct List {
    pub(crate) mandator: i32,
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
}

/// A profile filter: those whom it names.
#[derive(Debug)]
pub(crate) struct Filter {
    pub(crate) mandator: i32,
    pub(crate) emails: BTreeSet<String>,
}

#[derive(Debug)]
pub(crate) struct System {
    pub(crate) allowed: BTreeSet<IpAddr>,
    pub(crate) api_key: String,
    /// By mandator and address.
    pub(crate) subscribers: BTreeMap<(i32, String), Subscriber>,
    pub(crate) lists: BTreeMap<i32, List>,
    pub(crate) filters: BTreeMap<i32, Filter>,
    pub(crate) newsletters: BTreeMap<i32, Newsletter>,
    /// The mandators of channels, by their IDs.
    pub(crate) channels: BTreeMap<i32, i32>,
    pub(crate) mails: Vec<Mail>,
    pub(crate) import: Option<Import>,
    pub(crate) import_time: Duration,
    /// When each double opt-in that was set will be done.
    pub(crate) tasks: Vec<Instant>,
    pub(crate) opt_in_time: Duration,
    pub(crate) effects: Effects,
    pub(crate) recorded: Latest<Recorded>,
    pub(crate) zone: TimeZone,
    last_id: i32,
}

impl System {
    pub(crate) fn new() -> Self {
        let list = |mandator, name, description| List {
            mandator,
            name,
            description,
        };
        let lists = [
            (1, list(0, "Hausmitteilung", "Für alle")),
            (12, list(3, "Brief", "Monatsbrief")),
            (14, list(3, "Angebote", "Angebote & Neues")),
        ];
        let mut ada = Subscriber::default();
        ada.lists.insert(12);
        ada.former.insert(14);
        ada.set("VORNAME", "Ada");
        ada.set("NACHNAME", "Muster");
        let mut max = Subscriber::default();
        max.lists.extend([12, 14]);
        let emails = ["a.muster@example.org", "max@example.org"].map(str::to_owned);
        let [ada_email, max_email] = emails.clone();
        let filter = Filter {
            mandator: 3,
            emails: BTreeSet::from([max_email.clone()]),
        };
        let newsletter = Newsletter {
            mandator: 3,
            list: Some(12),
            subject: "Mai".to_owned(),
            content: Some("<p>Hallo</p>".to_owned()),
            alternative: None,
            template: None,
            replacement: String::new(),
            start: civil::date(2026, 5, 4).at(9, 30, 0, 0),
            sender_name: "Beispiel GmbH".to_owned(),
            sender_email: "post@example.org".to_owned(),
            recipients: emails.to_vec(),
            opened: 3,
            clicked: 1,
        };
        Self {
            allowed: BTreeSet::from([Ipv4Addr::LOCALHOST.into()]),
            api_key: "k3y-of-mandator-3".to_owned(),
            subscribers: BTreeMap::from([((3, ada_email), ada), ((3, max_email), max)]),
            lists: lists.into(),
            filters: BTreeMap::from([(5012, filter)]),
            newsletters: BTreeMap::from([(501, newsletter)]),
            channels: BTreeMap::from([(77, 3)]),
            mails: Vec::new(),
            import: None,
            import_time: Duration::ZERO,
            tasks: Vec::new(),
            opt_in_time: Duration::ZERO,
            effects: Effects::default(),
            recorded: Latest::new(),
            zone: TimeZone::posix(BERLIN).unwrap_or(TimeZone::UTC),
            last_id: 6000,
        }
    }

    pub(crate) fn subscriber(&self, mandator: i32, email: &str) -> Option<&Subscriber> {
        self.subscribers.get(&(mandator, email.to_lowercase()))
    }

    /// The mandator's lists among these.
    pub(crate) fn known_lists(&self, mandator: i32, ids: &[i32]) -> BTreeSet<i32> {
        let is_known = |id: &&i32| {
            let list = self.lists.get(id);
            list.is_some_and(|list| list.mandator == mandator)
        };
        ids.iter().filter(is_known).copied().collect()
    }

    pub(crate) fn filter(&self, mandator: i32, id: i32) -> Result<&Filter, Fault> {
        let filter = self.filters.get(&id);
        filter
            .filter(|filter| filter.mandator == mandator)
            .ok_or(Fault::FilterMissing(id))
    }

    pub(crate) fn next_id(&mut self) -> i32 {
        self.last_id += 1;
        self.last_id
    }

    /// Ends what has run its time.
    pub(crate) fn settle(&mut self) {
        let now = now();
        self.tasks.retain(|end| *end > now);
        if let Some(import) = self.import.take_if(|import| import.end <= now) {
            import.finish(self);
        }
    }

    /// What the server's clock shows.
    pub(crate) fn clock(&self) -> DateTime {
        self.zone.to_datetime(Timestamp::now())
    }
}

/// Whether a mandator has that template of a newsletter or mail.
pub(crate) fn is_template(mandator: i32, id: i32) -> bool {
    (mandator, id) == (3, 88)
}

/// Whether a mandator has that template for a double opt-in.
pub(crate) fn is_opt_in_template(mandator: i32, id: i32) -> bool {
    mandator == 3 && matches!(id, 7 | 41)
}

/// The name of a profile field as it is kept.
pub(crate) fn profile_field(name: &str) -> Result<&'static str, Fault> {
    let mut known = PROFILE.iter();
    let found = known.find(|known| known.eq_ignore_ascii_case(name));
    found.copied().ok_or(Fault::InvalidFieldName)
}

/// Refuses an address that mandators may not send from.
pub(crate) fn check_sender(email: &str) -> Result<(), Fault> {
    match email.rsplit_once('@') {
        Some((_, domain)) if domain != DOMAIN => Err(Fault::SenderDomain(domain.to_owned())),
        None if !email.is_empty() => Err(Fault::SenderDomain(email.to_owned())),
        _ => Ok(()),
    }
}

/// The moment when what begins now and takes so long is done.
pub(crate) fn after(time: Duration) -> Instant {
    const LONGEST: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
    now() + time.min(LONGEST)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the server's clock is none of the client's"
)]
fn now() -> Instant {
    Instant::now()
}
