//! Looking for something by a part of its name, wherever it is kept.

use std::collections::BTreeMap;

use model::{Date, code::DivisionCode, right::Right, word::Word, words};

use crate::{Act, Error, activity, case, division, organisation, person};

words! {
    /// What can be looked for.
    pub enum Sort {
        People = "people",
        Organisations = "organisations",
        Divisions = "divisions",
        Activities = "activities",
        Cases = "cases",
    }
}

impl Sort {
    /// Whoever lacks it finds none.
    pub const fn right(self) -> Right {
        match self {
            Sort::People => Right::SeePeople,
            Sort::Organisations => Right::SeeOrganisations,
            Sort::Divisions => Right::SeeDivisions,
            Sort::Activities => Right::SeeActivities,
            Sort::Cases => Right::SeeCases,
        }
    }
}

/// What one sort of record has to offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<T> {
    /// The first few.
    pub lines: Vec<T>,
    /// How many there are altogether.
    pub total: i64,
}

impl<T> Default for Part<T> {
    fn default() -> Part<T> {
        Part { lines: Vec::new(), total: 0 }
    }
}

/// What was found. A part is empty for whoever may not see such records, as if there were none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    pub people: Part<person::Line>,
    pub organisations: Part<organisation::Line>,
    pub divisions: Part<division::Hit>,
    pub activities: Part<activity::Line>,
    pub cases: Part<case::Row>,
    /// 下汤镇 岳庄村, for every division that is named.
    pub places: BTreeMap<DivisionCode, String>,
}

/// The first `few` of each sort, or of one, whose names hold every part of the text, within what
/// the asker may see.
pub fn search(act: &mut Act<'_>, text: &str, only: Option<Sort>, few: i64) -> Result<Found, Error> {
    let mut found = Found::default();
    // A question without a letter in it would match everything.
    if model::search::query_terms(text).is_empty() {
        return Ok(found);
    }
    let today = act.moment.today;
    for sort in Sort::ALL.iter().filter(|sort| only.is_none_or(|only| only == **sort)) {
        if !act.who.has(sort.right()) {
            continue;
        }
        match sort {
            Sort::People => found.people = people(act, text, few)?,
            Sort::Organisations => found.organisations = organisations(act, text, few)?,
            Sort::Divisions => found.divisions = divisions(act, text, today, few)?,
            Sort::Activities => found.activities = activities(act, text, few)?,
            Sort::Cases => found.cases = cases(act, text, few)?,
        }
    }
    let people = found.people.lines.iter().map(|line| &line.division_code);
    let organisations = found.organisations.lines.iter().map(|line| &line.division_code);
    let activities = found.activities.lines.iter().map(|line| &line.division_code);
    let cases = found.cases.lines.iter().map(|row| &row.line.division_code);
    let codes = people.chain(organisations).chain(activities).chain(cases);
    let codes: Vec<_> = codes.cloned().collect();
    found.places = division::places(act, codes, today)?;
    Ok(found)
}

fn people(act: &mut Act<'_>, text: &str, few: i64) -> Result<Part<person::Line>, Error> {
    let question = person::Question { search: text.to_owned(), ..Default::default() };
    let found = person::list(act, &question, person::Order::Name, &None, few)?;
    Ok(Part { lines: found.lines, total: found.count })
}

fn organisations(
    act: &mut Act<'_>,
    text: &str,
    few: i64,
) -> Result<Part<organisation::Line>, Error> {
    let question = organisation::Question { search: text.to_owned(), ..Default::default() };
    let found = organisation::list(act, &question, organisation::Order::Name, None, few)?;
    Ok(Part { lines: found.lines, total: found.count })
}

fn divisions(
    act: &mut Act<'_>,
    text: &str,
    today: Date,
    few: i64,
) -> Result<Part<division::Hit>, Error> {
    let mut lines = division::search(act, text, today)?;
    let total = lines.len() as i64;
    lines.truncate(usize::try_from(few).unwrap_or(0));
    Ok(Part { lines, total })
}

fn activities(act: &mut Act<'_>, text: &str, few: i64) -> Result<Part<activity::Line>, Error> {
    let wanted = activity::Wanted { text: text.to_owned(), ..Default::default() };
    let found = activity::list(act, &wanted, None, few)?;
    Ok(Part { lines: found.lines, total: found.total })
}

