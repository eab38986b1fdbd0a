//! The records behind a figure as a workbook, however many there are.

use model::Lang;
use papers::write::{Column, Kind, Out, Sheet, Unwritten};

use super::{
    Figure, Ground, Line, Wanted, Within, behind::page, compute, counting::Counting, definition,
    require, size,
};
use crate::{Act, Error, record::Places};

/// Lines are fetched in pieces of this size, so that memory stays small.
const PIECE: i64 = 5_000;

/// A workbook of every record behind a figure, narrowed as asked, still to be ended. The heading of
/// the column that adds up to the figure says what the figure is.
pub fn sheet(
    act: &mut Act<'_>,
    wanted: &Wanted,
    within: &Within,
    lang: Lang,
) -> Result<Sheet, Error> {
    require(act, &wanted.division)?;
    let defined = definition::find(act, &wanted.key, wanted.revision)?;
    let ground = Ground::of(wanted, size(act, wanted.at)?);
    let figure = compute(act, &defined, &ground)?;
    let division = within.division.clone().unwrap_or_else(|| ground.division.clone());
    if !ground.division.contains(&division) {
        return Err(Error::NotFound);
    }
    let place = Places::on(ground.period.last_day()).name(act, &division)?;
    let title =
        format!("{} {} {place}", figure.title().in_lang(lang), ground.period.words().in_lang(lang));
    let mut sheet = Sheet::new(&title, &columns(&figure, lang)).map_err(unwritten)?;
    let counting = Counting::new(defined.counted(), &Ground { division, ..ground });
    let mut after = None;
    loop {
        let (lines, next) = page(act, &counting, after, PIECE)?;
        for line in &lines {
            sheet.row(&cells(line, lang)).map_err(unwritten)?;
        }
        match next {
            Some(next) => after = Some(next),
            None => return Ok(sheet),
        }
    }
}

fn columns(figure: &Figure, lang: Lang) -> Vec<Column> {
    let heading = |zh, en| lang.pick(zh, en);
    let definition = figure.indicator.definition.in_lang(lang);
    let (revision, index) = (figure.indicator.revision, figure.journal_index);
    let note = match lang {
        Lang::Zh => {
            format!("{definition}（口径第 {revision} 版，日志位置 {index}）。本列合计即为该数字。")
        }
        Lang::En => format!(
            "{definition} (revision {revision}, journal position {index}). This column adds up to the number."
        ),
    };
    vec![
        Column::new(heading("日期", "Day"), Kind::Day),
        Column::new(heading("类型", "Kind"), Kind::Text).wide(22.0),
        Column::new(heading("名称", "Name"), Kind::Text).wide(48.0),
        Column::new(heading("地点", "Place"), Kind::Text).wide(22.0),
        Column::new(heading("区划代码", "Division code"), Kind::Text).wide(18.0),
        Column::new(heading("计入", "Counted"), Kind::Whole).noted(note),
        Column::new(heading("记录编号", "Record"), Kind::Text).wide(38.0),
    ]
}

fn cells(line: &Line, lang: Lang) -> [Out<'_>; 7] {
    [
        Out::Day(line.day),
        Out::text(line.record.noun.in_lang(lang)),
        Out::text(line.record.title.in_lang(lang)),
        Out::text(line.division.as_str()),
        Out::text(line.division_code.as_str()),
        Out::Whole(line.counted),
        Out::text(line.record.id.to_string()),
    ]
}

fn unwritten(error: Unwritten) -> Error {
    match error {
        Unwritten::Full => crate::Refusal::whole(model::text::Say::say(&Unwritten::Full)).into(),
        other => Error::Broken(other.to_string()),
    }
}
