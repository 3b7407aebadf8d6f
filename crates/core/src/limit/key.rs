//! Whose calls are counted together.

use std::fmt;
use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

/// Whose calls a vendor counts together: usually one account of one service.
///
/// It keeps a hash of what it is made of, so that it can name a file. The name of an
/// account is better than its password: whoever can see the file's name can try
/// passwords on the hash.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    service: String,
    digest: [u8; 32],
}

impl Key {
    /// All calls to that service.
    #[must_use]
    pub fn new(service: impl Into<String>) -> Self {
        Self {
            service: service.into(),
            digest: [0; 32],
        }
    }

    /// Only those with that account, shop, host, ….
    #[must_use]
    pub fn with(mut self, part: &str) -> Self {
        // Hashing what was there first keeps the parts apart: "ab", "c" is not "a", "bc".
        let hash = Sha256::new().chain_update(self.digest);
        self.digest = hash.chain_update(part).finalize().into();
        self
    }

    /// Only those with that API key, for services where nothing else names the account.
    #[must_use]
    pub fn with_secret(self, secret: &SecretString) -> Self {
        self.with(secret.expose_secret())
    }

    /// A directory for this key's [`FileBacked`](super::FileBacked) limit, below the
    /// user's state directory: `$XDG_STATE_HOME`, else `~/.local/state`, on macOS
    /// `~/Library/Application Support`, on Windows `%LOCALAPPDATA%`.
    ///
    /// Processes of different users get different directories, and so don't share the
    /// limit; give them one that all can write to.
    ///
    /// # Errors
    ///
    /// When the user has no home directory, as some services.
    pub fn state_directory(&self) -> io::Result<PathBuf> {
        let base = state_home().ok_or_else(|| {
            let message = "the user has no home directory for the state of limits";
            io::Error::new(io::ErrorKind::NotFound, message)
        })?;
        Ok(base.join("kontorhaus").join("limits").join(self.name()))
    }

    /// A name made of ASCII letters, digits, `_` and `-`: the service, and the hash of
    /// the other parts.
    #[must_use]
    pub fn name(&self) -> String {
        let safe = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let mut name: String = self.service.chars().map(safe).collect();
        name.push('-');
        for byte in self.digest {
            // Writing to a string cannot fail.
            let _ = write!(name, "{byte:02x}");
        }
        name
    }

    /// The service.
    #[must_use]
    pub fn service(&self) -> &str {
        &self.service
    }
}

fn state_home() -> Option<PathBuf> {
    let absolute = |name| {
        let path = PathBuf::from(std::env::var_os(name)?);
        path.is_absolute().then_some(path)
    };
    if cfg!(windows) {
        return absolute("LOCALAPPDATA");
    }
    absolute("XDG_STATE_HOME").or_else(|| {
        let below = if cfg!(target_os = "macos") {
            "Library/Application Support"
        } else {
            ".local/state"
        };
        Some(absolute("HOME")?.join(below))
    })
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_a_key_counts_and_none_shows() {
        let key = Key::new("back click").with("ab").with("c");
        assert_eq!(key, Key::new("back click").with("ab").with("c"));
        assert_ne!(key, Key::new("back click").with("a").with("bc"));
        assert_ne!(key, Key::new("other").with("ab").with("c"));
        let secret = Key::new("back click").with_secret(&SecretString::from("hunter2"));
        assert_eq!(secret, Key::new("back click").with("hunter2"));
        assert_eq!(format!("{secret:?}"), "Key { service: \"back click\", .. }");
        let name = secret.name();
        assert!(name.starts_with("back_click-") && !name.contains("hunter2"));
        assert_eq!(name.len(), "back_click-".len() + 64);
    }

    #[test]
    fn the_state_directory_ends_in_the_name_of_the_key() {
        let key = Key::new("shop");
        let directory = key.state_directory().unwrap();
        let end = PathBuf::from("kontorhaus/limits").join(key.name());
        assert!(directory.is_absolute() && directory.ends_with(end));
    }
}
