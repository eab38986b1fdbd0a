//! Facts: what a record adds to the county's numbers.

use uuid::Uuid;

use crate::{Date, Text, code::DivisionCode, id::OrganisationId, words};

words! {
    /// What a fact counts. The order is that of the columns of a report.
    pub enum Measure {
        Activity = "activity",
        Attendance = "attendance",
        Posting = "posting",
        Affiliation = "affiliation",
        Organisation = "organisation",
        Pairing = "pairing",
        CaseOpened = "case_opened",
        CaseReturned = "case_returned",
        CaseReopened = "case_reopened",
        CaseNotStarted = "case_not_started",
        CasePart = "case_part",
        CaseDone = "case_done",
    }
}

impl Measure {
    /// What a person reads in a list of facts.
    pub const fn title(self) -> Text {
        match self {
            Measure::Activity => Text::fixed("活动", "activity"),
            Measure::Attendance => Text::fixed("出席", "attendance"),
            Measure::Posting => Text::fixed("任职", "posting"),
            Measure::Affiliation => Text::fixed("隶属", "affiliation"),
            Measure::Organisation => Text::fixed("组织", "organisation"),
            Measure::Pairing => Text::fixed("结对", "pairing"),
            Measure::CaseOpened => Text::fixed("事项登记", "case opened"),
            Measure::CaseReturned => Text::fixed("事项退回", "case returned"),
            Measure::CaseReopened => Text::fixed("事项重开", "case reopened"),
            Measure::CaseNotStarted => Text::fixed("未启动的事项", "case not started"),
            Measure::CasePart => Text::fixed("推进中的事项", "case under way"),
            Measure::CaseDone => Text::fixed("已完成的事项", "case done"),
        }
    }

    /// Whether its facts come as +1 from a day and −1 until a day, so that adding all facts up
    /// to a day gives what stood on that day. The others are events: they belong to their day.
    pub const fn is_stock(self) -> bool {
        use Measure as M;
        let is_event = matches!(
            self,
            M::Activity | M::Attendance | M::CaseOpened | M::CaseReturned | M::CaseReopened
        );
        !is_event
    }
}

/// What one record posts. Which record and which journal entry posted it is the store's to add.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Fact {
    pub measure: Measure,
    /// The kind of activity, post, organisation or pairing, or the process of a case: a key of the programme.
    pub tag: String,
    pub day: Date,
    pub division_code: DivisionCode,
    pub organisation_id: Option<OrganisationId>,
    /// What is counted: the activity, person, organisation or case.
    pub subject: Uuid,
    pub quantity: i64,
}

/// A record that counts. What it posts follows from the record alone, so that a correction can
/// reverse it and a recount can check it.
pub trait Posts {
    fn facts(&self) -> Vec<Fact> {
        Vec::new()
    }
}

/// The facts of something that holds from a day until a day: one more, then one less.
///
/// What ends on the day it starts never held, and gives nothing.
pub fn stock(from_on: Date, until_on: Option<Date>, base: Fact) -> Vec<Fact> {
    if until_on.is_some_and(|until_on| until_on <= from_on) {
        return Vec::new();
    }
    let end = until_on.map(|day| Fact { day, quantity: -1, ..base.clone() });
    std::iter::once(Fact { day: from_on, quantity: 1, ..base }).chain(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::Word;

    fn posted(from_on: &str, until_on: Option<&str>) -> Vec<(String, i64)> {
        let base = Fact {
            measure: Measure::Posting,
            tag: "first_secretary".to_owned(),
            day: Date::MIN,
            division_code: "410423101203".parse().unwrap(),
            organisation_id: None,
            subject: Uuid::nil(),
            quantity: 0,
        };
        let until_on = until_on.map(|day| day.parse().unwrap());
        let facts = stock(from_on.parse().unwrap(), until_on, base);
        facts.into_iter().map(|fact| (fact.day.to_string(), fact.quantity)).collect()
    }

    #[test]
    fn a_stock_is_one_more_then_one_less() {
        let (start, end) = (("2018-03-01".to_owned(), 1), ("2019-06-01".to_owned(), -1));
        assert_eq!(posted("2018-03-01", Some("2019-06-01")), [start.clone(), end]);
        assert_eq!(posted("2018-03-01", None), vec![start]);
        assert_eq!(posted("2018-03-01", Some("2018-03-01")), []);
    }

    #[test]
    fn a_measure_is_known_by_one_word_everywhere() {
        for &measure in Measure::ALL {
            assert_eq!(Measure::from_word(measure.word()), Some(measure));
            let in_json = serde_json::to_value(measure).unwrap();
            assert_eq!(in_json, measure.word());
        }
        assert_eq!(Measure::from_word("points"), None);
    }
}
