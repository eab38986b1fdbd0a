//! What keeps the house running: links by right, queued jobs, what this program is.

mod about;
mod jobs;

use askama::Template;
use axum::routing::get;
use model::{Text, right::Right};

use crate::{
    asker::Asker,
    frame::Frame,
    page::Page,
    routes::{self, Kind, Served, Who, line},
};

pub(crate) fn routes() -> Vec<Served> {
    let own = vec![line("GET /settings", Kind::Page, Who::SignedIn, get(show))];
    [own, jobs::routes(), about::routes()].concat()
}

#[derive(Template)]
#[template(path = "settings/page.html")]
struct SettingsPage {
    frame: Frame,
    links: Vec<Link>,
}

/// A page of the settings. Without a right it is everybody's.
struct Link {
    right: Option<Right>,
    icon: &'static str,
    href: &'static str,
    words: Text,
    help: Text,
}

async fn show(asker: Asker, frame: Frame) -> Page<SettingsPage> {
    let may = |link: &Link| link.right.is_none_or(|right| asker.who().has(right));
    let links = LINKS.into_iter().filter(|link| may(link) && routes::serves(link.href));
    Page(SettingsPage { frame, links: links.collect() })
}

const fn link(
    right: Option<Right>,
    (icon, href): (&'static str, &'static str),
    words: Text,
    help: Text,
) -> Link {
    Link { right, icon, href, words, help }
}

const LINKS: [Link; 9] = [
    link(
        None,
        ("user", "/account"),
        Text::fixed("账号与密码", "Account and password"),
        Text::fixed("第二重验证、正在登录的设备", "Second factor, where you are signed in"),
    ),
    link(
        Some(Right::ManageAccounts),
        ("users", "/accounts"),
        Text::fixed("账号与授权", "Accounts and grants"),
        Text::fixed(
            "谁能登录，在哪里是什么角色",
            "Who may sign in, and which role they hold where",
        ),
    ),
    link(
        Some(Right::Audit),
        ("shield-check", "/journal"),
        Text::fixed("操作日志", "Journal"),
        Text::fixed(
            "谁在何时做了什么，可离线验证",
            "Who did what when; it can be verified offline",
        ),
    ),
    link(
        Some(Right::Audit),
        ("lock", "/denials"),
        Text::fixed("越权记录", "Denials"),
        Text::fixed("要看或要办而没有权限的", "What was asked for without the right"),
    ),
    link(
        Some(Right::Audit),
        ("door-exit", "/sign-ins"),
        Text::fixed("登录记录", "Sign-ins"),
        Text::fixed("每一次登录，成功的和失败的", "Every attempt, right or wrong"),
    ),
    link(
        Some(Right::ApplyProgramme),
        ("file-text", "/programme"),
        Text::fixed("县级方案", "Programme"),
        Text::fixed(
            "县里定的：区划、类型、角色、指标",
            "What the county decides: divisions, kinds, roles, indicators",
        ),
    ),
    link(
        Some(Right::ManageSystem),
        ("refresh", "/jobs"),
        Text::fixed("后台任务", "Jobs"),
        Text::fixed("排队的、正在做的、失败的", "Waiting, at work, failed"),
    ),
    link(
        None,
        ("external-link", "/api"),
        Text::fixed("程序接口", "Programming interface"),
        Text::fixed("给写程序的人看", "For whoever writes a program against it"),
    ),
    link(
        None,
        ("info-circle", "/about"),
        Text::fixed("关于本系统", "About"),
        Text::fixed("版本、方案、日志进度", "Version, programme, how far the journal has come"),
    ),
];
