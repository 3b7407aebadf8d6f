//! Files as streams, read on a thread of their own so that no task waits for a disk.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::thread;

use futures_core::Stream;
use kontorhaus_core::bytes::Bytes;
use tokio::sync::mpsc;

use super::Progress;

/// How much is read at once, in bytes, and how many such pieces wait for the network.
const PIECE: usize = 64 * 1024;
const AHEAD: usize = 2;

/// A file, and the size it had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct File {
    path: PathBuf,
    pub(super) size: u64,
}

impl File {
    pub(super) fn new(path: &Path) -> io::Result<Self> {
        // Opened, so that a file that may not be read is found now.
        let metadata = fs::File::open(path)?.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "is not a file"));
        }
        Ok(Self {
            path: path.to_owned(),
            size: metadata.len(),
        })
    }

    /// Reads the file piece by piece, as long as somebody wants more.
    fn read(&self, pieces: &mpsc::Sender<io::Result<Bytes>>) -> io::Result<()> {
        let mut file = fs::File::open(&self.path)?;
        loop {
            let mut piece = Vec::with_capacity(PIECE);
            file.by_ref().take(PIECE as u64).read_to_end(&mut piece)?;
            if piece.is_empty() || pieces.blocking_send(Ok(piece.into())).is_err() {
                return Ok(());
            }
        }
    }
}

/// Where the pieces of a body come from.
pub(super) enum Pieces {
    Bytes(Bytes),
    File(File),
    Reading(mpsc::Receiver<io::Result<Bytes>>),
}

impl Pieces {
    pub(super) fn of_bytes(bytes: Bytes) -> Self {
        Self::Bytes(bytes)
    }

    pub(super) fn of_file(file: File) -> Self {
        Self::File(file)
    }

    /// The same, while `progress` is told.
    pub(super) fn counted(self, size: u64, progress: Option<Progress>) -> Counted {
        Counted {
            pieces: self,
            given: 0,
            size,
            progress,
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if let Self::File(file) = self {
            match start(file.clone()) {
                Ok(receiver) => *self = Self::Reading(receiver),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
        match self {
            Self::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Bytes(bytes) => Poll::Ready(Some(Ok(bytes.split_to(PIECE.min(bytes.len()))))),
            Self::Reading(receiver) => receiver.poll_recv(cx),
            Self::File(_) => Poll::Ready(None),
        }
    }
}

/// Begins to read. The thread ends with the file, or when nobody receives any more.
fn start(file: File) -> io::Result<mpsc::Receiver<io::Result<Bytes>>> {
    let (sender, receiver) = mpsc::channel(AHEAD);
    let read = move || {
        if let Err(error) = file.read(&sender) {
            // Nobody waits for it any more if this fails.
            let _ = sender.blocking_send(Err(error));
        }
    };
    thread::Builder::new()
        .name("maklerinfo-upload".to_owned())
        .spawn(read)?;
    Ok(receiver)
}

/// Pieces, and how many bytes of them were given.
pub(super) struct Counted {
    pieces: Pieces,
    given: u64,
    size: u64,
    progress: Option<Progress>,
}

impl Stream for Counted {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.pieces.poll(cx));
        if let Some(Ok(piece)) = &piece {
            self.given += piece.len() as u64;
        }
        let changed = match &piece {
            Some(_) => self.given > self.size,
            None => self.given != self.size,
        };
        // The size was announced: a server would wait for the rest, or take the rest for the next request.
        if changed {
            return Poll::Ready(Some(Err(io::Error::other("the file has changed its size"))));
        }
        if let (Some(Ok(_)), Some(progress)) = (&piece, &self.progress) {
            progress(self.given, self.size);
        }
        Poll::Ready(piece)
    }
}
