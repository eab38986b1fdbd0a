//! A process as a picture: its states in rows, by how many steps they are from the opening.

use std::{collections::BTreeMap, fmt};

use askama::{Template, filters::HtmlSafe};
use model::{Lang, process::Process};

const WIDE: usize = 150;
const HIGH: usize = 34;
const ACROSS: usize = 174;
const DOWN: usize = 66;
const EDGE: usize = 10;

/// Boxes and arrows, in units of an SVG's view box.
pub(super) struct Diagram {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) boxes: Vec<Box>,
    pub(super) arrows: Vec<Arrow>,
}

/// A state.
pub(super) struct Box {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) words: String,
    pub(super) is_here: bool,
    pub(super) is_final: bool,
}

impl Box {
    pub(super) fn middle(&self) -> (usize, usize) {
        (self.x + WIDE / 2, self.y + HIGH / 2 + 4)
    }

    /// As `here`, `end` or nothing, for the style sheet.
    pub(super) fn class(&self) -> &'static str {
        match (self.is_here, self.is_final) {
            (true, _) => "here",
            (false, true) => "end",
            (false, false) => "",
        }
    }
}

/// A step, from the foot of one state to the head of another, or around the side when it goes back.
pub(super) struct Arrow {
    pub(super) path: String,
    pub(super) words: String,
    pub(super) is_back: bool,
}

/// The picture as a file of its own, with the opening marked.
#[derive(Template)]
#[template(path = "cases/diagram.svg")]
struct Picture<'a> {
    title: &'a str,
    style: Style,
    diagram: Diagram,
}

/// What the style sheet says of a diagram in a page, for paper: a file of its own has no style sheet.
struct Style;

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "<style>\
             .paper { fill: #fff; } \
             .process rect { fill: #fff; stroke: #94a3b8; } \
             .process .end { fill: #eef2f6; } \
             .process .here { fill: #e7f0fb; stroke: #1d6fd1; stroke-width: 2; } \
             .process text { fill: #1f2937; font-size: 12px; text-anchor: middle; } \
             .process .way { fill: none; stroke: #64748b; } \
             .process .back { stroke-dasharray: 3 3; opacity: .6; } \
             .process marker path { fill: #64748b; }</style>",
        )
    }
}

impl HtmlSafe for Style {}

/// A process as an SVG file.
pub fn picture(process: &Process, lang: Lang) -> Result<String, askama::Error> {
    let title = process.title.in_lang(lang);
    let diagram = of(process, &process.opening.state, lang);
    Picture { title, style: Style, diagram }.render()
}

pub(super) fn of(process: &Process, here: &str, lang: Lang) -> Diagram {
    let rows = rows(process);
    let mut places = BTreeMap::new();
    let widest = rows.iter().map(Vec::len).max().unwrap_or(1);
    for (row, keys) in rows.iter().enumerate() {
        let start = EDGE + (widest - keys.len()) * ACROSS / 2;
        for (at, key) in keys.iter().enumerate() {
            places.insert(*key, (start + at * ACROSS, EDGE + row * DOWN));
        }
    }
    let boxes = process.states.iter().filter_map(|state| {
        let (x, y) = *places.get(state.key.as_str())?;
        let (is_here, is_final) = (state.key == here, state.is_final());
        Some(Box { x, y, words: short(state.title.in_lang(lang), lang), is_here, is_final })
    });
    let mut arrows: BTreeMap<(&str, &str), Arrow> = BTreeMap::new();
    for step in &process.steps {
        let Some(to) = &step.to else { continue };
        for from in step.from.iter().filter(|from| *from != to) {
            let (Some(a), Some(b)) = (places.get(from.as_str()), places.get(to.as_str())) else {
                continue;
            };
            let words = step.title.in_lang(lang);
            let arrow = arrows.entry((from, to)).or_insert_with(|| arrow(*a, *b));
            if !arrow.words.is_empty() {
                arrow.words.push_str(lang.pick("；", "; "));
            }
            arrow.words.push_str(words);
        }
    }
    Diagram {
        width: widest * ACROSS + EDGE,
        height: rows.len() * DOWN + EDGE,
        boxes: boxes.collect(),
        arrows: arrows.into_values().collect(),
    }
}

