//! What stands for a value that cannot be read.

use uuid::Uuid;

use crate::{Cells, FromValue};

/// The value as it stands, or one that equals nothing the program ever wrote.
pub(super) fn cell<T: FromValue + Spoilt>(cells: &Cells<'_>, column: &str) -> T {
    cells.named(column).unwrap_or_else(|_| T::spoilt())
}

/// An empty value would not do: no organisation, no amount and the program's own account are true ones.
pub(super) trait Spoilt {
    fn spoilt() -> Self;
}

impl Spoilt for Uuid {
    fn spoilt() -> Uuid {
        Uuid::max()
    }
}

impl Spoilt for i64 {
    fn spoilt() -> i64 {
        i64::MIN
    }
}

impl Spoilt for String {
    fn spoilt() -> String {
        char::REPLACEMENT_CHARACTER.to_string()
    }
}

impl Spoilt for Vec<u8> {
    /// Neither a hash nor a salt.
    fn spoilt() -> Vec<u8> {
        Vec::new()
    }
}

impl<T: Spoilt> Spoilt for Option<T> {
    fn spoilt() -> Option<T> {
        Some(T::spoilt())
    }
}
