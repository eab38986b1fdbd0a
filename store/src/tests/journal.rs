//! The journal's tables: dense indices, tiles that agree with the entries, facts with an index.

use model::{
    fact::Posts,
    id::{AccountId, EntryId},
    journal::{Hash, merkle, tile},
};

use super::{place, submit};
use crate::{
    Error, Journaled, Store, Tx,
    facts::{self, Filter, Posted},
    journal::{self, Change, NewEntry},
    records,
    testing::{Fresh, now},
};

/// An act as the office would do it: one new organisation, its change and its facts.
pub(super) fn found(tx: &mut Tx, name: &str) -> Result<(), Error> {
    let organisation = place(name);
    records::insert(tx, &organisation)?;
    let change = Change {
        record_kind: "organisation",
        record_id: organisation.uuid(),
        salt: [7; 16],
        image: Some(organisation.image()),
    };
    let record_id = organisation.uuid();
    let posted = |fact| Posted { fact, record_kind: "organisation", record_id };
    let facts: Vec<_> = organisation.facts().into_iter().map(posted).collect();
    journal::append(
        tx,
        &NewEntry {
            id: EntryId::new(now()),
            at: now(),
            actor_id: AccountId::PROGRAM,
            kind: "organisation.founded",
            subject: organisation.uuid(),
            changes: &[change],
            facts: &facts,
        },
    )
}

fn branches(size: i64) -> Filter {
    Filter {
        measure: model::fact::Measure::Organisation,
        tags: vec!["branch".to_owned()],
        from: None,
        until: "2020-01-01".parse().unwrap(),
        within: "410423000000".parse().unwrap(),
        size,
    }
}

fn check(store: &Store, expected: i64) {
    store
        .read(move |tx| {
            assert_eq!(journal::head(tx)?, journal::Head { size: expected, tiled: expected });
            let rows = journal::from_index(tx, 0, i64::MAX)?;
            let indices: Vec<_> = rows.iter().map(|row| row.idx.unwrap()).collect();
            assert_eq!(indices, (0..expected).collect::<Vec<_>>());

            let leaves: Vec<Hash> = rows.iter().map(|row| row.entry().leaf_hash()).collect();
            let root = tile::root(expected as u64, |level, n| journal::tile(tx, level, n));
            assert_eq!(root.unwrap(), merkle::root(&leaves));

            assert_eq!(facts::sum(tx, &branches(expected))?, expected);
            assert_eq!(facts::sum(tx, &branches(expected / 2))?, expected / 2);
            assert_eq!(facts::count_behind(tx, &branches(expected))?, expected);
            Ok::<_, Error>(())
        })
        .unwrap();
}

crate::on_both! {
    fn entries_from_many_threads_get_dense_indices_and_tiles(fresh: Fresh) {
        let store = fresh.open();
        let answers: Vec<_> =
            (0..600).map(|n| submit(&store, move |tx| found(tx, &format!("{n}")))).collect();
        assert!(answers.iter().all(|answer| answer.recv().unwrap().is_ok()));
        check(&store, 600);
    }

    fn a_unit_that_is_undone_leaves_no_gap(fresh: Fresh) {
        let store = fresh.open();
        let answers: Vec<_> = (0..60)
            .map(|n| submit(&store, move |tx| {
                found(tx, &format!("{n}"))?;
                if n % 3 == 0 { Err(Error::Closed) } else { Ok(()) }
            }))
            .collect();
        let kept = answers.iter().filter(|answer| answer.recv().unwrap().is_ok()).count();
        assert_eq!(kept, 40);
        check(&store, 40);
    }

    fn an_answered_act_has_its_index(fresh: Fresh) {
        let store = fresh.open();
        for n in 1..=5 {
            store.write(|tx| found(tx, "one")).unwrap();
            check(&store, n);
        }
    }

    fn a_number_opens_page_by_page(fresh: Fresh) {
        let store = fresh.open();
        for n in 0..7 {
            store.write(move |tx| found(tx, &format!("{n}"))).unwrap();
        }
        let seen = store.read(|tx| {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let page = facts::behind(tx, &branches(7), None, after.as_ref(), 3)?;
                let Some(last) = page.last() else { return Ok::<_, Error>(seen) };
                after = Some(last.after());
                seen.extend(page.iter().map(|row| row.record_id));
            }
        });
        let mut seen = seen.unwrap();
        assert_eq!(seen.len(), 7);
        seen.dedup();
        assert_eq!(seen.len(), 7);
        let by_township = store.read(|tx| facts::sum_by(tx, &branches(7), 9)).unwrap();
        assert_eq!(by_township, [("410423101".to_owned(), 7)]);
        let villages = |tx: &mut Tx| facts::distinct(tx, &branches(7), facts::Once::Division);
        assert_eq!(store.read(villages).unwrap(), 1);
        let by = |tx: &mut Tx| facts::distinct_by(tx, &branches(7), facts::Once::Subject, 9);
        assert_eq!(store.read(by).unwrap(), [("410423101".to_owned(), 7)]);
    }
}

