//! Numbers come from the index alone, and the records behind one stand where they now count.

use model::{
    fact::{Fact, Measure},
    id::EntryId,
};
use uuid::Uuid;

use super::{behind, counted, *};
use crate::{Error, Place, Tx, testing::now};

fn filter() -> Filter {
    Filter {
        measure: Measure::Activity,
        tags: vec!["show".to_owned(), "talk".to_owned()],
        from: Some("2019-01-01".parse().unwrap()),
        until: "2020-01-01".parse().unwrap(),
        within: "410423000000".parse().unwrap(),
        size: 1_000,
    }
}

/// A record's fact; the index is that of an entry of its own.
fn put(tx: &mut Tx, index: i64, record: u128, subject: u128, at: (&str, &str, i64)) {
    let fact = Fact {
        measure: Measure::Activity,
        tag: "show".to_owned(),
        day: at.0.parse().unwrap(),
        division_code: at.1.parse().unwrap(),
        organisation_id: None,
        subject: Uuid::from_u128(subject),
        quantity: at.2,
    };
    let record_id = Uuid::from_u128(record);
    let posted = Posted { fact, record_kind: "activity", record_id };
    post(tx, EntryId::new(now()), Some(index), &[posted]).unwrap();
}

const A: &str = "410423101203";
const B: &str = "410423102201";

fn lines(tx: &mut Tx, once: Option<Once>, filter: &Filter) -> Vec<String> {
    let (mut lines, mut after) = (Vec::new(), None);
    loop {
        let page = behind(tx, filter, once, after.as_ref(), 1).unwrap();
        let Some(row) = page.first() else { return lines };
        after = Some(row.after());
        let (id, place) = (row.record_id.as_u128(), &row.division_code);
        lines.push(format!("{id} {} {place} {}", row.day, row.quantity));
    }
}

crate::on_both! {
    fn a_record_that_moved_counts_where_it_now_stands(fresh: Fresh) {
        let store = fresh.open();
        store.write(|tx| {
            put(tx, 0, 1, 9, ("2019-03-01", A, 1));
            put(tx, 1, 2, 9, ("2019-04-01", B, 1));
            put(tx, 2, 3, 8, ("2019-01-01", B, 1));
            // The first turns out to have been later and elsewhere; the third never was.
            put(tx, 3, 1, 9, ("2019-03-01", A, -1));
            put(tx, 3, 1, 9, ("2019-05-01", B, 1));
            put(tx, 4, 3, 8, ("2019-01-01", B, -1));
            let now = filter();
            let moved = format!("1 2019-05-01 {B} 1");
            let second = format!("2 2019-04-01 {B} 1");
            assert_eq!(lines(tx, None, &now), [second.clone(), moved.clone()]);
            assert_eq!(lines(tx, Some(Once::Subject), &now), [second.clone(), moved.clone()]);
            assert_eq!(lines(tx, Some(Once::Division), &now), [second, moved]);
            assert_eq!((sum(tx, &now)?, count_behind(tx, &now)?), (2, 2));
            assert_eq!(distinct(tx, &now, Once::Subject)?, 1);
            assert_eq!(distinct(tx, &now, Once::Division)?, 1);
            // Before the corrections it was otherwise, and for ever is.
            let then = Filter { size: 3, ..filter() };
            let third = format!("3 2019-01-01 {B} 1");
            let first = format!("1 2019-03-01 {A} 1");
            let second = format!("2 2019-04-01 {B} 1");
            assert_eq!(lines(tx, None, &then), [third.clone(), first.clone(), second.clone()]);
            let by_place = [first.clone(), third.clone(), second.clone()];
            assert_eq!(lines(tx, Some(Once::Division), &then), by_place);
            assert_eq!(lines(tx, Some(Once::Subject), &then), [third, first, second]);
            assert_eq!(distinct(tx, &then, Once::Division)?, 2);
            Ok::<_, Error>(())
        }).unwrap();
    }

    fn a_number_is_read_from_the_index_alone(fresh: Fresh) {
        let store = fresh.open();
        let on_sqlite = matches!(fresh.place, Place::Sqlite(_));
        store.write(|tx| {
            for n in 0..2_000_u32 {
                let day = format!("2019-{:02}-{:02}", n % 12 + 1, n % 28 + 1);
                put(tx, n.into(), n.into(), n.into(), (&day, A, 1));
            }
            Ok::<_, Error>(())
        }).unwrap();
        let plans = store.write(move |tx| if on_sqlite { sqlite_plans(tx) } else { postgres_plans(tx) });
        for (sql, plan) in plans.unwrap() {
            assert!(plan.to_uppercase().contains(ONLY[usize::from(!on_sqlite)]), "{sql}\n{plan}");
        }
    }
}

const ONLY: [&str; 2] = [
    "COVERING INDEX FACT_BY_MEASURE (MEASURE=? AND TAG=? AND DAY>? AND DAY<?",
    "INDEX ONLY SCAN USING FACT_BY_MEASURE",
];

type Plans = Result<Vec<(&'static str, String)>, Error>;

macro_rules! plans {
    ($tx:ident, $explain:literal, $read:expr) => {{
        let filter = &filter();
        let digits = 9_i64;
        let mut plans = Vec::new();
        for sql in [counted::SUM, counted::SUBJECTS, counted::DIVISIONS, behind::COUNT] {
            let explained: &'static str = format!("{} {sql}", $explain).leak();
            let lines: Vec<String> = $read(counted::query!($tx.all(explained, filter))?);
            plans.push((sql, lines.join("\n")));
        }
        for sql in [counted::SUM_BY, counted::SUBJECTS_BY, counted::DIVISIONS_BY] {
            let explained: &'static str = format!("{} {sql}", $explain).leak();
            let lines: Vec<String> = $read(counted::query!($tx.all(explained, filter, &digits))?);
            plans.push((sql, lines.join("\n")));
        }
        Ok(plans)
    }};
}

fn sqlite_plans(tx: &mut Tx) -> Plans {
    let details = |rows: Vec<(i64, i64, i64, String)>| rows.into_iter().map(|row| row.3).collect();
    plans!(tx, "EXPLAIN QUERY PLAN", details)
}

/// A small table is always read whole, so that way is closed here.
fn postgres_plans(tx: &mut Tx) -> Plans {
    tx.exec("SET LOCAL enable_seqscan = off", &[])?;
    tx.exec("SET LOCAL enable_bitmapscan = off", &[])?;
    plans!(tx, "EXPLAIN", |rows: Vec<String>| rows)
}
