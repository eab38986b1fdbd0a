//! The value of a figure, and how it is written.

use std::fmt;

use crate::indicator::ratio;

/// What an indicator comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    Count(i64),
    /// A share of a count in hundredths of a per cent, and the smaller of the two counts it is
    /// made of. Nothing has no share.
    Share {
        hundredths: Option<i64>,
        least: i64,
    },
}

impl Value {
    /// What one count is in the hundred of another.
    pub fn share(numerator: i64, denominator: i64) -> Value {
        let hundredths = ratio(numerator, denominator);
        Value::Share { hundredths, least: numerator.min(denominator) }
    }

    /// A number for bars and sorting: whole for counts, hundredths of a per cent for shares.
    pub fn whole(self) -> i64 {
        match self {
            Value::Count(count) => count,
            Value::Share { hundredths, .. } => hundredths.unwrap_or(0),
        }
    }

    pub fn is_share(self) -> bool {
        matches!(self, Value::Share { .. })
    }

    /// As programs get it: a whole number, a per cent with decimals, or null.
    pub fn to_json(self) -> serde_json::Value {
        match self {
            Value::Count(count) => count.into(),
            // Two decimals: the nearest binary fraction prints as the same two.
            Value::Share { hundredths, .. } => hundredths.map(|n| n as f64 / 100.0).into(),
        }
    }

    /// What the public may see: a share of few people points at them as their number does.
    pub fn public(self, publishable_from: i64) -> Option<Value> {
        let count = match self {
            Value::Count(count) => count,
            Value::Share { least, .. } => least,
        };
        (publishable_from <= count).then_some(self)
    }
}

/// 1204, 66.67, or a dash: grouping and per cent signs are the page's.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Count(count) => count.fmt(f),
            Value::Share { hundredths: Some(n), .. } => write!(f, "{}.{:02}", n / 100, n % 100),
            Value::Share { hundredths: None, .. } => f.write_str("–"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_written_with_two_decimals() {
        let written = |value: Value| (value.to_string(), value.to_json().to_string());
        assert_eq!(written(Value::share(2, 3)), ("66.67".to_owned(), "66.67".to_owned()));
        assert_eq!(written(Value::share(1, 200)), ("0.50".to_owned(), "0.5".to_owned()));
        assert_eq!(written(Value::share(1, 0)), ("–".to_owned(), "null".to_owned()));
        assert_eq!(written(Value::Count(1204)), ("1204".to_owned(), "1204".to_owned()));
    }

    #[test]
    fn a_share_of_few_is_as_small_as_they_are() {
        assert_eq!(Value::Count(4).public(5), None);
        assert_eq!(Value::Count(5).public(5), Some(Value::Count(5)));
        assert_eq!(Value::share(3, 900).public(5), None);
        assert_eq!(Value::share(0, 900).public(0), Some(Value::share(0, 900)));
    }

    #[test]
    fn a_value_reads_back_as_it_was_kept() {
        for value in [Value::Count(-3), Value::share(1, 8), Value::share(1, 0)] {
            let kept = serde_json::to_string(&value).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&kept).unwrap(), value);
        }
    }
}
