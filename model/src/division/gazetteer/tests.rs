use super::*;
use crate::{id::DivisionId, text::Say};

const EARLY: &str = "2015-01-01";

fn division(code: &str, name: &str) -> Division {
    let code: DivisionCode = code.parse().unwrap();
    Division {
        id: DivisionId(uuid::Uuid::from_u128(code.as_str().parse::<u128>().unwrap())),
        level: code.level(),
        parent_code: code.parent().filter(|_| code.level() > Level::County),
        code,
        name: name.to_owned(),
        from_on: day(EARLY),
        until_on: None,
        predecessor_code: None,
        merged_into: None,
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn gazetteer() -> Gazetteer {
    let moved = Division {
        until_on: Some(day("2020-01-01")),
        ..division("410423101009", "石门村民委员会")
    };
    let now_there = Division {
        from_on: day("2020-01-01"),
        predecessor_code: Some(moved.code.clone()),
        ..division("410423202009", "石门村民委员会")
    };
    let merged = Division {
        until_on: Some(day("2021-07-01")),
        merged_into: Some("410423101203".parse().unwrap()),
        ..division("410423101204", "小岳庄村民委员会")
    };
    let gone = Division {
        until_on: Some(day("2018-01-01")),
        ..division("410423101205", "老河村民委员会")
    };
    let renamed = Division {
        until_on: Some(day("2019-05-01")),
        ..division("410423101206", "旧名村民委员会")
    };
    let as_now = Division {
        id: DivisionId(uuid::Uuid::from_u128(9)),
        from_on: day("2019-05-01"),
        predecessor_code: Some(renamed.code.clone()),
        ..division("410423101206", "新名村民委员会")
    };
    Gazetteer::new(vec![
        division("410423000000", "鲁山县"),
        division("410423001000", "露峰街道"),
        division("410423101000", "下汤镇"),
        division("410423202000", "团城乡"),
        division("410423107000", "赵村镇"),
        division("410423001001", "曙光社区居民委员会"),
        division("410423001002", "东街社区居民委员会"),
        division("410423101203", "岳庄村民委员会"),
        division("410423101002", "东街村民委员会"),
        division("410423107001", "赵村村民委员会"),
        division("410423202002", "东街村民委员会"),
        moved,
        now_there,
        merged,
        gone,
        renamed,
        as_now,
    ])
}

fn ask(written: &str) -> Result<String, Text> {
    ask_on(written, "2019-06-14")
}

use crate::Text;

fn ask_on(written: &str, on: &str) -> Result<String, Text> {
    let gazetteer = gazetteer();
    let asked = Asked { written, day: day(on), within: None, level: None };
    gazetteer.find(asked).map(|found| found.code.to_string()).map_err(|error| error.say())
}

#[track_caller]
fn finds(written: &str, code: &str) {
    assert_eq!(ask(written).as_deref(), Ok(code), "{written}");
}

#[track_caller]
fn says(written: &str, on: &str, zh: &str, en: &str) {
    assert_eq!(ask_on(written, on), Err(Text::new(zh.to_owned(), en.to_owned())), "{written}");
}

#[test]
fn a_village_is_found_however_offices_write_it() {
    for written in [
        "410423101203",
        "４１０４２３１０１２０３",
        "下汤镇 岳庄村",
        "下汤镇岳庄村",
        "下汤岳庄",
        "下汤镇／岳庄",
        "鲁山县下汤镇岳庄村",
        "鲁山县岳庄村",
        " 岳庄村民委员会 ",
        "岳庄村村民委员会",
        "岳庄村委会",
        "岳庄",
    ] {
        finds(written, "410423101203");
    }
    finds("曙光居委会", "410423001001");
    finds("曙光社区", "410423001001");
    finds("露峰办事处", "410423001000");
    finds("露峰街道办事处曙光社区居委会", "410423001001");
    finds("鲁山", "410423000000");
}

#[test]
fn the_closest_name_wins() {
    // 赵村 is how people say 赵村 the village, and what is left of 赵村镇.
    finds("赵村", "410423107001");
    finds("赵村镇", "410423107000");
    finds("赵村镇赵村", "410423107001");
    finds("东街社区", "410423001002");
}

#[test]
fn several_of_one_name_are_all_told() {
    says(
        "东街村",
        "2019-06-14",
        "「东街村」有 2 个（下汤镇 东街村、团城乡 东街村），请写上乡镇，如「下汤镇 东街村」",
        "there are 2 called 东街村 (下汤镇 东街村, 团城乡 东街村); write the township too, as in 下汤镇 东街村",
    );
    finds("团城乡 东街村", "410423202002");
}

#[test]
fn the_other_column_decides_between_them() {
    let (gazetteer, township) = (gazetteer(), "410423202000".parse().unwrap());
    let asked = Asked {
        written: "东街",
        day: day("2019-06-14"),
        within: Some(&township),
        level: Some(Level::Village),
    };
    assert_eq!(gazetteer.find(asked).unwrap().code.as_str(), "410423202002");
    let asked = Asked { written: "岳庄", ..asked };
    let elsewhere = vec!["下汤镇 岳庄村".to_owned()];
    assert_eq!(
        gazetteer.find(asked),
        Err(Unnamed::Elsewhere { written: "岳庄".to_owned(), elsewhere })
    );
}

#[test]
fn a_village_that_moved_is_named_where_it_is_on_the_day() {
    finds("下汤镇 石门村", "410423101009");
    assert_eq!(ask_on("石门村", "2020-06-01").as_deref(), Ok("410423202009"));
    says(
        "下汤镇石门村",
        "2020-06-01",
        "「下汤镇 石门村」自 2020-01-01 起改为团城乡 石门村 (410423202009)，请照此填写",
        "下汤镇 石门村 became 团城乡 石门村 (410423202009) on 2020-01-01; write that",
    );
    says(
        "团城乡石门村",
        "2019-06-14",
        "「团城乡 石门村」自 2020-01-01 起才有，请核对日期",
        "团城乡 石门村 exists only from 2020-01-01 on; check the date",
    );
}

#[test]
fn what_ended_says_what_it_became() {
    says(
        "旧名村",
        "2019-06-14",
        "「下汤镇 旧名村」自 2019-05-01 起改为下汤镇 新名村 (410423101206)，请照此填写",
        "下汤镇 旧名村 became 下汤镇 新名村 (410423101206) on 2019-05-01; write that",
    );
    says(
        "小岳庄村",
        "2022-01-01",
        "「下汤镇 小岳庄村」自 2021-07-01 起改为下汤镇 岳庄村 (410423101203)，请照此填写",
        "下汤镇 小岳庄村 became 下汤镇 岳庄村 (410423101203) on 2021-07-01; write that",
    );
    says(
        "老河村",
        "2019-06-14",
        "「下汤镇 老河村」自 2018-01-01 起已撤销，请改写现在的地点",
        "下汤镇 老河村 was dissolved on 2018-01-01; write where it is now",
    );
}

#[test]
fn what_is_no_place_gets_a_hint() {
    says(
        "团城乡岳庄村",
        "2019-06-14",
        "没有「团城乡岳庄村」；叫这个名字的是下汤镇 岳庄村，请核对乡镇",
        "there is no 团城乡岳庄村, but 下汤镇 岳庄村; check the township",
    );
    says(
        "下汤镇岳家村",
        "2019-06-14",
        "「下汤镇岳家村」不是本县的乡镇或村；是否为下汤镇 岳庄村？",
        "下汤镇岳家村 is no division of this county; did you mean 下汤镇 岳庄村?",
    );
    assert!(ask("巴黎").unwrap_err().zh.contains("12 位代码"));
    assert!(ask("999999999999").unwrap_err().zh.contains("不是本县"));
    assert_eq!(ask(" / ").unwrap_err(), Unnamed::Blank.say());
}
