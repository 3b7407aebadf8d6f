//! A service's messages on their way: what each side wrote, what the other one read.

use std::collections::BTreeMap;

use kontorhaus_codegen::ir::{Api, FaultArm, Operation};
use serde_json::Value as Json;

use super::super::Source;
use super::Stop;
use super::disputes;
use super::driver::{Driver, Job};
use super::expected::Expected;
use super::infoset::difference;
use super::messages::{Message, Messages};
use super::referee::{Answer, Question, Referee, Verdict};
use super::report::{Direction, Finding};

pub(super) struct Exchange<'e, 'm, 'a> {
    pub(super) api: &'a Api,
    pub(super) expected: Expected<'m, 'a>,
    pub(super) driver: &'e Driver,
    pub(super) referee: &'e Referee,
    pub(super) source: &'e Source,
}

impl Exchange<'_, '_, '_> {
    /// Our code writes, zeep reads.
    pub(super) fn requests(&self, messages: &Messages) -> Result<Direction, Stop> {
        let list = &messages.list;
        let jobs: Vec<Job> = list
            .iter()
            .map(|message| Job {
                operation: self.operation(message).request.name.clone(),
                headers: message.headers.clone(),
                body: message.body.clone(),
                answer: None,
                fault: false,
            })
            .collect();
        let sent = self.driver.run(&jobs).map_err(Stop::Failed)?;
        let verdict = self.ask("input", list, &sent)?;
        let mut direction = Direction::new(messages, &verdict);
        for ((message, sent), answer) in list.iter().zip(&sent).zip(&verdict.answers) {
            let operation = self.operation(message);
            let expected = self
                .expected
                .request(operation, &message.headers, &message.body);
            let finding = request(expected.as_ref(), sent.as_ref(), answer);
            self.add(&mut direction, operation, finding);
        }
        Ok(direction)
    }

    /// zeep writes answers or faults, our code reads.
    pub(super) fn answers(
        &self,
        messages: &Messages,
        requests: &[Message],
    ) -> Result<Direction, Stop> {
        let list = &messages.list;
        let expected: Vec<Result<String, String>> = list
            .iter()
            .map(|message| self.expected(message, &message.body))
            .collect();
        let are_faults = list.iter().any(|message| message.fault.is_some());
        let direction = if are_faults { "fault" } else { "output" };
        let verdict = self.ask(direction, list, &expected)?;
        let mut direction = Direction::new(messages, &verdict);
        // A call must have a request, whatever it is.
        let requests = requests.iter().rev();
        let requests: BTreeMap<usize, &Json> = requests
            .map(|request| (request.operation, &request.body))
            .collect();
        let (mut jobs, mut written) = (Vec::new(), Vec::new());
        for ((message, expected), answer) in list.iter().zip(&expected).zip(&verdict.answers) {
            let operation = self.operation(message);
            match written_by_zeep(expected.as_ref(), answer) {
                Ok(envelope) => {
                    jobs.push(Job {
                        operation: operation.request.name.clone(),
                        headers: Json::Null,
                        body: requests[&message.operation].clone(),
                        answer: Some(envelope.to_owned()),
                        fault: message.fault.is_some(),
                    });
                    written.push((message, envelope));
                }
                Err(finding) => self.add(&mut direction, operation, finding),
            }
        }
        let read = self.driver.run(&jobs).map_err(Stop::Failed)?;
        for ((message, written), read) in written.into_iter().zip(read) {
            let finding = self.answer(message, written, read);
            self.add(&mut direction, self.operation(message), finding);
        }
        Ok(direction)
    }

    fn add(&self, direction: &mut Direction, operation: &Operation, finding: Finding) {
        let dispute = disputes::reason(&self.source.name, &operation.name);
        let finding = match (finding, dispute) {
            (Finding::Disagreed(_), Some(why)) => Finding::LeftOut(why.to_owned()),
            (finding, _) => finding,
        };
        direction.add(&operation.name, finding);
    }

    fn operation(&self, message: &Message) -> &Operation {
        &self.api.operations[message.operation]
    }

    /// The fault that a message is.
    fn fault(&self, message: &Message) -> Option<&FaultArm> {
        let arms = self.expected.model.faults(self.operation(message));
        arms.get(message.fault?)
    }

    /// What an answer or a fault must look like with this value.
    fn expected(&self, message: &Message, value: &Json) -> Result<String, String> {
        let operation = self.operation(message);
        match self.fault(message) {
            None => self.expected.answer(operation, value),
            Some(arm) => self.expected.fault(operation, arm, value),
        }
    }

    fn ask(
        &self,
        direction: &'static str,
        messages: &[Message],
        envelopes: &[Result<String, String>],
    ) -> Result<Verdict, Stop> {
        let questions = messages.iter().zip(envelopes).map(|(message, envelope)| {
            let operation = self.operation(message);
            let version = operation.versions.first();
            Question {
                operation: operation.name.clone(),
                version: version.map(|(it, _)| it.to_string()).unwrap_or_default(),
                direction,
                envelope: envelope.clone().unwrap_or_else(|_| "<none/>".to_owned()),
            }
        });
        let questions: Vec<Question> = questions.collect();
        self.referee.ask(&self.source.path, &questions)
    }

    /// What zeep wrote, and what we read of it.
    fn answer(&self, message: &Message, written: &str, read: Result<String, String>) -> Finding {
        let read = read
            .and_then(|json| serde_json::from_str(&json).map_err(|error| error.to_string()))
            .and_then(|json: Json| match self.fault(message) {
                None => self.expected(message, &json),
                Some(arm) => match json.get(&arm.name) {
                    Some(value) => self.expected(message, value),
                    None => Err(format!("as {json}")),
                },
            });
        match read {
            Err(why) => Finding::Disagreed(format!("we can't read it: {why}")),
            Ok(read) => differs(written, &read, "we read").unwrap_or(Finding::Agreed),
        }
    }
}

/// What we wrote, and what zeep read of it.
fn request(
    expected: Result<&String, &String>,
    sent: Result<&String, &String>,
    answer: &Answer,
) -> Finding {
    let (expected, sent) = match (expected, sent) {
        (Ok(expected), Ok(sent)) => (expected, sent),
        (_, Err(why)) => return Finding::Disagreed(format!("we can't write it: {why}")),
        (Err(why), _) => return Finding::Disagreed(format!("nothing is expected: {why}")),
    };
    if let Some(finding) = differs(expected, sent, "we write") {
        return finding;
    }
    match answer {
        Answer::Unknown(why) => Finding::LeftOut(why.clone()),
        Answer::Failed(why) => Finding::Disagreed(format!("zeep can't read it: {why}")),
        Answer::Written(read) => differs(sent, read, "zeep read").unwrap_or(Finding::Agreed),
    }
}

/// The answer as zeep writes it.
fn written_by_zeep<'e>(
    expected: Result<&String, &String>,
    answer: &'e Answer,
) -> Result<&'e str, Finding> {
    let expected =
        expected.map_err(|why| Finding::Disagreed(format!("nothing is expected: {why}")))?;
    match answer {
        Answer::Unknown(why) => Err(Finding::LeftOut(why.clone())),
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
