//! Messages between our code and zeep, in both directions.
//!
//! From the generator's model of a service come values of every message, as JSON. A program in the generated crate makes
//! requests of them; zeep reads each and writes what it read, which must say what the values say. Answers go the other
//! way: zeep writes them, the generated code reads them, and what it read must say what zeep wrote.

mod declared;
mod driver;
mod expected;
mod infoset;
mod leaf;
mod messages;
mod model;
mod referee;
mod report;
mod sample;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use kontorhaus_codegen::diagnostics::Report;
use kontorhaus_codegen::ir::{Api, Operation};
use kontorhaus_codegen::{Catalog, read};
use serde_json::{Value as Json, json};

use self::driver::Driver;
use self::expected::Expected;
use self::infoset::difference;
use self::messages::Message;
use self::model::Model;
use self::referee::{Answer, Question, Referee};
use self::report::{Finding, Summary, Trial};
use super::Source;

/// What the program in the crate is to do: to write a request, or to read an answer if there is one.
struct Job {
    operation: String,
    headers: Json,
    body: Json,
    answer: Option<String>,
}

impl Job {
    fn line(&self) -> Json {
        json!({
            "operation": self.operation, "headers": self.headers, "body": self.body, "answer": self.answer,
        })
    }
}

/// Tries each file, and says whether all that was tried agrees.
pub(super) fn run(corpus: &Path, sources: &[Source]) -> Result<bool, String> {
    let referee = Referee::new(corpus)?;
    let driver = Driver::new(corpus);
    let mut report = Summary::default();
    let mut known = BTreeMap::new();
    for source in sources {
        let trial = trial(source, &driver, &referee, &mut known);
        report.add(&source.name, &trial);
    }
    report.finish();
    Ok(report.is_good())
}

/// The files that were tried, by their models: those of the test server and of the real one often say the same.
type Known = BTreeMap<String, String>;

fn trial(source: &Source, driver: &Driver, referee: &Referee, known: &mut Known) -> Trial {
    let mut trial = Trial::default();
    if let Err(why) = fill(&mut trial, source, driver, referee, known) {
        trial.excluded_file = Some(why);
    }
    trial
}

