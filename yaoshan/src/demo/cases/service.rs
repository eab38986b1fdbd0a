//! S21: what was handled at the counters of the service centres.

use model::code::DivisionCode;
use office::Office;

use super::{
    super::{accounts::Actors, chance::Chance},
    story::{Start, Story, Told},
};

pub(super) const ITEMS: [[&str; 3]; 8] = [
    ["城乡居民养老保险参保登记", "新参保", "已登记参保"],
    ["城乡居民基本医疗保险参保登记", "家庭参保", "已登记，缴费方式已告知"],
    ["生育登记服务", "一孩登记", "已登记"],
    ["老年人优待证办理", "首次办理", "证件已制"],
    ["农村危房改造申请", "申请鉴定", "已上报并安排鉴定"],
    ["临时救助申请", "因病致困", "经民主评议后上报"],
    ["残疾人证换领", "证件到期", "新证已制"],
    ["农机购置补贴申请", "购买旋耕机", "材料已核，列入本批"],
];

pub(super) fn run(
    office: &Office,
    actors: &Actors,
    start: Start,
    village: &DivisionCode,
    chance: &mut Chance,
) -> anyhow::Result<()> {
    let [item, matter, decision] = *chance.pick(&ITEMS);
    let (clerk, secretary) = actors.of(village);
    let opening = [("item", item), ("matter", matter)];
    let mut story = Story::open(office, start, clerk, ("service_item", village), &opening)?;
    if chance.percent(2) {
        let reason = "不在受理范围，已告知办理单位";
        return story.take(clerk, 0, "refuse", &Told { reason, ..Told::default() });
    }
    let complete = [("materials_complete", "yes")];
    if chance.percent(12) {
        story.say(clerk, 0, "tell_gaps", &[("gaps", "缺户口簿复印件、近期照片")])?;
        story.say(clerk, 2, "complete", &complete)?;
    } else {
        story.say(clerk, 0, "accept", &complete)?;
    }
    if chance.percent(4) {
        return Ok(());
    }
    story.say(clerk, 3, "decide", &[("decision", decision)])?;
    story.go(clerk, 4, "deliver")?;
    if chance.percent(25) {
        return Ok(());
    }
    let rating = match chance.below(20) {
        0 => "bad",
        1 | 2 => "fair",
        _ => "good",
    };
    // By the office at which it was brought up, on the resident's word.
    story.say(secretary, 5, "rate", &[("rating", rating)])
}
