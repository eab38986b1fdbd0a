//! One cell as its field wants it, or the sentence that says why not.

use model::{
    Date, Text,
    programme::{CodeTable, Column, Field, Programme, Reading, Space},
    standards::{BadIdNumber, CreditCode, IdNumber, PersonName, Phone, read_date, wide::narrow},
    text::Say,
};
use papers::Cell;

use super::values::{Value, mentions};

/// Offices write these where there is nothing to write.
const NOTHING: [&str; 9] = ["/", "\\", "-", "—", "——", "无", "暂无", "N/A", "n/a"];
/// Days before this one are mistakes of the year in everything that a roster dates.
const FIRST_YEAR: i32 = 1921;

/// What a cell is judged against.
pub(super) struct CellReader<'a> {
    pub(super) programme: &'a Programme,
    pub(super) today: Date,
}

impl CellReader<'_> {
    /// The value of a cell; absent if there is nothing in it.
    pub(super) fn read(
        &self,
        field: Field,
        column: Option<&Column>,
        cell: &Cell,
    ) -> Result<Option<Value>, Text> {
        let reading = field.reading();
        let text = plain(cell, reading)?;
        let Some(text) = text.filter(|text| !NOTHING.contains(&text.as_str())) else {
            return Ok(None);
        };
        let value = match reading {
            Reading::Words | Reading::Organisation | Reading::Township | Reading::Division => {
                Value::Words(fitting(field, &text)?)
            }
            Reading::PersonName => {
                Value::PersonName(PersonName::parse(&text).map_err(|bad| bad.say())?)
            }
            Reading::IdNumber => Value::IdNumber(self.id_number(&text)?),
            Reading::CreditCode => {
                Value::CreditCode(CreditCode::parse(&text).map_err(|bad| bad.say())?)
            }
            Reading::Phone => Value::Phone(Phone::parse(&text).map_err(|bad| bad.say())?),
            Reading::Date => Value::Date(CellReader::date(&text)?),
            Reading::Year => Value::Number(self.year(&text)?),
            Reading::Count => Value::Number(count(&text)?),
            Reading::Key(space) => Value::Key(self.key(space, column, &text)?),
            Reading::Code(table) => Value::Key(code(table, column, &text)?),
            Reading::People => Value::People(mentions(&text)),
        };
        Ok(Some(value))
    }

    fn id_number(&self, text: &str) -> Result<IdNumber, Text> {
        let number = IdNumber::parse(text).and_then(|number| number.born_by(self.today));
        number.map_err(|bad| bad.say())
    }

    fn date(text: &str) -> Result<Date, Text> {
        if let Some(day) = serial(text) {
            return Err(Text::new(
                format!("是没有设成日期的数字（可能是 {day}）：请把单元格设为日期，或写成 {day}"),
                format!(
                    "is a number not shown as a date (perhaps {day}): format it as a date or write {day}"
                ),
            ));
        }
        let day = read_date(text, None).map_err(|bad| bad.say())?;
        if chrono::Datelike::year(&day) < FIRST_YEAR {
            return Err(Text::fixed("日期过早：请核对年份", "is too long ago: check the year"));
        }
        Ok(day)
    }

    /// The year of `1975`, `1975年`, `1975.06` or a whole date.
    fn year(&self, text: &str) -> Result<i64, Text> {
        let digits: String = narrow(text).chars().take_while(char::is_ascii_digit).collect();
        let year = digits.get(..4).and_then(|year| year.parse().ok());
        let latest = i64::from(chrono::Datelike::year(&self.today));
        year.filter(|year| (1900..=latest).contains(year)).ok_or_else(|| {
            Text::fixed(
                "看不出年份：请写四位年份，如 1975",
                "has no year in it: write four digits, such as 1975",
            )
        })
    }

    fn key(&self, space: Space, column: Option<&Column>, text: &str) -> Result<String, Text> {
        let by_word = column.and_then(|column| word(column, text));
        if let Some(key) = by_word.or_else(|| self.programme.key_of(space, text)) {
            return Ok(key.to_owned());
        }
        let title = space.title();
        let known = choices(self.programme, space, column);
        let zh: Vec<&str> = known.iter().map(|known| known.zh.as_ref()).collect();
        let en: Vec<&str> = known.iter().map(|known| known.en.as_ref()).collect();
        let shown: String = text.chars().take(20).collect();
        Err(Text::new(
            format!("没有「{shown}」这种{}：请写 {} 之一", title.zh, zh.join("、")),
            format!("“{shown}” is no {}: write one of {}", title.en, en.join(", ")),
        ))
    }
}

