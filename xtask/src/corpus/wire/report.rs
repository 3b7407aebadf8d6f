//! A line for each file, what was left out, and totals.

use std::collections::BTreeMap;

use super::messages::Messages;
use super::referee::Verdict;
use crate::terminal::{count, fail, say};

/// So many lines of a kind are shown of a file.
const SHOWN: usize = 20;

/// What came of a message.
pub(super) enum Finding {
    Agreed,
    /// It wasn't compared.
    LeftOut(String),
    Disagreed(String),
}

/// The messages of a file in one direction.
#[derive(Default)]
pub(super) struct Direction {
    agreed: usize,
    disagreed: Vec<String>,
    left_out: Vec<(String, String)>,
    /// Elements and attributes that zeep knows, and how many of them had a value.
    declared: u64,
    seen: u64,
    /// Fields, arms and derived types of our model, and how many of them had a value.
    sites: usize,
    shown: usize,
    /// Those that had none.
    missing: Vec<String>,
}

impl Direction {
    pub(super) fn new(messages: &Messages, verdict: &Verdict) -> Self {
        Self {
            declared: verdict.declared,
            seen: verdict.seen,
            sites: messages.sites,
            shown: messages.shown,
            missing: [messages.missing.as_slice(), &verdict.missing].concat(),
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, operation: &str, finding: Finding) {
        match finding {
            Finding::Agreed => self.agreed += 1,
            Finding::Disagreed(what) => self.disagreed.push(format!("{operation}: {what}")),
            Finding::LeftOut(why) => self.left_out.push((operation.to_owned(), why)),
        }
    }

    fn total(&self) -> usize {
        self.agreed + self.disagreed.len()
    }

    fn line(&self, what: &str) -> String {
        let Self {
            agreed,
            declared,
            seen,
            sites,
            shown,
            ..
        } = self;
        let total = self.total();
        format!("{what}: {agreed} of {total}, with {seen} of {declared} and {shown} of {sites}")
    }
}

/// What came of a file.
#[derive(Default)]
pub(super) struct Trial {
    /// The names of its operations.
    pub(super) operations: Vec<String>,
    /// Why nothing was compared.
    pub(super) left_out: Option<String>,
    left_out_operations: Vec<(String, String)>,
    /// What our code can't do at all.
    pub(super) failures: Vec<String>,
    pub(super) requests: Direction,
    pub(super) answers: Direction,
    pub(super) faults: Direction,
}

impl Trial {
    pub(super) fn exclude(&mut self, operation: &str, why: &str) {
        let excluded = (operation.to_owned(), why.to_owned());
        self.left_out_operations.push(excluded);
    }

    /// Why operations were not compared, by their names.
    fn without(&self) -> BTreeMap<&str, &str> {
        let of_messages = self.requests.left_out.iter().chain(&self.answers.left_out);
        // An operation whose faults alone are left out is compared.
        let all = self.left_out_operations.iter().chain(of_messages);
        all.map(|(operation, why)| (operation.as_str(), why.as_str()))
            .collect()
    }
}

#[derive(Default)]
pub(super) struct Summary {
    files: usize,
    compared_files: usize,
    operations: usize,
    requests: usize,
    answers: usize,
    faults: usize,
    declared: u64,
    seen: u64,
    sites: usize,
    shown: usize,
    disagreements: usize,
    /// How many files and operations were left out for a reason.
    left_out: BTreeMap<String, (usize, usize)>,
}

impl Summary {
    pub(super) fn add(&mut self, name: &str, trial: &Trial) {
        self.files += 1;
        let operations = trial.operations.len();
        if let Some(why) = &trial.left_out {
            println!("{operations:>5} left out  {name}: {why}");
            let reason = why.split(": ").next().unwrap_or_default();
            let left_out = self.left_out.entry(reason.to_owned()).or_default();
            left_out.0 += 1;
            left_out.1 += operations;
            return;
        }
        let without = trial.without();
        let mut compared = 0;
        for operation in &trial.operations {
            match without.get(operation.as_str()) {
                Some(why) => self.left_out.entry((*why).to_owned()).or_default().1 += 1,
                None => compared += 1,
            }
        }
        self.compared_files += usize::from(compared > 0);
        self.operations += compared;
        self.requests += trial.requests.total();
        self.answers += trial.answers.total();
        self.faults += trial.faults.total();
        println!("{compared:>5} of {operations:>4}  {name}");
        let directions = [
            ("requests", &trial.requests),
            ("answers", &trial.answers),
            ("faults", &trial.faults),
        ];
        let mut disagreements = trial.failures.clone();
        for (what, direction) in directions {
            self.declared += direction.declared;
            self.seen += direction.seen;
            self.sites += direction.sites;
            self.shown += direction.shown;
            if direction.total() > 0 {
                println!("      {}", direction.line(what));
            }
            let missing = direction.missing.iter();
            shortened(missing.map(|missing| format!("in none of the {what}: {missing}")));
            disagreements.extend(direction.disagreed.iter().cloned());
        }
        self.disagreements += disagreements.len();
        shortened(disagreements.into_iter());
    }

    pub(super) fn finish(&self) {
        for (why, (files, operations)) in &self.left_out {
            let files = if *files > 0 {
                format!("{}, ", count(*files, "file"))
            } else {
                String::new()
            };
            say(
                "Left out",
                &format!("{files}{}: {why}", count(*operations, "operation")),
            );
        }
        if self.disagreements > 0 {
            fail(&count(self.disagreements, "disagreement"));
        }
        say(
            "Finished",
            &format!(
                "{} of {}: {}, {} that zeep read, {} and {} that we read; with a value: {} of {} elements and attributes that zeep knows, {} of {} fields, choices and derived types of our model",
                self.compared_files,
                count(self.files, "file"),
                count(self.operations, "operation"),
                count(self.requests, "request"),
                count(self.answers, "answer"),
                count(self.faults, "fault"),
                self.seen,
                self.declared,
                self.shown,
                self.sites,
            ),
        );
    }

    pub(super) fn is_good(&self) -> bool {
        self.disagreements == 0
    }
}

/// Shows the first of these lines, and how many more there are.
fn shortened(mut lines: impl Iterator<Item = String>) {
    for line in lines.by_ref().take(SHOWN) {
        println!("      {line}");
    }
    let more = lines.count();
    if more > 0 {
        println!("      and {more} more");
    }
}
