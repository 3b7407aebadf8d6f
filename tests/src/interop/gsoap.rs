//! gSOAP, the stack that WEBSALE runs: a voucher shop made from our own WSDL (`tests/interop/gsoap/`).

mod build;

pub use build::{NEEDS, Program, Side};

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

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
    process: Child,
    port: u16,
    tls: bool,
    folder: PathBuf,
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
        static STARTED: AtomicU32 = AtomicU32::new(0);

        let sources = super::workspace().join("tests/interop/gsoap");
        let program = Program {
            name: "server",
            sources: &sources,
            side: Side::Server,
        }
        .build()?;
        let run = format!(
            "run-{}-{}",
            process::id(),
            STARTED.fetch_add(1, Ordering::Relaxed)
        );
        let folder = super::folder("gsoap").join(run);
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;

        let mut command = Command::new(program);
        command.arg("--log").arg(folder.join(LOG));
        for flag in flags {
            match flag {
                Flag::Strict => command.arg("--strict"),
                Flag::Tls => command.arg("--tls").arg(key_and_certificate(&folder)?),
                Flag::Gzip => command.arg("--gzip"),
                Flag::RequireTls => command.arg("--require-tls"),
                Flag::Starting(calls) => command.arg("--starting").arg(calls.to_string()),
            };
        }
        // It ends when its standard input does: even if this process is killed, no server is left behind.
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let process = command
            .spawn()
            .map_err(|error| format!("{command:?}: {error}"))?;
        let mut server = Self {
            process,
            port: 0,
            tls: flags.contains(&Flag::Tls),
            folder,
        };
        server.port = server.wait_until_ready()?;
        Ok(server)
    }

    /// The server's first line says where it listens.
    fn wait_until_ready(&mut self) -> Result<u16, String> {
        let mut line = String::new();
        if let Some(output) = self.process.stdout.take() {
            BufReader::new(output)
                .read_line(&mut line)
                .map_err(|error| error.to_string())?;
        }
        let port = line
            .trim_end()
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok());
        port.ok_or_else(|| format!("it said {line:?} where its address was expected"))
    }

    /// Where it listens, as a URL.
    #[must_use]
    pub fn endpoint(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        format!("{scheme}://127.0.0.1:{}/", self.port)
    }

    /// The port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The certificate of the CA that signed the server's, as PEM. Empty without [`Flag::Tls`].
    #[must_use]
    pub fn ca(&self) -> Vec<u8> {
        fs::read(self.folder.join("ca.pem")).unwrap_or_default()
    }

    /// What the server parsed since this was last asked: an `Operation.Field=value` line for each field that came.
    #[must_use]
    pub fn received(&self) -> String {
        let log = self.folder.join(LOG);
        let lines = fs::read_to_string(&log).unwrap_or_default();
        // Absent until the first call. The server appends, so it goes on with an empty file.
        let _ = fs::remove_file(&log);
        lines
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing can be done about a failure here, and nothing is lost: the server ends with this process at the latest.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
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

const LOG: &str = "received";
