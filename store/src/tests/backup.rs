//! A backup is the county at one moment, whichever database it is from and goes to.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use model::account::Account;
use rusqlite::Connection;
use tempfile::TempDir;

use super::{
    accounts::{session, with_account},
    journal::found,
};
use crate::{
    Error, Place, Store, Tx,
    backup::{self, Contents, Refused},
    journal, migrate, records, sessions,
    testing::Fresh,
};

fn back_up(place: &Place, file: &Path) -> Contents {
    backup::backup(place, file, &mut |_| {}).unwrap()
}

fn restore(file: &Path, place: &Place) -> Result<Contents, Refused> {
    backup::restore(file, place, &mut |_| {})
}

fn folder() -> (TempDir, impl Fn(&str) -> PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    (folder, move |name: &str| path.join(name))
}

/// Every row of every table as text, sorted.
fn rows(file: &Path) -> Vec<String> {
    let file = Connection::open(file).unwrap();
    let mut rows = Vec::new();
    for table in migrate::tables(migrate::newest()) {
        let mut select = file.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let width = select.column_count();
        let line = |row: &rusqlite::Row<'_>| {
            let cells = (0..width).map(|at| format!("{:?}", row.get_ref(at).unwrap()));
            Ok(format!("{table}: {}", cells.collect::<Vec<_>>().join(" ")))
        };
        rows.extend(select.query_map([], line).unwrap().map(Result::unwrap));
    }
    rows.sort();
    rows
}

fn fill(store: &Store, count: usize) {
    for n in 0..count {
        store.write(move |tx| found(tx, &format!("第{n}支部"))).unwrap();
    }
}

fn damaged(result: Result<Contents, Refused>) -> bool {
    matches!(result, Err(Refused::Damaged(_) | Refused::NotABackup(_)))
}

