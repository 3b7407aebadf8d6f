use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::exchange;
use crate::{
    BodyStream, BoxFuture, SendOptions, Transport, TransportError, TransportErrorKind, WireBody,
};

/// Writes what goes through a transport into a folder, from which
/// [`Replay`](super::Replay) plays it back.
///
/// Each attempt gets two files: `0001-CreateVouchers.request` when it is sent, and
/// `0001-CreateVouchers.http` when its answer is complete. Registered secrets and the
/// headers that carry credentials are masked in both; a body that is streamed is left
/// out. All else is kept as it was: **what a recording holds of people and vouchers is
/// real**, so look at it before you share it.
///
/// Files are written in the midst of the call, and a file that cannot be written fails
/// it. That is for tests, not for production.
pub struct Recorder<T> {
    inner: T,
    dir: PathBuf,
    recorded: AtomicU32,
}

impl<T: Transport> Recorder<T> {
    /// Records into `dir`, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made, or holds a recording already: the two would be
    /// played back as one.
    pub fn new(inner: T, dir: impl AsRef<Path>) -> io::Result<Self> {
        let dir = dir.as_ref().to_owned();
        fs::create_dir_all(&dir)?;
        for entry in fs::read_dir(&dir)? {
            let file = entry?.path();
            if exchange::is_answer(&file) {
                let message = format!("{} is a recording already", file.display());
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
            }
        }
        Ok(Self {
            inner,
            dir,
            recorded: AtomicU32::new(0),
        })
    }
}

impl<T: Transport> Transport for Recorder<T> {
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let number = self.recorded.fetch_add(1, Ordering::Relaxed) + 1;
            let name = exchange::file_name(options.operation);
            let file = self.dir.join(format!("{number:04}-{name}"));
            let written = exchange::request(&request, request.body().as_bytes(), options);
            write(&file.with_extension("request"), &written)?;
            let (head, body) = self.inner.send(request, options).await?.into_parts();
            let body: BodyStream = Box::pin(Recording {
                inner: body,
                head: exchange::answer_head(&head, options),
                body: Vec::new(),
                options: options.clone(),
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
                    let mut written = std::mem::take(&mut self.head);
                    written.extend(exchange::masked(&self.body, &self.options));
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
    fs::write(file, text).map_err(|error| {
        let message = format!("{} could not be written: {error}", file.display());
        TransportError::new(TransportErrorKind::Other).source(message)
    })
}
