//! A line for each file, and totals.

use std::time::Duration;

use super::Source;
use super::trial::{Generated, Trial};
use crate::terminal::{count, fail, say};

/// Files that no reader could accept, with what is wrong with them.
const BROKEN: &[(&str, &str)] = &[
    (
        "delivery_schenker/api/fat_bookingWebServiceV1_1.wsdl",
        "its schemas are not in the package",
    ),
    (
        "delivery_schenker/api/fat_trackingWebServiceV2.wsdl",
        "its schemas are not in the package",
    ),
    (
        "delivery_schenker/api/prod_bookingWebServiceV1_1.wsdl",
        "its schemas are not in the package",
    ),
    (
        "delivery_schenker/api/prod_trackingWebServiceV2.wsdl",
        "its schemas are not in the package",
    ),
    (
        "features/wsdl/wsdl11_example3_no_types.wsdl",
        "its types are cut out",
    ),
    (
        "features/wsdl/wsdl11_example5.wsdl",
        "its prefix `wsdl` is nowhere declared",
    ),
];

#[derive(Default)]
pub(super) struct Report {
    /// Whether any file may be broken.
    may_refuse: bool,
    files: usize,
    generated: usize,
    refused: usize,
    operations: usize,
    declarations: usize,
    lines: usize,
    bytes: usize,
    generating: Duration,
    checking: Duration,
    /// What is not as it should be.
    faults: Vec<String>,
}

impl Report {
    pub(super) fn new(may_refuse: bool) -> Self {
        Self {
            may_refuse,
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, source: &Source, trial: Trial) {
        self.files += 1;
        let wanted = trial.counted.operations.len();
        match trial.result {
            Ok(generated) => {
                self.generated += 1;
                self.operations += generated.operations;
                self.declarations += trial.counted.declarations;
                self.lines += generated.lines;
                self.bytes += generated.bytes;
                self.generating += generated.generating;
                line(source, &generated);
                if let Some(why) = &trial.counted.unreadable {
                    println!("      not counted: {why}");
                } else if generated.operations != wanted {
                    self.fault(
                        source,
                        &format!("{} of {wanted} operations", generated.operations),
                    );
                }
                if !generated.is_stable {
                    self.fault(source, "a second run makes something else");
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
                // Notes may stand before what refuses it.
                let error = why.lines().find(|line| line.starts_with("error"));
                let first = error.or(why.lines().next()).unwrap_or_default();
                println!("{wanted:>5} {:>7}  refused  {}: {first}", "-", source.name);
                if self.may_refuse {
                    why.lines().for_each(|line| println!("      {line}"));
                    return;
                }
                match BROKEN.iter().find(|(name, _)| source.name.ends_with(name)) {
                    Some((_, reason)) => println!("      as it must be: {reason}"),
                    None => self.fault(source, &format!("refused: {first}")),
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
                "{}: {} generated, {} refused, {} not as they should be; {}, {} lines for {} declarations ({:.1} each), {:.1} MB of Rust; {:.0?} generating, {:.0?} checking",
                count(self.files, "file"),
                self.generated,
                self.refused,
                self.faults.len(),
                count(self.operations, "operation"),
                self.lines,
                self.declarations,
                ratio(self.lines, self.declarations),
                ratio(self.bytes, 1_000_000),
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
        "{:>5} {:>7} {:>9} {:>7.2} s {checked:>8}  {:>3} warnings  {}",
        generated.operations,
        generated.lines,
        generated.bytes,
        generated.generating.as_secs_f64(),
        generated.warnings,
        source.name
    );
}
