//! The matrix in print.

use std::fmt::Write;

use kontorhaus_core::Outcome;

use crate::plan::Case;

/// How the calls of a cell ended.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    succeeded: usize,
    not_sent: usize,
    rejected: usize,
    applied: usize,
    unknown: usize,
}

/// What happened to one case.
pub(crate) struct Row {
    pub(crate) case: Case,
    pub(crate) write: Tally,
    pub(crate) idempotent: Tally,
}

impl Tally {
    pub(crate) fn add(&mut self, ended: Result<(), Outcome>) {
        let count = match ended {
            Ok(()) => &mut self.succeeded,
            Err(Outcome::NotSent) => &mut self.not_sent,
            Err(Outcome::Rejected) => &mut self.rejected,
            Err(Outcome::Applied) => &mut self.applied,
            Err(_) => &mut self.unknown,
        };
        *count += 1;
    }

    pub(crate) fn failed(&self) -> usize {
        self.total() - self.succeeded
    }

    fn counts(&self) -> [usize; 5] {
        [
            self.succeeded,
            self.not_sent,
            self.rejected,
            self.applied,
            self.unknown,
        ]
    }

    fn total(&self) -> usize {
        self.counts().iter().sum()
    }
}

/// The rows by stage, and for each stage the share of calls whose effect is unknown.
pub(crate) fn print(title: &str, rows: &[Row]) -> String {
    let columns = ["ok", "not sent", "rejected", "applied", "unknown"];
    let columns = columns.map(|name| format!("{name:>9}")).concat();
    let mut text = format!(
        "\n{title}\n\n{:30} {:>45}   {:>45}   {:>15}\n{:18}{:12} {columns}   {columns}   {:>7} {:>7}\n",
        "",
        "a write",
        "an idempotent operation",
        "unknown, share",
        "stage",
        "fault",
        "write",
        "idemp.",
    );
    for stage in rows.chunk_by(|a, b| a.case.stage == b.case.stage) {
        for (index, row) in stage.iter().enumerate() {
            let name = if index == 0 {
                row.case.stage.name()
            } else {
                ""
            };
            let line = format!(
                "{name:18}{:12} {}   {}",
                row.case.fault.name(),
                numbers(&row.write),
                numbers(&row.idempotent)
            );
            let shares = if index == 0 {
                format!(
                    "   {:>7} {:>7}",
                    share(stage.iter().map(|row| row.write)),
                    share(stage.iter().map(|row| row.idempotent))
                )
            } else {
                String::new()
            };
            // Writing to a `String` can't fail.
            let _ = writeln!(text, "{line}{shares}");
        }
    }
    text
}

fn numbers(tally: &Tally) -> String {
    let number = |count| match count {
        0 => format!("{:>9}", "·"),
        count => format!("{count:>9}"),
    };
    tally.counts().map(number).concat()
}

fn share(tallies: impl Iterator<Item = Tally>) -> String {
    let (unknown, total) = tallies.fold((0, 0), |(unknown, total), tally| {
        (unknown + tally.unknown, total + tally.total())
    });
    let tenths = 1000 * unknown / total.max(1);
    format!("{}.{} %", tenths / 10, tenths % 10)
}