/// The states by their distance from the opening; the reader has proved that each is reached.
fn rows(process: &Process) -> Vec<Vec<&str>> {
    let mut rows: Vec<Vec<&str>> = vec![vec![&process.opening.state]];
    loop {
        let Some(last) = rows.last() else { return rows };
        let mut next: Vec<&str> = Vec::new();
        for key in last {
            let to = process.steps_from(key).filter_map(|step| step.to.as_deref());
            for to in to {
                let is_known = rows.iter().flatten().chain(&next).any(|known| *known == to);
                if !is_known {
                    next.push(to);
                }
            }
        }
        if next.is_empty() {
            return rows;
        }
        rows.push(next);
    }
}

fn arrow((ax, ay): (usize, usize), (bx, by): (usize, usize)) -> Arrow {
    let is_back = by <= ay;
    let path = if is_back {
        // From side to side in a bow, so that it does not lie upon the way forth.
        let (x, y, to_x, to_y) = (ax + WIDE, ay + HIGH / 2, bx + WIDE, by + HIGH / 2);
        let bow = x.max(to_x) + 18;
        format!("M{x} {y}C{bow} {y} {bow} {to_y} {to_x} {to_y}")
    } else {
        let (x, y, to_x) = (ax + WIDE / 2, ay + HIGH, bx + WIDE / 2);
        let half = (y + by) / 2;
        format!("M{x} {y}C{x} {half} {to_x} {half} {to_x} {by}")
    };
    Arrow { path, words: String::new(), is_back }
}

/// As many letters as a box holds; the whole is in the title.
fn short(words: &str, lang: Lang) -> String {
    let most = match lang {
        Lang::Zh => 11,
        Lang::En => 20,
    };
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let mut short: String = words.chars().take(most - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use model::programme::Programme;

    use super::*;

    #[test]
    fn every_state_has_a_box_of_its_own_and_every_way_an_arrow() {
        for process in Programme::embedded().unwrap().processes {
            let here = &process.opening.state;
            let diagram = of(&process, here, Lang::Zh);
            assert_eq!(diagram.boxes.len(), process.states.len(), "{}", process.key);
            let mut places: Vec<_> = diagram.boxes.iter().map(|one| (one.x, one.y)).collect();
            places.sort_unstable();
            places.dedup();
            assert_eq!(places.len(), diagram.boxes.len());
            assert!(
                places.iter().all(|(x, y)| x + WIDE <= diagram.width && y + HIGH <= diagram.height)
            );
            assert_eq!(diagram.boxes.iter().filter(|one| one.is_here).count(), 1);
            assert!(diagram.arrows.len() >= process.states.len() - 1);
            assert!(diagram.arrows.iter().all(|arrow| !arrow.words.is_empty()));
        }
    }

    /// `UPDATE_DIAGRAMS=1` draws them again.
    #[test]
    fn the_pictures_in_the_guide_are_those_of_the_programme() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/processes");
        let processes = Programme::embedded().unwrap().processes;
        let mut known: Vec<String> =
            processes.iter().map(|one| format!("{}.svg", one.key)).collect();
        for process in processes {
            let drawn = picture(&process, Lang::Zh).unwrap();
            let path = format!("{folder}/{}.svg", process.key);
            if std::env::var_os("UPDATE_DIAGRAMS").is_some() {
                std::fs::write(&path, &drawn).unwrap();
            }
            assert_eq!(std::fs::read_to_string(&path).unwrap(), drawn, "{path}");
        }
        let files = std::fs::read_dir(folder).unwrap();
        let mut files: Vec<String> =
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        files.sort();
        known.sort();
        assert_eq!(files, known);
    }
}
