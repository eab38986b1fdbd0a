mod files;
mod paths;
mod people;
mod rosters;
mod undoing;

use model::{
    fact::Measure,
    id::ImportId,
    import::{Import, ImportState, RowVerdict},
};
use papers::write::{Column, Kind, Out, Sheet};
use store::testing::now;

use super::{NewImport, Problem, Received, RowFilter, RowView, list, upload};
use crate::{
    Act, Asker, Error, job,
    testing::{COUNTY, County, code},
};

/// An invented ID number with a right check character: of the `n`-th person born that day.
fn id_number(born: &str, n: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = format!("410423{born}{n:03}");
    let sum: u32 =
        digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = b"10X98765432"[sum as usize % 11];
    format!("{digits}{}", char::from(check))
}

/// A CSV file of these lines.
fn csv(lines: &[&str]) -> Vec<u8> {
    lines.join("\n").into_bytes()
}

/// A workbook of text cells, the first row its headings.
fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let columns: Vec<Column> =
        rows[0].iter().map(|heading| Column::new(heading.as_str(), Kind::Text)).collect();
    let mut sheet = Sheet::new("名册", &columns).unwrap();
    for row in &rows[1..] {
        let cells: Vec<Out<'_>> = row.iter().map(|cell| Out::text(cell.as_str())).collect();
        sheet.row(&cells).unwrap();
    }
    sheet.finish().unwrap()
}

fn new(recipe: &str, division: &str) -> NewImport {
    NewImport {
        id: ImportId::new(now()),
        recipe: recipe.to_owned(),
        division_code: code(division),
        file_name: "名册.csv".to_owned(),
    }
}

fn send(asker: &Asker, recipe: &str, bytes: &[u8]) -> Import {
    let division = asker.who().home().unwrap().to_string();
    match upload(asker, &new(recipe, &division), bytes).unwrap() {
        Received::New(import) => import,
        Received::Before(import) => panic!("this was sent before: {import:?}"),
    }
}

fn run_jobs(county: &County) {
    job::run_due(&county.office, now).unwrap();
    assert_eq!(left_over(county), 0, "a test ends with an empty queue");
}

fn left_over(county: &County) -> i64 {
    county.office.program(now()).read(|act| Ok(store::jobs::waiting(act.tx)?)).unwrap()
}

fn see(asker: &Asker, id: ImportId) -> Import {
    asker.read(move |act| super::find(act, id)).unwrap()
}

/// Uploads a roster and runs the dry run.
fn judge(county: &County, asker: &Asker, recipe: &str, bytes: &[u8]) -> Import {
    let import = send(asker, recipe, bytes);
    run_jobs(county);
    see(asker, import.id)
}

fn rows(asker: &Asker, id: ImportId) -> Vec<RowView> {
    asker.read(move |act| super::rows(act, id, RowFilter::default(), 1_000)).unwrap().rows
}

/// What is said of the row with this number in the sheet, in Chinese, joined.
fn said(asker: &Asker, id: ImportId, line: i64) -> String {
    let rows = rows(asker, id);
    let row = rows.iter().find(|row| row.line == line).unwrap();
    let problems = row.problems.iter().map(|problem: &Problem| problem.text.zh.to_string());
    problems.collect::<Vec<_>>().join("\n")
}

fn verdicts(asker: &Asker, id: ImportId) -> Vec<RowVerdict> {
    rows(asker, id).iter().map(|row| row.verdict).collect()
}

fn apply(county: &County, asker: &Asker, id: ImportId) -> Import {
    asker.write(move |act| super::apply(act, id, false)).unwrap();
    run_jobs(county);
    see(asker, id)
}

/// Uploads and applies a roster that has nothing wrong in it.
fn import(county: &County, asker: &Asker, recipe: &str, bytes: &[u8]) -> Import {
    let judged = judge(county, asker, recipe, bytes);
    assert_eq!(judged.state, ImportState::Judged, "{judged:?}");
    let bad: Vec<_> =
        rows(asker, judged.id).into_iter().filter(|row| !row.problems.is_empty()).collect();
    assert!(bad.is_empty(), "{bad:#?}");
    let applied = apply(county, asker, judged.id);
    assert_eq!(applied.state, ImportState::Applied);
    applied
}

/// Every fact of a measure, added up over all time.
fn balance(county: &County, measure: Measure, tag: &str) -> i64 {
    let filter = store::facts::Filter {
        measure,
        tags: vec![tag.to_owned()],
        from: None,
        until: "2100-01-01".parse().unwrap(),
        within: code(COUNTY),
        size: i64::MAX,
    };
    let office = county.office.program(now());
    office.read(move |act| Ok(store::facts::sum(act.tx, &filter)?)).unwrap()
}

/// How many people, organisations and postings there are.
fn records(county: &County) -> [usize; 3] {
    let office = county.office.program(now());
    office.read(|act| Ok([people(act)?, organisations(act)?, postings(act)?])).unwrap()
}

fn people(act: &mut Act<'_>) -> Result<usize, Error> {
    let all: Vec<model::person::Person> =
        store::records::after(act.tx, uuid::Uuid::nil(), i64::MAX)?;
    Ok(all.len())
}

fn organisations(act: &mut Act<'_>) -> Result<usize, Error> {
    let all: Vec<model::organisation::Organisation> =
        store::records::after(act.tx, uuid::Uuid::nil(), i64::MAX)?;
    Ok(all.len())
}

fn postings(act: &mut Act<'_>) -> Result<usize, Error> {
    let all: Vec<model::posting::Posting> =
        store::records::after(act.tx, uuid::Uuid::nil(), i64::MAX)?;
    Ok(all.len())
}
