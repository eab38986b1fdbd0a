//! The neutral value between Rust and either database.

use std::borrow::Cow;

use bytes::BytesMut;
use postgres::types::{self as pg, IsNull, Type};
use rusqlite::types::{self as lite, ToSqlOutput, ValueRef};
use uuid::Uuid;

/// `UUID`, `TEXT`, `BIGINT`, `DOUBLE PRECISION`, `BOOLEAN`, `BYTEA`: all a migration may use.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(Cow<'a, str>),
    Uuid(Uuid),
    Bytes(&'a [u8]),
}

/// What is bound to `$1`, `$2`, …
pub type Params<'a> = &'a [&'a dyn ToValue];

pub trait ToValue {
    fn to_value(&self) -> Value<'_>;
}

/// None when the column holds something this type cannot be.
pub trait FromValue: Sized {
    fn from_value(value: Value<'_>) -> Option<Self>;
}

impl Value<'_> {
    pub fn int(self) -> Option<i64> {
        if let Value::Int(n) = self { Some(n) } else { None }
    }

    pub fn real(self) -> Option<f64> {
        if let Value::Real(x) = self { Some(x) } else { None }
    }

    pub fn text(self) -> Option<String> {
        if let Value::Text(text) = self { Some(text.into_owned()) } else { None }
    }

    pub fn bool(self) -> Option<bool> {
        match self {
            Value::Bool(yes) => Some(yes),
            Value::Int(n @ 0..=1) => Some(n == 1),
            _ => None,
        }
    }

    pub fn bytes(self) -> Option<Vec<u8>> {
        if let Value::Bytes(bytes) = self { Some(bytes.to_vec()) } else { None }
    }

    pub fn uuid(self) -> Option<Uuid> {
        match self {
            Value::Uuid(id) => Some(id),
            Value::Bytes(raw) => Uuid::from_slice(raw).ok(),
            _ => None,
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Value<'a> {
        Value::Text(text.into())
    }
}

impl<'a> From<ValueRef<'a>> for Value<'a> {
    /// Text that is not UTF-8 stays bytes, which no text type accepts.
    fn from(value: ValueRef<'a>) -> Value<'a> {
        match value {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(n) => Value::Int(n),
            ValueRef::Real(x) => Value::Real(x),
            ValueRef::Text(text) => {
                std::str::from_utf8(text).map_or(Value::Bytes(text), Value::from)
            }
            ValueRef::Blob(bytes) => Value::Bytes(bytes),
        }
    }
}

impl lite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Bool(yes) => ValueRef::Integer(i64::from(*yes)),
            Value::Int(n) => ValueRef::Integer(*n),
            Value::Real(x) => ValueRef::Real(*x),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Uuid(id) => ValueRef::Blob(id.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

type Failure = Box<dyn std::error::Error + Sync + Send>;

impl<'a> pg::FromSql<'a> for Value<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Value<'a>, Failure> {
        Ok(match *ty {
            Type::BOOL => Value::Bool(bool::from_sql(ty, raw)?),
            // A bare `1` in a query is an INT4.
            Type::INT4 => Value::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT8 => Value::Int(i64::from_sql(ty, raw)?),
            Type::FLOAT8 => Value::Real(f64::from_sql(ty, raw)?),
            Type::UUID => Value::Uuid(Uuid::from_sql(ty, raw)?),
            Type::BYTEA => Value::Bytes(raw),
            _ => Value::from(<&str>::from_sql(ty, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Value<'a>, Failure> {
        Ok(Value::Null)
    }

    fn accepts(ty: &Type) -> bool {
        [Type::BOOL, Type::INT4, Type::INT8, Type::FLOAT8, Type::UUID, Type::BYTEA].contains(ty)
            || <&str as pg::FromSql>::accepts(ty)
    }
}

impl pg::ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Failure> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Bool(yes) => yes.to_sql_checked(ty, out),
            Value::Int(n) => n.to_sql_checked(ty, out),
            Value::Real(x) => x.to_sql_checked(ty, out),
            Value::Text(text) => text.as_ref().to_sql_checked(ty, out),
            Value::Uuid(id) => id.to_sql_checked(ty, out),
            Value::Bytes(bytes) => bytes.to_sql_checked(ty, out),
        }
    }

    /// Each value checks its own type above.
    fn accepts(_: &Type) -> bool {
        true
    }

    pg::to_sql_checked!();
}
