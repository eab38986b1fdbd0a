//! Kinds of activities: what is held, by whom, how often, and when its record is late.

use super::{fence::Fence, guard, item::Item, kind::levels, link::Space};
use crate::{Text, code::Level, words};

words! {
    /// How many of those expected must come for the activity to be valid.
    pub enum Quorum {
        None = "none",
        MoreThanHalf = "more_than_half",
        TwoThirds = "two_thirds",
        FourFifths = "four_fifths",
    }
}

words! {
    /// How often an organisation holds it. There is no daily duty.
    pub enum Every {
        Week = "week",
        Month = "month",
        Quarter = "quarter",
        Year = "year",
    }
}

/// Who holds an activity how often.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rhythm {
    pub every: Every,
    /// The kinds of organisation that hold it.
    pub by: Vec<String>,
}

/// A heading in the minutes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MinutesField {
    pub key: String,
    pub title: Text,
    pub required: bool,
}

/// A kind of activity.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ActivityKind {
    pub key: String,
    pub title: Text,
    /// The working system it belongs to, such as `S01`.
    pub system: String,
    /// The levels of the divisions where it is held.
    pub levels: Vec<Level>,
    /// The kinds of organisation that hold it; empty if any may.
    pub organisation_kinds: Vec<String>,
    pub quorum: Quorum,
    pub rhythm: Option<Rhythm>,
    /// A record made more days after the activity than this is shown as late, never refused.
    pub late_after_days: i64,
    /// Whether a responsible person writes down who came and why others did not.
    pub attendance_list: bool,
    /// Whether a second person signs the record.
    pub sign_off: bool,
    pub minutes: Vec<MinutesField>,
}

impl Quorum {
    /// Whether enough of the expected came. With nobody expected there is nothing to reach.
    pub fn is_met(self, present: i64, expected: i64) -> bool {
        let (present, expected) = (i128::from(present), i128::from(expected));
        match self {
            Quorum::None => true,
            Quorum::MoreThanHalf => present * 2 > expected || expected == 0,
            Quorum::TwoThirds => present * 3 >= expected * 2,
            Quorum::FourFifths => present * 5 >= expected * 4,
        }
    }

    pub const fn title(self) -> Text {
        match self {
            Quorum::None => Text::fixed("不限", "none"),
            Quorum::MoreThanHalf => Text::fixed("应到人数过半", "more than half"),
            Quorum::TwoThirds => Text::fixed("应到人数三分之二以上", "two thirds"),
            Quorum::FourFifths => Text::fixed("应到人数五分之四以上", "four fifths"),
        }
    }
}

impl Every {
    pub const fn title(self) -> Text {
        match self {
            Every::Week => Text::fixed("每周", "every week"),
            Every::Month => Text::fixed("每月", "every month"),
            Every::Quarter => Text::fixed("每季度", "every quarter"),
            Every::Year => Text::fixed("每年", "every year"),
        }
    }
}

impl ActivityKind {
    pub(super) fn read(item: &mut Item) -> ActivityKind {
        let kind = ActivityKind {
            key: item.define(Space::ActivityKind),
            title: item.text("title"),
            system: system(item),
            levels: levels(item),
            organisation_kinds: item.refer_all("organisation_kinds", Space::OrganisationKind),
            quorum: item.optional_word("quorum").unwrap_or(Quorum::None),
            rhythm: item.inner("rhythm", Rhythm::read),
            late_after_days: item.number("late_after_days", 1, 90),
            attendance_list: item.flag("attendance_list"),
            sign_off: item.flag("sign_off"),
            minutes: item.items("minutes", MinutesField::read),
        };
        kind.check(item);
        kind
    }

    fn check(&self, item: &mut Item) {
        if self.quorum != Quorum::None && !self.attendance_list {
            let text = Text::fixed(
                "规定了到会人数比例就要有到会名单：请写 attendance_list = true",
                "a quorum needs a list of who came: write attendance_list = true",
            );
            item.fault("quorum", text);
        }
        let by = self.rhythm.iter().flat_map(|rhythm| &rhythm.by);
        let strangers: Vec<_> = by
            .filter(|kind| {
                !self.organisation_kinds.is_empty() && !self.organisation_kinds.contains(kind)
            })
            .collect();
        for stranger in strangers {
            let text = Text::new(
                format!("rhythm 要求「{stranger}」举办，但 organisation_kinds 不含它；请补上"),
                format!(
                    "rhythm asks \"{stranger}\" to hold it, but organisation_kinds lacks it; add it"
                ),
            );
            item.fault("rhythm", text);
        }
        let twice = self.minutes.iter().enumerate().find(|(index, field)| {
            self.minutes[..*index].iter().any(|earlier| earlier.key == field.key)
        });
        if let Some((_, field)) = twice {
            let key = &field.key;
            let text = Text::new(
                format!("会议记录栏目「{key}」重复，请改名"),
                format!("the minutes have two fields \"{key}\"; rename one"),
            );
            item.fault("minutes", text);
        }
    }
}

impl Rhythm {
    fn read(item: &mut Item) -> Rhythm {
        let asked = item.optional_string("every").unwrap_or_default();
        // A daily duty would be a check-in by another name.
        let every = if ["day", "daily", "hour", "hourly", "shift"].contains(&asked.as_str()) {
            item.fault("every", guard::refusal(&asked, Fence::DailyDuty));
            Every::Week
        } else {
            item.word("every")
        };
        let by = item.refer_all("by", Space::OrganisationKind);
        if by.is_empty() {
            let should =
                Text::fixed("至少一个组织类型的列表", "a list with at least one organisation kind");
            item.wrong_type("by", should);
        }
        Rhythm { every, by }
    }
}

impl MinutesField {
    fn read(item: &mut Item) -> MinutesField {
        let field = MinutesField {
            key: item.own_key(),
            title: item.text("title"),
            required: item.flag("required"),
        };
        if field.required && guard::is_media(&field) {
            item.fault("required", guard::refusal(&field.key, Fence::MandatoryMedia));
        }
        field
    }
}

/// A working system: `S01` to `S32`.
pub(super) fn system(item: &mut Item) -> String {
    let system = item.string("system");
    let number = system.strip_prefix('S').filter(|digits| digits.len() == 2);
    let number = number.and_then(|digits| digits.parse().ok()).unwrap_or(0_u8);
    if !system.is_empty() && !(1..=32).contains(&number) {
        item.wrong_type("system", Text::fixed("S01 至 S32", "S01 to S32"));
    }
    system
}