crate::on_both! {
    fn a_backup_goes_into_either_database(fresh: Fresh) {
        let (_folder, path) = folder();
        fill(&fresh.open(), 30);
        let made = back_up(&fresh.place, &path("first"));
        assert!(made.rows() > 120, "{made:?}");
        for target in [Fresh::sqlite(), Fresh::postgres()] {
            assert_eq!(restore(&path("first"), &target.place), Ok(made.clone()));
            let again = path("again");
            back_up(&target.place, &again);
            assert_eq!(rows(&path("first")), rows(&again));
            fs::remove_file(again).unwrap();

            let store = target.open();
            store.write(|tx| found(tx, "after")).unwrap();
            let size = store.read(journal::head).unwrap().size;
            assert_eq!(size, 31, "the journal goes on where it was");
            assert_eq!(restore(&path("first"), &target.place), Err(Refused::NotEmpty));
        }
    }

    fn nobody_is_signed_in_where_a_backup_was_restored(fresh: Fresh) {
        let (_folder, path) = folder();
        let store = fresh.open();
        let account = with_account(&store);
        let open = session(account.id, 1);
        store.write(move |tx| sessions::begin(tx, &open)).unwrap();
        back_up(&fresh.place, &path("county"));
        let id = account.id;
        for target in [Fresh::sqlite(), Fresh::postgres()] {
            restore(&path("county"), &target.place).unwrap();
            let restored = target.open();
            let known = restored.read(move |tx| records::find::<Account>(tx, id.0)).unwrap();
            assert_eq!(known, Some(account.clone()));
            let back = restored.read(move |tx| sessions::of_account(tx, id)).unwrap();
            assert!(back.is_empty(), "{back:?}");
        }
        let here = store.read(move |tx| sessions::of_account(tx, id)).unwrap();
        assert_eq!(here.len(), 1, "the county itself is left as it is");
    }

    fn a_backup_under_load_is_of_one_moment(fresh: Fresh) {
        let (_folder, path) = folder();
        let store = fresh.open();
        fill(&store, 5);
        let stop = AtomicBool::new(false);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    while !stop.load(Ordering::Relaxed) {
                        fill(&store, 1);
                    }
                });
            }
            for n in 0..5 {
                let (file, target) = (path(&format!("{n}")), path(&format!("{n}.db")));
                back_up(&fresh.place, &file);
                restore(&file, &Place::Sqlite(target.clone())).unwrap();
                let restored = Connection::open(target).unwrap();
                let count = |sql| restored.query_one(sql, [], |row| row.get::<_, i64>(0)).unwrap();
                let organisations = count("SELECT COUNT(*) FROM organisation");
                assert_eq!(count("SELECT COUNT(*) FROM journal_entry"), organisations);
                assert_eq!(count("SELECT COUNT(*) FROM fact"), organisations);
            }
            stop.store(true, Ordering::Relaxed);
        });
    }

    fn a_changed_or_shortened_backup_is_refused_whole(fresh: Fresh) {
        let (_folder, path) = folder();
        fill(&fresh.open(), 20);
        back_up(&fresh.place, &path("good"));
        let good = fs::read(path("good")).unwrap();
        for (n, cut) in [0, 1, 99, 4096, good.len() / 2, good.len() - 1].into_iter().enumerate() {
            let bad = path(&format!("cut{n}"));
            fs::write(&bad, &good[..cut]).unwrap();
            let target = path("target");
            assert!(damaged(restore(&bad, &Place::Sqlite(target.clone()))), "{cut}");
            assert!(!target.exists());
        }
        let name = "第7支部".as_bytes();
        let at = good.windows(name.len()).position(|bytes| bytes == name).unwrap();
        let mut changed = good.clone();
        changed[at + 3] = b'8';
        fs::write(path("changed"), &changed).unwrap();
        for target in [Fresh::sqlite(), Fresh::postgres()] {
            assert!(damaged(restore(&path("changed"), &target.place)));
            assert!(restore(&path("good"), &target.place).is_ok(), "nothing was left behind");
        }
    }

    fn what_is_no_backup_or_a_newer_one_is_refused(fresh: Fresh) {
        let (_folder, path) = folder();
        let (nothing, target) = (path("nothing"), Place::Sqlite(path("target")));
        assert_eq!(backup::backup(&fresh.place, &nothing, &mut |_| {}), Err(Refused::NoCounty));
        assert!(!nothing.exists());
        assert!(matches!(restore(&nothing, &target), Err(Refused::File { .. })));
        fs::write(path("text"), "not a database, but long enough to be read as a header").unwrap();
        assert_eq!(restore(&path("text"), &target), Err(Refused::NotABackup(path("text"))));

        fill(&fresh.open(), 1);
        let file = path("file");
        back_up(&fresh.place, &file);
        let again = backup::backup(&fresh.place, &file, &mut |_| {});
        assert_eq!(again, Err(Refused::Exists(file.clone())));
        let change = |sql| Connection::open(&file).unwrap().execute_batch(sql).unwrap();
        change("CREATE TRIGGER t AFTER INSERT ON person BEGIN DELETE FROM fact; END");
        assert!(damaged(restore(&file, &target)));
        change("DROP TRIGGER t; INSERT INTO migration VALUES (99, 0)");
        let newer = Refused::Newer { found: 99, known: migrate::newest() };
        assert_eq!(restore(&file, &target), Err(newer.clone()));

        fresh.open().write(newer_step).unwrap();
        assert_eq!(backup::backup(&fresh.place, &path("other"), &mut |_| {}), Err(newer));
    }
}

fn newer_step(tx: &mut Tx) -> Result<u64, Error> {
    tx.exec("INSERT INTO migration (number, applied_at) VALUES (99, 0)", &[])
}

#[test]
fn every_table_is_in_the_list_after_those_it_refers_to() {
    let tables = migrate::tables(migrate::newest());
    let made = Connection::open_in_memory().unwrap();
    for statement in migrate::schema(migrate::Dialect::Sqlite, migrate::newest()) {
        made.execute_batch(&statement).unwrap();
    }
    let all = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid";
    let mut all = made.prepare(all).unwrap();
    let all: Vec<String> =
        all.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(tables, all);
    let mut seen: Vec<String> = Vec::new();
    for table in all {
        let refers = "SELECT \"table\" FROM pragma_foreign_key_list(?1)";
        let mut refers = made.prepare(refers).unwrap();
        let refers = refers.query_map([&table], |row| row.get::<_, String>(0)).unwrap();
        seen.push(table);
        assert!(refers.map(Result::unwrap).all(|other| seen.contains(&other)));
    }
}
