//! A process is only accepted if every case on it has an owner, a clock and a way to an end.

use insta::assert_snapshot;

use super::*;
use crate::process::{Party, Progress, Promise, Rest};

const PROBLEM: &str = "processes/problem.toml";

/// A small process of three states, whole as it stands.
const SMALL: &str = r#"
revision = 1
title = { zh = "小事", en = "small matter" }
system = "S22"
number = "小事"
levels = ["village"]
[opening]
state = "new"
right = "raise_case"
[promise]
days = 5
[[field]]
key = "answer"
title = { zh = "答复", en = "answer" }
kind = "prose"
[[state]]
key = "new"
title = { zh = "新", en = "new" }
progress = "not_started"
owner = "handler"
days = 2
[[state]]
key = "done"
title = { zh = "办结", en = "done" }
progress = "done"
closing = "solved_unconfirmed"
[[step]]
key = "reply"
title = { zh = "答复", en = "answer it" }
from = ["new"]
to = "done"
by = ["handler"]
right = "handle_case"
requires = ["answer"]
"#;

#[track_caller]
fn small(changes: &[(&str, &str)]) -> String {
    let text = changes.iter().fold(SMALL.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "it does not hold {from}");
        text.replacen(from, to, 1)
    });
    told(&with("processes/small.toml", text.trim_start()))
}

#[test]
fn the_problem_list_is_as_the_county_keeps_it() {
    let lushan = lushan();
    let problem = lushan.process("problem").unwrap();
    assert_eq!(problem.promise, Promise::Field { field: "deadline".to_owned() });
    assert!(problem.closed_by_others);
    let ends: Vec<&str> =
        problem.states.iter().filter(|state| state.is_final()).map(|s| s.key.as_str()).collect();
    assert_eq!(ends, ["closed", "closed_unconfirmed", "unsolved", "withdrawn"]);
    assert!(problem.reopens(problem.step("reopen").unwrap()));
    assert!(!problem.reopens(problem.step("deny").unwrap()));
    let out: Vec<&str> = problem.steps_from("submitted").map(|step| step.key.as_str()).collect();
    assert_eq!(out, ["refuse_result", "accept", "give_up"]);
    let working = problem.state("working").unwrap();
    assert_eq!(working.progress, Progress::Part);
    assert!(matches!(&working.rest, Rest::Open { owner: Party::Handler, days: 30, .. }));
}

#[test]
fn each_working_system_with_cases_has_its_process() {
    let lushan = lushan();
    let found = lushan.processes.iter().map(|process| (&*process.system, &*process.key));
    let found: std::collections::BTreeSet<_> = found.collect();
    let expected = [
        ("S03", "problem"),
        ("S04", "rectification"),
        ("S13", "weak_village"),
        ("S20", "need"),
        ("S21", "service_item"),
        ("S22", "demand"),
    ];
    assert_eq!(found, expected.into());
    // What a window settles on the spot it may close; everything else is somebody else's to judge.
    let by_itself = lushan.processes.iter().filter(|process| !process.closed_by_others);
    assert_eq!(by_itself.map(|process| &*process.key).collect::<Vec<_>>(), ["service_item"]);
}

#[test]
fn a_small_process_is_whole() {
    assert_eq!(small(&[]), "");
}

