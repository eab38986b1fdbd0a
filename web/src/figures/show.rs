//! One figure: what it means, how it came about, and the records behind it.

use askama::Template;
use axum::routing::get;
use model::{
    Lang, Text,
    code::{DivisionCode, Level},
    division::Division,
};
use office::figure::{Figure, Point, Position, Records, Wanted, Within};
use serde::Deserialize;

use super::{
    ground::{Asked, Picker, read_division},
    link, number,
    seen::{Seen, look},
    written::address,
};
use crate::{
    Problem,
    asker::Asker,
    extract::{Path, Query},
    frame::Frame,
    list::{Choice, Pager},
    page::Page,
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /figures/{key}", Kind::Page, Who::SignedIn, get(show))]
}

pub(super) const SHOWN: i64 = 50;

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Filters {
    pub(super) division: Option<String>,
    pub(super) period: Option<String>,
    pub(super) at: Option<i64>,
    pub(super) revision: Option<i64>,
    pub(super) within: Option<String>,
    pub(super) after: Option<String>,
}

#[derive(Template)]
#[template(path = "figures/show.html")]
struct ShowPage {
    frame: Frame,
    picker: Picker,
    figure: Figure,
    value: String,
    before: Option<Before>,
    position: Position,
    as_of: String,
    /// The number as it is now, if another position or revision is shown.
    live: Option<(String, String)>,
    for_ever: String,
    share: Option<[(Text, String, String); 2]>,
    chart: String,
    points: Vec<(Text, String)>,
    parts: Vec<Row>,
    /// Divisions that come to nothing: named in one line.
    without: Vec<Row>,
    longest: i64,
    once: bool,
    records: Records,
    within: Vec<Choice>,
    export: String,
    pager: Pager,
}

/// The period before, to compare like with like.
struct Before {
    words: Text,
    value: String,
    href: String,
}

/// One line of the breakdown.
struct Row {
    name: Text,
    href: String,
    value: i64,
    words: String,
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(key): Path<String>,
    Query(filters): Query<Filters>,
) -> Result<Page<ShowPage>, Problem> {
    let asked = Asked::read(filters.division.as_deref(), filters.period.as_deref())?;
    let within = Within {
        division: read_division(filters.within.as_deref())?,
        after: filters.after.clone(),
        limit: SHOWN,
    };
    let at = (filters.at, filters.revision);
    let seen = asker.read(move |act| look(act, &key, at, &asked, &within)).await?;
    Ok(Page(page(&asker, frame, seen, filters.at.is_some())))
}

fn page(asker: &Asker, frame: Frame, seen: Seen, is_fixed: bool) -> ShowPage {
    let figure = seen.records.figure.clone();
    let picker = Picker::new(asker, &seen.places, &seen.division, seen.period);
    let offset = asker.programme().county.offset;
    let as_of = seen.position.as_of.map(|at| words::instant(at, offset, frame.lang));
    let other = |live: &Figure| {
        live.indicator.revision != figure.indicator.revision || live.value != figure.value
    };
    let live = seen
        .live
        .filter(|live| is_fixed && other(live))
        .map(|live| (number(live.value), address(figure.key(), &figure.division, figure.period)));
    let carried = |wanted: Wanted| {
        let fixed = if is_fixed { wanted } else { Wanted { at: None, revision: None, ..wanted } };
        link(&fixed)
    };
    let (parts, without): (Vec<Row>, Vec<Row>) = seen
        .parts
        .into_iter()
        .map(|part| Row {
            href: carried(Wanted { division: part.division, ..figure.wanted() }),
            name: part.name,
            value: part.value.whole(),
            words: number(part.value),
        })
        .partition(|row: &Row| row.value != 0);
    let mut export = figure.href().replacen('?', "/records.xlsx?", 1);
    let narrowed = frame.address.get("within");
    if !narrowed.is_empty() {
        export.push_str(&format!("&within={narrowed}"));
    }
    let shown = seen.records.lines.len();
    let total = usize::try_from(seen.records.total).unwrap_or(0);
    let pager = Pager { total, shown, before: None, after: seen.records.next.clone() };
    let made = |part: &Figure| (part.title().clone(), number(part.value), carried(part.wanted()));
    ShowPage {
        before: seen.before.map(|before| Before {
            words: before.period.words(),
            value: number(before.value),
            href: carried(before.wanted()),
        }),
        chart: chart(&seen.points, &figure, &frame),
        points: seen.points.iter().map(|p| (p.period.words(), number(p.value))).collect(),
        longest: parts.iter().map(|part| part.value).max().unwrap_or(0),
        within: narrow(&seen.places, &seen.division),
        share: seen.share.map(|(numerator, denominator)| [made(&numerator), made(&denominator)]),
        once: matches!(figure.indicator.count, model::indicator::Count::Distinct { .. }),
        value: number(figure.value),
        for_ever: figure.href(),
        as_of: as_of.unwrap_or_default(),
        position: seen.position,
        records: seen.records,
        frame,
        picker,
        figure,
        live,
        parts,
        without,
        export,
        pager,
    }
}

/// The divisions right below, to narrow the records to.
fn narrow(places: &[Division], division: &DivisionCode) -> Vec<Choice> {
    if division.level() == Level::Village {
        return Vec::new();
    }
    let below = places.iter().filter(|place| place.parent_code.as_ref() == Some(division));
    below
        .map(|place| {
            let name = place.short_name().into_owned();
            Choice::new(place.code.to_string(), Text::new(name.clone(), name))
        })
        .collect()
}

/// Months of one year are told without the year.
fn chart(points: &[Point], figure: &Figure, frame: &Frame) -> String {
    let labels: Vec<String> = points.iter().map(|point| point.period.to_string()).collect();
    let values: Vec<serde_json::Value> = points.iter().map(|p| p.value.to_json()).collect();
    let links: Vec<String> =
        points.iter().map(|point| address(figure.key(), &figure.division, point.period)).collect();
    let kind = if figure.indicator.is_on_last_day() { "line" } else { "bar" };
    serde_json::json!({
        "kind": kind,
        "unit": frame.say(&figure.indicator.unit),
        "labels": labels,
        "series": [{ "name": frame.say(figure.title()), "values": values }],
        "links": links,
    })
    .to_string()
}

/// Sentences of the page.
impl ShowPage {
    fn records_title(&self) -> String {
        let total = self.frame.number(self.records.total);
        match (&self.share, self.frame.lang) {
            (Some([(part, ..), _]), Lang::Zh) => format!("分子「{}」的 {total} 条记录", part.zh),
            (Some([(part, ..), _]), Lang::En) => format!("{total} records of “{}”", part.en),
            (None, Lang::Zh) => format!("这个数字背后的 {total} 条记录"),
            (None, Lang::En) => format!("The {total} records behind this number"),
        }
    }

    fn breakdown_title(&self) -> &str {
        match self.figure.division.level() {
            Level::Township => self.frame.t("各村", "By village"),
            _ => self.frame.t("各乡镇", "By township"),
        }
    }
}