/// Tries a file; `Err` with the reason if there is nothing to try.
fn fill(
    trial: &mut Trial,
    source: &Source,
    driver: &Driver,
    referee: &Referee,
    known: &mut Known,
) -> Result<(), String> {
    let refused = |report: Report| format!("we refuse it: {}", first_line(&report.to_string()));
    let input = read(&source.path, &Catalog::new()).map_err(refused)?;
    let api = kontorhaus_codegen::model(&input, None).map_err(refused)?;
    trial.operations = api.operations.len();
    if api.operations.is_empty() {
        return Err("no operations with a SOAP binding".to_owned());
    }
    if let Some(name) = known.get(&api.dump()) {
        return Err(format!("the same model as another: {name}"));
    }
    let model = Model::new(&api, &input.schemas);
    let mut operations = Vec::new();
    for (place, operation) in api.operations.iter().enumerate() {
        match messages::excluded(operation, &model) {
            Some(why) => trial.exclude(&operation.name, why),
            None => operations.push(place),
        }
    }
    if operations.is_empty() {
        return Ok(());
    }
    let requests = messages::requests(&model, &operations);
    let answers = messages::answers(&model, &operations);
    trial.sites = requests.sites + answers.sites;
    trial.shown = requests.shown + answers.shown;
    trial.missing = [requests.missing.as_slice(), &answers.missing].concat();
    if let Err(why) = driver.build(&api, &operations) {
        trial.disagreements.push(why);
        return Ok(());
    }
    let service = Service {
        api: &api,
        expected: Expected { model: &model },
    };
    service.try_all(
        trial,
        source,
        driver,
        referee,
        &requests.list,
        &answers.list,
    )?;
    known.insert(api.dump(), source.name.clone());
    Ok(())
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

struct Service<'m, 'a> {
    api: &'a Api,
    expected: Expected<'m, 'a>,
}

impl Service<'_, '_> {
    fn operation(&self, message: &Message) -> &Operation {
        &self.api.operations[message.operation]
    }

    fn try_all(
        &self,
        trial: &mut Trial,
        source: &Source,
        driver: &Driver,
        referee: &Referee,
        requests: &[Message],
        answers: &[Message],
    ) -> Result<(), String> {
        let jobs: Vec<Job> = requests
            .iter()
            .map(|message| self.job(message, None))
            .collect();
        let sent = match driver.run(&jobs) {
            Ok(sent) => sent,
            Err(why) => {
                trial.disagreements.push(why);
                return Ok(());
            }
        };
        let expected: Vec<_> = answers
            .iter()
            .map(|message| self.expected.answer(self.operation(message), &message.body))
            .collect();
        let ours = requests
            .iter()
            .zip(&sent)
            .map(|(message, sent)| ("input", message, sent));
        let theirs = answers
            .iter()
            .zip(&expected)
            .map(|(message, it)| ("output", message, it));
        let questions: Vec<Question> = ours
            .chain(theirs)
            .map(|(direction, message, envelope)| {
                let operation = self.operation(message);
                Question {
                    operation: operation.name.clone(),
                    version: operation
                        .versions
                        .first()
                        .map(|it| it.0.to_string())
                        .unwrap_or_default(),
                    direction,
                    envelope: envelope.clone().unwrap_or_else(|_| "<none/>".to_owned()),
                }
            })
            .collect();
        let verdict = referee
            .ask(&source.path, &questions)
            .map_err(|why| format!("zeep can't load it: {why}"))?;
        trial.declared = verdict.declared;
        trial.seen = verdict.seen;
        trial.missing.extend(verdict.missing);
        let (of_requests, of_answers) = verdict
            .answers
            .split_at(requests.len().min(verdict.answers.len()));
        for ((message, sent), answer) in requests.iter().zip(&sent).zip(of_requests) {
            let finding = self.request(message, sent, answer);
            trial.requests.add(&self.operation(message).name, finding);
        }
        let mut jobs = Vec::new();
        let mut written = Vec::new();
        for ((message, expected), answer) in answers.iter().zip(&expected).zip(of_answers) {
            match answered(expected, answer) {
                Ok(envelope) => {
                    let request = requests.iter().find(|it| it.operation == message.operation);
                    let body = request.map(|request| &request.body);
                    jobs.push(self.job(
                        &Message {
                            operation: message.operation,
                            headers: Json::Null,
                            body: body.cloned().unwrap_or_default(),
                        },
                        Some(envelope),
                    ));
                    written.push((message, envelope));
                }
                Err(finding) => trial.answers.add(&self.operation(message).name, finding),
            }
        }
        let output = driver.run(&jobs).unwrap_or_else(|why| {
            trial.disagreements.push(why);
            Vec::new()
        });
        for ((message, envelope), output) in written.into_iter().zip(output) {
            let operation = self.operation(message);
            let finding = self.answer(operation, envelope, output);
            trial.answers.add(&operation.name, finding);
        }
        Ok(())
    }

    fn job(&self, message: &Message, answer: Option<&str>) -> Job {
        Job {
            operation: self.operation(message).request.name.clone(),
            headers: message.headers.clone(),
            body: message.body.clone(),
            answer: answer.map(str::to_owned),
        }
    }

    /// What we wrote, and what zeep read.
    fn request(
        &self,
        message: &Message,
        sent: &Result<String, String>,
        answer: &Answer,
    ) -> Finding {
        let sent = match sent {
            Ok(sent) => sent,
            Err(why) => return Finding::Disagreed(format!("we can't write it: {why}")),
        };
        let expected =
            self.expected
                .request(self.operation(message), &message.headers, &message.body);
        let expected = match expected {
            Ok(expected) => expected,
            Err(why) => return Finding::Disagreed(format!("nothing is expected: {why}")),
        };
        if let Some(finding) = differs(&expected, sent, "we write") {
            return finding;
        }
        match answer {
            Answer::Unknown(why) => Finding::Excluded(why.clone()),
            Answer::Failed(why) => Finding::Disagreed(format!("zeep can't read it: {why}")),
            Answer::Written(read) => differs(sent, read, "zeep read").unwrap_or(Finding::Agreed),
        }
    }

    /// What zeep wrote, and what we read.
    fn answer(
        &self,
        operation: &Operation,
        written: &str,
        output: Result<String, String>,
    ) -> Finding {
        let read = output
            .and_then(|json| serde_json::from_str(&json).map_err(|error| error.to_string()))
            .and_then(|json: Json| self.expected.answer(operation, &json));
        match read {
            Err(why) => Finding::Disagreed(format!("we can't read it: {why}")),
            Ok(read) => differs(written, &read, "we read").unwrap_or(Finding::Agreed),
        }
    }
}

/// The answer as zeep writes it.
fn answered<'e>(expected: &Result<String, String>, answer: &'e Answer) -> Result<&'e str, Finding> {
    let expected = expected
        .as_ref()
        .map_err(|why| Finding::Disagreed(format!("nothing is expected: {why}")))?;
    match answer {
        Answer::Unknown(why) => Err(Finding::Excluded(why.clone())),
        Answer::Failed(why) => Err(Finding::Disagreed(format!("zeep can't write it: {why}"))),
        Answer::Written(written) => match differs(expected, written, "zeep writes") {
            Some(finding) => Err(finding),
            None => Ok(written),
        },
    }
}

fn differs(wanted: &str, found: &str, who: &str) -> Option<Finding> {
    match difference(wanted, found) {
        Ok(None) => None,
        Ok(Some([path, wanted, found])) => Some(Finding::Disagreed(format!(
            "{path}: {wanted}, and {who} {found}"
        ))),
        Err(why) => Some(Finding::Disagreed(format!("{who} no XML: {why}"))),
    }
}
