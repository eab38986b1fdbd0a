//! Words of sign-ins, roles and instants that several pages share.

use chrono::FixedOffset;
use model::{
    Lang, Text, Timestamp,
    account::{Grant, SignInResult},
    code::DivisionCode,
    programme::Programme,
};

/// 2019年12月30日 08:30, 30 December 2019, 08:30: the county's wall clock.
pub(crate) fn instant(at: Timestamp, offset: FixedOffset, lang: Lang) -> String {
    let local = at.local(offset);
    let (day, time) = (crate::number::day(local.date_naive(), lang), local.format("%H:%M"));
    format!("{day}{}{time}", lang.pick(" ", ", "))
}

/// What came of an attempt to sign in.
pub(crate) fn sign_in(result: SignInResult) -> Text {
    let (zh, en) = match result {
        SignInResult::SignedIn => ("登录成功", "signed in"),
        SignInResult::AwaitsCode => ("密码正确，待验证码", "password right, code to come"),
        SignInResult::Wrong => ("登录名或密码不对", "wrong login or password"),
        SignInResult::WrongCode => ("验证码不对", "wrong code"),
        SignInResult::Locked => ("失败过多，未予核对", "too many failures, not looked at"),
        SignInResult::Disabled => ("账号已停用", "account disabled"),
        SignInResult::Stale => ("久未使用，已停用", "disabled after long disuse"),
        SignInResult::SteppedUp => ("再次验证", "proved anew"),
        SignInResult::RecoveryCode => ("用了恢复码", "by a recovery code"),
        SignInResult::SignedOut => ("退出登录", "signed out"),
    };
    Text::fixed(zh, en)
}

/// The tone of a result: an auditor looks for red.
pub(crate) fn sign_in_tone(result: SignInResult) -> &'static str {
    match result {
        SignInResult::SignedIn | SignInResult::SteppedUp => "success",
        SignInResult::AwaitsCode | SignInResult::SignedOut => "secondary",
        SignInResult::RecoveryCode => "warning",
        SignInResult::Wrong
        | SignInResult::WrongCode
        | SignInResult::Locked
        | SignInResult::Disabled
        | SignInResult::Stale => "danger",
    }
}

/// A role's title and where it is held. A role that the programme has dropped is named by its key.
pub(crate) fn grant(grant: &Grant, programme: &Programme) -> (Text, String) {
    let dropped = || Text::new(grant.role.clone(), grant.role.clone());
    let title = programme.role(&grant.role).map_or_else(dropped, |role| role.title.clone());
    (title, division(&grant.division_code, programme))
}

/// A division's name, or its code where the programme does not list it.
pub(crate) fn division(code: &DivisionCode, programme: &Programme) -> String {
    let listed = programme.divisions.iter().find(|listed| listed.code == *code);
    listed.map_or_else(|| code.to_string(), |listed| listed.name.clone())
}

/// What a browser calls itself, in a few words.
pub(crate) fn browser(agent: &str, lang: Lang) -> String {
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg/", "Edge"),
        ("QQBrowser", "QQ"),
        ("MicroMessenger", "WeChat"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => lang.pick("未知设备", "unknown device").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_told_by_the_countys_clock() {
        let at: Timestamp = "2019-12-29T17:30:00Z".parse().unwrap();
        let offset = FixedOffset::east_opt(8 * 3600).unwrap();
        assert_eq!(instant(at, offset, Lang::Zh), "2019年12月30日 01:30");
        assert_eq!(instant(at, offset, Lang::En), "30 December 2019, 01:30");
    }

    #[test]
    fn a_browser_is_told_in_a_few_words() {
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
        assert_eq!(browser(agent, Lang::En), "Firefox · Linux");
        assert_eq!(browser("<script>", Lang::Zh), "未知设备");
    }
}
