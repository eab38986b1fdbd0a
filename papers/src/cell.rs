use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, Visitor},
    ser::SerializeMap,
};

/// From here on a number has more digits than a spreadsheet keeps: the last ones of an 18-digit ID number became zeros.
const FIFTEEN_DIGITS: f64 = 1e15;

/// What one cell of an uploaded sheet holds.
///
/// Its JSON is short, because a roster has a million of them: `null`, `"text"`, `12.5`, `true`, and for the rest an
/// object of one key: `{"date":"2019-06-14"}`, `{"formula":…}`, `{"error":"#REF!"}`, `{"merged":"A3"}`, `{"long":40000}`.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    #[default]
    Empty,
    /// Text, with line breaks as `\n` and without invisible characters.
    Text(String),
    /// A finite number.
    Number(f64),
    Bool(bool),
    /// `2019-06-14`, `2019-06-14T08:30:00` or `08:30:00`, as the cell's number format says.
    Date(String),
    /// What the formula gave when the file was last saved.
    Formula(Box<Cell>),
    /// An error of the spreadsheet, such as `#REF!`.
    Error(String),
    /// Covered by a merged range; its content stands at the range's first cell.
    Merged(At),
    /// Text of so many characters, more than is read.
    Overlong(usize),
}

impl Cell {
    /// Nothing to read here: empty, or a formula that gave nothing.
    pub fn is_blank(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Formula(cached) => cached.is_blank(),
            _ => false,
        }
    }

    /// The digits are no longer those that were typed: an ID number kept as a number (`4.10423E+17`) has lost its last ones.
    pub fn lost_digits(&self) -> bool {
        match self {
            Cell::Number(number) => number.abs() >= FIFTEEN_DIGITS,
            Cell::Text(text) => is_scientific(text.trim()),
            Cell::Formula(cached) => cached.lost_digits(),
            _ => false,
        }
    }

    /// The content as a person would type it; absent where there is nothing, an error, or too much.
    pub fn text(&self) -> Option<String> {
        match self {
            Cell::Text(text) | Cell::Date(text) => Some(text.clone()),
            Cell::Number(number) if number.abs() < 1e21 => Some(number.to_string()),
            Cell::Number(number) => Some(format!("{number:e}")),
            Cell::Bool(true) => Some("TRUE".to_owned()),
            Cell::Bool(false) => Some("FALSE".to_owned()),
            Cell::Formula(cached) => cached.text(),
            Cell::Empty | Cell::Error(_) | Cell::Merged(_) | Cell::Overlong(_) => None,
        }
    }
}

/// `4.10423E+17`: what a spreadsheet writes into a CSV file for a long number.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    mantissa.split_once('.').is_some_and(|(whole, rest)| digits(whole) && digits(rest))
        && digits(exponent)
        && exponent.parse::<u32>().is_ok_and(|e| (15..=40).contains(&e))
}

/// The place of a cell, counted from zero; shown as in the spreadsheet: `A3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    pub row: u32,
    pub column: u32,
}

impl At {
    /// The letters over a column, counted from zero: `A` … `Z`, `AA` ….
    pub fn letters(column: u32) -> String {
        let mut letters = Vec::new();
        let mut rest = u64::from(column) + 1;
        while rest > 0 {
            rest -= 1;
            letters.push(b'A' + (rest % 26) as u8);
            rest /= 26;
        }
        letters.iter().rev().map(|&letter| char::from(letter)).collect()
    }

    fn parse(text: &str) -> Option<At> {
        let split = text.find(|c: char| c.is_ascii_digit())?;
        let (letters, digits) = text.split_at(split);
        let column = letters.bytes().try_fold(0u32, |sum, letter| {
            let value = letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1)?;
            sum.checked_mul(26)?.checked_add(value)
        })?;
        Some(At {
            row: digits.parse::<u32>().ok()?.checked_sub(1)?,
            column: column.checked_sub(1)?,
        })
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", At::letters(self.column), u64::from(self.row) + 1)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Empty => serializer.serialize_unit(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Number(number) => serializer.serialize_f64(*number),
            Cell::Bool(value) => serializer.serialize_bool(*value),
            Cell::Date(date) => tagged(serializer, "date", date),
            Cell::Formula(cached) => tagged(serializer, "formula", cached),
            Cell::Error(error) => tagged(serializer, "error", error),
            Cell::Merged(anchor) => tagged(serializer, "merged", &anchor.to_string()),
            Cell::Overlong(characters) => tagged(serializer, "long", characters),
        }
    }
}

