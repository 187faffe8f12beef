use std::collections::HashSet;
use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The keys of a store that are being written.
#[derive(Debug, Default)]
pub(crate) struct Locks {
    held: Mutex<HashSet<String>>,
    released: Condvar,
}

/// The right to write one key. It ends when the lock is dropped, also by an
/// early return or a panic.
pub(crate) struct Lock<'a> {
    locks: &'a Locks,
    key: &'a str,
}

impl Locks {
    /// Waits for the writer that holds the key.
    pub(crate) fn acquire<'a>(&'a self, key: &'a str, timeout: Duration) -> io::Result<Lock<'a>> {
        let (mut held, _) = self
            .released
            .wait_timeout_while(self.held(), timeout, |held| held.contains(key))
            .unwrap_or_else(PoisonError::into_inner);
        if !held.insert(key.to_string()) {
            return Err(io::Error::new(
                io::ErrorKind::TimedOut,
                format!("{key} is held by another writer and was not released within {timeout:?}"),
            ));
        }
        Ok(Lock { locks: self, key })
    }

    fn held(&self) -> MutexGuard<'_, HashSet<String>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Lock<'_> {
    fn drop(&mut self) {
        self.locks.held().remove(self.key);
        self.locks.released.notify_all();
    }
}
