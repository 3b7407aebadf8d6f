//! A transport that writes down what another one says.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::exchange::{self, Aliases};
use crate::{
    BodyStream, BoxFuture, SendOptions, Transport, TransportError, TransportErrorKind, WireBody,
};

/// Writes what goes through a transport into a folder, from which
/// [`Replay`](super::Replay) plays it back.
///
/// ```no_run
/// # use kontorhaus_core::{Builder, Client, Error, Service};
/// use kontorhaus_core::fake::Recorder;
///
/// # fn example<S: Service>(builder: Builder<S>) -> Result<S::Client, Error> {
/// let client = builder
///     .wrap_transport(|inner| Recorder::new(inner, "tests/recordings/spring"))
///     .build()?;
/// # Ok(client)
/// # }
/// ```
///
/// Each attempt gets two files: `0001-CreateVouchers.request` when it is sent, and
/// `0001-CreateVouchers.http` when its answer is complete. In both, `***` stands for
/// registered secrets and for headers that carry credentials, and `masked-1`, `masked-2` …
/// for every value whose name is not in [`Operation::SHOWN`](crate::Operation::SHOWN), the
/// same for the same within a recording. So texts that may be secret or personal are gone,
/// and what is played back differs from what was recorded in no more than these. The id of
/// the call, if it has eight characters or more, becomes `{{call-id}}`. A body that is
/// streamed is left out.
///
/// Numbers, dates and addresses are kept: look at a recording before you share it.
///
/// Files are written in the midst of the call, and a file that cannot be written fails
/// it. So does a folder that holds a recording already, before anything is sent: the two
/// would be played back as one. All that is for tests, not for production.
pub struct Recorder<T> {
    inner: T,
    dir: PathBuf,
    ready: OnceLock<Result<(), String>>,
    recorded: AtomicU32,
    aliases: Arc<Aliases>,
}

impl<T: Transport> Recorder<T> {
    /// Records into `dir`, which is made with the first request if it is not there.
    #[must_use]
    pub fn new(inner: T, dir: impl Into<PathBuf>) -> Self {
        Self {
            inner,
            dir: dir.into(),
            ready: OnceLock::new(),
            recorded: AtomicU32::new(0),
            aliases: Arc::default(),
        }
    }

    /// The file of the next exchange, without its extension.
    fn next(&self, operation: &str) -> Result<PathBuf, TransportError> {
        if let Err(message) = self.ready.get_or_init(|| prepare(&self.dir)) {
            return Err(failure(message.clone()));
        }
        let number = self.recorded.fetch_add(1, Ordering::Relaxed) + 1;
        let name = exchange::file_name(operation);
        Ok(self.dir.join(format!("{number:04}-{name}")))
    }
}

fn prepare(dir: &Path) -> Result<(), String> {
    let unusable = |error: io::Error| format!("{} cannot be used: {error}", dir.display());
    fs::create_dir_all(dir).map_err(unusable)?;
    for entry in fs::read_dir(dir).map_err(unusable)? {
        let file = entry.map_err(unusable)?.path();
        if exchange::is_answer(&file) {
            return Err(format!("{} is a recording already", file.display()));
        }
    }
    Ok(())
}

impl<T: Transport> Transport for Recorder<T> {
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let file = self.next(options.operation)?;
            let body = request.body().as_bytes();
            let written = exchange::request(&request, body, options, &self.aliases);
            write(&file.with_extension("request"), &written)?;
            let (head, body) = self.inner.send(request, options).await?.into_parts();
            let body: BodyStream = Box::pin(Recording {
                inner: body,
                head: exchange::answer_head(&head, options, &self.aliases),
                body: Vec::new(),
                options: options.clone(),
                aliases: Arc::clone(&self.aliases),
                file: Some(file.with_extension("http")),
            });
            Ok(http::Response::from_parts(head, body))
        })
    }
}

impl<T> fmt::Debug for Recorder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("dir", &self.dir)
            .field("recorded", &self.recorded)
            .finish_non_exhaustive()
    }
}

/// An answer that is written down when it has come to its end.
struct Recording {
    inner: BodyStream,
    head: Vec<u8>,
    body: Vec<u8>,
    options: SendOptions,
    aliases: Arc<Aliases>,
    file: Option<PathBuf>,
}

impl Stream for Recording {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.inner.as_mut().poll_next(cx));
        match &piece {
            Some(Ok(bytes)) => self.body.extend_from_slice(bytes),
            // Half an answer would be played back as a whole one.
            Some(Err(_)) => self.file = None,
            None => {
                if let Some(file) = self.file.take() {
                    self.options.learn(&self.body);
                    let mut written = std::mem::take(&mut self.head);
                    written.extend(exchange::masked(&self.body, &self.options, &self.aliases));
                    if let Err(error) = write(&file, &written) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
        }
        Poll::Ready(piece)
    }
}

fn write(file: &Path, text: &[u8]) -> Result<(), TransportError> {
    fs::write(file, text)
        .map_err(|error| failure(format!("{} could not be written: {error}", file.display())))
}

fn failure(message: String) -> TransportError {
    TransportError::new(TransportErrorKind::Other).source(message)
}
