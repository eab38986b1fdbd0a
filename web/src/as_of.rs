//! The day of which a page tells.

use model::{Date, Text, standards::read_date};

use crate::Problem;

/// The day that the address asks for, or today.
pub(crate) fn day(asked: Option<&str>, today: Date) -> Result<Date, Problem> {
    let Some(asked) = asked.map(str::trim).filter(|asked| !asked.is_empty()) else {
        return Ok(today);
    };
    read_date(asked, chrono::Datelike::year(&today).into()).map_err(|_| {
        let text = Text::new(
            format!("看不懂日期“{asked}”，请按 2019-12-30 填写"),
            format!("“{asked}” is not a date; write it as 2019-12-30"),
        );
        Problem::bad_request(text.clone()).with_faults(vec![("day".to_owned(), text)])
    })
}
