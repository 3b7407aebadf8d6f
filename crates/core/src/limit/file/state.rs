//! The log as text in its file.

use std::fmt::Write as _;
use std::time::Duration;

use super::time::Now;
use crate::limit::Limit;
use crate::limit::log::Log;

/// What the file says, as text: a head with the limit, a line for each permit, an end.
///
/// ```text
/// kontorhaus-limit 1
/// limit 60 60000000000
/// running 5f1c0a3e9b27d648
/// ended 1767225600000000000
/// end
/// ```
#[derive(Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) log: Log,
    /// Which process made each of the running attempts.
    pub(super) owners: Vec<u64>,
}

const HEAD: &str = "kontorhaus-limit 1";
const END: &str = "end";

impl State {
    /// Reads what was written; what nobody wrote, or under another limit, may lack
    /// calls, so that the log is filled up.
    pub(super) fn read(text: &str, limit: Limit, now: Now) -> Self {
        let (mut state, is_complete) = match parse(text, limit) {
            Some((state, same_limit)) => (state, same_limit),
            None => (Self::new(limit), false),
        };
        state.log.adjust(now.wall, now.step);
        if !is_complete {
            state.log.fill(now.wall);
        }
        state
    }

    /// The text of a log that nobody has used yet.
    pub(super) fn begin(limit: Limit, ended: impl Iterator<Item = Duration>) -> String {
        let log = Log::restore(limit, 0, ended);
        let owners = Vec::new();
        Self { log, owners }.write(limit)
    }

    fn new(limit: Limit) -> Self {
        Self {
            log: Log::new(limit),
            owners: Vec::new(),
        }
    }

    pub(super) fn write(&self, limit: Limit) -> String {
        let mut text = format!("{HEAD}\n{}\n", limit_line(limit));
        // Writing to a string cannot fail.
        for owner in &self.owners {
            let _ = writeln!(text, "running {owner:016x}");
        }
        for end in self.log.ended() {
            let _ = writeln!(text, "ended {}", end.as_nanos());
        }
        text.push_str(END);
        text.push('\n');
        text
    }

    pub(super) fn take(&mut self, owner: u64, now: Now) -> bool {
        let taken = self.log.take(now.wall);
        if taken {
            self.owners.push(owner);
        }
        taken
    }

    /// One attempt of that owner has ended.
    pub(super) fn end(&mut self, owner: u64, handed: bool, now: Now) {
        let Some(index) = self.owners.iter().position(|&one| one == owner) else {
            // The file was lost in between, and filled up since.
            return;
        };
        self.owners.swap_remove(index);
        if handed {
            self.log.end(now.wall);
        } else {
            self.log.give_back();
        }
    }

    /// Whatever the processes that are gone had running has ended, at the latest now.
    pub(super) fn end_all_of(&mut self, is_gone: impl Fn(u64) -> bool, now: Now) {
        let mut owners = self.owners.clone();
        owners.sort_unstable();
        owners.dedup();
        for owner in owners.into_iter().filter(|&owner| is_gone(owner)) {
            while self.owners.contains(&owner) {
                self.end(owner, true, now);
            }
        }
    }
}

fn limit_line(limit: Limit) -> String {
    format!("limit {} {}", limit.permits, limit.window.as_nanos())
}

/// The state, and whether it was kept under the same limit.
fn parse(text: &str, limit: Limit) -> Option<(State, bool)> {
    let lines = text.strip_suffix('\n')?.strip_prefix(HEAD)?;
    let mut lines = lines.strip_prefix('\n')?.split('\n');
    let same_limit = lines.next()? == limit_line(limit);
    let mut owners = Vec::new();
    let mut ended = Vec::new();
    loop {
        match lines.next()?.split_once(' ') {
            Some(("running", owner)) => owners.push(u64::from_str_radix(owner, 16).ok()?),
            Some(("ended", end)) => ended.push(Duration::from_nanos(end.parse().ok()?)),
            Some(_) => return None,
            None => break,
        }
    }
    if !text.ends_with("\nend\n") || lines.next().is_some() {
        return None;
    }
    let log = Log::restore(limit, owners.len(), ended);
    Some((State { log, owners }, same_limit))
}
