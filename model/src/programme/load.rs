//! Reading a programme's files.

use std::collections::BTreeMap;

use super::{
    ActivityKind, BriefingText, Fault, OrganisationKind, PairingKind, Post, Programme, Recipe,
    Role, briefing, calendar, county, division, guard, indicator,
    item::{Item, is_key, key_shape},
    link::Space,
    process,
    source::{Draft, Source},
};
use crate::{Lang, Text, calendar::Calendar};

/// Path below the programme's folder, with `/` between, and the file's text.
pub type Files = BTreeMap<String, String>;

pub(super) const COUNTY: &str = "programme.toml";
pub(super) const DIVISIONS: &str = "divisions.csv";
const ORGANISATION_KINDS: &str = "organisation_kinds.toml";
const POSTS: &str = "posts.toml";
const PAIRING_KINDS: &str = "pairing_kinds.toml";
const ACTIVITY_KINDS: &str = "activity_kinds.toml";
const CALENDAR: &str = "calendar.toml";
const ROLES: &str = "roles.toml";
pub(super) const INDICATORS: &str = "indicators.toml";
const NOTES: [&str; 2] = ["SOURCES.md", "README.md"];

impl Programme {
    /// Reads a programme, or tells all that is wrong with it.
    pub fn load(files: &Files) -> Result<Programme, Vec<Fault>> {
        let mut draft = Draft::default();
        let programme = read_all(files, &mut draft);
        draft.faults.extend(draft.links.missing());
        match programme {
            Some(programme) if draft.faults.is_empty() => Ok(programme),
            _ => {
                draft.faults.sort();
                draft.faults.dedup();
                Err(draft.faults)
            }
        }
    }

    /// Lushan's programme, which the program carries.
    pub fn embedded() -> Result<Programme, Vec<Fault>> {
        Programme::load(&super::embedded_files())
    }
}

fn read_all(files: &Files, draft: &mut Draft) -> Option<Programme> {
    refuse_strangers(files, draft);
    let county = file(files, COUNTY, draft, &[], county::read);
    let divisions = match files.get(DIVISIONS) {
        Some(text) => division::read_all(&Source::new(DIVISIONS, text), draft),
        None => missing(DIVISIONS, &[Space::Division], draft),
    };
    let organisation_kinds =
        list(files, ORGANISATION_KINDS, Space::OrganisationKind, draft, OrganisationKind::read);
    let posts = list(files, POSTS, Space::Post, draft, Post::read);
    let pairing_kinds = list(files, PAIRING_KINDS, Space::PairingKind, draft, PairingKind::read);
    let activity_kinds =
        list(files, ACTIVITY_KINDS, Space::ActivityKind, draft, ActivityKind::read);
    let roles = list(files, ROLES, Space::Role, draft, Role::read);
    let indicators = list(files, INDICATORS, Space::Indicator, draft, indicator::read);
    let recipes = read_each(files, recipe_key, draft, Recipe::read);
    let briefings = read_briefings(files, draft);
    let processes = read_each(files, process_key, draft, process::read);
    // A county that wrote its programme before there was a calendar opens as it did: no year is known.
    let calendar = match files.contains_key(CALENDAR) {
        true => file(files, CALENDAR, draft, &[], calendar::read),
        false => Calendar::default(),
    };
    if files.contains_key(ROLES) {
        Role::check_all(&roles, ROLES, draft);
    }
    check_indicators(&indicators, draft);
    let county = county?;
    county::check(&county, &divisions, draft);
    Some(Programme {
        county,
        divisions,
        organisation_kinds,
        posts,
        pairing_kinds,
        activity_kinds,
        roles,
        indicators,
        briefings,
        recipes,
        processes,
        calendar,
    })
}

/// A file that nothing reads is a slip of the pen: its author believes that it counts.
fn refuse_strangers(files: &Files, draft: &mut Draft) {
    let known = [
        COUNTY,
        DIVISIONS,
        ORGANISATION_KINDS,
        POSTS,
        PAIRING_KINDS,
        ACTIVITY_KINDS,
        ROLES,
        INDICATORS,
        CALENDAR,
    ];
    for path in files.keys().map(String::as_str) {
        let is_known = known.contains(&path) || NOTES.contains(&path);
        let is_one_of_many = recipe_key(path).or(process_key(path)).is_some();
        if !is_known && !is_one_of_many && briefing_key(path).is_none() {
            let text = Text::fixed(
                "方案中没有这种文件；请删去或改名（见 programmes/README.md）",
                "a programme has no such file; remove or rename it (see programmes/README.md)",
            );
            draft.faults.push(Fault::new(path, 1, text));
        }
    }
}

