//! The records behind a figure: exactly those that make it what it is.

use model::{Date, code::DivisionCode};
use store::facts::{self, After, Behind, Once};
use uuid::Uuid;

use super::{Figure, Ground, Wanted, compute, counting::Counting, definition, require, size};
use crate::{
    Act, Error,
    record::{self, Described, Places},
    refuse,
};

/// What a list of records is narrowed to, and where its page begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Within {
    /// A division inside the figure's own.
    pub division: Option<DivisionCode>,
    /// The cursor of the page before.
    pub after: Option<String>,
    pub limit: i64,
}

/// A page of the records behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records {
    pub figure: Figure,
    /// How many there are on all pages, narrowed as asked.
    pub total: i64,
    pub lines: Vec<Line>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// One record behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub record: Described,
    pub day: Date,
    pub division_code: DivisionCode,
    pub division: String,
    /// How many the record stands for.
    pub quantity: i64,
    /// How many it adds to the figure: of the records of one person or place that is counted once,
    /// the first adds one and the others nothing. Over all lines they add up to the figure.
    pub counted: i64,
}

/// The records behind a figure; behind a share, those of its numerator. Seeing the figure is
/// seeing them: the right is held for the whole division. What each is called is told as far as
/// the asker may see such records.
pub fn records(act: &mut Act<'_>, wanted: &Wanted, within: &Within) -> Result<Records, Error> {
    require(act, &wanted.division)?;
    let defined = definition::find(act, &wanted.key, wanted.revision)?;
    let ground = Ground::of(wanted, size(act, wanted.at)?);
    let figure = compute(act, &defined, &ground)?;
    let narrowed = within.division.clone().unwrap_or_else(|| ground.division.clone());
    if !ground.division.contains(&narrowed) {
        return Err(Error::NotFound);
    }
    let counting =
        Counting::new(defined.counted(), &Ground { division: narrowed, ..ground.clone() });
    let after = within.after.as_deref().map(cursor).transpose()?;
    let total = counting.records(act)?;
    let limit = within.limit.clamp(1, MOST);
    let (lines, next) = page(act, &counting, after, limit)?;
    let next = next.map(|after| written(&after));
    Ok(Records { figure, total, lines, next })
}

/// As many as a page of the list may have.
const MOST: i64 = 500;

/// Some lines, and where the next begin if there are more.
pub(super) fn page(
    act: &mut Act<'_>,
    counting: &Counting,
    after: Option<After>,
    limit: i64,
) -> Result<(Vec<Line>, Option<After>), Error> {
    let Counting { filter, once } = counting;
    let mut rows = facts::behind(act.tx, filter, *once, after.as_ref(), limit.saturating_add(1))?;
    let shown = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > shown;
    rows.truncate(shown);
    let next = rows.last().filter(|_| has_more).map(Behind::after);
    let lines = lines(act, rows, *once, after.as_ref())?;
    Ok((lines, next))
}

fn lines(
    act: &mut Act<'_>,
    rows: Vec<Behind>,
    once: Option<Once>,
    after: Option<&After>,
) -> Result<Vec<Line>, Error> {
    let mut places = Places::on(act.moment.today);
    let mut before = after.cloned();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let is_same = match (once, &before) {
            (Some(Once::Subject), Some(before)) => before.subject == row.subject,
            (Some(Once::Division), Some(before)) => before.division_code == row.division_code,
            _ => false,
        };
        let counted = match once {
            None => row.quantity,
            Some(_) => i64::from(!is_same),
        };
        before = Some(row.after());
        let Some(record) = record::one(act, &row.record_kind, row.record_id)? else { continue };
        let division = places.name(act, &row.division_code)?;
        let Behind { day, division_code, quantity, .. } = row;
        lines.push(Line { record, day, division_code, division, quantity, counted });
    }
    Ok(lines)
}

/// `2019-06-14_410423101203_<record>_<subject>`
fn written(after: &After) -> String {
    let After { subject, division_code, day, record_id } = after;
    let subject = subject.map(|id| id.simple().to_string()).unwrap_or_default();
    format!("{day}_{division_code}_{}_{subject}", record_id.simple())
}

fn cursor(text: &str) -> Result<After, Error> {
    let read = || {
        let mut parts = text.split('_');
        let day = parts.next()?.parse().ok()?;
        let division_code = parts.next()?.parse().ok()?;
        let record_id = parts.next()?.parse().ok()?;
        let subject: Option<Uuid> = match parts.next()? {
            "" => None,
            id => Some(id.parse().ok()?),
        };
        parts.next().is_none().then_some(After { subject, division_code, day, record_id })
    };
    match read() {
        Some(after) => Ok(after),
        None => refuse(
            "after",
            "翻页位置不对，请从第一页重新打开",
            "this is no place in the list; open it from its first page",
        ),
    }
}
