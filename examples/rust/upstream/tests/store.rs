mod common;

use common::TemporaryFolder;
use keep::Store;
use std::io::ErrorKind;

#[test]
fn a_key_that_was_never_written_has_no_value() {
    let folder = TemporaryFolder::new("never_written");
    let store = Store::open(&folder).unwrap();

    assert_eq!(store.read("theme").unwrap(), None);
    assert!(store.versions("theme").unwrap().is_empty());
}

#[test]
fn keeps_every_version_oldest_first() {
    let folder = TemporaryFolder::new("every_version");
    let store = Store::open(&folder).unwrap();

    store.write("theme", "light").unwrap();
    store.write("theme", "").unwrap();
    store.write("theme", "dark").unwrap();

    assert_eq!(store.versions("theme").unwrap(), ["light", "", "dark"]);
    assert_eq!(store.read("theme").unwrap().as_deref(), Some("dark"));
}

#[test]
fn makes_a_version_from_the_latest_one() {
    let folder = TemporaryFolder::new("from_the_latest");
    let store = Store::open(&folder).unwrap();
    let louder = |latest: Option<&str>| format!("{}!", latest.unwrap_or("hey"));

    store.update("greeting", louder).unwrap();
    store.update("greeting", louder).unwrap();

    assert_eq!(store.versions("greeting").unwrap(), ["hey!", "hey!!"]);
}

#[test]
fn keeps_line_breaks_and_backslashes() {
    let folder = TemporaryFolder::new("line_breaks");
    let store = Store::open(&folder).unwrap();
    let value = "C:\\new\r\n\\\\server\\n\n";

    store.write("paths", value).unwrap();

    assert_eq!(store.versions("paths").unwrap(), [value]);
}

#[test]
fn two_stores_on_one_folder_see_each_others_versions() {
    let folder = TemporaryFolder::new("two_stores");
    let one = Store::open(&folder).unwrap();
    let other = Store::open(&folder).unwrap();

    one.write("theme", "light").unwrap();
    other.write("theme", "dark").unwrap();

    assert_eq!(one.versions("theme").unwrap(), ["light", "dark"]);
}

#[test]
fn refuses_a_key_that_would_leave_the_folder() {
    let folder = TemporaryFolder::new("bad_key");
    let store = Store::open(&folder).unwrap();

    let error = store.write("../theme", "dark").unwrap_err();

    assert_eq!(error.kind(), ErrorKind::InvalidInput);
}
