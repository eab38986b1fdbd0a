//! Fresh databases, and one test body for both of them.

#![expect(clippy::expect_used, reason = "only tests use this module, and they should stop here")]

mod hash;
mod raw;

use std::env;

use model::{Timestamp, id::EntryId};
use tempfile::TempDir;

pub use self::{
    hash::BOOKKEEPING,
    raw::{Column, Raw},
};
use crate::{Place, Store};

/// What the store sets on each connection to SQLite, for a bare one beside it.
pub const SETTINGS: &str = crate::sqlite::SETTINGS;

/// An empty database that nobody else uses.
pub struct Fresh {
    pub place: Place,
    /// Deleted with the value.
    _folder: Option<TempDir>,
}

impl Fresh {
    pub fn sqlite() -> Fresh {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let place = Place::Sqlite(folder.path().join("county.db"));
        Fresh { place, _folder: Some(folder) }
    }

    pub fn postgres() -> Fresh {
        let url = env::var("TEST_POSTGRES").expect(
            "set TEST_POSTGRES to a scratch database, e.g. postgres://me@localhost/scratch",
        );
        let schema = format!("t_{}", EntryId::new(now()).0.simple());
        let schema = schema.try_into().expect("hexadecimal digits make a schema's name");
        Fresh { place: Place::Postgres { url, schema }, _folder: None }
    }

    /// A way in past the store, as somebody has who holds the database.
    pub fn raw(&self) -> Raw {
        Raw::open(&self.place)
    }

    pub fn open(&self) -> Store {
        Store::open(&self.place, now()).expect("a fresh database opens")
    }
}

/// A store that synchronises less than it must, to show that a test would notice.
pub fn weakened(path: &std::path::Path, level: &str) -> Result<Store, crate::Error> {
    crate::sqlite::open_at(path, now(), level)
}

/// 01:30 on Wednesday 25 November in the county, still the 24th in UTC.
pub fn now() -> Timestamp {
    "2026-11-24T17:30:00Z".parse().expect("an RFC 3339 instant")
}

/// Each body becomes two tests: `sqlite::name` and `postgres::name`.
#[macro_export]
macro_rules! on_both {
    ($($(#[$doc:meta])* fn $name:ident($fresh:ident: Fresh) $body:block)+) => {
        $($(#[$doc])* fn $name($fresh: $crate::testing::Fresh) $body)+

        mod sqlite {
            $(#[test] fn $name() { super::$name($crate::testing::Fresh::sqlite()) })+
        }

        mod postgres {
            $(#[test] fn $name() { super::$name($crate::testing::Fresh::postgres()) })+
        }
    };
}
