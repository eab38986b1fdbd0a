//! S22: what residents ask for.

use model::code::DivisionCode;
use office::Office;

use super::{
    super::{accounts::Actors, chance::Chance},
    story::{Start, Story, Told},
};

const CHANNELS: [&str; 5] = ["portal", "phone", "counter", "visit", "hotline"];
/// What is asked, its class, and the reply.
const DEMANDS: [[&str; 3]; 8] = [
    ["反映村口路灯夜间不亮", "complaint", "已更换灯具，当晚亮灯"],
    ["咨询外出务工后医保怎样续缴", "consult", "可在手机上缴，也可由服务中心代办"],
    ["请求协调灌溉用电", "help", "已与供电所约定错峰供电"],
    ["建议增设垃圾桶", "proposal", "已在两处增设，下月起每日清运"],
    ["反映建房材料占道", "complaint", "已劝导清理，道路恢复通行"],
    ["咨询小额信贷办理条件", "consult", "已将条件和材料清单一次告知"],
    ["请求修缮漏雨房屋", "help", "经鉴定纳入危房改造计划"],
    ["反映自来水浑浊", "complaint", "已冲洗管网并送检，水质合格"],
];

pub(super) fn run(
    office: &Office,
    actors: &Actors,
    start: Start,
    village: &DivisionCode,
    chance: &mut Chance,
) -> anyhow::Result<()> {
    let [content, class, reply] = *chance.pick(&DEMANDS);
    let (clerk, secretary) = actors.of(village);
    let Some(township) = village.parent() else { return Ok(()) };
    let opening = [("content", content), ("channel", *chance.pick(&CHANNELS))];
    let mut story = Story::open(office, start, clerk, ("demand", village), &opening)?;
    if chance.percent(2) {
        let reason = "属信访事项，依法转县信访局";
        return story.take(clerk, 1, "move_out", &Told { reason, ..Told::default() });
    }
    if class == "consult" {
        story.say(clerk, 0, "answer_at_once", &[("class", class), ("reply", reply)])?;
    } else {
        let classed = [("class", class)];
        let assign = Told { fields: &classed, hand_to: Some(&township), ..Told::default() };
        story.take(clerk, 0, "assign", &assign)?;
        if chance.percent(8) {
            let reason = "不属本单位职责，请转相关站所";
            story.take(clerk, 1, "not_ours", &Told { reason, ..Told::default() })?;
            story.take(clerk, 1, "assign", &assign)?;
        }
        story.go(clerk, 1, "sign_for")?;
        if chance.percent(4) {
            return Ok(());
        }
        story.say(clerk, 7, "answer", &[("reply", reply)])?;
    }
    if chance.percent(10) {
        let told = Told {
            fields: &[("satisfied", "no"), ("callback", "答复了，问题还在")],
            reason: "回访时群众不认可",
            ..Told::default()
        };
        story.take(secretary, 8, "redo", &told)?;
        story.say(clerk, 10, "answer", &[("reply", reply)])?;
    }
    if chance.percent(6) {
        let callback = [("callback", "三次拨打无人接听")];
        let reason = "三日内三次联系不上";
        return story.take(
            secretary,
            12,
            "not_reached",
            &Told { fields: &callback, reason, ..Told::default() },
        );
    }
    story.say(secretary, 11, "agree", &[("satisfied", "yes"), ("callback", "电话回访，认可")])
}
