//! All figures of a division and a period, as tiles by working system.

use askama::Template;
use axum::routing::get;
use model::{Text, code::DivisionCode, division::Division, period::Period, system};
use office::{
    Act, Error,
    figure::{self, Figure, Position},
};
use serde::Deserialize;

use super::{
    ground::{Asked, Picker},
    link, number,
};
use crate::{
    Problem,
    asker::Asker,
    extract::Query,
    frame::Frame,
    page::Page,
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /figures", Kind::Page, Who::SignedIn, get(list))]
}

#[derive(Debug, Deserialize)]
struct Filters {
    division: Option<String>,
    period: Option<String>,
    /// How many journal entries count; absent for all there are.
    at: Option<i64>,
}

#[derive(Template)]
#[template(path = "figures/list.html")]
struct ListPage {
    frame: Frame,
    picker: Picker,
    groups: Vec<Group>,
    position: Position,
    as_of: String,
    live: String,
}

/// The figures of one working system.
struct Group {
    title: Text,
    tiles: Vec<Tile>,
}

struct Tile {
    href: String,
    title: Text,
    value: String,
    unit: Text,
    records: i64,
    /// On one day rather than over the period.
    standing: bool,
    trend: Vec<i64>,
}

struct Seen {
    division: DivisionCode,
    period: Period,
    places: Vec<Division>,
    position: Position,
    figures: Vec<(Figure, Vec<i64>)>,
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<ListPage>, Problem> {
    let asked = Asked::read(filters.division.as_deref(), filters.period.as_deref())?;
    let seen = asker.read(move |act| look(act, &asked, filters.at)).await?;
    let picker = Picker::new(&asker, &seen.places, &seen.division, seen.period);
    let offset = asker.programme().county.offset;
    let as_of = seen.position.as_of.map(|at| words::instant(at, offset, frame.lang));
    let live = format!("/figures?division={}&period={}", seen.division, seen.period);
    let groups = groups(seen.figures, seen.position.is_latest);
    let (position, as_of) = (seen.position, as_of.unwrap_or_default());
    Ok(Page(ListPage { frame, picker, groups, position, as_of, live }))
}

fn look(act: &mut Act<'_>, asked: &Asked, at: Option<i64>) -> Result<Seen, Error> {
    let (division, period) = asked.settle(act)?;
    let position = figure::position(act, at)?;
    let mut figures = Vec::new();
    for figure in figure::all(act, &division, period, at)? {
        let points = figure::trend(act, &figure.wanted())?;
        let trend: Vec<i64> = points.iter().map(|point| point.value.whole()).collect();
        // A flat line says nothing that the number does not say.
        let moves = trend.windows(2).any(|pair| pair[0] != pair[1]);
        figures.push((figure, if moves { trend } else { Vec::new() }));
    }
    let places = figure::places(act, &division)?;
    Ok(Seen { division, period, places, position, figures })
}

/// In the programme's order, each system where its first figure stands.
fn groups(figures: Vec<(Figure, Vec<i64>)>, is_latest: bool) -> Vec<Group> {
    let mut groups: Vec<(String, Group)> = Vec::new();
    for (figure, trend) in figures {
        let mut wanted = figure.wanted();
        if is_latest {
            (wanted.at, wanted.revision) = (None, None);
        }
        let indicator = figure.indicator;
        let tile = Tile {
            href: link(&wanted),
            value: number(figure.value),
            records: figure.records,
            standing: indicator.is_on_last_day(),
            trend,
            title: indicator.title,
            unit: indicator.unit,
        };
        match groups.iter_mut().find(|(system, _)| *system == indicator.system) {
            Some((_, group)) => group.tiles.push(tile),
            None => {
                let system = indicator.system;
                let title = system::title(&system)
                    .unwrap_or_else(|| Text::new(system.clone(), system.clone()));
                groups.push((system, Group { title, tiles: vec![tile] }));
            }
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

impl ListPage {
    fn note(&self, tile: &Tile) -> String {
        let records = self.frame.number(tile.records);
        let records = match self.frame.lang {
            model::Lang::Zh => format!("{records} 条记录"),
            model::Lang::En => format!("{records} records"),
        };
        if tile.standing {
            format!("{} · {records}", self.frame.t("期末", "at its end"))
        } else {
            records
        }
    }
}
