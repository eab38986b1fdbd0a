//! S04: special rectification actions, each of which takes several problems on.

use chrono::Days;
use model::{code::DivisionCode, id::OrganisationId};
use office::Office;

use super::{
    super::accounts::Actors,
    story::{Start, Story, Told, shown},
};

pub(super) const ACTIONS: [&str; 11] = [
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

pub(super) fn run(
    office: &Office,
    actors: &Actors,
    start: Start,
    (name, lead): (&str, OrganisationId),
    villages: &[(OrganisationId, DivisionCode)],
) -> anyhow::Result<()> {
    let county = office.programme().county.code.clone();
    let opening = [
        ("scope", name),
        ("plan", "摸底排查、集中整治、建章立制三个阶段"),
        ("finish_by", &(start.day + Days::new(150)).to_string()),
    ];
    let (runner, judge) = (&actors.county, &actors.county_signer);
    let mut story = Story::open(office, start, runner, ("rectification", &county), &opening)?;
    let lead = lead.to_string();
    let before = [("lead_unit", lead.as_str()), ("before", "排查前各乡镇自报，底数不清")];
    let told = Told { fields: &before, hand_to: Some(&county), ..Told::default() };
    story.take(judge, 3, "approve", &told)?;
    let mut found = None;
    for (_, village) in villages.iter().take(60) {
        found = shown(office, village, start.on(110))?;
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
    story.take(runner, 110, "self_review", &told)?;
    let accepted = [("acceptance", "抽查三个乡镇，符合要求")];
    let told = Told { fields: &accepted, shown: Some(evidence), ..Told::default() };
    story.take(judge, 118, "accept", &told)?;
    story.go(judge, 124, "publish")
}
