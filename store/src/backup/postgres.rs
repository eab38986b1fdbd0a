//! Backup and restore of a county in PostgreSQL: the same file, row by row.

use std::path::Path;

use postgres::{
    Client, IsolationLevel, NoTls, Transaction,
    binary_copy::BinaryCopyInWriter,
    fallible_iterator::FallibleIterator,
    types::{ToSql, Type},
};
use rusqlite::Connection;
use uuid::Uuid;

use super::{Contents, Progress, Refused, SESSIONS, Step, TOLD_EVERY, Tell, file};
use crate::{
    Error, Schema, Value,
    migrate::{self, Dialect},
    postgres as county,
};

/// One read-only transaction sees the county as it was when it began.
pub(super) fn copy(url: &str, schema: &Schema, into: &Path, tell: Tell<'_>) -> Result<(), Refused> {
    let mut client = connect(url, schema)?;
    let mut snapshot = client
        .build_transaction()
        .isolation_level(IsolationLevel::RepeatableRead)
        .read_only(true)
        .start()?;
    let version = version(&mut snapshot, schema)?;
    let copy = file::make(into, version)?;
    for table in migrate::tables(version) {
        copy_table(&mut snapshot, &copy, table, tell)?;
    }
    Ok(copy.execute_batch("COMMIT")?)
}

fn connect(url: &str, schema: &Schema) -> Result<Client, Refused> {
    Ok(county::config(url, schema)?.connect(NoTls)?)
}

fn version(snapshot: &mut Transaction<'_>, schema: &Schema) -> Result<i64, Refused> {
    if !tables_in(snapshot, schema)?.iter().any(|table| table == "migration") {
        return Err(Refused::NoCounty);
    }
    let row = snapshot.query_one("SELECT MAX(number) FROM migration", &[])?;
    let last: Option<i64> = row.try_get(0)?;
    file::known(last.ok_or(Refused::NoCounty)?)
}

fn tables_in(tx: &mut Transaction<'_>, schema: &Schema) -> Result<Vec<String>, Refused> {
    const SQL: &str = "
        SELECT CAST(c.relname AS TEXT) FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $1";
    let rows = tx.query(SQL, &[&schema.to_string()])?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}

fn copy_table(
    snapshot: &mut Transaction<'_>,
    copy: &Connection,
    table: &'static str,
    tell: Tell<'_>,
) -> Result<(), Refused> {
    let columns = file::columns(copy, table)?;
    let names = columns.join(", ");
    let places: Vec<String> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
    // A step may have put rows in; those of the county are the ones that count.
    copy.execute(&format!("DELETE FROM {table}"), [])?;
    let insert = format!("INSERT INTO {table} ({names}) VALUES ({})", places.join(", "));
    let mut insert = copy.prepare(&insert)?;
    let none: [&(dyn ToSql + Sync); 0] = [];
    let mut rows = snapshot.query_raw(&format!("SELECT {names} FROM {table}"), none)?;
    let mut copied = 0;
    while let Some(row) = rows.next()? {
        for at in 0..columns.len() {
            let value: Value<'_> = row.try_get(at)?;
            insert.raw_bind_parameter(at + 1, value)?;
        }
        insert.raw_execute()?;
        copied += 1;
        told(tell, table, copied);
    }
    tell(Progress { step: Step::Copying, table, rows: copied });
    Ok(())
}

fn told(tell: Tell<'_>, table: &'static str, rows: u64) {
    if rows.is_multiple_of(TOLD_EVERY) {
        tell(Progress { step: Step::Copying, table, rows });
    }
}

/// Everything in one transaction, and only into a schema without tables.
pub(super) fn restore(
    backup: &Path,
    url: &str,
    schema: &Schema,
    tell: Tell<'_>,
) -> Result<Contents, Refused> {
    let backup = file::open(backup)?;
    let contents = file::check(&backup, tell)?;
    let mut client = connect(url, schema)?;
    let mut tx = client.transaction()?;
    tx.batch_execute(&county::lock(schema))?;
    if !tables_in(&mut tx, schema)?.is_empty() {
        return Err(Refused::NotEmpty);
    }
    tx.batch_execute(&format!("CREATE SCHEMA IF NOT EXISTS {schema}"))?;
    let row = tx.query_one(county::IN_ORDER, &[])?;
    if row.try_get::<_, i64>(0)? != 1 {
        return Err(county::out_of_order().into());
    }
    for statement in migrate::schema(Dialect::Postgres, contents.version) {
        tx.batch_execute(&statement)?;
    }
    for (table, _) in contents.tables.iter().filter(|(table, _)| *table != SESSIONS) {
        restore_table(&backup, &mut tx, table, tell)?;
    }
    tx.commit().map_err(|_| Error::OutcomeUnknown)?;
    Ok(contents)
}

/// One statement for the whole table, so that rows of it may refer to each other in any order.
fn restore_table(
    backup: &Connection,
    tx: &mut Transaction<'_>,
    table: &'static str,
    tell: Tell<'_>,
) -> Result<(), Refused> {
    let names = file::columns(backup, table)?.join(", ");
    tx.batch_execute(&format!("DELETE FROM {table}"))?;
    let shape = tx.prepare(&format!("SELECT {names} FROM {table}"))?;
    let types: Vec<Type> = shape.columns().iter().map(|column| column.type_().clone()).collect();
    let copy = tx.copy_in(&format!("COPY {table} ({names}) FROM STDIN BINARY"))?;
    let mut copy = BinaryCopyInWriter::new(copy, &types);
    let mut select = backup.prepare(&file::read_all(backup, table)?)?;
    let mut rows = select.query([])?;
    let mut copied = 0;
    while let Some(row) = rows.next()? {
        let values =
            types.iter().enumerate().map(|(at, of)| Ok(typed(row.get_ref(at)?.into(), of)));
        let values = values.collect::<Result<Vec<Value<'_>>, rusqlite::Error>>()?;
        let values: Vec<&(dyn ToSql + Sync)> =
            values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        copy.write(&values)?;
        copied += 1;
        told(tell, table, copied);
    }
    copy.finish()?;
    // Without this the first queries on a large county would be planned for an empty one.
    tx.batch_execute(&format!("ANALYZE {table}"))?;
    tell(Progress { step: Step::Copying, table, rows: copied });
    Ok(())
}

/// SQLite keeps ids as bytes and truth as a number.
fn typed<'a>(value: Value<'a>, of: &Type) -> Value<'a> {
    match value {
        Value::Bytes(bytes) if *of == Type::UUID => {
            Uuid::from_slice(bytes).map_or(Value::Bytes(bytes), Value::Uuid)
        }
        Value::Int(n @ 0..=1) if *of == Type::BOOL => Value::Bool(n == 1),
        value => value,
    }
}
