//! Finds out who asks: looks the session of the cookie up and puts who it is among the extensions.

use axum::{
    body::Body,
    extract::{Request, State},
    http::Response,
    middleware::Next,
};
use model::{code::DivisionCode, programme::Programme, right::Right};
use office::{
    Who,
    account::{SessionToken, Visitor as Session},
};
use tokio::sync::oneshot;

use super::{Asked, cookie};
use crate::{
    Problem,
    asker::Asker,
    desk::Desk,
    frame::{Place, Section, Stop, Visitor},
    statics,
};

/// The cookie that holds a session's token.
pub(crate) const COOKIE: &str = "session";

/// Everything but the front end's files wants to know who asks.
pub(super) async fn recognise(
    State(desk): State<Desk>,
    mut request: Request,
    next: Next,
) -> Response<Body> {
    if !request.uri().path().starts_with(statics::BELOW) {
        let cookie = cookie::get(request.headers(), COOKIE, desk.outside.secure);
        let token = cookie.and_then(SessionToken::read);
        match session(&desk, token).await {
            Ok(Some(session)) => welcome(&desk, session, &mut request).await,
            Ok(None) => {}
            Err(problem) => return axum::response::IntoResponse::into_response(problem),
        }
    }
    next.run(request).await
}

async fn session(desk: &Desk, token: Option<SessionToken>) -> Result<Option<Session>, Problem> {
    let Some(token) = token else { return Ok(None) };
    let (reply, answer) = oneshot::channel();
    desk.office.recognise(&token, (desk.now)(), move |found| drop(reply.send(found)));
    Ok(answer.await.unwrap_or_else(|_| Err(office::Error::unanswered()))?)
}

/// Whoever has come all the way in may ask; the others find only the pages that let them further in.
async fn welcome(desk: &Desk, session: Session, request: &mut Request) {
    if let Some(asker) = session.asker(&desk.office, desk.moment()) {
        let asker = Asker(asker);
        if let Some(asked) = request.extensions().get::<Asked>().filter(|asked| asked.wants_page())
        {
            let shows_waiting = asked.is_get();
            let place = place(request, asker.programme(), asker.who());
            let visitor = visitor(asker.who(), asker.programme(), place);
            let waiting = if shows_waiting { waiting(&asker).await } else { 0 };
            request.extensions_mut().insert(Visitor { waiting, ..visitor });
        }
        request.extensions_mut().insert(asker);
    }
    request.extensions_mut().insert(session);
}

/// A page without this number is better than none.
async fn waiting(asker: &Asker) -> usize {
    let counted = asker.read(office::waiting::count).await;
    let count = counted.inspect_err(|error| tracing::warn!(%error, "what waits was not counted"));
    count.ok().and_then(|count| usize::try_from(count).ok()).unwrap_or(0)
}

fn visitor(who: &Who, programme: &Programme, place: Place) -> Visitor {
    let roles = who.held.iter().filter_map(|held| programme.role(&held.role));
    let titles: Vec<_> = roles.map(|role| role.title.clone()).collect();
    let join = |pick: fn(&model::Text) -> &str| {
        let mut words: Vec<&str> = titles.iter().map(pick).collect();
        words.dedup();
        words.join(" · ")
    };
    Visitor {
        name: who.name.clone(),
        role: model::Text::new(join(|title| &title.zh), join(|title| &title.en)),
        sections: sections(who),
        waiting: 0,
        place,
    }
}

/// What the roles let a person open; the office still decides about every record.
fn sections(who: &Who) -> Vec<Section> {
    let opens = |section: &Section| match section {
        Section::Work | Section::Settings => true,
        Section::Records => who.has(Right::SeeActivities),
        Section::Cases => who.has(Right::SeeCases),
        Section::People => who.has(Right::SeeOrganisations) || who.has(Right::SeePeople),
        Section::Figures => who.has(Right::SeeFigures),
        Section::Imports => who.has(Right::ImportRosters),
        Section::Judging | Section::Centres => false,
    };
    Section::ALL.into_iter().filter(opens).collect()
}

/// The division named in the address, if it is theirs, else the widest that is.
fn place(request: &Request, programme: &Programme, who: &Who) -> Place {
    let query = request.uri().query().unwrap_or_default();
    let asked = form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == "division")
        .and_then(|(_, code)| code.parse::<DivisionCode>().ok())
        .filter(|code| who.held.iter().any(|held| held.division_code.contains(code)));
    let Some(code) = asked.or_else(|| who.home().cloned()) else { return Place::default() };
    let stop = |division: &model::programme::ListedDivision| Stop {
        name: division.name.clone(),
        href: format!("/divisions/{}", division.code),
    };
    let path = programme.divisions.iter().filter(|d| d.code.contains(&code)).map(stop).collect();
    let below = programme.divisions.iter().filter(|d| d.parent.as_ref() == Some(&code)).map(stop);
    Place { path, below: below.collect() }
}
