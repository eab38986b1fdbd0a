//! Indicators: the meaning of a number, said once.

use crate::{Text, fact::Measure};

/// A named, revisioned way of counting facts.
///
/// The same key and revision mean the same number for ever; a county that counts differently
/// raises the revision.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Indicator {
    pub key: String,
    pub revision: i64,
    pub title: Text,
    /// One sentence: what is counted and what is not.
    pub definition: Text,
    pub unit: Text,
    /// The working system the number belongs to, such as `S01`.
    pub system: String,
    pub count: Count,
    /// What is counted; of a ratio, what its numerator counts.
    pub measure: Measure,
    /// The tags that count: at least one, and none of a ratio.
    pub tags: Vec<String>,
    /// A smaller value is not shown to the public: it could point at one person.
    pub publishable_from: i64,
}

/// How an indicator adds facts up. A stock measure (`Measure::is_stock`) is read on the last day
/// of the period, an event measure over the days of the period.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Count {
    /// The quantities of the period's days, added up.
    Sum,
    /// The quantities of all days up to the period's last, added up.
    Stock,
    /// How many different subjects or divisions have a quantity above zero.
    Distinct { of: Distinct },
    /// One indicator in the hundred of another, of the same period and division.
    Ratio { numerator: String, denominator: String },
}

/// What is counted once however often it occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Distinct {
    Subject,
    Division,
}

impl Indicator {
    /// Whether a fact of this measure and tag is counted.
    pub fn counts(&self, measure: Measure, tag: &str) -> bool {
        self.measure == measure && self.tags.iter().any(|counted| counted == tag)
    }

    /// Whether the number is read on one day rather than over the days of a period.
    pub fn is_on_last_day(&self) -> bool {
        match self.count {
            Count::Sum => false,
            Count::Stock => true,
            Count::Distinct { .. } | Count::Ratio { .. } => self.measure.is_stock(),
        }
    }
}

/// A ratio in hundredths of a per cent, rounded half up: 2 of 3 is 66.67 %, that is 6667.
/// Nothing is a share of nothing.
pub fn ratio(numerator: i64, denominator: i64) -> Option<i64> {
    let (numerator, denominator) = (i128::from(numerator), i128::from(denominator));
    if denominator <= 0 {
        return None;
    }
    let doubled = numerator * 20_000 + denominator;
    i64::try_from(doubled.div_euclid(denominator * 2)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shows() -> Indicator {
        Indicator {
            key: "shows".to_owned(),
            revision: 1,
            title: Text::fixed("文艺作品巡演场次", "touring shows held"),
            definition: Text::fixed("已举办的巡演", "touring shows held"),
            unit: Text::fixed("场", "sessions"),
            system: "S01".to_owned(),
            count: Count::Sum,
            measure: Measure::Activity,
            tags: vec!["show".to_owned()],
            publishable_from: 5,
        }
    }

    #[test]
    fn an_indicator_counts_its_measure_and_tags() {
        assert!(shows().counts(Measure::Activity, "show"));
        assert!(!shows().counts(Measure::Activity, "talk"));
        assert!(!shows().counts(Measure::Attendance, "show"));
    }

    #[test]
    fn a_ratio_is_exact_and_never_divides_by_nothing() {
        assert_eq!(ratio(2, 3), Some(6667));
        assert_eq!(ratio(1, 8), Some(1250));
        assert_eq!(ratio(5, 5), Some(10_000));
        assert_eq!(ratio(1, 0), None);
        assert_eq!(ratio(i64::MAX, 1), None);
        assert_eq!(ratio(i64::MAX, i64::MAX), Some(10_000));
    }

    #[test]
    fn a_count_reads_back_from_its_words() {
        let distinct = Count::Distinct { of: Distinct::Division };
        let json = serde_json::to_string(&distinct).unwrap();
        assert_eq!(json, r#"{"way":"distinct","of":"division"}"#);
        assert_eq!(serde_json::from_str::<Count>(&json).unwrap(), distinct);
    }
}
