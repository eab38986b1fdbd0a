//! A sort of work that waits, in words and with its page.

use model::{Lang, Text};
use office::waiting::{Task, Waiting};

/// One line of the page.
pub(super) struct Line {
    pub(super) icon: &'static str,
    pub(super) tone: &'static str,
    pub(super) words: Text,
    pub(super) help: Text,
    pub(super) count: i64,
    pub(super) href: String,
}

impl Line {
    pub(super) fn of(waiting: &Waiting) -> Line {
        let Waiting { task, count } = waiting;
        Line {
            icon: icon(task),
            tone: tone(task),
            words: words(task),
            help: help(task),
            count: *count,
            href: href(task),
        }
    }
}

fn icon(task: &Task) -> &'static str {
    match task {
        Task::Overdue => "alert-triangle",
        Task::Unsigned => "edit",
        Task::Due { .. } => "calendar",
        Task::Vacant { .. } => "user",
        Task::Cases => "briefcase",
        Task::Imports => "file-spreadsheet",
        Task::Notices => "inbox",
        Task::Jobs => "refresh",
    }
}

fn tone(task: &Task) -> &'static str {
    match task {
        Task::Overdue | Task::Jobs => "danger",
        Task::Unsigned | Task::Due { .. } | Task::Vacant { .. } | Task::Imports | Task::Cases => {
            "warning"
        }
        Task::Notices => "info",
    }
}

fn words(task: &Task) -> Text {
    match task {
        Task::Overdue => Text::fixed("活动到期未登记", "Activities past their day, not recorded"),
        Task::Unsigned => Text::fixed("活动记录待签审", "Records waiting for your signature"),
        Task::Due { title, span, .. } => {
            let span = span.words();
            let of = |lang: Lang| (title.in_lang(lang).to_owned(), span.in_lang(lang).to_owned());
            let ((zh, zh_span), (en, en_span)) = (of(Lang::Zh), of(Lang::En));
            Text::new(
                format!("{zh_span}尚未举办{zh}的组织"),
                format!("Still without one in {en_span}: {en}"),
            )
        }
        Task::Vacant { title, .. } => {
            Text::new(format!("没有{}的村", title.zh), format!("Villages without a {}", title.en))
        }
        Task::Cases => Text::fixed("事项待办理", "Cases whose turn is yours"),
        Task::Imports => Text::fixed("名册待处理", "Rosters to be decided on"),
        Task::Notices => Text::fixed("未读通知", "Unread notices"),
        Task::Jobs => Text::fixed("后台任务失败", "Jobs that failed"),
    }
}

fn help(task: &Task) -> Text {
    match task {
        Task::Overdue => Text::fixed(
            "补登记，或说明为何取消；补登的会标明晚了几天",
            "Record them, or say why they were cancelled; what is late is shown as late",
        ),
        Task::Unsigned => Text::fixed("看过内容再签", "Read before you sign"),
        Task::Due { .. } => {
            Text::fixed("到期还没有的，会列入空缺", "What is still missing at the end is a gap")
        }
        Task::Vacant { .. } => Text::fixed("空缺最久的在前", "The longest without one come first"),
        Task::Cases => Text::fixed("先到期的在前", "Those due first come first"),
        Task::Imports => Text::fixed(
            "看过试算结果，再应用或放弃",
            "Look at the dry run, then apply or discard it",
        ),
        Task::Notices => Text::fixed("看过即消", "Gone once read"),
        Task::Jobs => Text::fixed("可重试，也可放下", "They can be tried again or put away"),
    }
}

fn href(task: &Task) -> String {
    match task {
        Task::Overdue => "/activities?state=overdue&sort=day".to_owned(),
        Task::Unsigned => "/activities?state=unsigned&sort=day".to_owned(),
        Task::Due { kind, span, .. } => format!("/activities/gaps?kind={kind}&period={span}"),
        Task::Vacant { post, .. } => format!("/postings/gaps?post={post}"),
        Task::Cases => "/cases?view=mine".to_owned(),
        Task::Imports => "/imports".to_owned(),
        Task::Notices => "/inbox".to_owned(),
        Task::Jobs => "/jobs".to_owned(),
    }
}
