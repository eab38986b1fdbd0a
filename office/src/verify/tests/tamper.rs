//! Random damage done straight in the database. `TAMPERINGS` says how much; a campaign sets 10,000.

use std::env;

use store::{
    KINDS,
    testing::{Column, Fresh, Raw},
};

use super::{filled, verdict};

/// What the journal covers or consists of.
const OTHERS: [&str; 7] = [
    "journal_entry",
    "journal_change",
    "journal_tile",
    "journal_checkpoint",
    "fact",
    "search_term",
    "case_tally",
];

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    fn hex(&mut self, bytes: usize) -> String {
        (0..bytes).map(|_| format!("{:02x}", self.below(256))).collect()
    }
}

/// One damage and how to mend it.
struct Damage {
    done: String,
    mended: Vec<String>,
    /// The index that must be named first, where it is plain which.
    index: Option<i64>,
}

struct Table {
    name: &'static str,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn key(&self, row: &[String]) -> String {
        let keys = self.columns.iter().zip(row).filter(|(column, _)| column.is_key);
        let keys: Vec<String> = keys.map(|(c, value)| format!("{} = {value}", c.name)).collect();
        keys.join(" AND ")
    }

    fn at(&self, column: &str) -> usize {
        self.columns.iter().position(|c| c.name == column).unwrap()
    }

    fn insert(&self, row: &[String]) -> String {
        let names: Vec<&str> = self.columns.iter().map(|c| c.name.as_str()).collect();
        format!("INSERT INTO {} ({}) VALUES ({})", self.name, names.join(", "), row.join(", "))
    }

    fn delete(&self, row: &[String]) -> String {
        format!("DELETE FROM {} WHERE {}", self.name, self.key(row))
    }

    /// Another value for one column.
    fn edit(&self, row: &[String], at: usize, value: String) -> (String, String) {
        let mut changed = row.to_vec();
        let column = &self.columns[at].name;
        let (name, old) = (self.name, &row[at]);
        let done = format!("UPDATE {name} SET {column} = {value} WHERE {}", self.key(row));
        changed[at] = value;
        let mended = format!("UPDATE {name} SET {column} = {old} WHERE {}", self.key(&changed));
        (done, mended)
    }
}

/// A value that is not `old`, of the same type.
fn other(dice: &mut Dice, old: &str, is_sqlite: bool) -> String {
    let bare = old.trim_matches('\'');
    let bytes = old.strip_prefix("X'").or(old.strip_prefix("'\\x"));
    if old == "NULL" {
        let some: &[&str] = if is_sqlite { &["1", "'x'", "X'00'"] } else { &["1", "'x'"] };
        return (*dice.pick(some)).to_owned();
    }
    if let Some(hex) = bytes {
        let mut hex = hex.trim_end_matches('\'').to_owned();
        if hex.is_empty() || dice.below(8) == 0 {
            return if is_sqlite { format!("X'{hex}00'") } else { format!("'\\x{hex}00'") };
        }
        let at = dice.below(hex.len());
        let digit = if &hex[at..=at] == "0" { "1" } else { "0" };
        hex.replace_range(at..=at, digit);
        return if is_sqlite { format!("X'{hex}'") } else { format!("'\\x{hex}'") };
    }
    if bare.len() == 36 && bare.matches('-').count() == 4 {
        let hex = dice.hex(16);
        return format!(
            "'{}-{}-7{}-8{}-{}'",
            &hex[..8],
            &hex[8..12],
            &hex[13..16],
            &hex[17..20],
            &hex[20..]
        );
    }
    if let Ok(number) = bare.parse::<i64>() {
        let by = *dice.pick(&[1, -1, 100]);
        let number = number.wrapping_add(by);
        return if old == bare { format!("{number}") } else { format!("'{number}'") };
    }
    match bare {
        "t" | "true" => "FALSE".to_owned(),
        "f" | "false" => "TRUE".to_owned(),
        _ if dice.below(6) == 0 => "NULL".to_owned(),
        _ => format!("{}x'", &old[..old.len() - 1]),
    }
}

