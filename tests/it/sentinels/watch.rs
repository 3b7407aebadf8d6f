//! Sees all that comes of a vendor's marks, and judges it.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

use super::marks::Marks;
use super::printed::Printed;
use crate::watching::{Watching, watch};

/// What recordings are called when they are searched.
const RECORDING: &str = "a recording";

/// The marks and secrets of one vendor, and all that is printed while it is watched.
pub(super) struct Watch {
    vendor: &'static str,
    pub(super) marks: Marks,
    pub(super) printed: Printed,
    /// What `Debug` shows of requests and answers.
    shown: BTreeSet<String>,
    secrets: BTreeSet<String>,
    /// What recordings may show, and nothing else.
    recorded: BTreeSet<String>,
    recordings: PathBuf,
    number: usize,
    _logging: Watching,
}

impl Watch {
    /// Begins to watch what this thread does.
    pub(super) fn begin(vendor: &'static str, secrets: &[&str]) -> Self {
        let printed = Printed::default();
        let writer = printed.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(tracing_subscriber::fmt::format::FmtSpan::CLOSE)
            .with_writer(move || writer.clone())
            .with_ansi(false)
            .finish();
        let recordings = format!("sentinels-{vendor}-{}", std::process::id());
        Self {
            vendor,
            marks: Marks::default(),
            printed,
            shown: BTreeSet::new(),
            secrets: secrets.iter().map(|&secret| secret.to_owned()).collect(),
            recorded: BTreeSet::new(),
            recordings: Path::new(env!("CARGO_TARGET_TMPDIR")).join(recordings),
            number: 0,
            _logging: watch(subscriber),
        }
    }

    /// Nothing may show that.
    pub(super) fn secret(&mut self, secret: impl Into<String>) {
        self.secrets.insert(secret.into());
    }

    /// Nothing but recordings may show that.
    pub(super) fn recorded(&mut self, text: impl Into<String>) {
        self.recorded.insert(text.into());
    }

    /// A folder for the next recording.
    pub(super) fn recording(&mut self) -> PathBuf {
        self.number += 1;
        self.recordings.join(self.number.to_string())
    }

    /// A request, an answer or a part of one: what its `Debug` shows has to be reviewed.
    pub(super) fn message(&mut self, message: &impl Debug) {
        let printed = format!("{message:?}{message:#?}");
        self.shown.extend(self.marks.found_in(&printed));
        self.printed.add("the Debug of a message", &printed);
    }

    /// Searches all that was printed.
    pub(super) fn end(self) {
        let folders = std::fs::read_dir(&self.recordings).expect("recordings");
        for folder in folders {
            let folder = folder.expect("a folder").path();
            self.printed.files(RECORDING, &folder);
        }
        std::fs::remove_dir_all(&self.recordings).expect("no more recordings");

        let printed = self.printed.all();
        let mut leaks = Vec::new();
        for (what, text) in &printed {
            let secrets = self.secrets.iter().map(|secret| (secret, secret.clone()));
            let recorded = self.recorded.iter().filter(|_| what != RECORDING);
            let recorded = recorded.map(|text| (text, text.clone()));
            let found = self.marks.found_in(text);
            let marks = found.difference(&self.shown);
            let marks = marks.map(|place| (place, self.marks.of(place)));
            for (name, hidden) in secrets.chain(recorded).chain(marks) {
                if let Some(at) = text.find(&hidden) {
                    leaks.push(format!("{what} shows {name}: {}", around(text, at)));
                }
            }
        }
        assert!(leaks.is_empty(), "{}", leaks.join("\n"));
        let seen: Vec<&str> = printed.keys().map(String::as_str).collect();
        let shown: Vec<_> = self.shown.into_iter().collect();
        let reviewed = format!("{}\n\nsearched: {}\n", shown.join("\n"), seen.join(", "));
        insta::with_settings!({
            snapshot_path => "../snapshots",
            prepend_module_to_snapshot => false,
            omit_expression => true,
            description => "The texts of requests and answers that may be shown: nobody's secret, nobody's name.",
        }, {
            insta::assert_snapshot!(format!("{}.shown", self.vendor), reviewed);
        });
    }
}

/// Where something is shown.
fn around(text: &str, at: usize) -> String {
    let before = text[..at].chars().rev().take(200);
    let before: String = before.collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text[at..].chars().take(100).collect();
    format!("{before}{after}")
}
