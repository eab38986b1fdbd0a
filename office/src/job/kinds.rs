//! Every kind of job there is.

use model::Text;

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
    Kind { name: "case.expire", run: |asker, _| crate::case::expire(asker), every: None },
    Kind { name: "import.read", run: import::jobs::run_read, every: None },
    Kind { name: "import.apply", run: import::jobs::run_apply, every: None },
    Kind { name: "import.undo", run: import::jobs::run_undo, every: None },
    Kind { name: "import.purge", run: import::purge, every: Some(HOUR) },
];

/// What a person reads for a kind of job; a kind of a newer program is told by its name.
pub fn title(kind: &str) -> Text {
    let (zh, en) = match kind {
        "activity.notify" => ("送出活动通知", "deliver an activity's announcement"),
        "sign_in.sweep" => ("清理过期的登录记录", "clear away old sign-ins"),
        "journal.checkpoint" => ("为日志签署检查点", "sign a checkpoint of the journal"),
        "case.expire" => ("推进到期的事项", "move the cases whose time is over"),
        "import.read" => ("读取并预检名册", "read and judge a roster"),
        "import.apply" => ("应用名册", "apply a roster"),
        "import.undo" => ("撤销导入", "undo an import"),
        "import.purge" => ("清除到期的上传内容", "delete uploads after their time"),
        _ => return Text::new(kind.to_owned(), kind.to_owned()),
    };
    Text::fixed(zh, en)
}

pub(super) const WATCHES: &[Watch] = &[
    Watch { name: "journal.checkpoint", every: SECOND, wanted: journal::is_due },
    Watch { name: "case.expire", every: 60 * SECOND, wanted: crate::case::is_due },
];

#[cfg(not(test))]
const OF_TESTS: &[Kind] = &[];
#[cfg(test)]
use super::tests::OF_TESTS;

/// Those of the tests too, when these run.
pub(super) fn all() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().chain(OF_TESTS)
}
