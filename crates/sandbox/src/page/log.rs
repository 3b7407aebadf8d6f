//! The latest calls, masked.

use std::collections::VecDeque;

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::shared::Shared;

/// How many calls are kept.
const KEPT: usize = 200;

/// The latest calls. Whoever waits is told when something has changed.
#[derive(Default)]
pub(super) struct Log {
    calls: Shared<Calls>,
    changed: watch::Sender<()>,
}

#[derive(Default)]
struct Calls {
    list: VecDeque<Call>,
    last_id: u64,
    revision: u64,
    /// The revision in which the list was emptied.
    cleared: u64,
}

/// A call as the page shows it.
#[derive(Debug)]
struct Call {
    id: u64,
    /// That of its latest change.
    revision: u64,
    vendor: &'static str,
    began: Timestamp,
    request: Option<Message>,
    answer: Option<Message>,
    status: Option<u16>,
    state: State,
    milliseconds: i64,
}

/// A masked message.
#[derive(Debug, Default)]
pub(super) struct Message {
    /// What it is about: of a request the operation, or method and path; of an answer what its status means.
    pub(super) title: String,
    /// The first line, as HTTP has it.
    pub(super) line: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
    /// How its body is to be coloured.
    pub(super) language: &'static str,
    /// The bytes of the body.
    pub(super) size: u64,
}

/// How far a call has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Running,
    Answered,
    /// The connection broke within the answer.
    CutOff,
    /// The connection was closed without an answer.
    Lost,
    /// The client went away before the answer was complete.
    Abandoned,
}

impl Log {
    /// A new call; its number.
    pub(super) fn began(&self, vendor: &'static str) -> u64 {
        let mut calls = self.calls.lock();
        calls.last_id += 1;
        calls.revision += 1;
        let (id, revision) = (calls.last_id, calls.revision);
        calls.list.push_back(Call {
            id,
            revision,
            vendor,
            began: Timestamp::now(),
            request: None,
            answer: None,
            status: None,
            state: State::Running,
            milliseconds: 0,
        });
        if calls.list.len() > KEPT {
            calls.list.pop_front();
        }
        drop(calls);
        self.changed();
        id
    }

    pub(super) fn request(&self, id: u64, message: Message) {
        self.change(id, |call| call.request = Some(message));
    }

    /// The end of a call that was answered, in whatever way.
    pub(super) fn answer(&self, id: u64, status: u16, message: Message, state: State) {
        self.change(id, |call| {
            call.answer = Some(message);
            call.status = Some(status);
            call.end(state);
        });
    }

    /// The end of a call without an answer.
    pub(super) fn ended(&self, id: u64, state: State) {
        self.change(id, |call| call.end(state));
    }

    pub(super) fn clear(&self) {
        let mut calls = self.calls.lock();
        calls.list.clear();
        calls.revision += 1;
        calls.cleared = calls.revision;
        drop(calls);
        self.changed();
    }

    /// Tells all who wait.
    pub(super) fn changed(&self) {
        self.changed.send_replace(());
    }

    pub(super) fn watch(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// What has changed since that revision, as the page takes it: the revision now, whether the list was emptied, and
    /// the calls, the oldest first.
    pub(super) fn since(&self, revision: u64) -> (u64, bool, Vec<Value>) {
        let calls = self.calls.lock();
        let changed = calls.list.iter().filter(|call| call.revision > revision);
        let changed = changed.map(Call::to_json).collect();
        (calls.revision, calls.cleared > revision, changed)
    }

    fn change(&self, id: u64, change: impl FnOnce(&mut Call)) {
        let mut calls = self.calls.lock();
        calls.revision += 1;
        let revision = calls.revision;
        // One that is not there any more made room for others.
        if let Some(call) = calls.list.iter_mut().rfind(|call| call.id == id) {
            change(call);
            call.revision = revision;
        }
        drop(calls);
        self.changed();
    }
}

impl Call {
    fn end(&mut self, state: State) {
        let lasted = Timestamp::now().duration_since(self.began);
        self.state = state;
        self.milliseconds = i64::try_from(lasted.as_millis()).unwrap_or(i64::MAX);
    }

    fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "vendor": self.vendor,
            "began": self.began.as_millisecond(),
            "request": self.request.as_ref().map(Message::to_json),
            "answer": self.answer.as_ref().map(Message::to_json),
            "status": self.status,
            "state": match self.state {
                State::Running => "running",
                State::Answered => "answered",
                State::CutOff => "cut off",
                State::Lost => "no answer",
                State::Abandoned => "client left",
            },
            "milliseconds": self.milliseconds,
        })
    }
}

impl Message {
    fn to_json(&self) -> Value {
        json!({
            "title": self.title,
            "line": self.line,
            "headers": self.headers,
            "body": self.body,
            "language": self.language,
            "size": self.size,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_changed_is_told_again() {
        let log = Log::default();
        let (first, second) = (log.began("websale"), log.began("erpxt"));
        let (revision, cleared, calls) = log.since(0);
        assert!(!cleared);
        assert_eq!(
            [&calls[0]["id"], &calls[1]["id"]],
            [first, second].map(|id| json!(id)).each_ref()
        );
        assert_eq!(calls[1]["state"], "running");

        log.answer(first, 500, Message::default(), State::CutOff);
        let (revision, cleared, calls) = log.since(revision);
        assert!(!cleared);
        assert_eq!(calls.len(), 1);
        assert_eq!(
            (&calls[0]["status"], &calls[0]["state"]),
            (&json!(500), &json!("cut off"))
        );

        log.clear();
        let third = log.began("websale");
        let (revision, cleared, calls) = log.since(revision);
        assert!(cleared);
        assert_eq!((calls.len(), &calls[0]["id"]), (1, &json!(third)));
        // The end of a call that nobody shows any more.
        log.ended(second, State::Lost);
        assert_eq!(log.since(revision).2, Vec::<Value>::new());
    }

    #[test]
    fn the_oldest_make_room() {
        let log = Log::default();
        for _ in 0..KEPT + 5 {
            log.began("websale");
        }
        let (_, _, calls) = log.since(0);
        assert_eq!((calls.len(), &calls[0]["id"]), (KEPT, &json!(6)));
    }
}