#[test]
fn a_state_nobody_reaches_and_one_nobody_leaves() {
    let more = r#"[[state]]
key = "lost"
title = { zh = "搁置", en = "shelved" }
progress = "part"
owner = "handler"
days = 5
[[state]]
key = "done""#;
    assert_snapshot!(small(&[("[[state]]\nkey = \"done\"", more)]), @r#"
    processes/small.toml:21: "lost" is a dead end: add a step that people can take towards an end
        从「lost」走不到任何结束状态：请补上由人走的步骤
    processes/small.toml:21: no step leads to "lost": add one, or remove the state
        没有步骤通到「lost」：请补一步，或删去这个状态
    "#);
}

#[test]
fn the_calendar_alone_is_no_way_out() {
    let changes = [
        (
            "by = [\"handler\"]\nright = \"handle_case\"\nrequires = [\"answer\"]",
            "by = [\"calendar\"]",
        ),
        ("days = 2", "days = 2\non_expiry = \"reply\""),
    ];
    assert_snapshot!(small(&changes), @r#"
    processes/small.toml:15: "new" is a dead end: add a step that people can take towards an end
        从「new」走不到任何结束状态：请补上由人走的步骤
    "#);
}

#[test]
fn a_state_without_an_owner_or_a_clock() {
    assert_snapshot!(small(&[("owner = \"handler\"\n", "")]), @r#"
    processes/small.toml:15: a state has an owner (not the calendar) and days, or it ends the case with a closing
        每个状态要么有 owner（谁来办）和 days（几个工作日），要么以 closing 结束
    "#);
    assert_snapshot!(small(&[("days = 2\n", "")]), @r#"
    processes/small.toml:19: a state has an owner (not the calendar) and days, or it ends the case with a closing
        每个状态要么有 owner（谁来办）和 days（几个工作日），要么以 closing 结束
    "#);
    assert_snapshot!(small(&[("owner = \"handler\"", "owner = \"calendar\"")]), @r#"
    processes/small.toml:19: a state has an owner (not the calendar) and days, or it ends the case with a closing
        每个状态要么有 owner（谁来办）和 days（几个工作日），要么以 closing 结束
    "#);
}

#[test]
fn names_that_are_nowhere_or_twice() {
    let changes = [
        ("state = \"new\"", "state = \"nwe\""),
        ("to = \"done\"", "to = \"dome\""),
        ("requires = [\"answer\"]", "requires = [\"anser\"]"),
        ("right = \"handle_case\"", "right = \"handle_cases\""),
        ("key = \"new\"", "key = \"done\""),
    ];
    assert_snapshot!(small(&changes), @r#"
    processes/small.toml:6: there is no state "nwe"; choose from: done, done
        没有名为「nwe」的状态；可用：done, done
    processes/small.toml:21: "done" is used more than once; rename one
        「done」用了不止一次，请改名
    processes/small.toml:26: there is no field "anser"; did you mean answer?
        没有名为「anser」的栏目；是否为 answer？
    processes/small.toml:26: there is no state "dome"; did you mean done?
        没有名为「dome」的状态；是否为 done？
    processes/small.toml:26: there is no state "new"; choose from: done, done
        没有名为「new」的状态；可用：done, done
    processes/small.toml:32: "right" does not know "handle_cases"; did you mean handle_case?
        「right」不认识「handle_cases」；是否为 handle_case？
    "#);
}

#[test]
fn an_expiry_is_a_step_of_the_calendar_from_there() {
    assert_snapshot!(small(&[("days = 2", "days = 2\non_expiry = \"reply\"")]), @r#"
    processes/small.toml:15: on_expiry names "reply": a step from "new" with by = ["calendar"]
        到期步骤「reply」应从「new」出发，且 by = ["calendar"]
    "#);
    assert_snapshot!(small(&[("by = [\"handler\"]", "by = [\"calendar\"]")]), @r#"
    processes/small.toml:26: "new" has no on_expiry = "reply", so this step never happens
        「new」没有写 on_expiry = "reply"，这一步不会发生
    processes/small.toml:32: a step that people take needs a right, and one of the calendar has none
        由人走的步骤要有 right，到期自动的没有
    processes/small.toml:33: the calendar fills in no field and gives neither reason nor evidence
        到期自动的步骤填不了栏目，也交不了理由和依据
    "#);
}

#[test]
fn an_extension_that_is_only_half_there() {
    assert_snapshot!(small(&[("levels =", "extension_days = 10\nlevels =")]), @r#"
    processes/small.toml:5: an extension is whole: extension_days, and steps with ask_extension, grant_extension and refuse_extension
        延期要写全：extension_days，以及 ask_extension、grant_extension、refuse_extension 三个步骤
    "#);
}

#[test]
fn a_promise_says_one_thing_and_can_be_kept() {
    assert_snapshot!(small(&[("days = 5", "days = 5\nfield = \"answer\"")]), @r#"
    processes/small.toml:10: a promise is either days (working days) or field (one that holds a day): write one
        承诺时限只写一种：days（工作日）或 field（日期栏目）
    processes/small.toml:12: the promise is the day in "answer": it must be of kind "day" and required at the opening
        承诺时限取自「answer」：它应是日期（kind = "day"），并在 opening.requires 中
    "#);
    assert_snapshot!(small(&[("days = 5", "field = \"answer\"")]), @r#"
    processes/small.toml:11: the promise is the day in "answer": it must be of kind "day" and required at the opening
        承诺时限取自「answer」：它应是日期（kind = "day"），并在 opening.requires 中
    "#);
}

#[test]
fn nobody_closes_his_own_case() {
    assert_snapshot!(small(&[("levels =", "closed_by_others = true\nlevels =")]), @r#"
    processes/small.toml:27: the handler cannot close its own case (closed_by_others): leave it to the office above or to whoever brought it up
        承办方不能自行销号（closed_by_others）：请交上级或提出方
    "#);
}

#[test]
fn a_step_that_does_nothing_or_too_much() {
    assert_snapshot!(small(&[("to = \"done\"\n", "")]), @r#"
    processes/small.toml:26: a step that leads nowhere and does nothing: write to, or an effect
        步骤既不去往 to，也没有 effect，等于没有发生
    "#);
    assert_snapshot!(small(&[("to = \"done\"", "to = \"done\"\neffect = \"return\"")]), @r#"
    processes/small.toml:26: a return gives a reason: write reason = true
        退回必须说明理由：reason = true
    "#);
}

#[test]
fn a_person_is_not_published() {
    assert_snapshot!(small(&[("kind = \"prose\"", "kind = \"person\"\npublic = true")]), @r#"
    processes/small.toml:15: a field that names a person is not published: remove public
        人员栏目不得公开：请去掉 public
    "#);
}

#[test]
fn a_process_that_asks_what_the_fences_forbid_is_refused() {
    assert_snapshot!(small(&[("key = \"answer\"", "key = \"face_photo\""), ("\"答复\", en = \"answer\" }\nkind", "\"打卡照片\", en = \"selfie\" }\nkind"), ("[\"answer\"]", "[\"face_photo\"]")]), @r#"
    processes/small.toml:13: "打卡照片" means check-in, which is refused (State Council General Office letter (2026) 12: no check-in, points, ranking or online time)
        「打卡照片」属于打卡签到，不得设置（国办函〔2026〕12号：不得设置打卡签到、积分排名、在线时长等功能）
    processes/small.toml:33: "face_photo" means mandatory photos or video, which is refused (State Council General Office letter (2026) 12: photos, video and tracks may not be demanded)
        「face_photo」属于强制拍照、录像，不得设置（国办函〔2026〕12号：非必要不得要求提供照片、视频、轨迹）
    "#);
}

#[test]
fn a_changed_definition_takes_a_new_revision() {
    let lushan = lushan();
    let faults = |files: &Files| {
        let new = Programme::load(files).unwrap();
        let faults = lushan.faults_of_change(&new, files);
        faults.iter().map(|fault| format!("{fault}\n")).collect::<String>()
    };
    assert_snapshot!(faults(&changed(PROBLEM, "days = 30", "days = 20")), @r#"
    processes/problem.toml:1: the process "problem" is different: set its revision to 2, for running cases stay on theirs
    "#);
    let raised = changed(PROBLEM, "days = 30", "days = 20")[PROBLEM].replacen(
        "revision = 1",
        "revision = 2",
        1,
    );
    assert_eq!(faults(&with(PROBLEM, &raised)), "");
}
