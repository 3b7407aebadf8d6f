//! The directory with the log and its locks.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

// Named in full where it is called: newer standard libraries have methods of the same
// names.
use fs4::FileExt;

/// The directory of a limit.
///
/// - `lock` is locked by whoever reads or writes.
/// - `log` is replaced as a whole, so that a process killed at any moment leaves either
///   the old text or the new one.
/// - `owner-ID` is locked by that process as long as it lives. The operating system
///   unlocks it when the process ends, however it ends.
pub(super) struct Store {
    directory: PathBuf,
    lock: File,
    owner: u64,
    // Locked; dropping it unlocks.
    _alive: File,
}

impl Store {
    pub(super) fn open(directory: &Path) -> io::Result<Self> {
        create_directory(directory)?;
        let lock = open(&directory.join("lock"))?;
        let owner = RandomState::new().hash_one(());
        let locked = Locked::new(&lock)?;
        // Under the lock no owner's file is new and not yet locked by its owner.
        remove_files_of_the_dead(directory)?;
        let alive = open(&owner_file(directory, owner))?;
        FileExt::lock(&alive)?;
        drop(locked);
        Ok(Self {
            directory: directory.to_owned(),
            lock,
            owner,
            _alive: alive,
        })
    }

    /// Who this process is in the log.
    pub(super) fn owner(&self) -> u64 {
        self.owner
    }

    /// Writes the first text of the log, if there is none.
    pub(super) fn begin(&self, text: &str) -> io::Result<()> {
        self.update(|old| {
            let new = if old.is_empty() { text } else { old };
            (new.to_owned(), ())
        })
    }

    /// Changes the text of the log, while nobody else does.
    pub(super) fn update<T>(&self, change: impl FnOnce(&str) -> (String, T)) -> io::Result<T> {
        let _locked = Locked::new(&self.lock)?;
        let path = self.directory.join("log");
        let old = match fs::read(&path) {
            Ok(bytes) => String::from_utf8(bytes).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let (new, result) = change(&old);
        if new != old {
            let draft = self.directory.join("log.new");
            let mut file = open(&draft)?;
            file.set_len(0)?;
            file.write_all(new.as_bytes())?;
            drop(file);
            fs::rename(draft, path)?;
        }
        Ok(result)
    }

    /// Whether that process has ended.
    pub(super) fn is_gone(&self, owner: u64) -> bool {
        owner != self.owner && is_dead(&owner_file(&self.directory, owner))
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // Should that fail, the next process to begin tidies up.
        let _ = fs::remove_file(owner_file(&self.directory, self.owner));
    }
}

/// The directory's lock, until dropped.
struct Locked<'a>(&'a File);

impl<'a> Locked<'a> {
    fn new(file: &'a File) -> io::Result<Self> {
        FileExt::lock(file)?;
        Ok(Self(file))
    }
}

impl Drop for Locked<'_> {
    fn drop(&mut self) {
        // A failure would leave it locked until this process ends: nothing gets through.
        let _ = FileExt::unlock(self.0);
    }
}

fn owner_file(directory: &Path, owner: u64) -> PathBuf {
    directory.join(format!("owner-{owner:016x}"))
}

/// Whether nobody has the file locked, or there is none.
fn is_dead(path: &Path) -> bool {
    match File::open(path) {
        // Closing the file unlocks it.
        Ok(file) => FileExt::try_lock_shared(&file).is_ok(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

fn remove_files_of_the_dead(directory: &Path) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let is_owner = entry.file_name().to_string_lossy().starts_with("owner-");
        if is_owner && is_dead(&entry.path()) {
            // One that is ending takes its file away itself, without the lock.
            match fs::remove_file(entry.path()) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }
    Ok(())
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn create_directory(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
