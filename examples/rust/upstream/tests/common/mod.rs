use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

/// An empty folder that is gone when the test ends.
pub struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    pub fn new(name: &str) -> TemporaryFolder {
        let path = env::temp_dir().join(format!("keep-{}-{name}", process::id()));
        fs::create_dir(&path).unwrap();
        TemporaryFolder(path)
    }
}

impl AsRef<Path> for TemporaryFolder {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
