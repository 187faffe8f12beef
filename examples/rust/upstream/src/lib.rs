//! A small key-value store on disk that keeps every version of a value.
//!
//! Each key is one file in the store's folder, each version one line of it.
//! Any number of stores, in any number of processes, may be open on one folder.

mod store;

pub use store::Store;
