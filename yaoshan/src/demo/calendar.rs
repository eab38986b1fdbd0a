//! What is held in 2019, where, by whom, and when it is written down.

use std::collections::HashMap;

use chrono::Days;
use model::{
    Date,
    activity::Mark,
    code::DivisionCode,
    id::{OrganisationId, PersonId},
};

use super::{
    chance::Chance,
    sample::{SHOWS, Sample, Spot, TALKS},
};

/// Something held, with its record.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) kind: &'static str,
    pub(super) title: String,
    pub(super) division_code: DivisionCode,
    pub(super) organisation_id: Option<OrganisationId>,
    pub(super) place: String,
    pub(super) held_on: Date,
    /// Days from the event to its record.
    pub(super) recorded_after: u64,
    pub(super) is_signed: bool,
    pub(super) present: Option<i64>,
    pub(super) marks: Option<Vec<Mark>>,
    pub(super) speaker: Option<String>,
    pub(super) minutes: &'static [(&'static str, &'static str)],
    pub(super) summary: String,
}

/// An organisation as the calendar needs it.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    pub(super) id: OrganisationId,
    pub(super) name: String,
    pub(super) division_code: DivisionCode,
    pub(super) people: Vec<PersonId>,
}

/// Holders by the key of their kind.
pub(super) type Holders = HashMap<&'static str, Vec<Holder>>;

const TOPIC: &[(&str, &str)] = &[("topic", "学习贯彻习近平总书记关于扶贫工作的重要论述")];
const AGENDA: &[(&str, &str)] = &[
    ("agenda", "审议上半年工作；讨论下步安排"),
    ("decision", "同意报告所提各项安排"),
    ("vote", "全体到会党员一致同意"),
];
const WORK: &[(&str, &str)] = &[("agenda", "通报上周帮扶情况；安排本周走访和产业项目")];
const ASSEMBLY: &[(&str, &str)] =
    &[("agenda", "学习文件；交流驻村工作"), ("decision", "同意下月工作安排")];
const SHOW: &[(&str, &str)] = &[
    ("programme_list", "曲剧选段；快板《脱贫路上》；小品《驻村第一天》"),
    ("audience_note", "群众踊跃"),
];
const TALK: &[(&str, &str)] = &[("topic", "扎根山乡、带领群众脱贫致富")];

/// Every event of the year, in the order of days.
pub(super) fn of(sample: &Sample, holders: &Holders) -> Vec<Event> {
    let mut calendar = Calendar { chance: Chance::new(9), events: Vec::new() };
    calendar.shows(&sample.townships, &sample.villages);
    calendar.talks(&sample.townships, holders);
    for month in 1..=12 {
        calendar.studies(month, holders);
        calendar.theme_days(month, holders);
        if month % 3 == 0 {
            calendar.assemblies(month, holders);
        }
    }
    calendar.meetings(holders);
    calendar.events.sort_by_key(|event| event.held_on);
    calendar.events
}

struct Calendar {
    chance: Chance,
    events: Vec<Event>,
}

fn day(month: u32, day: u32) -> Date {
    Date::from_ymd_opt(2019, month, day).unwrap_or_default()
}

impl Calendar {
    fn shows(&mut self, townships: &[Spot], villages: &[Spot]) {
        for at in 0..SHOWS {
            let spot = if at % 3 == 2 { &villages[at * 23] } else { &townships[at] };
            let month = 6 + (at / 5) as u32;
            let mut event = self.event(
                "touring_show",
                "“不忘初心”文艺作品巡演",
                spot,
                day(month, 3 + at as u32),
            );
            event.present = Some(180 + self.chance.below(400) as i64);
            event.minutes = SHOW;
            event.summary = "演出结束后向群众发放政策明白卡".to_owned();
            self.events.push(event);
        }
    }

    fn talks(&mut self, townships: &[Spot], holders: &Holders) {
        let group = holders.get("lecture_group").and_then(|groups| groups.first());
        for at in 0..TALKS {
            let spot = &townships[(at * 2 + 1) % townships.len()];
            let month = 7 + (at / 3) as u32;
            let mut event =
                self.event("touring_talk", "先进典型巡回报告会", spot, day(month, 5 + at as u32));
            event.organisation_id = group.map(|group| group.id);
            event.present = Some(90 + self.chance.below(160) as i64);
            event.speaker = Some("宣讲团成员".to_owned());
            event.minutes = TALK;
            self.events.push(event);
        }
    }

