//! Instants and the county's calendar days.

use std::str::FromStr;

use chrono::{DateTime, FixedOffset, SubsecRound, Utc};

use crate::Date;

/// The clock of all China, whatever the longitude.
pub const CHINA: FixedOffset = match FixedOffset::east_opt(8 * 3600) {
    Some(offset) => offset,
    None => unreachable!(),
};

/// An instant, to the millisecond.
///
/// Phones, browsers and UUIDv7 count milliseconds. Cutting here, not in a database,
/// is what makes a value equal to itself after a round trip.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(DateTime<Utc>);

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Timestamp = Timestamp(DateTime::UNIX_EPOCH);

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn from_millis(millis: i64) -> Option<Timestamp> {
        DateTime::from_timestamp_millis(millis).map(Timestamp)
    }

    pub fn as_millis(self) -> i64 {
        self.0.timestamp_millis()
    }

    /// `millis` later; an instant past the calendar's end stays where it is.
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Timestamp {
        Timestamp::from_millis(self.as_millis().saturating_add(millis)).unwrap_or(self)
    }

    /// The wall clock of the county: what a screen or a paper shows.
    pub fn local(self, county_offset: FixedOffset) -> DateTime<FixedOffset> {
        self.0.with_timezone(&county_offset)
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(at: DateTime<Utc>) -> Timestamp {
        Timestamp(at.trunc_subsecs(3))
    }
}

impl FromStr for Timestamp {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Timestamp, chrono::ParseError> {
        text.parse().map(|at: DateTime<Utc>| at.into())
    }
}

/// When something happens: the instant, and the county's calendar day at that instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub at: Timestamp,
    pub today: Date,
}

impl Moment {
    pub fn new(at: Timestamp, county_offset: FixedOffset) -> Moment {
        Moment { at, today: at.local(county_offset).date_naive() }
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;

    const DAY: i64 = 86_400_000;

    /// The day by arithmetic alone: whole days since 1970-01-01 on a clock that is `seconds` ahead.
    fn counted(at: Timestamp, seconds: i32) -> Date {
        let days = (at.as_millis() + i64::from(seconds) * 1000).div_euclid(DAY);
        let first = Date::from_ymd_opt(1970, 1, 1).unwrap();
        if days < 0 {
            first - Days::new(days.unsigned_abs())
        } else {
            first + Days::new(days.unsigned_abs())
        }
    }

    proptest! {
        #[test]
        fn the_countys_day_is_counted_on_the_countys_clock(
            millis in -4_000_000_000_000_i64..8_000_000_000_000,
            minutes in -12 * 60..=14 * 60_i32,
        ) {
            let offset = FixedOffset::east_opt(minutes * 60).unwrap();
            let at = Timestamp::from_millis(millis).unwrap();
            let today = Moment::new(at, offset).today;
            prop_assert_eq!(today, counted(at, minutes * 60));
            let later = |millis: i64| Moment::new(at.plus_millis(millis), offset).today;
            // A day has 24 hours here at all times of the year, and begins at its midnight.
            prop_assert_eq!(later(DAY), today.succ_opt().unwrap());
            let since_midnight = (millis + i64::from(minutes) * 60_000).rem_euclid(DAY);
            prop_assert_eq!(later(-since_midnight), today);
            prop_assert_eq!(later(-since_midnight - 1), today.pred_opt().unwrap());
            prop_assert_eq!(later(DAY - since_midnight - 1), today);
            prop_assert_eq!(later(DAY - since_midnight), today.succ_opt().unwrap());
        }

        #[test]
        fn days_run_with_the_clock(one in 0..4_000_000_000_000_i64, ahead in 0..400 * DAY) {
            let one = Timestamp::from_millis(one).unwrap();
            let (first, second) =
                (Moment::new(one, CHINA).today, Moment::new(one.plus_millis(ahead), CHINA).today);
            let passed = (second - first).num_days();
            prop_assert!(passed >= ahead / DAY && passed <= ahead / DAY + 1, "{passed}");
        }
    }

    #[test]
    fn an_early_morning_belongs_to_the_countys_day() {
        let at: Timestamp = "2026-11-24T17:30:00.123456Z".parse().unwrap();
        let moment = Moment::new(at, CHINA);
        assert_eq!(moment.today.to_string(), "2026-11-25");
        assert_eq!(Timestamp::from_millis(at.as_millis()), Some(at));
    }
}
