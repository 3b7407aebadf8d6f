//! Newsletters: to recipients in the call, or to a list and filters.

use std::collections::BTreeSet;

use jiff::civil::DateTime;

use super::answer::Answer;
use super::fault::Fault;
use super::fields::Fields;
use super::state::{self, System};

/// A newsletter that was created.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Newsletter {
    /// Its mandator.
    pub mandator: i32,
    /// The list it goes to; none if recipients or filters were given only.
    pub list: Option<i32>,
    /// Its subject.
    pub subject: String,
    /// The content, unless it is a template's.
    pub content: Option<String>,
    /// The content as plain text.
    pub alternative: Option<String>,
    /// The template.
    pub template: Option<i32>,
    /// What stands for `$$SPECIAL-REPLACEMENT-TEXT$$`.
    pub replacement: String,
    /// When it is sent, by the server's local time.
    pub start: DateTime,
    /// The name of the sender as it is shown.
    pub sender_name: String,
    /// The address of the sender.
    pub sender_email: String,
    /// The addresses it goes to.
    pub recipients: Vec<String>,
    /// How often it was opened.
    pub opened: u32,
    /// How often a link in it was clicked.
    pub clicked: u32,
}

/// `SendNewsletter`, the dispatch (I). Recipients whose address is none are left out.
pub(crate) fn send(system: &mut System, fields: Fields<'_, '_>) -> Result<Answer, Fault> {
    let mut newsletter = read(system, fields)?;
    let emails = fields.objects("subscribers");
    let emails = emails.filter_map(|subscriber| subscriber.text("subscriberEmail"));
    let emails = emails.filter(|email| super::subscriber::is_address(email));
    newsletter.recipients = emails.map(str::to_owned).collect();
    Ok(created(system, newsletter))
}

/// The dispatch (II). That a list and filters add up, and that a list that is unknown is refused so, are guesses.
pub(crate) fn dispatch(system: &mut System, fields: Fields<'_, '_>) -> Result<Answer, Fault> {
    let mut newsletter = read(system, fields)?;
    let mandator = newsletter.mandator;
    let list = fields.id("newsletterListId");
    let filters = fields.ints("filterIds").unwrap_or_default();
    if list.is_none() && filters.is_empty() {
        return Err(Fault::NoRecipients);
    }
    let mut recipients = BTreeSet::new();
    if let Some(list) = list {
        if system.known_lists(mandator, &[list]).is_empty() {
            return Err(Fault::ListMissing);
        }
        let all = system.subscribers.iter();
        let on_it =
            all.filter(|((of, _), subscriber)| *of == mandator && subscriber.lists.contains(&list));
        recipients.extend(on_it.map(|((_, email), _)| email.clone()));
    }
    for filter in &filters {
        recipients.extend(system.filter(mandator, *filter)?.emails.iter().cloned());
    }
    if system
        .import
        .as_ref()
        .is_some_and(|import| import.affects(list, &filters))
    {
        return Err(Fault::AutoimportRunning);
    }
    newsletter.list = list;
    newsletter.recipients = recipients.into_iter().collect();
    Ok(created(system, newsletter))
}

/// What both ways have in common.
fn read(system: &System, fields: Fields<'_, '_>) -> Result<Newsletter, Fault> {
    let text = |name| fields.text(name).unwrap_or_default().to_owned();
    let mandator = fields.int("mandatorId").unwrap_or_default();
    let content = fields.filled("newsletterContent").map(str::to_owned);
    let template = fields.id("templateId");
    if content.is_none() && template.is_none() {
        return Err(Fault::NoContent);
    }
    if fields.filled("subject").is_none() {
        return Err(Fault::NoSubject);
    }
    if template.is_some_and(|template| !state::is_template(mandator, template)) {
        return Err(Fault::InvalidTemplate);
    }
    let sender_email = text("senderEmail");
    state::check_sender(&sender_email)?;
    Ok(Newsletter {
        mandator,
        list: None,
        subject: text("subject"),
        content,
        alternative: fields.filled("alternativeContent").map(str::to_owned),
        template,
        replacement: text("adhockInformation"),
        start: fields
            .date_time("sendTime", &system.zone)
            .unwrap_or_else(|| system.clock()),
        sender_name: text("senderName"),
        sender_email,
        recipients: Vec::new(),
        opened: 0,
        clicked: 0,
    })
}

fn created(system: &mut System, newsletter: Newsletter) -> Answer {
    let id = system.next_id();
    system.newsletters.insert(id, newsletter);
    system.effects.newsletters += 1;
    let mut answer = Answer::default();
    answer.value("newsletterId", id);
    answer
}
