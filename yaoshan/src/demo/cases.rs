//! The cases of 2019: problems that were listed and put right, and the actions that took several on.

use anyhow::Context;
use chrono::Days;
use model::{
    Date, Moment,
    case::{Filled, NewCase, Taking},
    code::DivisionCode,
    id::{ActivityId, CaseId, CaseStepId, OrganisationId},
};
use office::{
    Office, Who,
    activity::{self, View, Wanted},
    case,
};

use super::{
    Step,
    accounts::Actors,
    chance::Chance,
    year::{at, id_of, seats},
};
use crate::verbs::said::done;

const PROBLEMS: usize = 236;
const ACTIONS: [&str; 11] = [
    "农村人居环境整治",
    "村级财务不公开问题整治",
    "扶贫领域作风问题整治",
    "党员组织关系排查整治",
    "村“两委”干部资格联审整治",
    "形式主义、文山会海整治",
    "惠民补贴发放问题整治",
    "村级活动阵地被占用整治",
    "软弱涣散党组织整治",
    "驻村干部在岗履职整治",
    "农村宗族势力干扰选举整治",
];
const FAULTS: [(&str, &str, &str); 10] = [
    ("村口路灯损坏，夜间出行不便", "路灯全部恢复照明", "更换灯具和线路"),
    ("村务公开栏两个季度没有更新", "按季公开，内容齐全", "补公开并定专人负责"),
    ("通组道路雨季积水", "雨后两小时内无积水", "疏通边沟，加铺碎石"),
    ("便民服务室上班时间无人值守", "工作日有人值守", "排班上墙，互为备岗"),
    ("饮水管道冬季冻裂", "入户通水", "更换管道，加保温层"),
    ("公益岗位人员名单没有公示", "名单公示七天", "重新公示并留存照片"),
    ("垃圾集中点清运不及时", "日产日清", "增加清运车次"),
    ("合作社分红账目不清", "账目公开，群众认可", "请农经站逐笔核对"),
    ("文化广场器材损坏", "器材完好可用", "维修并张贴维护电话"),
    ("灌溉机井无人管护", "机井能用，有人管", "明确管护人和电费分摊"),
];
const SOURCES: [&str; 5] = ["research", "inspection", "residents", "petition", "own_review"];

struct Story<'a> {
    office: &'a Office,
    id: CaseId,
    /// Counts the steps, for ids that are the same in every run.
    step: u64,
    place: u64,
}

/// What a step of the story says.
#[derive(Default)]
struct Told<'a> {
    fields: &'a [(&'a str, &'a str)],
    reason: &'a str,
    hand_to: Option<&'a DivisionCode>,
    shown: Option<ActivityId>,
}

/// Far from the numbers of the activities, and of each other's steps.
const FIRST: u64 = 1 << 40;
const STEPS: u64 = 32;

impl<'a> Story<'a> {
    fn open(
        office: &'a Office,
        place: u64,
        who: &Who,
        day: Date,
        mut new: NewCase,
    ) -> anyhow::Result<Story<'a>> {
        let moment = at(office, day, 0);
        new.id = CaseId(id_of(moment, FIRST + place * STEPS).0);
        let id = new.id;
        let asker =
            office.asker(who.clone(), Moment::new(moment, office.programme().county.offset));
        done(asker.write(move |act| case::open(act, &new).map(drop)))?;
        Ok(Story { office, id, step: 0, place })
    }

    fn take(&mut self, who: &Who, day: Date, step: &str, told: &Told<'_>) -> anyhow::Result<()> {
        self.step += 1;
        let moment = at(self.office, day, 0);
        let taking = Taking {
            id: CaseStepId(id_of(moment, FIRST + self.place * STEPS + self.step).0),
            step: step.to_owned(),
            seen: None,
            reason: told.reason.to_owned(),
            fields: filled(told.fields),
            activity_id: told.shown,
            hand_to: told.hand_to.cloned(),
        };
        let moment = Moment::new(moment, self.office.programme().county.offset);
        let (asker, id) = (self.office.asker(who.clone(), moment), self.id);
        done(asker.write(move |act| case::take(act, id, &taking).map(drop)))
            .with_context(|| format!("{step} of case {}", self.place))
    }
}

