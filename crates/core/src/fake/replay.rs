//! A transport that answers from files.

use std::collections::{HashMap, VecDeque};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};

use super::{Reply, drain, exchange};
use crate::{BodyStream, BoxFuture, SendOptions, Transport, TransportError, WireBody};

/// Answers with what files hold, in the order of their numbers.
///
/// A file is called `NUMBER-OPERATION.http`, such as `01-CreateVouchers.http`.
/// It holds an HTTP answer: a status line, headers, an empty line, the body. An
/// operation gets its files one after the other, each once; in a name, `_` stands for
/// every character that is neither letter, digit nor hyphen. Other files are left alone.
/// [`Recorder`](super::Recorder) writes such a folder.
///
/// Where a body says `{{call-id}}`, the answer has the id of the call it is given to.
///
/// A request that no answer is left for fails, and the error shows it, masked.
#[derive(Debug)]
pub struct Replay {
    dir: PathBuf,
    answers: Mutex<HashMap<String, VecDeque<Reply>>>,
}

impl Replay {
    /// Reads all answers of a folder.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read, or when a file is not named or written as
    /// described.
    pub fn from_dir(dir: impl AsRef<Path>) -> io::Result<Self> {
        let dir = dir.as_ref().to_owned();
        let mut files = Vec::new();
        for entry in fs::read_dir(&dir)? {
            let file = entry?.path();
            if exchange::is_answer(&file) {
                let (number, operation) = named(&file)
                    .ok_or_else(|| wrong(&file, "is not named NUMBER-OPERATION.http"))?;
                files.push((number, operation, file));
            }
        }
        files.sort();
        let mut answers = HashMap::<_, VecDeque<_>>::new();
        for (_, operation, file) in files {
            let answer = parse(&fs::read(&file)?)
                .ok_or_else(|| wrong(&file, "is no status line, headers, empty line and body"))?;
            answers.entry(operation).or_default().push_back(answer);
        }
        Ok(Self {
            dir,
            answers: Mutex::new(answers),
        })
    }

    fn next(&self, operation: &str) -> Option<Reply> {
        self.answers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_mut(&exchange::file_name(operation))
            .and_then(VecDeque::pop_front)
    }
}

impl Transport for Replay {
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let request = http::Request::from_parts(head, drain(body).await?);
            let answer = self.next(options.operation).ok_or_else(|| {
                let (operation, dir) = (options.operation, self.dir.display());
                let why = format!("no answer to {operation} is left in {dir}");
                exchange::unmatched(&request, options, &why)
            })?;
            let answer = answer.map_body(|body| exchange::answering(body, options));
            Ok(answer.response())
        })
    }
}

/// Number and operation in a file's name.
fn named(file: &Path) -> Option<(u64, String)> {
    let (number, operation) = file.file_stem()?.to_str()?.split_once('-')?;
    Some((number.parse().ok()?, operation.to_owned()))
}

fn wrong(file: &Path, what: &str) -> io::Error {
    let message = format!("{} {what}", file.display());
    io::Error::new(io::ErrorKind::InvalidData, message)
}

/// Reads an answer with either kind of line end.
fn parse(file: &[u8]) -> Option<Reply> {
    let mut rest = file;
    let mut line = || {
        let end = rest.iter().position(|&byte| byte == b'\n')?;
        let (line, after) = rest.split_at(end);
        rest = &after[1..];
        std::str::from_utf8(line)
            .ok()
            .map(|line| line.trim_end_matches('\r'))
    };
    let status = line()?.split(' ').nth(1)?.parse::<StatusCode>().ok()?;
    let mut headers = Vec::new();
    loop {
        let header = line()?;
        if header.is_empty() {
            break;
        }
        let (name, value) = header.split_once(':')?;
        headers.push((
            name.parse::<HeaderName>().ok()?,
            HeaderValue::from_bytes(value.trim().as_bytes()).ok()?,
        ));
    }
    let reply = Reply::new(status, Bytes::copy_from_slice(rest));
    Some(
        headers
            .into_iter()
            .fold(reply, |reply, (name, value)| reply.header(name, value)),
    )
}