/// What may be written: the column's own words, else every title.
fn choices(programme: &Programme, space: Space, column: Option<&Column>) -> Vec<Text> {
    match column.filter(|column| !column.words.is_empty()) {
        Some(column) => {
            column.words.keys().map(|word| Text::new(word.clone(), word.clone())).collect()
        }
        None => titles(programme, space),
    }
}

/// The titles of every kind or post.
pub(super) fn titles(programme: &Programme, space: Space) -> Vec<Text> {
    let all: Vec<&Text> = match space {
        Space::OrganisationKind => {
            programme.organisation_kinds.iter().map(|kind| &kind.title).collect()
        }
        Space::Post => programme.posts.iter().map(|post| &post.title).collect(),
        Space::PairingKind => programme.pairing_kinds.iter().map(|kind| &kind.title).collect(),
        Space::ActivityKind => programme.activity_kinds.iter().map(|kind| &kind.title).collect(),
        _ => Vec::new(),
    };
    all.into_iter().cloned().collect()
}

/// The text of a cell, or why it has none that can be used.
fn plain(cell: &Cell, reading: Reading) -> Result<Option<String>, Text> {
    match cell {
        Cell::Formula(cached) if cached.is_blank() => Err(Text::fixed(
            "公式没有结果：请复制后用「粘贴为数值」，再保存",
            "holds a formula without a result: copy it, paste as values and save",
        )),
        Cell::Formula(cached) => plain(cached, reading),
        Cell::Error(error) => Err(Text::new(
            format!("是错误值 {error}：请改成正确的内容"),
            format!("shows the error {error}: put the right content in"),
        )),
        Cell::Merged(_) => Err(Text::fixed(
            "与左边的单元格合并了：请取消合并，每格各填各的",
            "is merged with the cell on its left: unmerge them and fill each in",
        )),
        Cell::Overlong(characters) => Err(Text::new(
            format!("有 {characters} 个字，太长：请缩短"),
            format!("has {characters} characters, too many: shorten it"),
        )),
        _ if cell.lost_digits() && reading == Reading::IdNumber => Err(BadIdNumber::Rounded.say()),
        _ if cell.lost_digits() => Err(Text::fixed(
            "数字太长，末几位已丢失：请把这一列设为文本后重新填写",
            "is a number so long that its last digits are lost: format the column as text and type it again",
        )),
        _ => Ok(cell.text().map(|text| narrow(&text)).filter(|text| !text.is_empty())),
    }
}

/// The day that a bare number would be, if it were a date.
fn serial(text: &str) -> Option<Date> {
    let days = Some(text).filter(|text| text.len() == 5)?.parse::<i64>().ok()?;
    let first = Date::from_ymd_opt(1899, 12, 30)?;
    first.checked_add_signed(chrono::TimeDelta::days(days)).filter(|_| days >= 10_000)
}

fn count(text: &str) -> Result<i64, Text> {
    let number = text.trim_end_matches(['人', '名', '个']).replace(',', "");
    number
        .trim()
        .parse()
        .ok()
        .filter(|count| (0..=1_000_000).contains(count))
        .ok_or_else(|| Text::fixed("应是整数，如 36", "must be a whole number, such as 36"))
}

fn word<'a>(column: &'a Column, text: &str) -> Option<&'a str> {
    column.words.get(text).map(String::as_str)
}

fn code(table: CodeTable, column: Option<&Column>, text: &str) -> Result<String, Text> {
    let text = column.and_then(|column| word(column, text)).unwrap_or(text);
    table.read(text).map_err(|bad| bad.say())
}

/// How long what is read may be; the rules then say how long each may be.
const fn longest(reading: Reading) -> usize {
    match reading {
        Reading::Words => 4_000,
        _ => 100,
    }
}

fn fitting(field: Field, text: &str) -> Result<String, Text> {
    let (most, length) = (longest(field.reading()), text.chars().count());
    if length > most {
        return Err(Text::new(
            format!("有 {length} 个字：请不超过 {most} 个"),
            format!("has {length} characters: keep it within {most}"),
        ));
    }
    // A name typed with blanks to fill its column is the same name.
    let is_name = field.reading() != Reading::Words;
    Ok(if is_name { text.split_whitespace().collect() } else { text.to_owned() })
}
