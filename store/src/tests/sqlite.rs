//! What only SQLite has: one writer and its groups.

use model::id::ActivityId;

use super::{in_one_group, names, submit, submit_insert};
use crate::{
    Error,
    testing::{Fresh, now},
};

#[test]
fn a_group_shares_one_commit() {
    let store = Fresh::sqlite().open();
    let commits = store.commits();
    let answers = in_one_group(&store, || [(); 100].map(|()| submit_insert(&store, "Li")));
    assert!(answers.iter().all(|answer| answer.recv().unwrap().is_ok()));
    assert_eq!(store.commits() - commits, 2, "one for the unit that held the writer up");
}

#[test]
fn a_commit_that_fails_fails_every_unit_of_its_group() {
    const ORPHAN: &str = "
        INSERT INTO attendance
            (id, activity_id, person_id, kind, division_code, held_on, present, counts)
        VALUES ($1, $1, $1, '', '', '', 0, 0)";
    let store = Fresh::sqlite().open();
    let answers = in_one_group(&store, || {
        [
            submit_insert(&store, "before"),
            submit(&store, |tx| {
                // The foreign key is now looked at only by COMMIT, which fails.
                tx.exec("PRAGMA defer_foreign_keys = ON", &[])?;
                tx.exec(ORPHAN, &[&ActivityId::new(now())])?;
                Ok(())
            }),
            submit_insert(&store, "after"),
        ]
    });
    for answer in answers {
        assert_eq!(answer.recv().unwrap(), Err(Error::OutcomeUnknown));
    }
    assert!(names(&store).is_empty());
    submit_insert(&store, "next").recv().unwrap().unwrap();
    assert_eq!(names(&store), ["next"]);
}
