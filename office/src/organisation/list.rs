//! Looking for organisations.

use std::collections::BTreeMap;

use model::{
    Date,
    code::DivisionCode,
    id::OrganisationId,
    programme::{Membership, Programme, Tree},
    right::Right,
};
use store::{
    organisations::{Filter, Gap, Line, Order},
    search::Terms,
};

use crate::{Act, Error, division};

/// How many lines an export reads at a time.
const PIECE: i64 = 500;

/// What a list of organisations is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(default)]
pub struct Question {
    pub within: Option<DivisionCode>,
    /// Today, if absent.
    pub day: Option<Date>,
    pub kind: Option<String>,
    pub tree: Option<Tree>,
    pub gap: Option<Gap>,
    /// Any part of a name.
    pub search: String,
}

/// One page of the list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Found {
    pub lines: Vec<Line>,
    /// How many there are altogether.
    pub count: i64,
    /// What the next page begins after, if there is one.
    pub next: Option<(String, OrganisationId)>,
    /// 下汤镇 岳庄村 for every division on the page.
    pub places: BTreeMap<DivisionCode, String>,
}

impl Question {
    fn filter(&self, act: &mut Act<'_>) -> Result<Filter, Error> {
        let scope = act.scope(Right::SeeOrganisations, self.within.as_ref())?;
        let programme = act.programme;
        let kinds = match (&self.kind, self.tree) {
            (Some(kind), _) => Some(joined([kind.as_str()])),
            (None, Some(tree)) => Some(of_tree(programme, tree)),
            (None, None) => None,
        };
        Ok(Filter {
            scope,
            kinds,
            search: Terms::new(model::search::query_terms(&self.search)),
            day: self.day.unwrap_or(act.moment.today),
            gap: self.gap,
            gap_kinds: self.gap.map_or(String::new(), |gap| can_lack(programme, gap)),
            leading: joined(leading(programme)),
        })
    }
}

/// Up to `limit` organisations after the place that `after` names.
pub fn list(
    act: &mut Act<'_>,
    question: &Question,
    order: Order,
    after: Option<(String, OrganisationId)>,
    limit: i64,
) -> Result<Found, Error> {
    let filter = question.filter(act)?;
    let count = store::organisations::count(act.tx, &filter)?;
    let mut lines = store::organisations::list(act.tx, &filter, order, after, limit + 1)?;
    let more = lines.len() as i64 > limit;
    lines.truncate(usize::try_from(limit).unwrap_or(0));
    let next = lines.last().filter(|_| more).map(|line| (line.cursor.clone(), line.id));
    let codes = lines.iter().map(|line| line.division_code.clone());
    let places = division::places(act, codes, filter.day)?;
    Ok(Found { lines, count, next, places })
}

/// Every organisation of the list with its place, for an export.
pub fn each(
    act: &mut Act<'_>,
    question: &Question,
    order: Order,
    mut see: impl FnMut(&Line, &str),
) -> Result<(), Error> {
    let mut after = None;
    loop {
        let found = list(act, question, order, after, PIECE)?;
        for line in &found.lines {
            see(line, found.places.get(&line.division_code).map_or("", String::as_str));
        }
        after = found.next;
        if after.is_none() {
            return Ok(());
        }
    }
}

/// `|a|b|`, in which a statement finds a word.
pub(super) fn joined<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().fold("|".to_owned(), |text, word| text + word + "|")
}

/// The kinds of one tree.
pub(super) fn of_tree(programme: &Programme, tree: Tree) -> String {
    let kinds = programme.organisation_kinds.iter().filter(|kind| kind.tree == tree);
    joined(kinds.map(|kind| kind.key.as_str()))
}

/// The posts that lead an organisation.
fn leading(programme: &Programme) -> impl Iterator<Item = &str> {
    programme.posts.iter().filter(|post| post.leads).map(|post| post.key.as_str())
}

/// The kinds that should have what the gap is about.
fn can_lack(programme: &Programme, gap: Gap) -> String {
    let is_led = |key: &str| {
        let mut leading = programme.posts.iter().filter(|post| post.leads);
        leading.any(|post| post.organisation_kinds.iter().any(|kind| kind == key))
    };
    let kinds = programme.organisation_kinds.iter().filter(|kind| match gap {
        Gap::Members => kind.membership != Membership::None,
        Gap::Parent => !kind.under.is_empty(),
        Gap::Leader => is_led(&kind.key),
    });
    joined(kinds.map(|kind| kind.key.as_str()))
}
