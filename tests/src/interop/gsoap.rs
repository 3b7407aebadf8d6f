//! gSOAP, the stack that WEBSALE runs: a voucher shop made from our own WSDL (`tests/interop/gsoap/`).

mod build;

pub use build::{NEEDS, Program, Side};

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::listener::Listener;
use super::notes::Notes;
use crate::certificates::Certificates;

/// How a [`Server`] is to behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// gSOAP's validating mode.
    Strict,
    /// Serves TLS, with a certificate for `localhost` and 127.0.0.1 signed by [`Server::ca`].
    Tls,
    /// Compresses answers for clients that accept it.
    Gzip,
    /// Answers with ES007 unless it serves TLS.
    RequireTls,
    /// Answers so many calls with ES005 before it works.
    Starting(u32),
}

/// A voucher shop on gSOAP, on a free port of 127.0.0.1, which ends when this value is dropped.
#[derive(Debug)]
pub struct Server {
    listener: Listener,
    tls: bool,
    notes: Notes,
}

impl Server {
    /// Builds the server if need be and starts it. `None` where gSOAP is not installed.
    ///
    /// # Panics
    ///
    /// If it cannot be built or started, or if it must be there and is not ([`super::Needs::met`]).
    #[must_use]
    pub fn start(flags: &[Flag]) -> Option<Self> {
        if !NEEDS.met() {
            return None;
        }
        match Self::try_start(flags) {
            Ok(server) => Some(server),
            Err(problem) => panic!("the gSOAP server: {problem}"),
        }
    }

    fn try_start(flags: &[Flag]) -> Result<Self, String> {
        let sources = super::workspace().join("tests/interop/gsoap");
        let program = Program {
            name: "server",
            sources: &sources,
            side: Side::Server,
        }
        .build()?;
        let notes = Notes::make("gsoap")?;
        let mut command = Command::new(program);
        command.arg("--log").arg(notes.file());
        for flag in flags {
            match flag {
                Flag::Strict => command.arg("--strict"),
                Flag::Tls => command
                    .arg("--tls")
                    .arg(key_and_certificate(notes.folder())?),
                Flag::Gzip => command.arg("--gzip"),
                Flag::RequireTls => command.arg("--require-tls"),
                Flag::Starting(calls) => command.arg("--starting").arg(calls.to_string()),
            };
        }
        Ok(Self {
            listener: Listener::start(&mut command)?,
            tls: flags.contains(&Flag::Tls),
            notes,
        })
    }

    /// Where it listens, as a URL.
    #[must_use]
    pub fn endpoint(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        format!("{scheme}://127.0.0.1:{}/", self.port())
    }

    /// The port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.listener.port()
    }

    /// The certificate of the CA that signed the server's, as PEM. Empty without [`Flag::Tls`].
    #[must_use]
    pub fn ca(&self) -> Vec<u8> {
        fs::read(self.notes.folder().join("ca.pem")).unwrap_or_default()
    }

    /// What the server parsed since this was last asked: an `Operation.Field=value` line for each field that came.
    #[must_use]
    pub fn received(&self) -> String {
        self.notes.received()
    }
}

/// What gSOAP wants in one file.
fn key_and_certificate(folder: &Path) -> Result<PathBuf, String> {
    let made = Certificates::make(folder)?;
    let both = folder.join("key-and-certificate.pem");
    fs::write(
        &both,
        [made.get("server.key"), made.get("server.pem")].concat(),
    )
    .map_err(|error| format!("{}: {error}", both.display()))?;
    Ok(both)
}
