use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

/// A folder with one file for each key.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// Opens the store in a folder, which is created if it is not there.
    pub fn open(folder: impl AsRef<Path>) -> io::Result<Store> {
        let folder = folder.as_ref().to_path_buf();
        fs::create_dir_all(&folder)?;
        Ok(Store { folder })
    }

    /// The latest version of a value, or `None` if the key was never written.
    pub fn read(&self, key: &str) -> io::Result<Option<String>> {
        Ok(self.versions(key)?.pop())
    }

    /// Every version of a value, oldest first.
    pub fn versions(&self, key: &str) -> io::Result<Vec<String>> {
        match fs::read_to_string(self.file(key, "versions")?) {
            Ok(text) => Ok(text.split_terminator('\n').map(unescape).collect()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// Adds a version.
    pub fn write(&self, key: &str, value: &str) -> io::Result<()> {
        self.update(key, |_| value.to_string())
    }

    /// Adds a version that is made from the latest one.
    pub fn update<F>(&self, key: &str, change: F) -> io::Result<()>
    where
        F: FnOnce(Option<&str>) -> String,
    {
        let mut versions = self.versions(key)?;
        let version = change(versions.last().map(String::as_str));
        versions.push(version);
        self.replace(key, &versions)
    }

    /// Puts a new file in the place of the old one in a single step, so that
    /// no reader sees half of it.
    fn replace(&self, key: &str, versions: &[String]) -> io::Result<()> {
        static WRITES: AtomicU64 = AtomicU64::new(0);
        let number = WRITES.fetch_add(1, Ordering::Relaxed);
        let temporary = self.file(key, &format!("{}-{number}.tmp", process::id()))?;
        let lines: String = versions.iter().map(|version| escape(version)).collect();
        fs::write(&temporary, lines)?;
        fs::rename(&temporary, self.file(key, "versions")?)
    }

    fn file(&self, key: &str, extension: &str) -> io::Result<PathBuf> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if key.is_empty() || !key.chars().all(allowed) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("key {key:?}: only letters, digits, '-' and '_' can be used"),
            ));
        }
        Ok(self.folder.join(format!("{key}.{extension}")))
    }
}

/// A version as a line of the file.
fn escape(version: &str) -> String {
    let mut line = version.replace('\\', "\\\\").replace('\n', "\\n");
    line.push('\n');
    line
}

/// A line of the file, without its end, as a version.
fn unescape(line: &str) -> String {
    let mut version = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        version.push(match c {
            '\\' => match chars.next() {
                Some('n') => '\n',
                _ => '\\',
            },
            other => other,
        });
    }
    version
}
