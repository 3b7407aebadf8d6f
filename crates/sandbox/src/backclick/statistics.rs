//! Figures of newsletters: how they were sent, and what became of them.

use jiff::ToSpan;
use jiff::civil::DateTime;

use super::answer::Answer;
use super::fault::Fault;
use super::fields::Fields;
use super::newsletter::Newsletter;
use super::state::System;

/// The status of a newsletter that is sent, and of one that is not; the second is a guess.
const FINISHED: i32 = 3;
const PLANNED: i32 = 1;

/// `NewsletterStatistic`.
pub(crate) fn dispatches(system: &mut System, fields: Fields<'_, '_>) -> Result<Answer, Fault> {
    each(
        system,
        fields,
        "newsletterStatistic",
        |system, id, newsletter| {
            let start = newsletter.start;
            let is_sent = start <= system.clock();
            let time = |at: Option<DateTime>| moment(system, at.unwrap_or(start));
            let mut figures = Answer::default();
            figures.value("newsletterId", id);
            figures.value("newsletterListId", newsletter.list.unwrap_or(0));
            figures.value("newsletterStatus", if is_sent { FINISHED } else { PLANNED });
            figures.value("mailsPerHour", 1800);
            figures.value("mailsPerHourIncludeErrors", 203);
            figures.value("sendStartTime", time(None));
            if is_sent {
                figures.value("sendBeginTime", time(start.checked_add(12.seconds()).ok()));
                figures.value("sendLastTime", time(start.checked_add(61.seconds()).ok()));
                figures.value("sendEndTime", time(start.checked_add(50.seconds()).ok()));
            }
            figures.value("sendedByInternalMta", true);
            named(&mut figures, system, newsletter);
            figures
        },
    )
}

/// `BackclickStatistic`.
pub(crate) fn reactions(system: &mut System, fields: Fields<'_, '_>) -> Result<Answer, Fault> {
    each(
        system,
        fields,
        "backclickStatistic",
        |system, id, newsletter| {
            let recipients = newsletter.recipients.len();
            let mut figures = Answer::default();
            figures.value("sendedByInternalMta", true);
            figures.value("usedConversionTracking", false);
            figures.value("abTest", false);
            named(&mut figures, system, newsletter);
            figures.value("newsletterId", id);
            figures.value("newsletterListId", newsletter.list.unwrap_or(0));
            figures.value("sendStartTime", moment(system, newsletter.start));
            figures.value("numRecipientsUnadjusted", recipients);
            figures.value("numRecipientsAdjusted", recipients);
            figures.value("numSend", recipients);
            figures.value("numDelivered", recipients);
            figures.value("numLinksClicked", newsletter.clicked);
            figures.value("numOpened", newsletter.opened);
            figures.value(
                "numUniqueOpened",
                recipients.min(newsletter.opened as usize),
            );
            figures
        },
    )
}

/// Figures for each newsletter that is wanted. IDs come before a period, even if there are none; those that are unknown
/// are left out.
fn each(
    system: &System,
    fields: Fields<'_, '_>,
    name: &str,
    figures: fn(&System, i32, &Newsletter) -> Answer,
) -> Result<Answer, Fault> {
    let mandator = fields.int("mandatorId");
    let ids = fields.ints("newsletterIds");
    let period = fields.object("period").filter(|_| ids.is_none());
    let list = period.and_then(|period| period.int("newsletterListId"));
    let is_known = |list: i32| {
        let found = system.lists.get(&list);
        found.is_some_and(|list| Some(list.mandator) == mandator)
    };
    if list.is_some_and(|list| !is_known(list)) {
        return Err(Fault::ListMissing);
    }
    let time = |name| period.and_then(|period| period.date_time(name, &system.zone));
    let (start, end) = (time("start"), time("end"));
    let mut answer = Answer::default();
    for (id, newsletter) in &system.newsletters {
        let is_wanted = match &ids {
            Some(ids) => ids.contains(id),
            None => {
                newsletter.list == list
                    && start.is_some_and(|start| start <= newsletter.start)
                    && end.is_some_and(|end| newsletter.start <= end)
            }
        };
        if is_wanted && Some(newsletter.mandator) == mandator {
            answer.nested(name, &figures(system, *id, newsletter));
        }
    }
    Ok(answer)
}

fn named(figures: &mut Answer, system: &System, newsletter: &Newsletter) {
    let list = newsletter.list.and_then(|list| system.lists.get(&list));
    figures.value("newsletterListName", list.map_or("", |list| list.name));
    figures.value("newsletterSubject", &newsletter.subject);
    figures.value("newsletterDescription", &newsletter.subject);
}

/// With milliseconds and offset, as the vendor's server has it.
fn moment(system: &System, time: DateTime) -> String {
    let zoned = time.to_zoned(system.zone.clone());
    zoned.map_or_else(
        |_| time.to_string(),
        |zoned| zoned.strftime("%Y-%m-%dT%H:%M:%S.%3f%:z").to_string(),
    )
}
