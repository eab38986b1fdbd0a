//! Rosters as offices really keep them, and files that break readers: each is read in a child
//! process, as on a server, and each row or file that is refused is told in both languages.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "../../../papers/tests/it/book.rs"]
mod book;
mod cells;
mod files;
mod records;

use std::path::PathBuf;

use model::{
    Text,
    code::DivisionCode,
    id::ImportId,
    import::{Import, ImportState, RowVerdict},
};
use office::{
    Asker,
    import::{self, NewImport, Received, RowFilter, RowView},
    job,
    testing::{COUNTY, County, code},
};
use store::testing::{Fresh, now};

use crate::book::{Book, MAIN};

const PEOPLE: &str = "姓名,性别,乡镇,村";

/// A county that reads in a real child.
fn county(fresh: Fresh) -> County {
    let mut county = County::open(fresh);
    let child = papers::Place::Child(PathBuf::from(env!("CARGO_BIN_EXE_read-roster")));
    county.office = county.office.clone().reading_in(child);
    county
}

fn clerk(county: &County) -> Asker {
    county.asker("county_office", COUNTY)
}

fn upload(asker: &Asker, recipe: &str, bytes: &[u8]) -> Received {
    let new = NewImport {
        id: ImportId::new(now()),
        recipe: recipe.to_owned(),
        division_code: code(COUNTY),
        file_name: "名册.xlsx".to_owned(),
    };
    import::upload(asker, &new, bytes).unwrap()
}

fn work(county: &County) {
    job::run_due(&county.office, now).unwrap();
}

fn see(asker: &Asker, id: ImportId) -> Import {
    asker.read(move |act| import::find(act, id)).unwrap()
}

/// Uploads a roster and has it read and judged.
fn judge(county: &County, asker: &Asker, recipe: &str, bytes: &[u8]) -> Import {
    let id = upload(asker, recipe, bytes).import().id;
    work(county);
    see(asker, id)
}

/// Uploads, judges and applies a roster in which nothing is wrong.
fn bring(county: &County, asker: &Asker, recipe: &str, lines: &[&str]) -> Import {
    let judged = judge(county, asker, recipe, lines.join("\n").as_bytes());
    assert_eq!(judged.state, ImportState::Judged, "{judged:?}");
    assert_eq!(judged.rows_bad, 0, "{:#?}", rows(asker, judged.id));
    let id = judged.id;
    asker.write(move |act| import::apply(act, id, false)).unwrap();
    work(county);
    let applied = see(asker, id);
    assert_eq!(applied.state, ImportState::Applied, "{applied:?}");
    applied
}

fn rows(asker: &Asker, id: ImportId) -> Vec<RowView> {
    asker.read(move |act| import::rows(act, id, RowFilter::default(), 1_000)).unwrap().rows
}

/// What is said of the row with this number, in both languages.
fn said(asker: &Asker, id: ImportId, line: i64) -> Text {
    let rows = rows(asker, id);
    let row = rows.iter().find(|row| row.line == line).unwrap_or_else(|| panic!("no row {line}"));
    let all = |pick: fn(&Text) -> &str| {
        row.problems.iter().map(|problem| pick(&problem.text)).collect::<Vec<_>>().join("\n")
    };
    Text::new(all(|text| &text.zh), all(|text| &text.en))
}

/// A row of a sheet, and what is to be said of it in Chinese and in English; nothing of a good one.
type Expected<'a> = (&'a str, &'a [&'a str], &'a [&'a str]);

/// Judges a CSV file and compares what is said of each of its rows.
#[track_caller]
fn check(
    county: &County,
    asker: &Asker,
    (recipe, heading): (&str, &str),
    expected: &[Expected<'_>],
) -> ImportId {
    let mut lines = vec![heading];
    lines.extend(expected.iter().map(|(row, ..)| *row));
    let judged = judge(county, asker, recipe, lines.join("\n").as_bytes());
    assert_eq!(judged.state, ImportState::Judged, "{judged:?}");
    for ((row, zh, en), line) in expected.iter().zip(2..) {
        tells(&said(asker, judged.id, line), (zh, en), row);
    }
    judged.id
}

/// Compares a text with its parts in both languages; without parts there must be no text.
#[track_caller]
fn tells(said: &Text, (zh, en): (&[&str], &[&str]), about: &str) {
    assert_eq!(said.zh.is_empty(), zh.is_empty(), "{about}: {}", said.zh);
    for (text, parts) in [(&said.zh, zh), (&said.en, en)] {
        for part in parts {
            assert!(text.contains(part), "{about}: {part} is not in: {text}");
        }
    }
}

/// A cell with words in it.
fn cell(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// A row of cells from column A on; `-` leaves one out.
fn row(number: u32, cells: &[&str]) -> String {
    let cells = cells.iter().zip('A'..).filter(|(text, _)| **text != "-");
    let cells: String =
        cells.map(|(text, column)| cell(&format!("{column}{number}"), text)).collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

/// A sheet of these rows, with merged ranges.
fn sheet(rows: &str, merges: &[&str]) -> Vec<u8> {
    let merges: String =
        merges.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
    let merges =
        if merges.is_empty() { merges } else { format!("<mergeCells>{merges}</mergeCells>") };
    Book::of_sheet(format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData>{merges}</worksheet>"
    ))
    .bytes()
}

/// An invented ID number with a right check character: its county code does not exist.
fn id_number(n: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = format!("41049919800101{n:03}");
    let sum: u32 =
        digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{digits}{}", char::from(b"10X98765432"[sum as usize % 11]))
}

/// How many people there are.
fn people(county: &County) -> usize {
    let all = |act: &mut office::Act<'_>| {
        let mut found = 0;
        office::person::each(act, &office::person::Question::default(), |_, _, _| found += 1)?;
        Ok(found)
    };
    clerk(county).read(all).unwrap()
}

fn division(text: &str) -> DivisionCode {
    code(text)
}
