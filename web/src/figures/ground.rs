//! Where and when: what every page of figures is asked and lets people choose.

use chrono::Datelike;
use model::{
    Text,
    code::{DivisionCode, Level},
    division::Division,
    period::Period,
    text::Say,
};
use office::{Act, Error, figure};

use crate::{Problem, asker::Asker, list::Choice};

/// A division and a period as an address says them, or those that a person usually looks at.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    division: Option<DivisionCode>,
    period: Option<Period>,
}

impl Asked {
    pub(crate) fn read(division: Option<&str>, period: Option<&str>) -> Result<Asked, Problem> {
        Ok(Asked { division: read_division(division)?, period: read_period(period)? })
    }

    pub(crate) fn settle(&self, act: &mut Act<'_>) -> Result<(DivisionCode, Period), Error> {
        let county = &act.programme.county.code;
        let home = || act.who.home().unwrap_or(county).clone();
        let division = self.division.clone().unwrap_or_else(home);
        let period = match self.period {
            Some(period) => period,
            None => figure::usual_period(act)?,
        };
        Ok((division, period))
    }
}

pub(crate) fn read_period(text: Option<&str>) -> Result<Option<Period>, Problem> {
    text.map(|text| {
        text.parse().map_err(|error: model::period::BadPeriod| bad("period", error.say()))
    })
    .transpose()
}

pub(crate) fn read_division(text: Option<&str>) -> Result<Option<DivisionCode>, Problem> {
    text.map(|text| {
        text.parse().map_err(|_| {
            bad("division", Text::fixed("区划代码应为 12 位数字", "A division code has 12 digits"))
        })
    })
    .transpose()
}

fn bad(field: &str, text: Text) -> Problem {
    Problem::bad_request(text.clone()).with_faults(vec![(field.to_owned(), text)])
}

/// What the pickers of division and period offer.
pub(crate) struct Picker {
    pub(crate) division: String,
    pub(crate) place: String,
    pub(crate) divisions: Vec<Choice>,
    pub(crate) period: String,
    pub(crate) words: Text,
    pub(crate) periods: Vec<Choice>,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

impl Picker {
    pub(crate) fn new(
        asker: &Asker,
        places: &[Division],
        division: &DivisionCode,
        period: Period,
    ) -> Picker {
        let choice = |place: &Division| {
            let indent = if place.level == Level::Village { "　" } else { "" };
            let name = format!("{indent}{}", place.short_name());
            Choice::new(place.code.to_string(), Text::new(name.clone(), name))
        };
        let place = places.iter().find(|place| place.code == *division);
        Picker {
            division: division.to_string(),
            place: place.map_or(division.to_string(), |place| place.short_name().into_owned()),
            divisions: places.iter().map(choice).collect(),
            period: period.to_string(),
            words: period.words(),
            periods: periods(period, asker.today().year()),
            before: period.previous().map(|period| period.to_string()),
            after: period
                .next()
                .filter(|next| next.from() <= asker.today())
                .map(|period| period.to_string()),
        }
    }
}

/// The years around the one that is looked at, that year by quarters and months, and any other
/// days that an address may have named.
fn periods(looked_at: Period, this_year: i32) -> Vec<Choice> {
    let year = looked_at.from().year();
    let last = this_year.min(year + 2).max(year);
    let mut all: Vec<Period> = (last - 4..=last).rev().flat_map(Period::year).collect();
    all.extend((1..=4).flat_map(|quarter| Period::quarter(year, quarter)));
    all.extend((1..=12).flat_map(|month| Period::month(year, month)));
    if !all.contains(&looked_at) {
        all.insert(0, looked_at);
    }
    all.into_iter().map(|period| Choice::new(period.to_string(), period.words())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_period_that_is_looked_at_can_be_chosen() {
        for text in ["2019", "2019-Q3", "2019-07", "2019-07-02..2019-07-09", "2030"] {
            let choices = periods(text.parse().unwrap(), 2026);
            assert_eq!(choices.iter().filter(|choice| choice.value == text).count(), 1, "{text}");
        }
        assert_eq!(periods("2019".parse().unwrap(), 2026)[0].value, "2021");
    }

    #[test]
    fn what_cannot_be_read_is_said_by_its_field() {
        assert!(read_period(Some("last year")).is_err());
        assert!(read_division(Some("41")).is_err());
        assert_eq!(read_period(None).unwrap(), None);
    }
}
