//! A list as a workbook, whole, however long it is.

use model::{Lang, Text, text::Say};
use papers::write::{Column, Kind, Out, Sheet};
use store::activities::{self, Line};

use super::list::{Wanted, filter};
use crate::{Act, Error, Refusal};

/// Rows are fetched in pieces of this size.
const PIECE: i64 = 1000;

const COLUMNS: [(Text, Kind, f64); 13] = [
    (Text::fixed("日期", "Day"), Kind::Day, 12.0),
    (Text::fixed("类型", "Kind"), Kind::Text, 22.0),
    (Text::fixed("名称", "Title"), Kind::Text, 36.0),
    (Text::fixed("区划代码", "Division code"), Kind::Text, 14.0),
    (Text::fixed("区划", "Division"), Kind::Text, 16.0),
    (Text::fixed("举办组织", "Held by"), Kind::Text, 28.0),
    (Text::fixed("地点", "Place"), Kind::Text, 24.0),
    (Text::fixed("主讲人", "Speaker"), Kind::Text, 14.0),
    (Text::fixed("应到", "Expected"), Kind::Whole, 8.0),
    (Text::fixed("实到", "Present"), Kind::Whole, 8.0),
    (Text::fixed("状态", "State"), Kind::Text, 10.0),
    (Text::fixed("迟记天数", "Days late"), Kind::Whole, 10.0),
    (Text::fixed("编号", "Id"), Kind::Text, 38.0),
];

/// Everything that is wanted, as the bytes of an xlsx file.
pub fn export(act: &mut Act<'_>, wanted: &Wanted, lang: Lang) -> Result<Vec<u8>, Error> {
    let filter = filter(act, wanted)?;
    let columns =
        COLUMNS.map(|(words, kind, width)| Column::new(words.in_lang(lang), kind).wide(width));
    let title = lang.pick("活动台账", "Activities");
    let mut sheet = Sheet::new(title, &columns).map_err(unwritten)?;
    let mut after = None;
    loop {
        let lines = activities::list(act.tx, &filter, wanted.order, after, PIECE)?;
        for line in &lines {
            sheet.row(&cells(act, line, lang)).map_err(unwritten)?;
        }
        match lines.last() {
            Some(last) if lines.len() == PIECE as usize => after = Some((last.day, last.id)),
            _ => break,
        }
    }
    sheet.finish().map_err(unwritten)
}

fn cells<'l>(act: &Act<'_>, line: &'l Line, lang: Lang) -> [Out<'l>; 13] {
    let kind = act.programme.activity_kind(&line.kind);
    let kind = kind.map_or(line.kind.clone(), |kind| kind.title.in_lang(lang).to_owned());
    let text = |text: &'l Option<String>| text.as_deref().map_or(Out::Empty, Out::text);
    let whole = |count: Option<i64>| count.map_or(Out::Empty, Out::Whole);
    [
        Out::Day(line.day),
        Out::text(kind),
        Out::text(&line.title),
        Out::text(line.division_code.as_str()),
        text(&line.division),
        text(&line.organisation),
        Out::text(&line.place),
        text(&line.speaker),
        whole(line.expected),
        whole(line.present),
        Out::text(line.state.title().in_lang(lang).to_owned()),
        whole(line.late_days),
        Out::text(line.id.to_string()),
    ]
}

fn unwritten(problem: papers::write::Unwritten) -> Error {
    Refusal::whole(problem.say()).into()
}