fn cases(act: &mut Act<'_>, text: &str, few: i64) -> Result<Part<case::Row>, Error> {
    let wanted = case::Wanted { text: text.to_owned(), ..Default::default() };
    let found = case::list(act, &wanted, None, few)?;
    Ok(Part { lines: found.rows, total: found.total })
}

#[cfg(test)]
mod tests {
    use store::on_both;

    use super::*;
    use crate::{
        Asker,
        testing::{COUNTY, County, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE, show},
    };

    fn names(asker: &Asker, text: &'static str, only: Option<Sort>) -> Vec<String> {
        let found = asker.read(move |act| search(act, text, only, 5)).unwrap();
        let organisations = found.organisations.lines.into_iter().map(|line| line.name);
        let people = found.people.lines.into_iter().map(|line| line.name);
        let activities = found.activities.lines.into_iter().map(|line| line.title);
        let divisions = found.divisions.lines.into_iter().map(|hit| hit.division.name);
        let cases = found.cases.lines.into_iter().map(|row| row.line.title);
        people.chain(organisations).chain(activities).chain(cases).chain(divisions).collect()
    }

    on_both! {
        fn a_search_finds_what_is_in_reach_and_nothing_else(fresh: Fresh) {
            let county = County::open(fresh);
            let clerk = county.asker("township_clerk", TOWNSHIP);
            let other = county.asker("township_clerk", OTHER_TOWNSHIP);
            county.organisation("village_branch", "青石沟村党支部", VILLAGE);
            county.organisation("village_branch", "青石岭村党支部", OTHER_VILLAGE);
            county.person("石青山", VILLAGE);
            show(&county.office, VILLAGE, "2019-06-14".parse().unwrap(), "青石沟送戏下乡");
            assert_eq!(names(&clerk, "青石", None), ["青石沟村党支部", "青石沟送戏下乡"]);
            assert_eq!(names(&clerk, "石青", None), ["石青山"]);
            assert_eq!(names(&clerk, "青石", Some(Sort::Activities)), ["青石沟送戏下乡"]);
            assert_eq!(names(&clerk, "下汤", Some(Sort::Divisions))[0], "下汤镇");
            assert_eq!(names(&other, "石岭", None), ["青石岭村党支部"]);
            for hidden in ["石沟", "石青", "下汤"] {
                assert_eq!(names(&other, hidden, None), Vec::<String>::new());
            }
            for blank in ["", " ", "…"] {
                assert_eq!(names(&clerk, blank, None), Vec::<String>::new());
            }
            let keeper = county.asker("system_admin", COUNTY);
            assert_eq!(names(&keeper, "青石", None), Vec::<String>::new());
        }

        fn a_case_is_found_by_its_number_and_by_its_words(fresh: Fresh) {
            let county = County::open(fresh);
            let clerk = county.asker("township_clerk", TOWNSHIP);
            let other = county.asker("township_clerk", OTHER_TOWNSHIP);
            let fields = [("content", "青石沟水井浑浊"), ("channel", "phone")];
            let new = model::case::NewCase {
                id: model::id::CaseId::new(store::testing::now()),
                process: "demand".to_owned(),
                division_code: crate::testing::code(VILLAGE),
                fields: model::case::Filled(
                    fields.map(|(key, value)| (key.to_owned(), value.to_owned())).into(),
                ),
                activity_id: None,
            };
            let opened = clerk.write(move |act| case::open(act, &new)).unwrap();
            assert_eq!(names(&clerk, "水井", None), ["青石沟水井浑浊"]);
            let number = opened.number.clone();
            let found = clerk.read(move |act| search(act, &number, Some(Sort::Cases), 5)).unwrap();
            assert_eq!(found.cases.total, 1);
            assert_eq!(names(&other, "水井", None), Vec::<String>::new());
        }

        fn what_is_not_shown_is_counted(fresh: Fresh) {
            let county = County::open(fresh);
            for _ in 0..3 {
                county.person("石青山", VILLAGE);
            }
            let clerk = county.asker("township_clerk", TOWNSHIP);
            let found = clerk.read(|act| search(act, "石青山", None, 2)).unwrap();
            assert_eq!((found.people.lines.len(), found.people.total), (2, 3));
            assert_eq!(found.places.len(), 1);
        }
    }
}
