//! Writes requests and reads answers and faults with the generated code: a job in each line, what was made of it in each line.

mod json;

use std::io::{self, BufRead as _, Write as _};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use crate::core::fake::{Capture, Reply};
use crate::core::{Builder, Client, Error, NoCredentials, Operation, Service};

/// Any service: all that is asked of it is that it is there.
struct Driven;

impl Service for Driven {
    const NAME: &'static str = "driven";
    type Client = Client;
    type Credentials = NoCredentials;
}

pub(crate) fn main() -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let job: Value = serde_json::from_str(&line?)?;
        let answer = match runtime.block_on(Box::pin(run(&job))) {
            Ok(made) => json!({ "made": made }),
            Err(error) => json!({ "error": error }),
        };
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

async fn run(job: &Value) -> Result<String, String> {
    let operation = job["operation"].as_str().unwrap_or_default();
    if job["fault"] == true {
        return failed(operation, job).await;
    }
    match operation {
        // Operations.
        other => Err(format!("there is no operation {other}")),
    }
}

async fn failed(operation: &str, job: &Value) -> Result<String, String> {
    match operation {
        // Failing operations.
        other => Err(format!("{other} declares no fault")),
    }
}

/// Writes the request, or reads the answer if there is one.
async fn exchange<O>(job: &Value) -> Result<String, String>
where
    O: Operation + DeserializeOwned,
    O::Output: Serialize,
{
    let (output, sent) = call::<O>(job).await?;
    if job["answer"].is_string() {
        let output = output.map_err(described)?;
        return serde_json::to_string(&output).map_err(described);
    }
    match (sent, output) {
        (Some(sent), _) => Ok(sent),
        (None, Err(error)) => Err(described(error)),
        (None, Ok(_)) => Err("nothing was sent".to_owned()),
    }
}

/// Reads the answer, a fault.
async fn failure<O>(job: &Value) -> Result<String, String>
where
    O: Operation + DeserializeOwned,
    O::Fault: Serialize,
{
    match call::<O>(job).await? {
        (Ok(_), _) => Err("it succeeded".to_owned()),
        (Err(error), _) => match error.fault_as::<O>() {
            Some(fault) => serde_json::to_string(fault).map_err(described),
            None => Err(described(error)),
        },
    }
}

/// Calls the operation; gives what came of it and what was sent.
async fn call<O>(job: &Value) -> Result<(Result<O::Output, Error>, Option<String>), String>
where
    O: Operation + DeserializeOwned,
{
    let operation: O = from(&job["body"])?;
    let answer = job["answer"].as_str().unwrap_or_default();
    let transport = Capture::new(Reply::ok(answer.to_owned()));
    let builder = Builder::<Driven>::new()
        .endpoint("http://127.0.0.1:9/")
        .transport(transport.clone());
    let client = with_headers(builder, &job["headers"])?
        .build()
        .map_err(described)?;
    let output = client.call(operation).await;
    let sent = transport.requests().pop();
    let text = |body: &[u8]| String::from_utf8_lossy(body).into_owned();
    Ok((output, sent.map(|sent| text(sent.request.body()))))
}

/// The client's setting that holds the header blocks of requests.
fn with_headers(builder: Builder<Driven>, headers: &Value) -> Result<Builder<Driven>, String> {
    if headers.is_null() {
        return Ok(builder);
    }
    // Headers.
}

fn from<T: DeserializeOwned>(json: &Value) -> Result<T, String> {
    T::deserialize(json).map_err(described)
}

/// An error and what caused it.
fn described(error: impl std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}
