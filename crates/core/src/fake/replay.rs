use std::collections::{HashMap, VecDeque};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};

use super::Reply;
use crate::{
    BodyStream, BoxFuture, SendOptions, Transport, TransportError, TransportErrorKind, WireBody,
};

/// Answers with what files hold, in the order of their names.
///
/// A file is called `NUMBER-OPERATION.http`, such as `01-CreateVouchers.http`.
/// It holds an HTTP answer: a status line, headers, an empty line, the body. An
/// operation gets its files one after the other, each once.
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
        let mut files = fs::read_dir(&dir)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<_>>>()?;
        files.retain(|file| {
            file.extension()
                .is_some_and(|extension| extension == "http")
        });
        files.sort();
        let mut answers = HashMap::<_, VecDeque<_>>::new();
        for file in files {
            let name = file.file_stem().unwrap_or_default().to_string_lossy();
            let Some((_, operation)) = name.split_once('-') else {
                return Err(wrong(&file, "is not named NUMBER-OPERATION.http"));
            };
            let answer = parse(&fs::read(&file)?)
                .ok_or_else(|| wrong(&file, "is no status line, headers, empty line and body"))?;
            answers
                .entry(operation.to_owned())
                .or_default()
                .push_back(answer);
        }
        Ok(Self {
            dir,
            answers: Mutex::new(answers),
        })
    }

    fn next(&self, operation: &str) -> Result<Reply, TransportError> {
        self.answers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_mut(operation)
            .and_then(VecDeque::pop_front)
            .ok_or_else(|| {
                let message = format!("no answer to {operation} is left in {}", self.dir.display());
                TransportError::new(TransportErrorKind::Other).source(message)
            })
    }
}

impl Transport for Replay {
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            super::drain(request.into_body()).await?;
            Ok(self.next(options.operation)?.response())
        })
    }
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
            HeaderValue::from_str(value.trim()).ok()?,
        ));
    }
    let reply = Reply::new(status, Bytes::copy_from_slice(rest));
    Some(
        headers
            .into_iter()
            .fold(reply, |reply, (name, value)| reply.header(name, value)),
    )
}
