//! The bare PostgreSQL driver: as many connections as there were callers, a transaction for each act.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Instant,
};

use anyhow::ensure;
use postgres::{Client, NoTls};
use uuid::Uuid;

use crate::{CONNECTIONS, TABLES};

/// A table and a whole row of it as PostgreSQL writes one.
type Act = Vec<(usize, String)>;

/// Acts a second of the bare driver that writes the same rows into the same tables, emptied.
pub(crate) fn raw(url: &str, schema: &str) -> anyhow::Result<f64> {
    let mut client = connect(url, schema)?;
    let acts = read_acts(&mut client)?;
    ensure!(!acts.is_empty(), "nothing was recorded");
    for (table, _) in TABLES {
        client.batch_execute(&format!("TRUNCATE {table} CASCADE"))?;
    }
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(None);
    let connections =
        (0..CONNECTIONS).map(|_| connect(url, schema)).collect::<anyhow::Result<Vec<_>>>()?;
    let start = Instant::now();
    thread::scope(|scope| {
        for mut client in connections {
            let (acts, next, failed) = (&acts, &next, &failed);
            scope.spawn(move || {
                if let (Err(error), Ok(mut failed)) =
                    (write(&mut client, acts, next), failed.lock())
                {
                    *failed = Some(error);
                }
            });
        }
    });
    let taken = start.elapsed();
    if let Some(error) = failed.into_inner().unwrap_or_default() {
        return Err(error);
    }
    client.batch_execute(&format!("DROP SCHEMA {schema} CASCADE"))?;
    Ok(acts.len() as f64 / taken.as_secs_f64())
}

fn connect(url: &str, schema: &str) -> anyhow::Result<Client> {
    let mut client = Client::connect(url, NoTls)?;
    client.batch_execute(&format!("SET search_path TO {schema}"))?;
    Ok(client)
}

fn write(client: &mut Client, acts: &[Act], next: &AtomicUsize) -> anyhow::Result<()> {
    let insert =
        |table| format!("INSERT INTO {table} SELECT (CAST(CAST($1 AS text) AS {table})).*");
    let inserts = TABLES.map(|(table, _)| client.prepare(&insert(table)));
    let inserts = inserts.into_iter().collect::<Result<Vec<_>, _>>()?;
    while let Some(act) = acts.get(next.fetch_add(1, Ordering::Relaxed)) {
        let mut transaction = client.transaction()?;
        for (table, row) in act {
            transaction.execute(&inserts[*table], &[row])?;
        }
        transaction.commit()?;
    }
    Ok(())
}

fn read_acts(client: &mut Client) -> anyhow::Result<Vec<Act>> {
    let ids = "SELECT id FROM journal_entry WHERE kind LIKE 'activity.%' ORDER BY idx";
    let ids: Vec<Uuid> = client.query(ids, &[])?.iter().map(|row| row.get(0)).collect();
    let read =
        |(table, belongs)| format!("SELECT CAST(t AS text) FROM {table} AS t WHERE {belongs}");
    let reads = TABLES.map(|table| client.prepare(&read(table)));
    let reads = reads.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut acts = Vec::with_capacity(ids.len());
    for id in ids {
        let mut act = Act::new();
        for (table, read) in reads.iter().enumerate() {
            act.extend(client.query(read, &[&id])?.iter().map(|row| (table, row.get(0))));
        }
        acts.push(act);
    }
    Ok(acts)
}