fn filled(pairs: &[(&str, &str)]) -> Filled {
    Filled(pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
}

/// A case among those of the year: its place, and the day on which it begins.
type Start = (u64, Date);

pub(super) fn run(
    office: &Office,
    actors: &Actors,
    tell: &mut dyn FnMut(&Step),
) -> anyhow::Result<()> {
    let of = PROBLEMS + ACTIONS.len();
    let mut chance = Chance::new(20_190_103);
    let villages = seats(office, "village_branch")?;
    for place in 0..PROBLEMS {
        // One after the other through the year, so that the numbers rise with the days.
        let day = first() + Days::new(place as u64 * 320 / PROBLEMS as u64);
        let village = chance.pick(&villages);
        problem(office, actors, (place as u64, day), village, &mut chance)?;
        if place % 40 == 39 {
            tell(&Step { words: "问题清单 problems".to_owned(), done: place + 1, of });
        }
    }
    let units = seats(office, "office_branch")?;
    for (place, name) in ACTIONS.iter().enumerate() {
        let lead = chance.pick(&units).0;
        action(office, actors, (PROBLEMS + place) as u64, (place, name, lead), &villages)?;
    }
    tell(&Step { words: "专项整治 actions".to_owned(), done: of, of });
    Ok(())
}

fn first() -> Date {
    Date::from_ymd_opt(2019, 1, 8).unwrap_or_default()
}

fn problem(
    office: &Office,
    actors: &Actors,
    (place, day): Start,
    village: &(OrganisationId, DivisionCode),
    chance: &mut Chance,
) -> anyhow::Result<()> {
    let (body, code) = village;
    let (content, standard, measures) = *chance.pick(&FAULTS);
    let deadline = (day + Days::new(60)).to_string();
    let source = *chance.pick(&SOURCES);
    let new = NewCase {
        id: CaseId(uuid::Uuid::nil()),
        process: "problem".to_owned(),
        division_code: code.clone(),
        fields: filled(&[("content", content), ("source", source), ("deadline", &deadline)]),
        activity_id: None,
    };
    let (county, judge) = (&actors.county, &actors.county_signer);
    let (clerk, _) = actors.of(code);
    let township = code.parent().context("a village is in a township")?;
    let mut story = Story::open(office, place, county, day, new)?;
    let on = |days: u64| day + Days::new(days);
    let body = body.to_string();
    let assign = [("body", body.as_str()), ("standard", standard)];
    let told = Told { fields: &assign, hand_to: Some(&township), ..Told::default() };
    story.take(county, on(1), "assign", &told)?;
    if chance.percent(4) {
        return Ok(());
    }
    if chance.percent(6) {
        let told = Told { reason: "该事项由另一部门管理，请改派", ..Told::default() };
        story.take(clerk, on(2), "send_back", &told)?;
        let told = Told { fields: &assign, hand_to: Some(&township), ..Told::default() };
        story.take(county, on(3), "assign", &told)?;
    }
    let take_on = Told { fields: &[("measures", measures)], ..Told::default() };
    story.take(clerk, on(4), "take_on", &take_on)?;
    let shown = shown(office, code, on(5))?;
    let Some(shown) = shown.filter(|_| !chance.percent(12)) else { return Ok(()) };
    let result = [("result", "已按措施整改，现场核看属实")];
    let submit = Told { fields: &result, shown: Some(shown), ..Told::default() };
    story.take(clerk, on(18), "submit", &submit)?;
    if chance.percent(8) {
        let told = Told { reason: "现场核看仍有一处没有到位", ..Told::default() };
        story.take(judge, on(20), "refuse_result", &told)?;
        story.take(clerk, on(26), "submit", &submit)?;
    }
    story.take(judge, on(28), "accept", &Told::default())?;
    if chance.percent(10) {
        return Ok(());
    }
    let say = Told { fields: &[("residents_say", "走访三户，均认可")], ..Told::default() };
    story.take(judge, on(33), "confirm", &say)?;
    if chance.percent(4) {
        let told = Told { reason: "回访发现问题复发", ..Told::default() };
        story.take(county, on(60).min(last()), "reopen", &told)?;
    }
    Ok(())
}

fn last() -> Date {
    Date::from_ymd_opt(2019, 12, 30).unwrap_or_default()
}

fn action(
    office: &Office,
    actors: &Actors,
    place: u64,
    (at, name, lead): (usize, &str, OrganisationId),
    villages: &[(OrganisationId, DivisionCode)],
) -> anyhow::Result<()> {
    let day = first() + Days::new(at as u64 * 14);
    let county = office.programme().county.code.clone();
    let new = NewCase {
        id: CaseId(uuid::Uuid::nil()),
        process: "rectification".to_owned(),
        division_code: county.clone(),
        fields: filled(&[
            ("scope", name),
            ("plan", "摸底排查、集中整治、建章立制三个阶段"),
            ("finish_by", &(day + Days::new(150)).to_string()),
        ]),
        activity_id: None,
    };
    let (runner, judge) = (&actors.county, &actors.county_signer);
    let mut story = Story::open(office, place, runner, day, new)?;
    let on = |days: u64| day + Days::new(days);
    let lead = lead.to_string();
    let before = [("lead_unit", lead.as_str()), ("before", "排查前各乡镇自报，底数不清")];
    let told = Told { fields: &before, hand_to: Some(&county), ..Told::default() };
    story.take(judge, on(3), "approve", &told)?;
    let mut found = None;
    for (_, village) in villages.iter().cycle().skip(at * 7).take(60) {
        found = shown(office, village, on(90))?;
        if found.is_some() {
            break;
        }
    }
    let Some(evidence) = found else { return Ok(()) };
    let review = [
        ("after", "问题逐条销号，群众满意度提高"),
        ("review", "对照方案自查，任务完成"),
        ("mechanism", "形成月调度、季通报制度"),
    ];
    let told = Told { fields: &review, shown: Some(evidence), ..Told::default() };
    story.take(runner, on(110), "self_review", &told)?;
    let accepted = [("acceptance", "抽查三个乡镇，符合要求")];
    let told = Told { fields: &accepted, shown: Some(evidence), ..Told::default() };
    story.take(judge, on(118), "accept", &told)?;
    story.take(judge, on(124), "publish", &Told::default())
}

/// The last activity that was held in a village before a day, to show what was done there.
fn shown(office: &Office, village: &DivisionCode, day: Date) -> anyhow::Result<Option<ActivityId>> {
    let wanted = Wanted {
        within: Some(village.clone()),
        view: Some(View::Signed),
        period: format!("{}", day.format("%Y")).parse().ok(),
        ..Wanted::default()
    };
    let listed =
        office.program(at(office, day, 0)).read(move |act| activity::list(act, &wanted, None, 1));
    Ok(done(listed)?.lines.first().map(|line| line.id))
}
