mod recording;
mod rhythm;
mod settling;

use super::*;
use crate::{
    Moment,
    code::Level,
    id::EntryId,
    moment::Timestamp,
    organisation::Organisation,
    programme::{ActivityKind, MinutesField, Quorum},
};

const VILLAGE: &str = "410423101203";

fn day(day: &str) -> Date {
    day.parse().unwrap()
}

fn at(day_and_hour: &str) -> Moment {
    let at: Timestamp = format!("{day_and_hour}:00Z").parse().unwrap();
    Moment::new(at, chrono::FixedOffset::east_opt(8 * 3600).unwrap())
}

fn now() -> Moment {
    at("2019-06-14T02:00")
}

fn kind() -> ActivityKind {
    ActivityKind {
        key: "theme_day".to_owned(),
        title: Text::fixed("主题党日", "theme day"),
        system: "S11".to_owned(),
        levels: vec![Level::Village],
        organisation_kinds: vec!["village_branch".to_owned()],
        quorum: Quorum::MoreThanHalf,
        rhythm: None,
        late_after_days: 7,
        attendance_list: true,
        sign_off: true,
        minutes: vec![MinutesField {
            key: "topic".to_owned(),
            title: Text::fixed("主题", "topic"),
            required: true,
        }],
    }
}

fn branch() -> Organisation {
    Organisation {
        id: OrganisationId::new(now().at),
        kind: "village_branch".to_owned(),
        name: "某村党支部".to_owned(),
        credit_code: None,
        division_code: VILLAGE.parse().unwrap(),
        seated_on: None,
        from_on: day("2010-01-01"),
        until_on: None,
        import_id: None,
    }
}

/// The rules' surroundings, owned so that a test can change one thing.
struct Place {
    kind: ActivityKind,
    branch: Organisation,
    clerk: AccountId,
    moment: Moment,
}

impl Place {
    fn new() -> Place {
        let moment = now();
        Place { kind: kind(), branch: branch(), clerk: AccountId::new(moment.at), moment }
    }

    fn on(&self) -> Occasion<'_> {
        Occasion {
            kind: &self.kind,
            organisation: Some(&self.branch),
            by: self.clerk,
            moment: self.moment,
            import_id: None,
        }
    }

    fn new_activity(&self) -> NewActivity {
        NewActivity {
            id: ActivityId::new(self.moment.at),
            kind: "theme_day".to_owned(),
            title: " 六月主题党日 ".to_owned(),
            division_code: VILLAGE.parse().unwrap(),
            organisation_id: Some(self.branch.id),
            place: "村部".to_owned(),
            planned_on: day("2019-06-14"),
            starts: Some("9：05".to_owned()),
            expected: None,
            speaker: None,
        }
    }

    fn planned(&self) -> Activity {
        Activity::plan(&self.new_activity(), &self.on()).unwrap()
    }

    fn held(&self) -> Activity {
        self.planned().hold(&report(), &self.on()).unwrap()
    }
}

fn report() -> Report {
    let minutes = [("topic".to_owned(), "学习".to_owned())].into_iter().collect();
    Report {
        held_on: day("2019-06-14"),
        title: None,
        place: None,
        speaker: None,
        expected: None,
        present: Some(9),
        summary: String::new(),
        minutes: Minutes(minutes),
        attendance: None,
    }
}

fn mark(present: bool, reason: Option<&str>) -> Mark {
    let reason = reason.map(str::to_owned);
    Mark { person_id: PersonId(EntryId::new(now().at).0), present, reason }
}
