//! The kinds of problems there are.

use model::Text;

model::words! {
    /// What went wrong, as programs know it. Part of the API: a word never changes its meaning.
    pub enum Code {
        BadRequest = "bad-request",
        Busy = "busy",
        Conflict = "conflict",
        Forbidden = "forbidden",
        ForeignForm = "foreign-form",
        Internal = "internal",
        NotAllowedHere = "method-not-allowed",
        NotFound = "not-found",
        OutcomeUnknown = "outcome-unknown",
        Refused = "refused",
        SignIn = "sign-in",
        StepUp = "step-up",
        TooLarge = "too-large",
        TooMany = "too-many-requests",
        TooSlow = "too-slow",
        WrongKind = "wrong-media-type",
    }
}

impl Code {
    /// What happened, in one sentence that says what to do next.
    pub(super) fn title(self) -> Text {
        let (zh, en) = match self {
            Code::BadRequest => {
                ("请求里有看不懂的内容", "The request contains something that cannot be read")
            }
            Code::Busy => {
                ("系统正忙，请稍候再试", "The system is busy; please try again in a moment")
            }
            Code::Conflict => (
                "这条记录刚被别人改过，请刷新后再办",
                "Somebody has just changed this record; reload it and try again",
            ),
            Code::Forbidden => ("您没有办理这件事的权限", "You are not entitled to do this"),
            Code::ForeignForm => (
                "这次提交不是从本系统的页面发出的，请回到原页面重新提交",
                "This was not sent from a page of this system; go back to the page and send it again",
            ),
            Code::Internal => (
                "系统出了问题，已记录下来，请稍后再试",
                "Something went wrong here and has been recorded; please try again later",
            ),
            Code::NotAllowedHere => {
                ("这个地址不支持这样的操作", "This address does not offer that operation")
            }
            Code::NotFound => ("没有找到这个页面或这条记录", "There is no such page or record"),
            Code::OutcomeUnknown => (
                "还不能确定是否已保存，请再提交一次，不会重复记录",
                "It is not certain that this was saved; send it again, nothing is recorded twice",
            ),
            Code::Refused => ("不能这样办理", "This cannot be done"),
            Code::SignIn => ("请先登录", "Please sign in first"),
            Code::StepUp => (
                "办理这件事前，请重新登录并通过第二重验证",
                "Before this, please sign in again with the second factor",
            ),
            Code::TooLarge => ("提交的内容太大", "What was sent is too large"),
            Code::TooMany => ("操作太频繁，请稍候再试", "Too many attempts; please wait a moment"),
            Code::TooSlow => ("传得太慢，没有传完", "It came too slowly and did not arrive whole"),
            Code::WrongKind => ("提交的格式不对", "What was sent is of the wrong kind"),
        };
        Text::fixed(zh, en)
    }
}
