//! The database without the store: what somebody does who has got hold of it.

use postgres::{Client, NoTls, SimpleQueryMessage};
use rusqlite::Connection;

use crate::Place;

/// A connection that no rule of ours binds, nor any foreign key.
pub enum Raw {
    Sqlite(Connection),
    Postgres(Box<Client>),
}

/// A column of a table: its name, and whether it names the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub is_key: bool,
}

impl Raw {
    pub(super) fn open(place: &Place) -> Raw {
        match place {
            Place::Sqlite(path) => {
                let connection = Connection::open(path).expect("the file opens");
                let settings = "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = OFF";
                connection.execute_batch(settings).expect("a setting");
                Raw::Sqlite(connection)
            }
            Place::Postgres { url, schema } => {
                let mut client = Client::connect(url, NoTls).expect("the server answers");
                let settings =
                    format!("SET search_path = {schema}; SET session_replication_role = replica");
                client.batch_execute(&settings).expect("a setting");
                Raw::Postgres(Box::new(client))
            }
        }
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self, Raw::Sqlite(_))
    }

    /// How many rows a statement changed; none if the database refuses it.
    pub fn exec(&mut self, sql: &str) -> Option<u64> {
        match self {
            Raw::Sqlite(connection) => connection.execute(sql, []).ok().map(|rows| rows as u64),
            Raw::Postgres(client) => client.execute(sql, &[]).ok(),
        }
    }

    /// The columns of a table.
    pub fn columns(&mut self, table: &str) -> Vec<Column> {
        let sql = match self {
            Raw::Sqlite(_) => {
                format!("SELECT name, pk > 0 FROM pragma_table_info('{table}') ORDER BY cid")
            }
            Raw::Postgres(_) => format!(
                "SELECT a.attname, CASE WHEN a.attnum = ANY (i.indkey) THEN 1 ELSE 0 END
                 FROM pg_attribute AS a JOIN pg_index AS i ON i.indrelid = a.attrelid
                 WHERE a.attrelid = '{table}'::regclass AND i.indisprimary AND a.attnum > 0
                 ORDER BY a.attnum"
            ),
        };
        let column = |row: Vec<String>| Column { name: row[0].clone(), is_key: row[1] == "1" };
        self.texts(&sql).into_iter().map(column).collect()
    }

    /// Every row of a table, each value as SQL that stands for it.
    pub fn literals(&mut self, table: &str, columns: &[Column]) -> Vec<Vec<String>> {
        let quote = |column: &Column| match self {
            Raw::Sqlite(_) => format!("quote({})", column.name),
            Raw::Postgres(_) => format!("quote_nullable(CAST({} AS TEXT))", column.name),
        };
        let values: Vec<String> = columns.iter().map(quote).collect();
        self.texts(&format!("SELECT {} FROM {table}", values.join(", ")))
    }

    /// Whatever a query returns, as text.
    pub fn texts(&mut self, sql: &str) -> Vec<Vec<String>> {
        match self {
            Raw::Sqlite(connection) => {
                let mut statement = connection.prepare(sql).expect("a query");
                let width = statement.column_count();
                let text = |row: &rusqlite::Row<'_>, at: usize| {
                    let value: rusqlite::types::Value = row.get(at)?;
                    Ok::<_, rusqlite::Error>(match value {
                        rusqlite::types::Value::Text(text) => text,
                        rusqlite::types::Value::Integer(n) => n.to_string(),
                        other => format!("{other:?}"),
                    })
                };
                let rows =
                    statement.query_map([], |row| (0..width).map(|at| text(row, at)).collect());
                rows.expect("rows").map(|row| row.expect("a row")).collect()
            }
            Raw::Postgres(client) => {
                let messages = client.simple_query(sql).expect("a query");
                let row = |message| match message {
                    SimpleQueryMessage::Row(row) => Some(
                        (0..row.len()).map(|at| row.get(at).unwrap_or("NULL").to_owned()).collect(),
                    ),
                    _ => None,
                };
                messages.into_iter().filter_map(row).collect()
            }
        }
    }
}
