//! A line for each file, what was left out, and totals.

use std::collections::BTreeMap;

use crate::terminal::{count, fail, say};

/// So many disagreements of a file are shown.
const SHOWN: usize = 20;

/// What came of a message.
pub(super) enum Finding {
    Agreed,
    /// It wasn't compared.
    Excluded(String),
    Disagreed(String),
}

/// The messages of a file in one direction.
#[derive(Default)]
pub(super) struct Direction {
    agreed: usize,
    disagreed: Vec<String>,
    excluded: Vec<(String, String)>,
}

impl Direction {
    pub(super) fn add(&mut self, operation: &str, finding: Finding) {
        match finding {
            Finding::Agreed => self.agreed += 1,
            Finding::Disagreed(what) => self.disagreed.push(format!("{operation}: {what}")),
            Finding::Excluded(why) => self.excluded.push((operation.to_owned(), why)),
        }
    }

    fn total(&self) -> usize {
        self.agreed + self.disagreed.len()
    }
}

/// What came of a file.
#[derive(Default)]
pub(super) struct Trial {
    pub(super) operations: usize,
    pub(super) excluded_file: Option<String>,
    excluded_operations: Vec<(String, String)>,
    /// Those that concern no message of its own.
    pub(super) disagreements: Vec<String>,
    pub(super) requests: Direction,
    pub(super) answers: Direction,
    /// Elements and attributes that zeep knows, and how many of them had a value.
    pub(super) declared: u64,
    pub(super) seen: u64,
    pub(super) missing: Vec<String>,
    /// Fields, arms and derived types of our model, and how many of them had a value.
    pub(super) sites: usize,
    pub(super) shown: usize,
}

impl Trial {
    pub(super) fn exclude(&mut self, operation: &str, why: &str) {
        self.excluded_operations
            .push((operation.to_owned(), why.to_owned()));
    }
}

#[derive(Default)]
pub(super) struct Summary {
    files: usize,
    compared_files: usize,
    operations: usize,
    requests: usize,
    answers: usize,
    declared: u64,
    seen: u64,
    sites: usize,
    shown: usize,
    disagreements: usize,
    /// How many files and operations were left out for a reason.
    excluded: BTreeMap<String, (usize, usize)>,
}

impl Summary {
    pub(super) fn add(&mut self, name: &str, trial: &Trial) {
        self.files += 1;
        if let Some(why) = &trial.excluded_file {
            println!("{:>5}  left out  {name}: {why}", trial.operations);
            let reason = why.split(": ").next().unwrap_or_default();
            let excluded = self.excluded.entry(reason.to_owned()).or_default();
            excluded.0 += 1;
            excluded.1 += trial.operations;
            return;
        }
        let mut without: BTreeMap<&str, &str> = BTreeMap::new();
        let of_messages = trial
            .requests
            .excluded
            .iter()
            .chain(&trial.answers.excluded);
        for (operation, why) in trial.excluded_operations.iter().chain(of_messages) {
            without.insert(operation, why);
        }
        for why in without.values() {
            self.excluded.entry((*why).to_owned()).or_default().1 += 1;
        }
        let compared = trial.operations - without.len().min(trial.operations);
        self.compared_files += usize::from(compared > 0);
        self.operations += compared;
        self.requests += trial.requests.total();
        self.answers += trial.answers.total();
        self.declared += trial.declared;
        self.seen += trial.seen;
        self.sites += trial.sites;
        self.shown += trial.shown;
        println!(
            "{compared:>5} of {:>4} operations, {:>5} of {:>5} requests, {:>5} of {:>5} answers, {} of {} elements and attributes, {} of {} in our model  {name}",
            trial.operations,
            trial.requests.agreed,
            trial.requests.total(),
            trial.answers.agreed,
            trial.answers.total(),
            trial.seen,
            trial.declared,
            trial.shown,
            trial.sites,
        );
        for missing in trial.missing.iter().take(SHOWN) {
            println!("      in no message: {missing}");
        }
        let of_messages = trial
            .requests
            .disagreed
            .iter()
            .chain(&trial.answers.disagreed);
        let disagreements: Vec<&String> = trial.disagreements.iter().chain(of_messages).collect();
        self.disagreements += disagreements.len();
        for what in disagreements.iter().take(SHOWN) {
            println!("      {what}");
        }
        if disagreements.len() > SHOWN {
            println!("      and {} more", disagreements.len() - SHOWN);
        }
    }

    pub(super) fn finish(&self) {
        for (why, (files, operations)) in &self.excluded {
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
                "{} of {}: {}, {} that zeep read, {} that we read; with a value: {} of {} elements and attributes that zeep knows, {} of {} fields, choices and derived types of our model",
                self.compared_files,
                count(self.files, "file"),
                count(self.operations, "operation"),
                count(self.requests, "request"),
                count(self.answers, "answer"),
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
