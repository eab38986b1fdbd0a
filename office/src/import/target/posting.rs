//! A roster of postings: who is at which post, where, from when.

use model::{
    Text,
    id::PostingId,
    organisation::Organisation,
    posting::Posting,
    programme::{Field, Post},
    span::Span,
};
use store::postings::Holder;

use super::{named, person};
use crate::{
    Error,
    import::{judge::Case, made::Made, register::Somebody},
    posting::rules::{self, Ground, Held},
};

pub(in crate::import) fn judge(case: &mut Case<'_>) -> Result<(), Error> {
    let post = case.parsed.values.words(Field::Post).and_then(|key| case.judge.programme.post(key));
    let person = person::whom(case)?;
    let Some(post) = post else { return Ok(()) };
    let body = body(case, post);
    let sent_by = named::organisation(case, Field::SentByName, &[]);
    let is_named = case.parsed.values.words(Field::OrganisationName).is_some();
    // A body that cannot be told has been noted.
    let has_body = body.is_some() || !is_named || post.organisation_kinds.is_empty();
    let (Some(person), true) = (person, has_body) else { return Ok(()) };
    let Some(mut posting) = draft(case, post, &person) else { return Ok(()) };
    posting.organisation_id = body.as_ref().map(|body| body.id);
    posting.sent_by_id = sent_by.map(|unit| unit.id);
    if is_known(case, &posting) {
        // A person who came along only for the posting is there too.
        case.made.clear();
        return Ok(());
    }
    check(case, (post, &person, body.as_ref()), &posting);
    case.made.push(Made::Posting(posting));
    Ok(())
}

fn draft(case: &Case<'_>, post: &Post, person: &Somebody) -> Option<Posting> {
    let values = &case.parsed.values;
    let until_on = values.date(Field::UntilOn);
    Some(Posting {
        id: PostingId(case.next_id()),
        person_id: person.id,
        post: post.key.clone(),
        organisation_id: None,
        sent_by_id: None,
        division_code: case.parsed.place.clone()?,
        from_on: values.date(Field::FromOn)?,
        until_on,
        ended_because: values.owned(Field::EndedBecause).filter(|_| until_on.is_some()),
        import_id: Some(case.judge.import.id),
    })
}

/// The body in which the post is held, where the post has one.
fn body(case: &mut Case<'_>, post: &Post) -> Option<Organisation> {
    if post.organisation_kinds.is_empty() {
        return None;
    }
    named::organisation(case, Field::OrganisationName, &post.organisation_kinds)
}

/// The very same posting is there. One that has ended meanwhile is told: an import changes nothing.
fn is_known(case: &mut Case<'_>, new: &Posting) -> bool {
    let held = case.register.postings_of.get(&new.person_id);
    let same = held.into_iter().flatten().find(|held| {
        held.post == new.post
            && held.division_code == new.division_code
            && held.from_on == new.from_on
    });
    let Some(same) = same.cloned() else { return false };
    if case.register.line(same.id.0).is_some() {
        let place = case.where_is(same.id.0);
        let text = Text::new(
            format!("与前面一行相同（{}）：请只留一行", place.zh),
            format!("says the same as an earlier row ({}): keep one", place.en),
        );
        case.bad_row(&text);
    } else if same.until_on.is_none() && new.until_on.is_some() {
        let text = Text::fixed(
            "这次任职系统中仍在任：请在任职页面办理离任，或删去离任时间后再导入",
            "is still open in the records: end it on the posting's page, or leave the day out here",
        );
        case.bad(Field::UntilOn, &text);
    }
    true
}

/// By the same rules as where people are posted one by one.
fn check(
    case: &mut Case<'_>,
    (post, person, organisation): (&Post, &Somebody, Option<&Organisation>),
    new: &Posting,
) {
    let span = Span::new(new.from_on, new.until_on);
    let meets = |held: &&Holder| held.span().common(span).is_some();
    let theirs = case.register.postings_of.get(&new.person_id);
    let theirs: Vec<Held> = theirs
        .into_iter()
        .flatten()
        .filter(meets)
        .map(|holder| Held {
            place: case.reader.directory.name(&holder.division_code, holder.from_on),
            holder: holder.clone(),
        })
        .collect();
    let there = case.register.postings_at.get(&(new.post.clone(), new.division_code.clone()));
    let there: Vec<Holder> = there.into_iter().flatten().filter(meets).cloned().collect();
    let ground = Ground {
        programme: case.judge.programme,
        today: case.judge.moment.today,
        post,
        birth_year: person.birth_year,
        has_division: case.has_division(&new.division_code, new.from_on),
        organisation,
        theirs: &theirs,
        there: &there,
    };
    rules::faults(new, &ground).into_iter().for_each(|fault| case.refuse(fault));
}
