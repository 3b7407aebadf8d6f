//! zeep, in an environment of its own, called with a file and its messages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value as Json, json};

use super::Stop;
use super::driver::piped;
use crate::terminal::say;

const VERSION: &str = "4.3.3";

const PROGRAM: &str = include_str!("referee.py");

pub(super) struct Referee {
    python: PathBuf,
    program: PathBuf,
}

/// A message to be read.
pub(super) struct Question {
    /// The operation's name in the WSDL.
    pub(super) operation: String,
    pub(super) version: String,
    /// `input`, `output` or `fault`.
    pub(super) direction: &'static str,
    pub(super) envelope: String,
}

/// What it says to a message.
pub(super) enum Answer {
    /// What it read, written by it.
    Written(String),
    /// It doesn't know the operation.
    Unknown(String),
    /// It can't read the message, or can't write what it read.
    Failed(String),
}

/// What it says of a file.
#[derive(Default)]
pub(super) struct Verdict {
    pub(super) answers: Vec<Answer>,
    /// How many elements and attributes it knows in these messages, and how many of them had a value in one.
    pub(super) declared: u64,
    pub(super) seen: u64,
    pub(super) missing: Vec<String>,
}

impl Referee {
    /// Installs it, unless it is there.
    pub(super) fn new(corpus: &Path) -> Result<Self, String> {
        let folder = corpus.join(format!("zeep-{VERSION}"));
        let python = folder.join("bin/python");
        if !folder.join("complete").exists() {
            say("Installing", &format!("zeep {VERSION}"));
            let mut venv = Command::new("python3");
            venv.args(["-m", "venv", "--clear"]).arg(&folder);
            piped(venv, String::new())?;
            let package = format!("zeep=={VERSION}");
            let mut pip = Command::new(&python);
            pip.args(["-m", "pip", "install", "--quiet", &package]);
            piped(pip, String::new())?;
            fs::write(folder.join("complete"), "").map_err(|error| error.to_string())?;
        }
        let program = corpus.join("referee.py");
        fs::write(&program, PROGRAM).map_err(|error| error.to_string())?;
        Ok(Self { python, program })
    }

    /// Asks about the messages of a file; `Err` if it can't load the file.
    pub(super) fn ask(&self, wsdl: &Path, questions: &[Question]) -> Result<Verdict, Stop> {
        if questions.is_empty() {
            return Ok(Verdict::default());
        }
        let lines: Vec<String> = questions
            .iter()
            .map(|question| {
                let Question { operation, version, direction, envelope } = question;
                let line = json!({
                    "operation": operation, "version": version, "direction": direction, "envelope": envelope,
                });
                line.to_string()
            })
            .collect();
        let mut command = Command::new(&self.python);
        let schemas = crate::workspace().join("schemas");
        command.arg(&self.program).arg(wsdl).arg(schemas);
        let said = piped(command, lines.join("\n")).map_err(Stop::Failed)?;
        let lines: Result<Vec<Json>, _> = said.lines().map(serde_json::from_str).collect();
        let mut lines = lines.map_err(|error| Stop::Failed(error.to_string()))?;
        let last = lines.pop().unwrap_or_default();
        if let Some(why) = last["refused"].as_str() {
            return Err(Stop::LeftOut(format!("zeep can't load it: {why}")));
        }
        let missing = last["missing"].as_array().into_iter().flatten();
        Ok(Verdict {
            answers: lines.iter().map(answer).collect(),
            declared: last["declared"].as_u64().unwrap_or_default(),
            seen: last["seen"].as_u64().unwrap_or_default(),
            missing: missing
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect(),
        })
    }
}

fn answer(line: &Json) -> Answer {
    let text = |name: &str| line[name].as_str().map(str::to_owned);
    if let Some(envelope) = text("envelope") {
        Answer::Written(envelope)
    } else if let Some(why) = text("unknown") {
        Answer::Unknown(why)
    } else {
        Answer::Failed(text("error").unwrap_or_else(|| format!("{line} is no answer")))
    }
}