fn damage(dice: &mut Dice, tables: &[Table], is_sqlite: bool) -> Option<Damage> {
    let table = dice.pick(tables);
    let row = dice.pick(&table.rows);
    let index = index_of(table, row, tables);
    // A checkpoint that is gone proves nothing any more, and shows nothing: hence receipts.
    let may_go = table.name != "journal_checkpoint";
    match dice.below(8) {
        0 if may_go => {
            Some(Damage { done: table.delete(row), mended: vec![table.insert(row)], index })
        }
        1 => {
            let mut more = row.clone();
            for (at, column) in table.columns.iter().enumerate() {
                let is_unique = ["idx", "code", "login", "number", "id_number_hash"]
                    .contains(&column.name.as_str());
                if column.is_key || is_unique {
                    more[at] = other(dice, &row[at], is_sqlite);
                }
            }
            Some(Damage {
                done: table.insert(&more),
                mended: vec![table.delete(&more)],
                index: None,
            })
        }
        2 => swap(dice, table, row),
        _ => {
            let at = dice.below(table.columns.len());
            let value = other(dice, &row[at], is_sqlite);
            let is_place = ["idx", "level", "n", "size"].contains(&table.columns[at].name.as_str());
            if value == row[at] {
                return None;
            }
            let (done, mended) = table.edit(row, at, value);
            Some(Damage { done, mended: vec![mended], index: index.filter(|_| !is_place) })
        }
    }
}

/// One row gets another's value.
fn swap(dice: &mut Dice, table: &Table, row: &[String]) -> Option<Damage> {
    let other = dice.pick(&table.rows);
    let at = dice.below(row.len());
    if row[at] == other[at] {
        return None;
    }
    let (done, mended) = table.edit(row, at, other[at].clone());
    Some(Damage { done, mended: vec![mended], index: None })
}

/// The journal index that a row belongs to.
fn index_of(table: &Table, row: &[String], tables: &[Table]) -> Option<i64> {
    let number = |literal: &String| literal.trim_matches('\'').parse().ok();
    let entries = tables.iter().find(|table| table.name == "journal_entry")?;
    let (id, idx) = (entries.at("id"), entries.at("idx"));
    match table.name {
        "journal_entry" => number(&row[idx]),
        "journal_change" | "fact" => {
            let entry = &row[table.at("entry_id")];
            entries.rows.iter().find(|row| row[id] == *entry).and_then(|row| number(&row[idx]))
        }
        _ => None,
    }
}

fn campaign(fresh: Fresh, seed: u64) {
    let count = env::var("TAMPERINGS").ok().and_then(|n| n.parse().ok()).unwrap_or(100);
    let county = filled(fresh, 6);
    let mut raw = county.raw();
    let tables: Vec<Table> = OTHERS
        .into_iter()
        .chain(KINDS.iter().map(|kind| kind.table))
        .map(|name| read(&mut raw, name))
        .filter(|table| !table.rows.is_empty())
        .collect();
    let (mut dice, mut tried, mut found) = (Dice(seed), 0, 0);
    while found < count {
        tried += 1;
        assert!(tried < 20 * count, "most tamperings are refused by the database");
        let damage = damage(&mut dice, &tables, raw.is_sqlite());
        let Some(Damage { done, mended, index }) = damage else { continue };
        if raw.exec(&done) != Some(1) {
            continue;
        }
        let verdict = verdict(&county.office);
        assert!(!verdict.is_good(), "not found: {done}");
        if index.is_some() {
            assert_eq!(verdict.first_bad, index, "{done}\n{:#?}", verdict.findings);
        }
        for sql in mended {
            assert_eq!(raw.exec(&sql), Some(1), "{sql}");
        }
        found += 1;
    }
    let mended = verdict(&county.office);
    assert!(mended.is_good(), "{:#?}", mended.findings);
}

fn read(raw: &mut Raw, name: &'static str) -> Table {
    let columns = raw.columns(name);
    let rows = raw.literals(name, &columns);
    Table { name, columns, rows }
}

store::on_both! {
    fn whatever_is_changed_past_the_office_is_found(fresh: Fresh) {
        campaign(fresh, 0x9e37_79b9_7f4a_7c15);
    }
}

/// SQLite keeps bytes of any length; PostgreSQL's UUID is always one.
#[test]
fn an_actor_that_cannot_be_read_does_not_pass_for_the_program() {
    let county = filled(Fresh::sqlite(), 2);
    let sql = "UPDATE journal_entry SET actor_id = CAST(actor_id || X'00' AS BLOB) WHERE idx = 3";
    assert_eq!(county.raw().exec(sql), Some(1));
    assert_eq!(verdict(&county.office).first_bad, Some(3));
}

#[test]
fn a_row_outside_every_range_is_missed() {
    let county = filled(Fresh::sqlite(), 2);
    let beyond = format!("X'{}'", "FF".repeat(17));
    let sql = format!(
        "INSERT INTO search_term SELECT term, record_kind, division_code, {beyond} FROM search_term LIMIT 1"
    );
    assert_eq!(county.raw().exec(&sql), Some(1));
    assert_eq!(verdict(&county.office).wrong, 1);
}
