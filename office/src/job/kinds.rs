//! Every kind of job there is.

use super::{Kind, Watch};
use crate::{import, journal};

const SECOND: i64 = 1000;
const HOUR: i64 = 3600 * SECOND;

pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "activity.notify",
        run: |asker, body| {
            let body = body.to_owned();
            asker.write(move |act| crate::activity::deliver(act, &body))
        },
        every: None,
    },
    Kind {
        name: "sign_in.sweep",
        run: |asker, _| asker.office().sweep_sign_ins(asker.moment().at).map(drop),
        every: Some(HOUR),
    },
    Kind {
        name: "journal.checkpoint",
        run: |asker, _| journal::checkpoint(asker).map(drop),
        every: None,
    },
    Kind { name: "import.read", run: import::jobs::run_read, every: None },
    Kind { name: "import.apply", run: import::jobs::run_apply, every: None },
    Kind { name: "import.undo", run: import::jobs::run_undo, every: None },
    Kind { name: "import.purge", run: import::purge, every: Some(HOUR) },
];

pub(super) const WATCHES: &[Watch] =
    &[Watch { name: "journal.checkpoint", every: SECOND, wanted: journal::is_due }];

#[cfg(not(test))]
const OF_TESTS: &[Kind] = &[];
#[cfg(test)]
use super::tests::OF_TESTS;

/// Those of the tests too, when these run.
pub(super) fn all() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().chain(OF_TESTS)
}
