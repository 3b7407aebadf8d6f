//! Messages between our code and zeep, in both directions.
//!
//! From the generator's model of a service come values of every message, as JSON. A program in the generated crate makes
//! requests of them; zeep reads each and writes what it read, which must say what the values say. Answers and declared
//! faults go the other way: zeep writes them, the generated code reads them, and what it read must say what zeep wrote.

mod declared;
mod disputes;
mod driver;
mod exchange;
mod expected;
mod infoset;
mod leaf;
mod messages;
mod model;
mod program;
mod referee;
mod report;
mod sample;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::BTreeMap;
use std::path::Path;

use kontorhaus_codegen::diagnostics::Report;
use kontorhaus_codegen::{Catalog, read};

use self::driver::Driver;
use self::exchange::Exchange;
use self::expected::Expected;
use self::model::Model;
use self::referee::Referee;
use self::report::{Summary, Trial};
use super::Source;

/// Services with SOAP 1.1 and 1.2, header blocks, derived types, wildcards, choices and nil; all from `PyPI`.
pub(super) const SAMPLE: &[&str] = &[
    "bingads-13.0.30.1/bingads-13.0.30.1/bingads/v13/proxies/production/customerbilling_service.xml",
    "fedex-2.4.1/fedex-2.4.1/fedex/wsdl/TrackService_v16.wsdl",
    "onvif-zeep-async-4.3.0/onvif/wsdl/ptz.wsdl",
    "python-dhl-germany-0.3.4.14/dhl/wsdl/3.4.0/production.wsdl",
    "zeep-4.3.3/zeep-4.3.3/tests/integration/hello_world_recursive.wsdl",
    "zeep-4.3.3/zeep-4.3.3/tests/wsdl_files/soap_header.wsdl",
];

/// Tries each file, and says whether all that was tried agrees.
pub(super) fn run(corpus: &Path, sources: &[Source]) -> Result<bool, String> {
    let mut wire = Wire {
        referee: Referee::new(corpus)?,
        driver: Driver::new(corpus),
        tried: BTreeMap::new(),
    };
    let mut summary = Summary::default();
    for source in sources {
        let mut trial = Trial::default();
        match wire.file(source, &mut trial) {
            Ok(()) => {}
            Err(Stop::LeftOut(why)) => trial.left_out = Some(why),
            Err(Stop::Failed(why)) => trial.failures.push(why),
        }
        summary.add(&source.name, &trial);
    }
    summary.finish();
    Ok(summary.is_good())
}

/// Why a file is not tried to its end.
enum Stop {
    /// There is nothing to try, or zeep can't.
    LeftOut(String),
    /// Our code can't.
    Failed(String),
}

struct Wire {
    referee: Referee,
    driver: Driver,
    /// The files that were tried, by their models: those of a test server and of the real one often say the same.
    tried: BTreeMap<String, String>,
}

impl Wire {
    fn file(&mut self, source: &Source, trial: &mut Trial) -> Result<(), Stop> {
        let refused = |report: Report| {
            let report = report.to_string();
            // Notes may stand before what refuses it.
            let error = report.lines().find(|line| line.starts_with("error"));
            let first = error.or(report.lines().next()).unwrap_or_default();
            Stop::LeftOut(format!("we refuse it: {first}"))
        };
        let input = read(&source.path, &Catalog::new()).map_err(refused)?;
        let api = kontorhaus_codegen::model(&input, None).map_err(refused)?;
        let names = api.operations.iter();
        trial.operations = names.map(|operation| operation.name.clone()).collect();
        if api.operations.is_empty() {
            let why = "no operations with a SOAP binding";
            return Err(Stop::LeftOut(why.to_owned()));
        }
        // Its first line is the name.
        let dump: String = api.dump().split_inclusive('\n').skip(1).collect();
        if let Some(name) = self.tried.get(&dump) {
            let why = format!("the same model as another: {name}");
            return Err(Stop::LeftOut(why));
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
        let faults = messages::faults(&model, &operations);
        self.driver.build(&api, &operations).map_err(Stop::Failed)?;
        let exchange = Exchange {
            api: &api,
            expected: Expected { model: &model },
            driver: &self.driver,
            referee: &self.referee,
            source,
        };
        trial.requests = exchange.requests(&requests)?;
        trial.answers = exchange.answers(&answers, &requests.list)?;
        trial.faults = exchange.answers(&faults, &requests.list)?;
        self.tried.insert(dump, source.name.clone());
        Ok(())
    }
}
