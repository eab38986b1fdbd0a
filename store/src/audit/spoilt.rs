//! What stands for a value that cannot be read.

use uuid::Uuid;

use crate::{Cells, Error, FromValue, Params, Row, Tx};

/// The value as it stands, or one that equals nothing the program ever wrote.
pub(super) fn cell<T: FromValue + Spoilt>(cells: &Cells<'_>, column: &str) -> T {
    cells.named(column).unwrap_or_else(|_| T::spoilt())
}

/// Every row of a query, whatever stands in it.
pub(super) fn all<T>(tx: &mut Tx, sql: &'static str, params: Params<'_>) -> Result<Vec<T>, Error>
where
    Shown<T>: Row,
{
    let rows: Vec<Shown<T>> = tx.all(sql, params)?;
    Ok(rows.into_iter().map(|Shown(row)| row).collect())
}

/// A row as it stands.
pub(super) struct Shown<T>(pub(super) T);

impl Row for Shown<Uuid> {
    fn read(cells: &Cells<'_>) -> Result<Self, Error> {
        Ok(Shown(at(cells, 0)))
    }
}

impl<A: FromValue + Spoilt, B: FromValue + Spoilt> Row for Shown<(A, B)> {
    fn read(cells: &Cells<'_>) -> Result<Self, Error> {
        Ok(Shown((at(cells, 0), at(cells, 1))))
    }
}

impl<A, B, C> Row for Shown<(A, B, C)>
where
    A: FromValue + Spoilt,
    B: FromValue + Spoilt,
    C: FromValue + Spoilt,
{
    fn read(cells: &Cells<'_>) -> Result<Self, Error> {
        Ok(Shown((at(cells, 0), at(cells, 1), at(cells, 2))))
    }
}

fn at<T: FromValue + Spoilt>(cells: &Cells<'_>, index: usize) -> T {
    cells.at(index).unwrap_or_else(|_| T::spoilt())
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
