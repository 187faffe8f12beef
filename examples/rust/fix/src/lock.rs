use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// Pause between two attempts to get the lock.
const PAUSE: Duration = Duration::from_millis(1);

/// The right to write one key. It ends when the lock is dropped, also by an
/// early return or a panic.
pub(crate) struct Lock {
    path: PathBuf,
}

impl Lock {
    /// Creates the lock file, and waits for the writer that holds it.
    ///
    /// Creating a file that must not exist yet is a single step for the file
    /// system, so it keeps out writers of other processes too.
    pub(crate) fn acquire(path: PathBuf, timeout: Duration) -> io::Result<Lock> {
        let start = Instant::now();
        loop {
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(_) => return Ok(Lock { path }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
            if start.elapsed() >= timeout {
                return Err(timed_out(&path, timeout));
            }
            thread::sleep(PAUSE);
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn timed_out(path: &Path, timeout: Duration) -> io::Error {
    let message = format!(
        "{} is held by another writer and was not released within {timeout:?}",
        path.display()
    );
    io::Error::new(io::ErrorKind::TimedOut, message)
}
