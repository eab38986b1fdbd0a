//! Every kind of job there is.

use super::{Kind, Watch};
use crate::journal;

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
