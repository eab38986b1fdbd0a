//! Lushan's programme, carried in the program so that it runs with nothing installed.

use super::load::Files;

macro_rules! lushan {
    ($($path:literal),+ $(,)?) => {
        [$(($path, include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"), "/../programmes/lushan/", $path
        )))),+]
    };
}

/// The files of `programmes/lushan/`. A test compares the list with the folder.
pub fn embedded_files() -> Files {
    let files = lushan![
        "SOURCES.md",
        "activity_kinds.toml",
        "briefings/annual.en.md",
        "briefings/annual.zh.md",
        "calendar.toml",
        "divisions.csv",
        "imports/activities.toml",
        "imports/affiliations.toml",
        "imports/envoys.toml",
        "imports/first_secretaries.toml",
        "imports/lecturers.toml",
        "imports/organisations.toml",
        "imports/pairings.toml",
        "imports/people.toml",
        "imports/team_members.toml",
        "imports/village_cadres.toml",
        "indicators.toml",
        "organisation_kinds.toml",
        "pairing_kinds.toml",
        "posts.toml",
        "processes/demand.toml",
        "processes/need.toml",
        "processes/problem.toml",
        "processes/rectification.toml",
        "processes/service_item.toml",
        "processes/weak_village.toml",
        "programme.toml",
        "roles.toml",
    ];
    files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}