    fn studies(&mut self, month: u32, holders: &Holders) {
        for (kind, by, title) in [
            ("rural_study_day", "village_branch", "农村党员集中学习"),
            ("office_study_day", "office_branch", "机关党员集中学习"),
        ] {
            for holder in holders.get(by).into_iter().flatten() {
                // Some branch misses a month now and then; the gaps show which.
                if !self.chance.percent(97) {
                    continue;
                }
                let title = format!("{month}月{title}");
                let mut event = self.held_by(kind, &title, holder, day(month, 10));
                event.minutes = TOPIC;
                event.marks = Some(self.marks(&holder.people));
                self.events.push(event);
            }
        }
    }

    fn theme_days(&mut self, month: u32, holders: &Holders) {
        for by in ["village_branch", "office_branch"] {
            for holder in holders.get(by).into_iter().flatten() {
                if !self.chance.percent(96) {
                    continue;
                }
                let title = format!("{month}月主题党日");
                let mut event = self.held_by("theme_day", &title, holder, day(month, 20));
                event.minutes = TOPIC;
                // The first half of the year was kept without lists, as it was in many villages.
                if month > 6 {
                    event.marks = Some(self.marks(&holder.people));
                } else {
                    event.is_signed = false;
                }
                self.events.push(event);
            }
        }
    }

    fn assemblies(&mut self, month: u32, holders: &Holders) {
        for by in ["village_branch", "office_branch"] {
            for holder in holders.get(by).into_iter().flatten() {
                let title = format!("第{}季度党员大会", month / 3);
                let mut event = self.held_by("members_assembly", &title, holder, day(month, 25));
                event.minutes = AGENDA;
                event.marks = Some(self.marks(&holder.people));
                self.events.push(event);
            }
        }
    }

    /// A work meeting every week from March on, an assembly every month.
    fn meetings(&mut self, holders: &Holders) {
        for holder in holders.get("functional_organisation").into_iter().flatten() {
            for week in 0..43 {
                if !self.chance.percent(95) {
                    continue;
                }
                let held_on = day(3, 4) + Days::new(week * 7);
                let mut event = self.held_by("work_meeting", "驻村工作例会", holder, held_on);
                event.is_signed = false;
                event.present = Some(12 + self.chance.below(20) as i64);
                event.minutes = WORK;
                self.events.push(event);
            }
            for month in 3..=12 {
                let mut event = self.held_by(
                    "functional_assembly",
                    "功能型党支部党员大会",
                    holder,
                    day(month, 28),
                );
                event.is_signed = false;
                event.present = Some(14 + self.chance.below(20) as i64);
                event.minutes = ASSEMBLY;
                self.events.push(event);
            }
        }
    }

    fn event(&mut self, kind: &'static str, title: &str, spot: &Spot, held_on: Date) -> Event {
        Event {
            kind,
            title: title.to_owned(),
            division_code: spot.code.clone(),
            organisation_id: None,
            place: format!("{}文化广场", spot.short()),
            held_on,
            recorded_after: self.delay(),
            is_signed: self.chance.percent(98),
            present: None,
            marks: None,
            speaker: None,
            minutes: &[],
            summary: String::new(),
        }
    }

    fn held_by(
        &mut self,
        kind: &'static str,
        title: &str,
        holder: &Holder,
        held_on: Date,
    ) -> Event {
        let spot = Spot {
            code: holder.division_code.clone(),
            township: holder.name.clone(),
            village: None,
        };
        Event {
            organisation_id: Some(holder.id),
            place: "党群服务中心".to_owned(),
            ..self.event(kind, title, &spot, held_on)
        }
    }

    /// Most are written down within two days; a few so late that it shows.
    fn delay(&mut self) -> u64 {
        if self.chance.percent(97) {
            self.chance.below(3) as u64
        } else {
            9 + self.chance.below(20) as u64
        }
    }

    fn marks(&mut self, people: &[PersonId]) -> Vec<Mark> {
        let reasons = ["away", "away", "sick", "family", "duty"];
        people
            .iter()
            .map(|&person_id| {
                let present = self.chance.percent(88);
                let reason = (!present).then(|| (*self.chance.pick(&reasons)).to_owned());
                Mark { person_id, present, reason }
            })
            .collect()
    }
}
