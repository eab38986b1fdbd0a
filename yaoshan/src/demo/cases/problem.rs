//! S03: problems that were listed and put right.

use anyhow::Context;
use chrono::Days;
use model::{code::DivisionCode, id::OrganisationId};
use office::Office;

use super::{
    super::{accounts::Actors, chance::Chance},
    story::{Start, Story, Told, shown},
};

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

pub(super) fn run(
    office: &Office,
    actors: &Actors,
    start: Start,
    (body, code): &(OrganisationId, DivisionCode),
    chance: &mut Chance,
) -> anyhow::Result<()> {
    let (content, standard, measures) = *chance.pick(&FAULTS);
    let deadline = (start.day + Days::new(60)).to_string();
    let source = *chance.pick(&SOURCES);
    let opening = [("content", content), ("source", source), ("deadline", &deadline)];
    let (county, judge) = (&actors.county, &actors.county_signer);
    let (clerk, _) = actors.of(code);
    let township = code.parent().context("a village is in a township")?;
    let mut story = Story::open(office, start, county, ("problem", code), &opening)?;
    let body = body.to_string();
    let assign = [("body", body.as_str()), ("standard", standard)];
    let assigned = Told { fields: &assign, hand_to: Some(&township), ..Told::default() };
    story.take(county, 1, "assign", &assigned)?;
    if chance.percent(4) {
        return Ok(());
    }
    if chance.percent(6) {
        let told = Told { reason: "该事项由另一部门管理，请改派", ..Told::default() };
        story.take(clerk, 2, "send_back", &told)?;
        story.take(county, 3, "assign", &assigned)?;
    }
    story.say(clerk, 4, "take_on", &[("measures", measures)])?;
    let evidence = shown(office, code, start.on(18))?;
    let Some(evidence) = evidence.filter(|_| !chance.percent(12)) else { return Ok(()) };
    let result = [("result", "已按措施整改，现场核看属实")];
    let submit = Told { fields: &result, shown: Some(evidence), ..Told::default() };
    story.take(clerk, 18, "submit", &submit)?;
    if chance.percent(8) {
        let told = Told { reason: "现场核看仍有一处没有到位", ..Told::default() };
        story.take(judge, 20, "refuse_result", &told)?;
        story.take(clerk, 26, "submit", &submit)?;
    }
    story.go(judge, 28, "accept")?;
    if chance.percent(10) {
        return Ok(());
    }
    story.say(judge, 33, "confirm", &[("residents_say", "走访三户，均认可")])?;
    if chance.percent(4) {
        let told = Told { reason: "回访发现问题复发", ..Told::default() };
        story.take(county, 60, "reopen", &told)?;
    }
    Ok(())
}
