//! Issue 1234: versions are lost when several writers write one key at once.

mod common;

use common::TemporaryFolder;
use keep::Store;
use std::sync::Barrier;
use std::thread;

const WRITERS: usize = 8;
const WRITES_EACH: usize = 25;

#[test]
fn issue_1234_concurrent_writes_keep_every_version() {
    let folder = TemporaryFolder::new("issue_1234");
    let start = Barrier::new(WRITERS);

    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (folder, start) = (&folder, &start);
            scope.spawn(move || {
                let store = Store::open(folder).unwrap();
                start.wait();
                for number in 0..WRITES_EACH {
                    store.write("log", &format!("{writer}-{number}")).unwrap();
                }
            });
        }
    });

    let versions = Store::open(&folder).unwrap().versions("log").unwrap();
    assert_eq!(versions.len(), WRITERS * WRITES_EACH, "versions kept");
}
