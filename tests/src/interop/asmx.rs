//! ASP.NET web services on Mono, the stack that Hypersoft runs: its page and another one (`tests/interop/asmx/`).

use std::fs;
use std::io;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::{Mutex, PoisonError};

use super::listener::Listener;
use super::notes::Notes;
use super::{Needs, folder, run, workspace};

/// What the server needs.
pub const NEEDS: Needs = Needs {
    peer: "ASP.NET on Mono",
    programs: &["mono", "mcs"],
    libraries: &[],
    packages: "mono-runtime mono-mcs libmono-system-web-services4.0-cil libmono-system-web-extensions4.0-cil tzdata",
};

/// How often it is started until one port was not taken meanwhile.
const ATTEMPTS: u32 = 5;

/// What callers see of an exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errors {
    /// As in production: a sentence.
    Hidden,
    /// Message, class and stack trace.
    Shown,
}

/// An application with two pages on a free port of 127.0.0.1, which ends when this value is dropped. Its clock shows the
/// time of Berlin.
#[derive(Debug)]
pub struct Server {
    listener: Listener,
    notes: Notes,
}

impl Server {
    /// Builds the server if need be and starts it. `None` where Mono is not installed.
    ///
    /// # Panics
    ///
    /// If it cannot be built or started, or if it must be there and is not ([`Needs::met`]).
    #[must_use]
    pub fn start(errors: Errors) -> Option<Self> {
        if !NEEDS.met() {
            return None;
        }
        let mut started = Self::try_start(errors);
        for _ in 1..ATTEMPTS {
            if started.is_err() {
                started = Self::try_start(errors);
            }
        }
        match started {
            Ok(server) => Some(server),
            // Its libraries can't be looked for: it may be one of them that is missing.
            Err(problem) => panic!("ASP.NET on Mono ({}): {problem}", NEEDS.packages),
        }
    }

    fn try_start(errors: Errors) -> Result<Self, String> {
        let host = build()?;
        let notes = Notes::make("asmx")?;
        let run = notes.folder();
        deploy(&host, run, errors).map_err(|error| format!("{}: {error}", run.display()))?;
        // The server can't choose a port itself. Should another program be quicker to take this one, it ends.
        let port = free_port().map_err(|error| error.to_string())?;
        let mut command = Command::new("mono");
        command
            .arg(run.join("bin/Host.exe"))
            .arg(port.to_string())
            .arg(run);
        command
            .env("TZ", "Europe/Berlin")
            .env("TMPDIR", run.join("tmp"));
        Ok(Self {
            listener: Listener::start(&mut command)?,
            notes,
        })
    }

    /// The address of a page, such as `API300`.
    #[must_use]
    pub fn page(&self, name: &str) -> String {
        format!("http://127.0.0.1:{}/{name}.asmx", self.port())
    }

    /// The port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.listener.port()
    }

    /// What the pages were given since this was last asked, a line for each call or value.
    #[must_use]
    pub fn received(&self) -> String {
        self.notes.received()
    }
}

fn sources() -> PathBuf {
    workspace().join("tests/interop/asmx")
}

/// The program that serves the pages, compiled anew when its source has changed.
fn build() -> Result<PathBuf, String> {
    static BUILDING: Mutex<()> = Mutex::new(());
    let _turn = BUILDING.lock().unwrap_or_else(PoisonError::into_inner);

    let source = sources().join("Host.cs");
    let made = folder("asmx").join("Host.exe");
    let is_newer = |made: &Path, source: &Path| -> io::Result<bool> {
        Ok(fs::metadata(made)?.modified()? > fs::metadata(source)?.modified()?)
    };
    if is_newer(&made, &source).unwrap_or(false) {
        return Ok(made);
    }
    // Another process may be building it too: each makes a file of its own and moves it into place.
    let work = made.with_extension(process::id().to_string());
    fs::create_dir_all(folder("asmx")).map_err(|error| error.to_string())?;
    let out = format!("-out:{}", work.display());
    run(Command::new("mcs")
        .args(["-nologo", &out, "-r:System.Web"])
        .arg(source))?;
    fs::rename(&work, &made).map_err(|error| format!("{}: {error}", made.display()))?;
    Ok(made)
}

fn deploy(host: &Path, run: &Path, errors: Errors) -> io::Result<()> {
    fs::create_dir_all(run.join("bin"))?;
    fs::create_dir_all(run.join("tmp"))?;
    fs::copy(host, run.join("bin/Host.exe"))?;
    for page in ["API300.asmx", "Kinds.asmx"] {
        fs::copy(sources().join(page), run.join(page))?;
    }
    let config = fs::read_to_string(sources().join("web.config"))?;
    let config = match errors {
        Errors::Hidden => config,
        Errors::Shown => config.replace("customErrors mode=\"On\"", "customErrors mode=\"Off\""),
    };
    fs::write(run.join("web.config"), config)
}

fn free_port() -> io::Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    Ok(listener.local_addr()?.port())
}
