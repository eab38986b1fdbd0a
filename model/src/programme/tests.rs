//! The loader as a county meets it: a folder in, a programme or a list of faults out.

mod changes;
mod faults;
mod fences;
mod headings;
mod hostile;
mod processes;

use super::*;
use crate::{
    code::Level,
    indicator::Count,
    right::{Duty, Right},
    text::Say,
    word::Word,
};

/// The embedded programme with one file put in another's place.
fn with(path: &str, text: &str) -> Files {
    let mut files = embedded_files();
    files.insert(path.to_owned(), text.to_owned());
    files
}

/// The embedded programme with a stretch of one file changed.
#[track_caller]
fn changed(path: &str, from: &str, to: &str) -> Files {
    let text = embedded_files()[path].clone();
    assert!(text.contains(from), "{path} does not hold {from}");
    with(path, &text.replacen(from, to, 1))
}

/// The faults of a set of files, a line each, in both languages.
fn told(files: &Files) -> String {
    let faults = Programme::load(files).err().unwrap_or_default();
    let lines = faults.iter().map(|fault| format!("{fault}\n    {}\n", fault.say().zh));
    lines.collect()
}

fn lushan() -> Programme {
    Programme::embedded().unwrap_or_else(|_| panic!("{}", told(&embedded_files())))
}

#[test]
fn the_embedded_programme_loads() {
    let lushan = lushan();
    let count = |level| lushan.divisions.iter().filter(|row| row.level == level).count();
    assert_eq!(count(Level::County), 1);
    assert_eq!(count(Level::Township), 24);
    assert_eq!(count(Level::Village), 556);
    assert_eq!(lushan.county.offset.local_minus_utc(), 8 * 3600);
}

#[test]
fn a_programme_from_before_there_were_processes_and_a_calendar_still_loads() {
    let mut files = embedded_files();
    files.retain(|path, _| path != "calendar.toml" && !path.starts_with("processes/"));
    // Nor were there indicators of cases.
    let indicators = files.get_mut("indicators.toml").unwrap();
    let kept = indicators.split("[[indicator]]").filter(|one| !one.contains("measure = \"case_"));
    *indicators = kept.collect::<Vec<_>>().join("[[indicator]]");
    let older = Programme::load(&files).unwrap();
    assert!(older.processes.is_empty() && older.calendar.years().is_empty());
    let day = "2019-09-30".parse().unwrap();
    assert!(older.calendar.after(day, 1).is_provisional);
}

#[test]
fn the_embedded_files_are_those_of_the_folder() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../programmes/lushan");
    let mut found = Vec::new();
    for below in ["", "briefings", "imports", "processes"] {
        for entry in std::fs::read_dir(folder.join(below)).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                let path = entry.path();
                found.push(path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    assert_eq!(found, embedded_files().into_keys().collect::<Vec<_>>());
}

#[test]
fn every_figure_of_the_county_report_is_an_indicator() {
    let lushan = lushan();
    let report = [
        ("S01", "shows", "文艺作品巡演场次", "touring shows held"),
        ("S01", "lecturers", "先进典型(宣讲团成员)", "advanced models in the lecture group"),
        ("S01", "talks", "巡回作报告场次", "touring talks held"),
        ("S17", "first_secretaries", "第一书记", "first secretaries posted"),
        ("S17", "resident_teams", "驻村工作队", "resident teams posted"),
        (
            "S18",
            "functional_organisations",
            "驻村功能型党组织",
            "functional Party organisations of resident cadres",
        ),
        ("S20", "envoys", "科技特派员", "science-and-technology envoys"),
        ("S20", "corps_branches", "乡镇分团", "township branches of the service corps"),
        ("S20", "served_villages", "对接帮扶贫困村", "poor villages paired with the corps"),
        ("S27", "industry_general_branches", "产业党总支", "industry general Party branches"),
        ("S27", "industry_branches", "产业党支部", "industry Party branches"),
        ("S27", "industry_groups", "产业党小组", "industry Party groups"),
    ];
    let shown = lushan.briefing("annual").unwrap().figures();
    for (system, key, zh, en) in report {
        let indicator = lushan.indicator(key).unwrap();
        assert_eq!(indicator.system, system, "{key}");
        assert_eq!((&*indicator.title.zh, &*indicator.title.en), (zh, en));
        assert!(shown.contains(&key), "{key} is not in the briefing");
    }
}

#[test]
fn every_role_is_one_hand_and_every_right_is_somebodys() {
    let lushan = lushan();
    for right in Right::ALL {
        assert!(lushan.roles.iter().any(|role| role.allows(*right)), "{right} is nobody's");
    }
    let role = |key| lushan.role(key).unwrap();
    assert_eq!(role("security_admin").duty(), Duty::Security);
    assert!(!role("security_admin").goes_with(role("county_office")));
    assert!(!role("security_admin").goes_with(role("audit_admin")));
    assert!(role("county_office").goes_with(role("first_secretary")));
}

#[test]
fn every_indicator_counts_something_that_a_record_can_be() {
    for indicator in &lushan().indicators {
        let is_ratio = matches!(indicator.count, Count::Ratio { .. });
        assert_eq!(indicator.tags.is_empty(), is_ratio, "{}", indicator.key);
        assert!(!indicator.definition.zh.is_empty(), "{}", indicator.key);
    }
}

#[test]
fn a_word_in_a_sheet_finds_its_kind() {
    let lushan = lushan();
    let find = |written| lushan.key_of(Space::OrganisationKind, written);
    assert_eq!(find("村党支部"), Some("village_branch"));
    assert_eq!(find(" 村 党支部 "), Some("village_branch"));
    assert_eq!(find("Village Party Branch"), Some("village_branch"));
    assert_eq!(find("village_branch"), Some("village_branch"));
    assert_eq!(find("庙会"), None);
}

#[test]
fn a_quorum_is_met_by_enough_of_those_expected() {
    let met = |quorum: Quorum, present, expected| quorum.is_met(present, expected);
    assert!(met(Quorum::MoreThanHalf, 11, 20) && !met(Quorum::MoreThanHalf, 10, 20));
    assert!(met(Quorum::FourFifths, 16, 20) && !met(Quorum::FourFifths, 15, 20));
    assert!(met(Quorum::TwoThirds, 2, 3) && !met(Quorum::TwoThirds, 1, 2));
    assert!(met(Quorum::None, 0, 20));
    assert!(met(Quorum::FourFifths, i64::MAX, i64::MAX));
}

#[test]
fn a_briefing_is_words_and_figures() {
    let lushan = lushan();
    let briefing = lushan.briefing("annual").unwrap();
    assert_eq!(briefing.title(crate::Lang::Zh).first(), Some(&Part::Division));
    let paragraph = Block::Paragraph {
        parts: vec![
            Part::Words { words: "The county has ".to_owned() },
            Part::Figure { key: "envoys".to_owned() },
            Part::Words { words: " envoys".to_owned() },
            Part::Words { words: "\n".to_owned() },
            Part::Words { words: "in ".to_owned() },
            Part::Period,
            Part::Words { words: ".".to_owned() },
        ],
    };
    let text = "# T\n\nThe county has {{figure envoys}} envoys\nin {{ period }}.\n";
    let mut files = with("briefings/short.en.md", text);
    files.insert("briefings/short.zh.md".to_owned(), "# 题\n\n{{figure envoys}}\n".to_owned());
    let programme = Programme::load(&files).unwrap_or_else(|_| panic!("{}", told(&files)));
    assert_eq!(programme.briefing("short").unwrap().en[1], paragraph);
    assert_eq!(programme.briefing("short").unwrap().figures(), ["envoys"]);
}
