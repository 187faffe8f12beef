mod common;

use common::TemporaryFolder;
use keep::Store;
use std::io::ErrorKind;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

const SHORT: Duration = Duration::from_millis(50);

#[test]
fn concurrent_write_timeout_handling() {
    let folder = TemporaryFolder::new("timeout_handling");
    let store = Store::open(&folder).unwrap().with_lock_timeout(SHORT);
    let (entered, finish) = (Barrier::new(2), Barrier::new(2));

    let (slow, impatient) = thread::scope(|scope| {
        let slow = scope.spawn(|| {
            store.update("log", |_| {
                entered.wait();
                finish.wait();
                "slow".to_string()
            })
        });
        entered.wait();
        let impatient = store.write("log", "impatient");
        finish.wait();
        (slow.join().unwrap(), impatient)
    });

    assert!(slow.is_ok());
    assert_eq!(impatient.unwrap_err().kind(), ErrorKind::TimedOut);
    store.write("log", "patient").unwrap();
    assert_eq!(store.versions("log").unwrap(), ["slow", "patient"]);
}

#[test]
fn concurrent_write_nested() {
    let folder = TemporaryFolder::new("nested");
    let store = Store::open(&folder).unwrap().with_lock_timeout(SHORT);
    let mut of_itself = Ok(());

    store
        .update("outer", |_| {
            store.write("inner", "one").unwrap();
            of_itself = store.write("outer", "lost?");
            "two".to_string()
        })
        .unwrap();

    assert_eq!(of_itself.unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!(store.versions("inner").unwrap(), ["one"]);
    assert_eq!(store.versions("outer").unwrap(), ["two"]);
}

#[test]
fn concurrent_write_partial_failure() {
    let folder = TemporaryFolder::new("partial_failure");
    let store = Store::open(&folder).unwrap().with_lock_timeout(SHORT);
    store.write("log", "before").unwrap();

    let failed = thread::scope(|scope| {
        scope
            .spawn(|| store.update("log", |_| panic!("no value today")))
            .join()
    });

    assert!(failed.is_err());
    store.write("log", "after").unwrap();
    assert_eq!(store.versions("log").unwrap(), ["before", "after"]);
}