fn recipe_key(path: &str) -> Option<&str> {
    key_below("imports/", path)
}

fn process_key(path: &str) -> Option<&str> {
    key_below("processes/", path)
}

fn key_below<'p>(folder: &str, path: &'p str) -> Option<&'p str> {
    path.strip_prefix(folder)?.strip_suffix(".toml").filter(|key| !key.contains('/'))
}

fn briefing_key(path: &str) -> Option<(&str, Lang)> {
    let name = path.strip_prefix("briefings/")?.strip_suffix(".md")?;
    let (key, lang) = name.rsplit_once('.')?;
    let lang = match lang {
        "zh" => Lang::Zh,
        "en" => Lang::En,
        _ => return None,
    };
    (!key.contains('/')).then_some((key, lang))
}

fn missing<T: Default>(path: &str, defines: &[Space], draft: &mut Draft) -> T {
    let text = Text::fixed("缺少这个文件，请补上", "this file is missing; please add it");
    draft.faults.push(Fault::new(path, 1, text));
    defines.iter().for_each(|space| draft.links.unread(*space));
    T::default()
}

fn file<T: Default>(
    files: &Files,
    path: &str,
    draft: &mut Draft,
    defines: &[Space],
    read: impl FnOnce(&mut Item) -> T,
) -> T {
    match files.get(path) {
        Some(text) => Source::new(path, text).read(draft, defines, read).unwrap_or_default(),
        None => missing(path, defines, draft),
    }
}

fn list<T>(
    files: &Files,
    path: &str,
    space: Space,
    draft: &mut Draft,
    read: impl FnMut(&mut Item) -> T,
) -> Vec<T> {
    file(files, path, draft, &[space], |item| item.items(space.table(), read))
}

/// Reads every file whose path gives a key.
fn read_each<T>(
    files: &Files,
    key_of: impl Fn(&str) -> Option<&str>,
    draft: &mut Draft,
    read: impl Fn(&str, &mut Item) -> T,
) -> Vec<T> {
    let mut found = Vec::new();
    for (path, text) in files {
        let Some(key) = key_of(path) else { continue };
        check_file_name(path, key, draft);
        found.extend(Source::new(path, text).read(draft, &[], |item| read(key, item)));
    }
    found
}

fn read_briefings(files: &Files, draft: &mut Draft) -> Vec<BriefingText> {
    let mut briefings: BTreeMap<&str, [Option<Vec<super::Block>>; 2]> = BTreeMap::new();
    for (path, text) in files {
        let Some((key, lang)) = briefing_key(path) else { continue };
        check_file_name(path, key, draft);
        let blocks = briefing::read(&Source::new(path, text), draft);
        briefings.entry(key).or_default()[lang as usize] = Some(blocks);
    }
    let mut whole = Vec::new();
    for (key, [zh, en]) in briefings {
        for (lang, there) in [("zh", zh.is_some()), ("en", en.is_some())] {
            if !there {
                missing::<()>(&format!("briefings/{key}.{lang}.md"), &[], draft);
            }
        }
        if let (Some(zh), Some(en)) = (zh, en) {
            let briefing = BriefingText { key: key.to_owned(), zh, en };
            briefing.check(draft);
            whole.push(briefing);
        }
    }
    whole
}

fn check_file_name(path: &str, key: &str, draft: &mut Draft) {
    if !is_key(key) {
        let shape = key_shape();
        let text = Text::new(
            format!("文件名应为{}", shape.zh),
            format!("the file's name must be {}", shape.en),
        );
        draft.faults.push(Fault::new(path, 1, text));
    }
    if let Some(fence) = guard::fence_in_name(key) {
        draft.faults.push(Fault::new(path, 1, guard::refusal(key, fence)));
    }
}

fn check_indicators(indicators: &[crate::indicator::Indicator], draft: &mut Draft) {
    let Draft { faults, links } = draft;
    indicator::check_all(indicators, |key, text| {
        let line = links.place_of(Space::Indicator, key).map_or(1, |place| place.line);
        faults.push(Fault::new(INDICATORS, line, text));
    });
}
