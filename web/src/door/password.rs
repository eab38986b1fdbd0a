//! Changing one's own password.

use askama::Template;
use axum::{
    body::Body,
    extract::State,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::Text;
use office::{
    Error,
    account::{Gate, Password, PasswordPolicy},
};

use super::{Caller, Inside, go_on, next, slowly};
use crate::{
    Desk, Problem,
    frame::{Flash, Frame},
    page::{Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /account/password", Kind::Page, Who::SignedIn, get(show)),
        line("POST /account/password", Kind::Page, Who::SignedIn, post(change)),
    ]
}

const FORM: Labels = &[
    ("password", Text::fixed("现在的密码", "Present password")),
    ("new_password", Text::fixed("新密码", "New password")),
    ("again", Text::fixed("再输一次新密码", "New password again")),
];

#[derive(Template)]
#[template(path = "door/password.html")]
struct PasswordPage {
    frame: Frame,
    typed: Typed,
    login: String,
    next: String,
    /// Whether there is no way on without it.
    must: bool,
    needs_kinds: bool,
}

impl PasswordPage {
    fn of(desk: &Desk, inside: &Inside, frame: Frame, (typed, next): (Typed, String)) -> Self {
        PasswordPage {
            frame,
            typed,
            login: inside.visitor.login().to_owned(),
            next,
            must: inside.visitor.gate == Gate::Password,
            needs_kinds: desk.office.rules().password_policy == PasswordPolicy::Mlps,
        }
    }
}

async fn show(
    State(desk): State<Desk>,
    inside: Inside,
    frame: Frame,
) -> Result<Response<Body>, Problem> {
    inside.own()?;
    let next = next(frame.address.get("next"));
    let page = PasswordPage::of(&desk, &inside, frame, (Typed::blank(FORM), next));
    Ok(Page(page).into_response())
}

async fn change(
    State(desk): State<Desk>,
    Caller(caller): Caller,
    inside: Inside,
    frame: Frame,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    inside.own()?;
    let mut typed = typed.of(FORM);
    let next = next(typed.get("next"));
    if typed.get("again") != typed.get("new_password") {
        let text =
            Text::fixed("两次输入的新密码不一样：请重新输入", "the two differ: type them again");
        typed.refuse("again", text);
        let page = PasswordPage::of(&desk, &inside, frame, (typed, next));
        return Ok(Returned(page).into_response());
    }
    let password = |name: &str| Password::new(typed.get(name).to_owned());
    let (old, new) = (password("password"), password("new_password"));
    let (office, moment, visitor) = (desk.office.clone(), desk.moment(), inside.visitor.clone());
    let changed =
        slowly(move || office.change_password(&visitor, (&old, &new), &caller, moment)).await?;
    match changed {
        Ok(fresh) => {
            let mut response = go_on(&desk, &fresh, &next);
            let words = "密码已修改，其他设备上的登录已结束";
            let said = Text::fixed(words, "Password changed; sign-ins on other devices have ended");
            response.extensions_mut().insert(Flash::new(said));
            Ok(response)
        }
        Err(Error::Refused(refusal)) => {
            typed.refuse(refusal.field.unwrap_or_default(), refusal.text);
            let page = PasswordPage::of(&desk, &inside, frame, (typed, next));
            Ok(Returned(page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
