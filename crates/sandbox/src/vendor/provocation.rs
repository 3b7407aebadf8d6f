//! Faults at the press of a button.

use std::time::Duration;

use crate::planned::Planned;
use crate::reaction::Reaction;
use crate::shared::Shared;

/// A vendor's service, as far as buttons act on it.
pub(crate) trait Service: Clone + Send + Sync + 'static {
    type Fault: Clone + Send + Sync + 'static;

    /// The reactions to its next calls.
    fn planned(&self) -> &Planned<Self::Fault>;
}

/// The name of a button in paths of the page, what stands on it, and what it does, in a sentence.
pub(crate) type Text = (&'static str, &'static str, &'static str);

type Act = Box<dyn Fn() + Send + Sync>;

/// A button.
pub(crate) struct Provocation {
    pub(crate) text: Text,
    effect: Effect,
}

enum Effect {
    /// Something happens to the next call.
    Next(Act),
    /// Something happens at once.
    Now(Act),
    /// Something holds until it is switched off.
    Switch {
        is_on: Box<dyn Fn() -> bool + Send + Sync>,
        set: Box<dyn Fn(bool) + Send + Sync>,
    },
}

impl Provocation {
    /// What kind of button it is: for the `next` call, `now`, or a `switch`.
    pub(crate) fn kind(&self) -> &'static str {
        match self.effect {
            Effect::Next(_) => "next",
            Effect::Now(_) => "now",
            Effect::Switch { .. } => "switch",
        }
    }

    pub(crate) fn is_on(&self) -> bool {
        matches!(&self.effect, Effect::Switch { is_on, .. } if is_on())
    }
}

/// Makes the buttons of a service.
pub(crate) struct Buttons<S> {
    service: S,
    list: Vec<Provocation>,
}

impl<S: Service> Buttons<S> {
    pub(crate) fn of(service: &S) -> Self {
        Self {
            service: service.clone(),
            list: Vec::new(),
        }
    }

    fn with(mut self, text: Text, effect: Effect) -> Self {
        self.list.push(Provocation { text, effect });
        self
    }

    pub(crate) fn now(self, text: Text, act: impl Fn(&S) + Send + Sync + 'static) -> Self {
        let service = self.service.clone();
        self.with(text, Effect::Now(Box::new(move || act(&service))))
    }

    pub(crate) fn switch(
        self,
        text: Text,
        is_on: impl Fn(&S) -> bool + Send + Sync + 'static,
        set: impl Fn(&S, bool) + Send + Sync + 'static,
    ) -> Self {
        let (asked, changed) = (self.service.clone(), self.service.clone());
        let effect = Effect::Switch {
            is_on: Box::new(move || is_on(&asked)),
            set: Box::new(move |on| set(&changed, on)),
        };
        self.with(text, effect)
    }

    /// A fault for the next call.
    pub(crate) fn fault(self, text: Text, fault: S::Fault) -> Self {
        self.next(text, Reaction::Fault(fault))
    }

    fn next(self, text: Text, reaction: Reaction<S::Fault>) -> Self {
        let planned = self.service.planned().clone();
        let effect = Effect::Next(Box::new(move || planned.extend([reaction.clone()])));
        self.with(text, effect)
    }

    /// The last buttons: what can happen to a call of any vendor on its way.
    pub(crate) fn on_the_way(self) -> Provocations {
        let Self { service, list } = self
            .next(SLOW, Reaction::Slow(Duration::from_secs(3)))
            .next(CUT_OFF, Reaction::CutOff(40))
            .next(LOST, Reaction::LoseAnswer)
            .next(GATEWAY, Reaction::Html(502));
        let (waiting, forgotten) = (service.planned().clone(), service.planned().clone());
        Provocations {
            list,
            planned: Shared::default(),
            waiting: Box::new(move || waiting.len()),
            forget: Box::new(move || forgotten.clear()),
        }
    }
}

const SLOW: Text = (
    "slow",
    "Slow",
    "The next call is carried out; its answer comes after three seconds.",
);
const CUT_OFF: Text = (
    "cut-off",
    "Cut off",
    "The next call is carried out; the connection breaks after 40 bytes of its answer.",
);
const LOST: Text = (
    "lost",
    "Lost answer",
    "The next call is carried out, but the connection closes without an answer.",
);
const GATEWAY: Text = (
    "gateway",
    "Bad gateway",
    "The next call is not carried out: a proxy answers 502, with a page.",
);

/// The buttons of a vendor.
pub(crate) struct Provocations {
    list: Vec<Provocation>,
    /// What was planned with a button, the oldest first; what has happened since stands in front.
    planned: Shared<Vec<&'static str>>,
    waiting: Box<dyn Fn() -> usize + Send + Sync>,
    forget: Act,
}

impl Provocations {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Provocation> {
        self.list.iter()
    }

    /// Presses a button; false if there is none of that name.
    pub(crate) fn press(&self, id: &str) -> bool {
        let Some(button) = self.list.iter().find(|button| button.text.0 == id) else {
            return false;
        };
        match &button.effect {
            Effect::Next(act) => {
                let mut planned = self.planned.lock();
                act();
                planned.push(button.text.0);
            }
            Effect::Now(act) => act(),
            Effect::Switch { is_on, set } => set(!is_on()),
        }
        true
    }

    /// What is still to come, the next first.
    pub(crate) fn planned(&self) -> Vec<&'static str> {
        let mut planned = self.planned.lock();
        let happened = planned.len().saturating_sub((self.waiting)());
        planned.drain(..happened);
        planned.clone()
    }

    /// Makes all normal again: nothing planned, every switch off.
    pub(crate) fn reset(&self) {
        (self.forget)();
        for button in &self.list {
            if let Effect::Switch { set, .. } = &button.effect {
                set(false);
            }
        }
    }
}
