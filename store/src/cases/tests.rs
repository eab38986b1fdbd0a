//! Every way to the rows goes by the index that is meant for it.

use model::Date;

use super::*;
use crate::search::Terms;
use crate::testing::Fresh;

fn plans(tx: &mut Tx, filter: &Filter) -> Result<Vec<String>, Error> {
    let sql = on_path!(
        filter,
        line!(""),
        "AND (c.opened_on, c.id) < ($22, $23) ORDER BY c.opened_on DESC, c.id DESC LIMIT $24"
    );
    let counted = on_path!(filter, "SELECT COUNT(*)", "");
    let (day, id, few) = ("~", uuid::Uuid::max(), 20_i64);
    let listed: &'static str = format!("EXPLAIN QUERY PLAN {sql}").leak();
    let counted: &'static str = format!("EXPLAIN QUERY PLAN {counted}").leak();
    let mut rows: Vec<(i64, i64, i64, String)> = query!(tx.all(listed, filter, &day, &id, &few))?;
    let more: Vec<(i64, i64, i64, String)> = query!(tx.all(counted, filter))?;
    rows.extend(more);
    let about_cases = |row: &(i64, i64, i64, String)| row.3.contains(" c USING");
    Ok(rows.into_iter().filter(about_cases).map(|row| row.3).collect())
}

#[test]
fn each_way_goes_by_its_index() {
    let fresh = Fresh::sqlite();
    let store = fresh.open();
    let county = Filter::new(Scope::granted("410423000000".parse().unwrap(), None));
    let village = Filter::new(Scope::granted("410423101203".parse().unwrap(), None));
    let today = Date::from_ymd_opt(2019, 6, 1);
    let (process, state) = (Some("problem".to_owned()), Some("closed".to_owned()));
    let words = Terms::new(["桥".to_owned()]);
    let ways = [
        (county.clone(), "case_file_by_day"),
        (Filter { process: process.clone(), ..county.clone() }, "case_file_by_process"),
        (Filter { process, state, ..county.clone() }, "case_file_by_state"),
        (Filter { open: Some(true), ..county.clone() }, "case_file_open"),
        (Filter { overdue_on: today, ..county.clone() }, "case_file_open"),
        (Filter { owners: Some(Vec::new()), ..county.clone() }, "case_file_open"),
        (Filter { reopened: true, ..county.clone() }, "case_file_reopened"),
        (Filter { returned: 2, ..county.clone() }, "case_file_returned"),
        (Filter { search: words, ..county }, "sqlite_autoindex_case_file_1"),
        (village.clone(), "case_file_by_division"),
        (village, "case_file_by_handler"),
    ];
    for (filter, index) in ways {
        let asked = filter.clone();
        let plans = store.read(move |tx| plans(tx, &asked)).unwrap();
        assert!(plans.iter().any(|plan| plan.contains(index)), "{filter:?}\n{plans:#?}");
        // To count what only the tally counts is nobody's way.
        if !filter.is_tallied() {
            assert!(plans.iter().all(|plan| plan.contains(index)), "{filter:?}\n{plans:#?}");
        }
    }
}