fn tagged<S: Serializer>(
    serializer: S,
    key: &str,
    value: &impl Serialize,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(key, value)?;
    map.end()
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Cell, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a cell")
    }

    fn visit_unit<E>(self) -> Result<Cell, E> {
        Ok(Cell::Empty)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Cell, E> {
        Ok(Cell::Bool(value))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Cell, E> {
        Ok(Cell::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Cell, E> {
        Ok(Cell::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Cell, E> {
        Ok(Cell::Number(number as f64))
    }

    fn visit_str<E>(self, text: &str) -> Result<Cell, E> {
        Ok(Cell::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Cell, E> {
        Ok(Cell::Text(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cell, A::Error> {
        let Some(key) = map.next_key::<String>()? else {
            return Err(de::Error::missing_field("date"));
        };
        Ok(match key.as_str() {
            "date" => Cell::Date(map.next_value()?),
            "formula" => Cell::Formula(map.next_value()?),
            "error" => Cell::Error(map.next_value()?),
            "merged" => {
                let anchor: String = map.next_value()?;
                Cell::Merged(
                    At::parse(&anchor)
                        .ok_or_else(|| de::Error::custom("not the place of a cell"))?,
                )
            }
            "long" => Cell::Overlong(map.next_value()?),
            other => {
                return Err(de::Error::unknown_field(
                    other,
                    &["date", "formula", "error", "merged", "long"],
                ));
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_of_every_cell_comes_back() {
        let cells = vec![
            Cell::Empty,
            Cell::Text("鲁山县".into()),
            Cell::Number(12.5),
            Cell::Number(3.0),
            Cell::Bool(true),
            Cell::Date("2019-06-14".into()),
            Cell::Formula(Box::new(Cell::Number(2.0))),
            Cell::Error("#REF!".into()),
            Cell::Merged(At { row: 2, column: 27 }),
            Cell::Overlong(40_000),
        ];
        let json = serde_json::to_string(&cells).unwrap();
        assert!(
            json.starts_with(
                r#"[null,"鲁山县",12.5,3.0,true,{"date":"2019-06-14"},{"formula":2.0}"#
            ),
            "{json}"
        );
        assert!(json.contains(r#"{"merged":"AB3"}"#), "{json}");
        assert_eq!(serde_json::from_str::<Vec<Cell>>(&json).unwrap(), cells);
    }

    #[test]
    fn json_that_is_no_cell_is_refused() {
        for json in [
            "{}",
            r#"{"other":1}"#,
            "[1]",
            r#"{"merged":"3"}"#,
            r#"{"merged":"A0"}"#,
            r#"{"merged":"ZZZZZZZZZ1"}"#,
        ] {
            assert!(serde_json::from_str::<Cell>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn a_number_too_long_for_a_spreadsheet_is_told() {
        for lost in [
            Cell::Number(410423199001011200.0),
            Cell::Text("4.10423E+17".into()),
            Cell::Number(1e15),
        ] {
            assert!(lost.lost_digits(), "{lost:?}");
        }
        for kept in [
            Cell::Number(13800000000.0),
            Cell::Text("410423199001011234".into()),
            Cell::Text("1E5".into()),
        ] {
            assert!(!kept.lost_digits(), "{kept:?}");
        }
    }

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        let letters = [0, 25, 26, 701, 702, 16383].map(At::letters);
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn a_whole_number_reads_without_a_point() {
        assert_eq!(Cell::Number(13800000000.0).text().as_deref(), Some("13800000000"));
        assert_eq!(Cell::Formula(Box::new(Cell::Text("甲".into()))).text().as_deref(), Some("甲"));
    }
}
