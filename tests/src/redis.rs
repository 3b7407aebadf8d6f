//! Redis and Valkey servers on loopback, each for one test.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

use std::env;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use crate::interop::{Needs, folder};
use crate::process::signal;

const REDIS: Needs = Needs {
    peer: "Redis",
    programs: &["redis-server"],
    libraries: &[],
    packages: "redis-server",
};

/// The servers to test against: `redis-server`, and the Valkey that `KONTORHAUS_VALKEY` or
/// the path names. None if `redis-server` is missing, which [`Needs::met`] has told.
#[must_use]
pub fn programs() -> Vec<PathBuf> {
    if !REDIS.met() {
        return Vec::new();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&path).map(|folder| folder.join("valkey-server"));
    let named = env::var_os("KONTORHAUS_VALKEY").map(PathBuf::from);
    let valkey = named.into_iter().chain(on_path).find(|file| file.is_file());
    [Some(PathBuf::from("redis-server")), valkey]
        .into_iter()
        .flatten()
        .collect()
}

/// A port on loopback on which nobody listens now.
///
/// # Panics
///
/// If there is none.
#[must_use]
pub fn free_port() -> u16 {
    let socket = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    socket.local_addr().unwrap().port()
}

/// A server, which is killed when it is dropped.
#[derive(Debug)]
pub struct Server {
    command: Command,
    folder: PathBuf,
    port: u16,
    child: Option<Child>,
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

impl Server {
    /// Starts it on a free port, with those options and otherwise without persistence.
    ///
    /// # Panics
    ///
    /// If it does not start.
    #[must_use]
    pub fn start(program: &Path, options: &[&str]) -> Self {
        Self::start_command(Command::new(program), options)
    }

    /// Starts it by that command.
    ///
    /// # Panics
    ///
    /// If it does not start.
    #[must_use]
    pub fn start_command(mut command: Command, options: &[&str]) -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = folder("redis").join(format!("{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let port = free_port();
        command
            .args(["--bind", "127.0.0.1", "--port", &port.to_string()])
            .args(["--save", "", "--dir"])
            .arg(&folder)
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let mut server = Self {
            command,
            folder,
            port,
            child: None,
        };
        server.restart();
        server
    }

    /// `redis://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Where it keeps its files.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Kills it, wherever it is.
    ///
    /// # Panics
    ///
    /// If that is not possible.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Starts it anew, on the same port and with the files that it left.
    ///
    /// # Panics
    ///
    /// If it does not answer after ten seconds.
    pub fn restart(&mut self) {
        self.kill();
        self.child = Some(self.command.spawn().unwrap());
        for _ in 0..1000 {
            if self.answers() {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("{:?} does not answer", self.command);
    }

    /// Makes it stand still.
    pub fn pause(&self) {
        signal(self.id(), "STOP");
    }

    /// Lets it go on.
    pub fn resume(&self) {
        signal(self.id(), "CONT");
    }

    fn id(&self) -> u32 {
        self.child.as_ref().map_or(0, Child::id)
    }

    fn answers(&self) -> bool {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else {
            return false;
        };
        let timeout = Some(Duration::from_secs(1));
        stream.set_read_timeout(timeout).unwrap();
        let mut answer = [0; 5];
        stream.write_all(b"PING\r\n").is_ok()
            && stream.read_exact(&mut answer).is_ok()
            && (&answer == b"+PONG" || &answer == b"-NOAU")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
        // What is left over lies in cargo's target folder.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
