//! A line for each file, and totals.

use std::time::Duration;

use super::Source;
use super::trial::{Generated, Trial};
use crate::terminal::{count, fail, say};

/// Files that no reader could accept, with what is wrong with them.
const BROKEN: &[(&str, &str)] = &[];

#[derive(Default)]
pub(super) struct Report {
    files: usize,
    generated: usize,
    refused: usize,
    operations: usize,
    declarations: usize,
    lines: usize,
    generating: Duration,
    checking: Duration,
    /// What is not as it should be.
    faults: Vec<String>,
}

impl Report {
    pub(super) fn add(&mut self, source: &Source, trial: Trial) {
        self.files += 1;
        let wanted = trial.counted.operations.len();
        match trial.result {
            Ok(generated) => {
                self.generated += 1;
                self.operations += generated.operations;
                self.declarations += trial.counted.declarations;
                self.lines += generated.lines;
                self.generating += generated.generating;
                line(source, &generated);
                if generated.operations != wanted {
                    self.fault(
                        source,
                        &format!("{} of {wanted} operations", generated.operations),
                    );
                }
                if let Some(check) = generated.check {
                    self.checking += check.time;
                    if let Some(complaint) = check.complaint {
                        self.fault(source, &complaint);
                    }
                }
            }
            Err(why) => {
                self.refused += 1;
                let first = why.lines().next().unwrap_or_default();
                println!("{:>5} {:>7}  refused  {}: {first}", "-", "-", source.name);
                let known = BROKEN.iter().any(|(name, _)| source.name.ends_with(name));
                if !known && wanted > 0 {
                    self.fault(source, &format!("refused: {first}"));
                }
            }
        }
    }

    fn fault(&mut self, source: &Source, what: &str) {
        let line = format!("{}: {what}", source.name);
        println!("      {line}");
        self.faults.push(line);
    }

    pub(super) fn finish(&self) {
        for fault in &self.faults {
            fail(fault);
        }
        let ratio = |whole: usize, part: usize| {
            #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
            let ratio = whole as f64 / part.max(1) as f64;
            ratio
        };
        say(
            "Finished",
            &format!(
                "{}: {} generated, {} refused, {} not as they should be; {}, {} lines for {} declarations ({:.1} each); {:.0?} generating, {:.0?} checking",
                count(self.files, "file"),
                self.generated,
                self.refused,
                self.faults.len(),
                count(self.operations, "operation"),
                self.lines,
                self.declarations,
                ratio(self.lines, self.declarations),
                self.generating,
                self.checking
            ),
        );
    }

    pub(super) fn is_good(&self) -> bool {
        self.faults.is_empty()
    }
}

fn line(source: &Source, generated: &Generated) {
    let checked = match &generated.check {
        None => "-".to_owned(),
        Some(check) => format!("{:.1} s", check.time.as_secs_f64()),
    };
    println!(
        "{:>5} {:>7} {:>7.2} s {checked:>8}  {:>3} warnings  {}",
        generated.operations,
        generated.lines,
        generated.generating.as_secs_f64(),
        generated.warnings,
        source.name
    );
}
