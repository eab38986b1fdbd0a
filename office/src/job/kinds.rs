//! Every kind of job there is.

use super::Kind;

const HOUR: i64 = 3_600_000;

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
];
