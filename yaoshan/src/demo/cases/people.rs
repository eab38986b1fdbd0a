//! Who is named in cases: leaders of the county and the townships, first secretaries and envoys.

use std::collections::BTreeMap;

use model::{
    Date, Timestamp,
    code::{DivisionCode, Level},
    id::{PersonId, PostingId},
};
use office::{
    Office,
    person::{self, NewPerson, Particulars},
    posting::{self, NewPosting, Question},
};

use super::super::{
    folk::Registry,
    year::{at, id_of},
};
use crate::verbs::said::done;

pub(super) struct Named {
    pub(super) county_leaders: Vec<PersonId>,
    pub(super) township_leaders: BTreeMap<DivisionCode, PersonId>,
    pub(super) first_secretaries: BTreeMap<DivisionCode, PersonId>,
    pub(super) envoys: Vec<PersonId>,
}

const COUNTY_LEADERS: usize = 12;
/// Far from the numbers of activities and cases.
const FIRST: u64 = 1 << 50;

pub(super) fn named(office: &Office) -> anyhow::Result<Named> {
    let (programme, day) = (office.programme(), Date::from_ymd_opt(2019, 1, 8).unwrap_or_default());
    let mut registry = Registry::new(20_190_108);
    let townships = programme.divisions.iter().filter(|d| d.level == Level::Township);
    let townships: Vec<&DivisionCode> = townships.map(|division| &division.code).collect();
    let county = [&programme.county.code].into_iter().cycle().take(COUNTY_LEADERS);
    let mut county_leaders = Vec::new();
    let mut township_leaders = BTreeMap::new();
    for (place, code) in (FIRST..).zip(county.chain(townships)) {
        let is_county = code.level() == Level::County;
        let post = if is_county { "county_leader" } else { "township_leader" };
        let name = registry.make(1962, 1982).name;
        let id = leader(office, (at(office, day, 0), place), code, (&name, post))?;
        if is_county {
            county_leaders.push(id);
        } else {
            township_leaders.insert(code.clone(), id);
        }
    }
    let first_secretaries = holding(office, "first_secretary", day)?.into_iter().collect();
    let envoys = holding(office, "envoy", day)?.into_iter().map(|(_, id)| id).collect();
    Ok(Named { county_leaders, township_leaders, first_secretaries, envoys })
}

fn leader(
    office: &Office,
    (at, place): (Timestamp, u64),
    code: &DivisionCode,
    (name, post): (&str, &str),
) -> anyhow::Result<PersonId> {
    let id = PersonId(id_of(at, place).0);
    let person = NewPerson {
        id,
        particulars: Particulars {
            name: name.to_owned(),
            sex: "1".to_owned(),
            ethnicity: None,
            birth_year: None,
            political_status: None,
            schooling: None,
            division_code: code.clone(),
            joined_party_on: None,
        },
        id_number: None,
        phone: None,
        import_id: None,
    };
    let posting = NewPosting {
        id: PostingId(id_of(at, place + (1 << 20)).0),
        person_id: id,
        post: post.to_owned(),
        organisation_id: None,
        sent_by_id: None,
        division_code: code.clone(),
        from_on: Date::from_ymd_opt(2016, 9, 1).unwrap_or_default(),
        until_on: None,
        ended_because: None,
        import_id: None,
    };
    done(office.program(at).write(move |act| {
        person::add(act, &person)?;
        posting::post(act, &posting).map(drop)
    }))?;
    Ok(id)
}

/// Where somebody holds this post on a day, and who.
fn holding(
    office: &Office,
    post: &'static str,
    day: Date,
) -> anyhow::Result<Vec<(DivisionCode, PersonId)>> {
    let question = Question { post: Some(post.to_owned()), day: Some(day), ..Question::default() };
    let found = office.program(at(office, day, 0)).read(move |act| {
        let mut found = Vec::new();
        posting::each(act, &question, |_, line, _| {
            found.push((line.division_code.clone(), line.person_id));
        })?;
        Ok(found)
    });
    done(found)
}
