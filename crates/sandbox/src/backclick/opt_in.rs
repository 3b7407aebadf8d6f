//! Double opt-ins that are set afterwards.

use super::answer::Answer;
use super::fault::Fault;
use super::fields::Fields;
use super::state::{self, System};

/// The items that a call may have.
pub(crate) const ITEMS: usize = 100;
/// The items that may wait to be done. The number is a guess.
const TASKS: usize = 100;

/// `SetDoubleOptin`. That an unknown template is refused so is a guess; an unknown address changes nothing.
pub(crate) fn set(system: &mut System, fields: Fields<'_, '_>) -> Result<Answer, Fault> {
    let mut items = Vec::new();
    for item in fields.objects("doiRequestItems") {
        let mandator = item.int("mandatorId").unwrap_or_default();
        let template = item.int("webTemplateId").unwrap_or_default();
        if !state::is_opt_in_template(mandator, template) {
            return Err(Fault::InvalidTemplate);
        }
        let email = item.text("subscriberEmail").unwrap_or_default();
        items.push(((mandator, email.to_lowercase()), template));
    }
    if system.tasks.len() + items.len() > TASKS {
        return Err(Fault::TooManyTasks);
    }
    let mut answer = Answer::default();
    for (key, template) in items {
        if let Some(subscriber) = system.subscribers.get_mut(&key) {
            subscriber.opt_in = Some(template);
            system.effects.opt_ins += 1;
        }
        system.tasks.push(state::after(system.opt_in_time));
        answer.nested("doiResponseItems", &Answer::default());
    }
    Ok(answer)
}