/// A program killed between its commit and the numbering leaves entries for the next one.
#[test]
fn what_was_left_unnumbered_is_numbered_at_the_next_opening() {
    let fresh = Fresh::postgres();
    let store = fresh.open();
    store.write(|tx| found(tx, "numbered")).unwrap();
    store
        .write(|tx| {
            tx.exec("UPDATE journal_entry SET idx = NULL", &[])?;
            tx.exec("UPDATE fact SET journal_index = NULL", &[])?;
            tx.exec("DELETE FROM journal_tile", &[])?;
            tx.exec("UPDATE journal_head SET size = 0, tiled = 0", &[])
        })
        .unwrap();
    let again = fresh.open();
    again.write(|tx| found(tx, "next")).unwrap();
    check(&again, 2);
}

/// Of two acts on one row the one that came later stands later, though its moment is earlier: it was
/// repeated after the other had been in its way.
#[test]
fn entries_are_numbered_in_the_order_in_which_rows_were_changed() {
    let fresh = Fresh::postgres();
    let store = fresh.open();
    let mut raw = fresh.raw();
    // Keeps the sequencer waiting.
    raw.exec("BEGIN");
    raw.exec("UPDATE journal_head SET size = size");
    let ids = [(5, "later"), (1, "earlier")].map(|(minute, kind)| {
        let at = now().plus_millis(minute * 60_000);
        let id = EntryId::new(at);
        let answer = submit(&store, move |tx| {
            journal::append(
                tx,
                &NewEntry {
                    id,
                    at,
                    actor_id: AccountId::PROGRAM,
                    kind,
                    subject: id.0,
                    changes: &[],
                    facts: &[],
                },
            )
        });
        while store.read(move |tx| journal::find(tx, id)).unwrap().is_none() {
            std::thread::yield_now();
        }
        (id, answer)
    });
    raw.exec("COMMIT");
    for (place, (id, answer)) in (0..).zip(ids) {
        answer.recv().unwrap().unwrap();
        let row = store.read(move |tx| journal::find(tx, id)).unwrap().unwrap();
        assert_eq!(row.idx, Some(place), "{}", row.kind);
    }
}

#[test]
fn an_entry_of_a_kind_that_no_receipt_could_carry_is_refused() {
    let store = Fresh::sqlite().open();
    let result = store.write(|tx| {
        let (id, at, actor_id) = (EntryId::new(now()), now(), AccountId::PROGRAM);
        let (changes, facts) = (&[], &[]);
        let kind = "Something Held";
        journal::append(tx, &NewEntry { id, at, actor_id, kind, subject: id.0, changes, facts })
    });
    assert_eq!(result, Err(Error::BadColumn("journal_entry.kind".into())));
    check(&store, 0);
}
