//! Subscribers: saved, asked for, and what they are to a list.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::Answer;
use super::fault::Fault;
use super::fields::Fields;
use super::state::{self, System};

/// The addresses that a call may ask for.
const ADDRESSES: usize = 1000;

/// A subscriber.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Subscriber {
    /// The lists subscribed to.
    pub lists: BTreeSet<i32>,
    /// The lists that were subscribed to, and are no longer.
    pub former: BTreeSet<i32>,
    /// The profile, by names in capitals.
    pub fields: BTreeMap<String, String>,
    /// The web template with which a double opt-in was set afterwards.
    pub opt_in: Option<i32>,
    /// Lists that wait for a confirmation.
    pub unconfirmed_lists: BTreeSet<i32>,
    /// Changes of the profile that wait for a confirmation; an empty text clears the field.
    pub unconfirmed_fields: BTreeMap<String, String>,
}

impl Subscriber {
    /// Sets a field, or clears it if the text is empty.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            self.fields.remove(name);
        } else {
            self.fields.insert(name.to_owned(), value.to_owned());
        }
    }

    pub(crate) fn subscribe(&mut self, lists: impl IntoIterator<Item = i32>) {
        for list in lists {
            self.former.remove(&list);
            self.lists.insert(list);
        }
    }

    /// Ends what is not among these.
    fn keep_only(&mut self, lists: &BTreeSet<i32>) {
        let gone: Vec<i32> = self.lists.difference(lists).copied().collect();
        self.lists.retain(|list| lists.contains(list));
        self.unconfirmed_lists.retain(|list| lists.contains(list));
        self.former.extend(gone);
    }

    pub(crate) fn confirm(&mut self) {
        let lists = std::mem::take(&mut self.unconfirmed_lists);
        self.subscribe(lists);
        for (name, value) in std::mem::take(&mut self.unconfirmed_fields) {
            self.set(&name, &value);
        }
    }
}

/// Whether the text can be an address.
pub(crate) fn is_address(text: &str) -> bool {
    let is_plain =
        |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c == '@');
    text.split_once('@')
        .is_some_and(|(name, domain)| is_plain(name) && is_plain(domain) && domain.contains('.'))
}

/// `SaveOrCreateSubscriber`.
pub(crate) fn save(system: &mut System, fields: Fields<'_, '_>) -> Result<Answer, Fault> {
    let mut read = Vec::new();
    for subscriber in fields.objects("subscribers") {
        read.push((subscriber, profile(subscriber)?));
    }
    let mut invalid = Vec::new();
    for (subscriber, profile) in read {
        let email = subscriber.text("subscriberEmail").unwrap_or_default();
        if is_address(email) {
            save_one(system, fields, email, subscriber, profile);
        } else {
            invalid.push(email);
        }
    }
    let mut answer = Answer::default();
    answer.value("responseCode", 0);
    for email in invalid {
        answer.value("invalidEmailAddresses", email);
    }
    Ok(answer)
}

fn profile<'a>(subscriber: Fields<'a, '_>) -> Result<Vec<(&'static str, &'a str)>, Fault> {
    let pairs = subscriber.objects("subscriberFields").map(|pair| {
        let name = state::profile_field(pair.text("name").unwrap_or_default())?;
        Ok((name, pair.text("value").unwrap_or_default()))
    });
    pairs.collect()
}

fn save_one(
    system: &mut System,
    request: Fields<'_, '_>,
    email: &str,
    subscriber: Fields<'_, '_>,
    mut profile: Vec<(&'static str, &str)>,
) {
    if !request.switch("deleteBlankFields", false) {
        profile.retain(|(_, value)| !value.is_empty());
    }
    let mandator = subscriber.int("mandatorId").unwrap_or_default();
    let ids = subscriber.ints("newsletterListIds").unwrap_or_default();
    let wanted = system.known_lists(mandator, &ids);
    let key = (mandator, email.to_lowercase());
    let is_new = !system.subscribers.contains_key(&key);
    let saved = system.subscribers.entry(key).or_default();
    if !request.switch("listsAdditive", false) {
        saved.keep_only(&wanted);
    }
    let new: Vec<i32> = wanted.difference(&saved.lists).copied().collect();
    if subscriber.id("doubleOptinTemplateId").is_some() {
        saved.unconfirmed_lists.extend(new);
    } else {
        if request.switch("sendWelcome", false) {
            system.effects.welcome_mails += new.len();
        }
        if request.switch("sendLastNewsletter", false) {
            system.effects.last_newsletters += new.len();
        }
        saved.subscribe(new);
    }
    let must_confirm = !is_new && subscriber.switch("confirmChange", false);
    for (name, value) in profile {
        if must_confirm {
            saved
                .unconfirmed_fields
                .insert(name.to_owned(), value.to_owned());
        } else {
            saved.set(name, value);
        }
    }
    system.effects.subscribers_saved += 1;
}

/// `GetSubscribers`.
pub(crate) fn get(system: &mut System, fields: Fields<'_, '_>) -> Result<Answer, Fault> {
    let emails: Vec<&str> = fields.texts("emailAddresses").collect();
    if emails.len() > ADDRESSES {
        return Err(Fault::TooManyAddresses(ADDRESSES));
    }
    let mandator = fields.int("mandatorId").unwrap_or_default();
    let with_fields = fields.switch("fillSubscriberFields", false);
    let mut items = Answer::default();
    for email in emails {
        let found = system.subscriber(mandator, email);
        let mut item = Answer::default();
        item.value("subscriberEmail", email);
        item.value("status", if found.is_some() { 1 } else { -1 });
        item.value("mandatorId", mandator);
        item.list(
            "newsletterListIds",
            found.iter().flat_map(|found| &found.lists),
        );
        for (name, value) in found
            .filter(|_| with_fields)
            .iter()
            .flat_map(|found| &found.fields)
        {
            let mut pair = Answer::default();
            pair.value("name", name);
            pair.value("value", value);
            item.nested("subscriberFields", &pair);
        }
        items.nested("item", &item);
    }
    let mut answer = Answer::default();
    answer.nested("subscribers", &items);
    Ok(answer)
}

/// `GetSubscriberToNewsletterListRelation`. A list that the address never had is left out.
pub(crate) fn relation(system: &System, fields: Fields<'_, '_>) -> Answer {
    let mandator = fields.int("mandatorId").unwrap_or_default();
    let wanted = fields.id("newsletterListId");
    let found = system.subscriber(mandator, fields.text("subscriberEmail").unwrap_or_default());
    let mut answer = Answer::default();
    for (id, list) in &system.lists {
        let is_wanted = wanted.is_none_or(|wanted| wanted == *id);
        let status = match found {
            Some(found) if is_wanted && found.lists.contains(id) => 0,
            Some(found) if is_wanted && found.former.contains(id) => 1,
            _ => continue,
        };
        let mut information = Answer::default();
        information.value("listDescription", list.description);
        information.value("listId", id);
        information.value("listName", list.name);
        information.value("listStatus", status);
        answer.nested("listInformations", &information);
    }
    answer.value("subscriberAvailable", found.is_some());
    answer
}
