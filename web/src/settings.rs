//! The settings' first page: what one's roles let one look after.

use askama::Template;
use axum::routing::get;
use model::{Text, right::Right};

use crate::{
    asker::Asker,
    frame::Frame,
    page::Page,
    routes::{Kind, Served, Who, line},
};

pub(crate) fn routes() -> Vec<Served> {
    vec![line("GET /settings", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    frame: Frame,
    doors: Vec<Door>,
}

struct Door {
    href: &'static str,
    icon: &'static str,
    words: Text,
    help: Text,
}

const fn door(
    (href, icon): (&'static str, &'static str),
    words: (&'static str, &'static str),
    help: (&'static str, &'static str),
) -> Door {
    Door { href, icon, words: Text::fixed(words.0, words.1), help: Text::fixed(help.0, help.1) }
}

/// Each page and the right that opens it; the first is everybody's.
fn doors() -> [(Option<Right>, Door); 5] {
    [
        (
            None,
            door(
                ("/account", "user"),
                ("我的账号", "My account"),
                (
                    "密码、第二重验证、正在登录的设备",
                    "password, second factor, where I am signed in",
                ),
            ),
        ),
        (
            Some(Right::ManageAccounts),
            door(
                ("/accounts", "users"),
                ("账号与授权", "Accounts and grants"),
                (
                    "开通、停用、重置密码，授予和收回角色",
                    "make, disable, reset; give and take roles",
                ),
            ),
        ),
        (
            Some(Right::Audit),
            door(
                ("/journal", "history"),
                ("操作日志", "Journal"),
                ("谁在什么时候办了什么", "who did what, when"),
            ),
        ),
        (
            Some(Right::Audit),
            door(
                ("/denials", "shield-check"),
                ("越权记录", "Denials"),
                ("要看或要办而没有权限的", "what was asked for without the right"),
            ),
        ),
        (
            Some(Right::Audit),
            door(
                ("/sign-ins", "lock"),
                ("登录记录", "Sign-ins"),
                ("每一次登录，成功的和失败的", "every attempt, right or wrong"),
            ),
        ),
    ]
}

async fn show(asker: Asker, frame: Frame) -> Page<SettingsPage> {
    let open = |right: Option<Right>| right.is_none_or(|right| asker.who().has(right));
    let doors = doors().into_iter().filter(|(right, _)| open(*right)).map(|(_, door)| door);
    Page(SettingsPage { frame, doors: doors.collect() })
}
