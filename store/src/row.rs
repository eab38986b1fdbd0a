//! Domain structs are their own rows.

use rusqlite::types::ValueRef;
use uuid::Uuid;

use crate::{Error, FromValue, ToValue, Value, records::Statements};

/// What a query returns, read from one row.
pub trait Row: Sized {
    fn read(cells: &Cells<'_>) -> Result<Self, Error>;
}

/// A row of one table: read by column name, written in the order that `row!` gives.
pub trait Record: Row {
    const TABLE: &'static str;
    const COLUMNS: &'static [&'static str];

    fn values(&self) -> Vec<&dyn ToValue>;
}

/// A record that the journal covers: it has an id, and each version of it has an image.
pub trait Journaled: Record + Clone + Send + Sync + 'static {
    fn uuid(&self) -> Uuid;

    /// The statements of its table.
    fn statements() -> &'static Statements;

    /// The row as canonical JSON: keys in order, no spaces, absent columns left out, so that a
    /// column added by a later release does not change the image of an older row.
    fn image(&self) -> String {
        let cells = Self::COLUMNS.iter().zip(self.values());
        let object: serde_json::Map<String, serde_json::Value> = cells
            .filter_map(|(column, value)| Some(((*column).to_owned(), json(value.to_value())?)))
            .collect();
        serde_json::Value::Object(object).to_string()
    }
}

fn json(value: Value<'_>) -> Option<serde_json::Value> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(yes) => yes.into(),
        Value::Int(n) => n.into(),
        Value::Real(x) => x.into(),
        Value::Text(text) => text.into_owned().into(),
        Value::Uuid(id) => id.to_string().into(),
        Value::Bytes(bytes) => bytes.iter().map(|b| format!("{b:02x}")).collect::<String>().into(),
    })
}

/// One row, as either driver shows it.
pub enum Cells<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a postgres::Row),
}

impl Cells<'_> {
    pub fn named<T: FromValue>(&self, column: &str) -> Result<T, Error> {
        let value = self.value(column)?;
        T::from_value(value).ok_or_else(|| Error::BadColumn(column.to_owned()))
    }

    fn value(&self, column: &str) -> Result<Value<'_>, Error> {
        Ok(match self {
            Cells::Sqlite(row) => row.get_ref(column).map(ValueRef::into)?,
            Cells::Postgres(row) => row.try_get::<_, Value<'_>>(column)?,
        })
    }

    /// Whether the column holds exactly this: some types read more than one spelling.
    pub(crate) fn holds(&self, column: &str, expected: &Value<'_>) -> bool {
        match (expected, self.value(column)) {
            (Value::Bool(yes), Ok(Value::Int(n))) => i64::from(*yes) == n,
            (Value::Uuid(id), Ok(Value::Bytes(bytes))) => id.as_bytes() == bytes,
            (expected, found) => found.is_ok_and(|found| found == *expected),
        }
    }

    pub fn at<T: FromValue>(&self, index: usize) -> Result<T, Error> {
        let value = match self {
            Cells::Sqlite(row) => row.get_ref(index).map(ValueRef::into)?,
            Cells::Postgres(row) => row.try_get::<_, Value<'_>>(index)?,
        };
        T::from_value(value).ok_or_else(|| Error::BadColumn(index.to_string()))
    }
}

/// `row!(Posting in "posting" { id, post });` makes a plain struct a row of a table; a forgotten
/// field does not compile. `journaled` before the name adds its image.
macro_rules! row {
    (journaled $name:ident in $table:literal { $($field:ident),+ $(,)? }) => {
        $crate::row::row!($name in $table { $($field),+ });

        impl $crate::Journaled for $name {
            fn uuid(&self) -> uuid::Uuid {
                self.id.0
            }

            fn statements() -> &'static $crate::records::Statements {
                static MADE: std::sync::LazyLock<$crate::records::Statements> =
                    std::sync::LazyLock::new(|| {
                        $crate::records::Statements::of($table, &[$(stringify!($field)),+])
                    });
                &MADE
            }
        }
    };
    ($name:ident in $table:literal { $($field:ident),+ $(,)? }) => {
        $crate::row::row!($name { $($field),+ });

        impl $crate::Record for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];

            fn values(&self) -> Vec<&dyn $crate::ToValue> {
                vec![$(&self.$field),+]
            }
        }
    };
    ($name:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::Row for $name {
            fn read(cells: &$crate::Cells<'_>) -> Result<$name, $crate::Error> {
                Ok($name { $($field: cells.named(stringify!($field))?),+ })
            }
        }
    };
}
pub(crate) use row;

/// A query of one column, such as a count.
macro_rules! single {
    ($($type:ty),+ $(,)?) => {$(
        impl Row for $type {
            fn read(cells: &Cells<'_>) -> Result<$type, Error> {
                cells.at(0)
            }
        }
    )+};
}
single!(i64, bool, String, Uuid, Vec<u8>, model::journal::Hash);

impl<T: FromValue> Row for Option<T> {
    fn read(cells: &Cells<'_>) -> Result<Option<T>, Error> {
        cells.at(0)
    }
}

impl<A: FromValue, B: FromValue> Row for (A, B) {
    fn read(cells: &Cells<'_>) -> Result<(A, B), Error> {
        Ok((cells.at(0)?, cells.at(1)?))
    }
}

impl<A: FromValue, B: FromValue, C: FromValue> Row for (A, B, C) {
    fn read(cells: &Cells<'_>) -> Result<(A, B, C), Error> {
        Ok((cells.at(0)?, cells.at(1)?, cells.at(2)?))
    }
}

impl<A: FromValue, B: FromValue, C: FromValue, D: FromValue> Row for (A, B, C, D) {
    fn read(cells: &Cells<'_>) -> Result<(A, B, C, D), Error> {
        Ok((cells.at(0)?, cells.at(1)?, cells.at(2)?, cells.at(3)?))
    }
}
