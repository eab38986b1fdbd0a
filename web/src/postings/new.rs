//! Putting a person at a post: first where and which post, then who, then from when.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{
    Text,
    code::DivisionCode,
    id::{OrganisationId, PersonId, PostingId},
    right::Right,
};
use office::{
    division,
    person::{self, Order},
    posting::{self, NewPosting},
};
use serde::Deserialize;

use super::{posts, refused};
use crate::{
    Problem, asked,
    asker::Asker,
    extract::Query,
    frame::Frame,
    list::Choice,
    page::{Done, Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /postings/new", Kind::Page, Who::SignedIn, get(new)),
        line("POST /postings", Kind::Page, Who::SignedIn, post(create)),
    ]
}

const FORM: Labels = &[
    ("post", Text::fixed("岗位", "Post")),
    ("division_code", Text::fixed("任职地点", "Place")),
    ("person_id", Text::fixed("任职的人", "Person")),
    ("organisation_id", Text::fixed("所在组织", "Organisation")),
    ("sent_by", Text::fixed("派出单位", "Sent by")),
    ("from_on", Text::fixed("任职日期", "From")),
];

/// How many people a name offers; whoever sought is not among them writes more of the name.
const OFFERED: i64 = 12;

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    post: Option<String>,
    division: Option<String>,
    person: Option<String>,
    who: Option<String>,
}

#[derive(Template)]
#[template(path = "postings/new.html")]
struct NewPage {
    frame: Frame,
    typed: Typed,
    id: String,
    posts: Vec<Choice>,
    ground: Ground,
    /// The page of whoever is in the way.
    obstacle: Option<String>,
}

/// What the form offers, given the post, the place and the name sought.
#[derive(Default)]
struct Ground {
    people: Vec<Choice>,
    bodies: Vec<Choice>,
    place: Option<(DivisionCode, String)>,
}

async fn new(
    asker: Asker,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Page<NewPage>, Problem> {
    asker.must_hold(Right::KeepPostings).await?;
    let mut typed = Typed::blank(FORM)
        .with("post", asked.post.clone().unwrap_or_default())
        .with("division_code", asked.division.clone().unwrap_or_default())
        .with("who", asked.who.clone().unwrap_or_default())
        .with("person_id", asked.person.clone().unwrap_or_default());
    let ground = ground(&asker, &mut typed).await?;
    let id = PostingId::new(asker.now()).to_string();
    let posts = posts(asker.programme());
    Ok(Page(NewPage { frame, typed, id, posts, ground, obstacle: None }))
}

async fn create(asker: Asker, frame: Frame, typed: Typed) -> Result<Response<Body>, Problem> {
    asker.must_hold(Right::KeepPostings).await?;
    let mut typed = typed.of(FORM);
    let id: PostingId = typed.get("id").parse().map_err(|_| Problem::not_found())?;
    let mut obstacle = None;
    if let Some(new) = read(&asker, &mut typed, id).await? {
        match asker.write(move |act| posting::post(act, &new)).await {
            Ok(_) => {
                let said = Text::fixed("任职已登记", "The posting is recorded");
                return Ok(Done::new(format!("/postings/{id}"), said).into_response());
            }
            Err(error) => obstacle = refused(&mut typed, error)?,
        }
    }
    let ground = ground(&asker, &mut typed).await?;
    let posts = posts(asker.programme());
    let page = NewPage { frame, typed, id: id.to_string(), posts, ground, obstacle };
    Ok(Returned(page).into_response())
}

async fn read(
    asker: &Asker,
    typed: &mut Typed,
    id: PostingId,
) -> Result<Option<NewPosting>, Problem> {
    let post = typed.text("post", 60);
    let division = super::division(asker, typed, "division_code").await?;
    let hint = Text::fixed("请从列表中选择任职的人", "Choose the person from the list");
    let person_id = typed.parse::<PersonId>("person_id", hint);
    let organisation_id = typed.get("organisation_id").parse::<OrganisationId>().ok();
    let from_on = typed.day("from_on", asker.today());
    let (Some(post), Some(division_code), Some(person_id), Some(from_on)) =
        (post, division, person_id, from_on)
    else {
        return Ok(None);
    };
    let sender = typed.get("sent_by").to_owned();
    let sent_by_id = match asker.read(move |act| posting::sender(act, &sender, from_on)).await {
        Ok(sender) => sender,
        Err(error) => {
            refused(typed, error)?;
            return Ok(None);
        }
    };
    Ok(Some(NewPosting {
        id,
        person_id,
        post,
        organisation_id,
        sent_by_id,
        division_code,
        from_on,
        until_on: None,
        ended_because: None,
        import_id: None,
    }))
}

/// The people and organisations that fit what has been said so far.
async fn ground(asker: &Asker, typed: &mut Typed) -> Result<Ground, Problem> {
    let division = match typed.get("division_code").trim() {
        "" => None,
        _ if typed.fault("division_code").is_some() => None,
        _ => super::division(asker, typed, "division_code").await?,
    };
    let post = typed.get("post").to_owned();
    let who = typed.get("who").trim().to_owned();
    let chosen = typed.get("person_id").parse::<PersonId>().ok();
    let today = asker.today();
    let read = asker.read(move |act| {
        let mut ground = Ground::default();
        if let Some(code) = &division {
            let name = division::place(act, code, today)?;
            ground.place = Some((code.clone(), name));
            if act.programme.post(&post).is_some() {
                let bodies = posting::bodies(act, &post, code, today)?;
                let choice = |b: posting::Body| Choice::new(b.id.to_string(), asked::both(&b.name));
                ground.bodies = bodies.into_iter().map(choice).collect();
            }
        }
        ground.people = people(act, &who, chosen)?;
        Ok(ground)
    });
    Ok(read.await?)
}

/// Whoever is chosen already, and whoever has this name.
pub(crate) fn people(
    act: &mut office::Act<'_>,
    who: &str,
    chosen: Option<PersonId>,
) -> Result<Vec<Choice>, office::Error> {
    let mut found = Vec::new();
    if let Some(id) = chosen {
        let person = person::find(act, id)?;
        found.push((person.id, person.name, person.division_code, person.birth_year));
    }
    if !who.is_empty() {
        let question = person::Question { search: who.to_owned(), ..person::Question::default() };
        for line in person::list(act, &question, Order::Name, &None, OFFERED)?.lines {
            if Some(line.id) != chosen {
                found.push((line.id, line.name, line.division_code, line.birth_year));
            }
        }
    }
    let today = act.moment.today;
    let places = division::places(act, found.iter().map(|it| it.2.clone()), today)?;
    let choice = |(id, name, code, year): &(PersonId, String, DivisionCode, Option<i64>)| {
        let place = places.get(code).map_or("", String::as_str);
        let year = year.map_or(String::new(), |year| format!(" {year}"));
        Choice::new(id.to_string(), asked::both(&format!("{name}{year} · {place}")))
    };
    Ok(found.iter().map(choice).collect())
}
