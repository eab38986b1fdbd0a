//! S20: technical needs of the villages, met by the service corps.

use anyhow::Context;
use model::{code::DivisionCode, id::PersonId};
use office::Office;

use super::{
    super::{accounts::Actors, chance::Chance},
    story::{Start, Story, Told, shown},
};

/// What is needed, the industry, what was advised, and what others learn from it.
const NEEDS: [[&str; 4]; 8] = [
    [
        "香菇棚夏季烂棒多",
        "食用菌",
        "加大通风，棚顶遮阳，病棒及时隔离",
        "高温期每日早晚各通风一小时",
    ],
    ["酥梨挂果后落果严重", "林果", "花后补硼，控制氮肥，及时疏果", "疏果留单果，落果明显减少"],
    ["花椒树叶片发黄", "林果", "测土后补铁，改漫灌为沟灌", "先测土再施肥"],
    ["肉牛犊春季腹泻", "畜牧", "圈舍消毒，母牛产前免疫", "产前三十天免疫一次"],
    ["蓝莓苗移栽成活率低", "林果", "调酸土壤，覆松针，滴灌", "移栽前一个月调酸"],
    ["红薯储藏期腐烂", "粮油", "高温愈合后入窖，窖温控制在十至十四度", "入窖前先愈合"],
    ["土蜂越冬损失大", "养殖", "合并弱群，留足饲料，保温防潮", "入冬前合并弱群"],
    ["艾草收割期不一，品质差", "中药材", "统一在端午前后五天收割、阴干", "统一收割期，分级交售"],
];

pub(super) fn run(
    office: &Office,
    actors: &Actors,
    start: Start,
    (village, envoy): (&DivisionCode, PersonId),
    chance: &mut Chance,
) -> anyhow::Result<()> {
    let [content, industry, advice, lesson] = *chance.pick(&NEEDS);
    let (clerk, secretary) = actors.of(village);
    let corps = &actors.county_signer;
    let township = village.parent().context("a village is in a township")?;
    let opening = [("content", content), ("industry", industry)];
    // The township's secretary posts it for the village, and says at the end whether it helped.
    let mut story = Story::open(office, start, secretary, ("need", village), &opening)?;
    if chance.percent(3) {
        let reason = "县里没有这个专业的特派员，已转省农科院";
        return story.take(corps, 3, "none_found", &Told { reason, ..Told::default() });
    }
    let named = [("envoy", envoy.to_string())];
    let fields = named.each_ref().map(|(key, id)| (*key, id.as_str()));
    let matched = Told { fields: &fields, hand_to: Some(&township), ..Told::default() };
    story.take(corps, 1, "match", &matched)?;
    if chance.percent(5) {
        let reason = "本月已排满，请另派";
        story.take(clerk, 2, "decline", &Told { reason, ..Told::default() })?;
        story.take(corps, 3, "match", &matched)?;
    }
    story.say(clerk, 4, "accept", &[("agreement", "一周内到田间看，受益方备好样本")])?;
    let evidence = shown(office, village, start.on(10))?;
    let Some(evidence) = evidence.filter(|_| !chance.percent(6)) else { return Ok(()) };
    let day = start.on(9).to_string();
    let served = [("served_on", day.as_str()), ("advice", advice)];
    let serve = Told { fields: &served, shown: Some(evidence), ..Told::default() };
    story.take(clerk, 10, "serve", &serve)?;
    if chance.percent(5) {
        let reason = "照做一周没有好转";
        let says = [("receiver_says", "效果不明显，请再来看")];
        story.take(
            secretary,
            15,
            "not_helped",
            &Told { fields: &says, reason, ..Told::default() },
        )?;
        story.take(clerk, 20, "serve", &serve)?;
    }
    story.say(secretary, 23, "confirm", &[("receiver_says", "照着做了，见效")])?;
    if chance.percent(30) {
        return Ok(());
    }
    let found = [("follow_up", "一个月后电话回访，仍在照做"), ("lesson", lesson)];
    story.say(corps, 55, "look_back", &found)
}
