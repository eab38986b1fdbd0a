//! What somebody at the door is told.

use model::Text;

use crate::{Error, Refusal};

pub(super) fn not_recognised() -> Error {
    Refusal::whole(Text::fixed(
        "登录名或密码不对，或因多次失败暂时不能登录：请核对后稍等再试；忘记密码请找安全管理员重置",
        "the login or the password is wrong, or too many attempts have failed: check them and try \
         again in a while; the security administrator can reset a forgotten password",
    ))
    .into()
}

pub(super) fn wrong_password() -> Error {
    Refusal::new(
        "password",
        Text::fixed(
            "密码不对，或因多次失败需要稍等：请核对后再试",
            "the password is wrong, or too many attempts have failed: check it and try again in a \
             while",
        ),
    )
    .into()
}

pub(super) fn wrong_code() -> Error {
    Refusal::new(
        "code",
        Text::fixed(
            "验证码不对、已用过，或因多次失败需要稍等：请等手机上出现下一个验证码再输入",
            "the code is wrong or used, or too many attempts have failed: wait for the next code \
             and enter that",
        ),
    )
    .into()
}

pub(super) fn disabled() -> Error {
    Refusal::whole(Text::fixed(
        "这个账号已停用：需要使用请找安全管理员",
        "this account is disabled: ask the security administrator",
    ))
    .into()
}

pub(super) fn stale_account() -> Error {
    Refusal::whole(Text::fixed(
        "这个账号太久没有使用，已自动停用：请找安全管理员重新启用",
        "nobody has used this account for so long that it was disabled: ask the security \
         administrator to enable it",
    ))
    .into()
}
