//! Transaction channels and mails.

use super::answer::Answer;
use super::fault::Fault;
use super::fields::Fields;
use super::state::{self, System};

/// A transaction mail that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mail {
    /// The channel.
    pub channel: i32,
    /// The subject.
    pub subject: String,
    /// The content, unless it is a template's.
    pub content: Option<String>,
    /// The content as plain text.
    pub alternative: Option<String>,
    /// The template.
    pub template: Option<i32>,
    /// The address of the sender.
    pub sender_email: String,
    /// The name of the sender as it is shown.
    pub sender_name: String,
    /// The address it goes to.
    pub recipient: String,
    /// Where answers go.
    pub reply_to: Option<String>,
}

/// `CreateTransactionChannel`.
pub(crate) fn create_channel(system: &mut System, fields: Fields<'_, '_>) -> Answer {
    let id = system.next_id();
    let mandator = fields.int("mandatorId").unwrap_or_default();
    system.channels.insert(id, mandator);
    system.effects.channels += 1;
    let mut answer = Answer::default();
    answer.value("channelId", id);
    answer
}

/// The transaction mail. What is said of an unknown channel is a guess.
pub(crate) fn send(system: &mut System, fields: Fields<'_, '_>) -> Result<Answer, Fault> {
    let text = |name| fields.text(name).unwrap_or_default().to_owned();
    let filled = |name| fields.filled(name).map(str::to_owned);
    let mandator = fields.int("mandatorId").unwrap_or_default();
    let channel = fields.int("channelId").unwrap_or_default();
    if system.channels.get(&channel) != Some(&mandator) {
        return Err(Fault::Other(format!(
            "Channel with ID {channel} does not exist!"
        )));
    }
    let mail = Mail {
        channel,
        subject: text("subject"),
        content: filled("mailContent"),
        alternative: filled("alternativeMailContent"),
        template: fields.id("templateId"),
        sender_email: text("senderEmail"),
        sender_name: text("senderName"),
        recipient: fields
            .object("recipient")
            .and_then(|recipient| recipient.text("emailAddress"))
            .unwrap_or_default()
            .to_owned(),
        reply_to: filled("replyTo"),
    };
    state::check_sender(&mail.sender_email)?;
    match (mail.template, &mail.content, &mail.alternative) {
        (None, None, _) => return Err(Fault::NoContent),
        (Some(id), ..) if !state::is_template(mandator, id) => {
            return Err(Fault::TemplateMissing(id));
        }
        (_, Some(content), Some(alternative)) => match (is_html(content), is_html(alternative)) {
            (true, true) => return Err(Fault::BothHtml),
            (false, false) => return Err(Fault::BothText),
            _ => {}
        },
        _ => {}
    }
    system.mails.push(mail);
    system.effects.mails += 1;
    Ok(Answer::default())
}

/// Whether a tag stands in the text.
fn is_html(text: &str) -> bool {
    text.split('<').skip(1).any(|tag| {
        tag.contains('>') && tag.starts_with(|c: char| c.is_ascii_alphabetic() || "/!".contains(c))
    })
}
