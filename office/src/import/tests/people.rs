//! What is told of rows about people and postings.

use super::*;
use crate::testing::{COUNTY, TOWNSHIP};

const HEADING: &str = "姓名,性别,身份证号,联系电话,出生年份,乡镇,村";

#[track_caller]
fn check(county: &County, asker: &Asker, recipe: &str, rows: &[(&str, &[&str])]) {
    let heading = match recipe {
        "people" => HEADING,
        _ => "姓名,性别,身份证号,乡镇,村,任职时间,离任时间",
    };
    let mut lines = vec![heading];
    lines.extend(rows.iter().map(|(row, _)| *row));
    let judged = judge(county, asker, recipe, &csv(&lines));
    assert_eq!(judged.state, ImportState::Judged, "{judged:?}");
    for ((row, expected), line) in rows.iter().zip(2..) {
        let said = said(asker, judged.id, line);
        assert_eq!(said.is_empty(), expected.is_empty(), "{row}: {said}");
        for part in *expected {
            assert!(said.contains(part), "{row}: {said}");
        }
    }
}

store::on_both! {
    fn each_fault_of_a_person_is_told_with_its_column(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let good = id_number("19800101", 2);
        let wrong = format!("{}{}", &good[..17], if good.ends_with('1') { '2' } else { '1' });
        check(&county, &clerk, "people", &[
            (&format!("王小芳,女,{good},13800000000,1980,下汤镇,新街社区"), &[]),
            (&format!("孙二河,女,{good},,,下汤镇,新街社区"), &["「身份证号」", "另一个姓名", "第 2 行"]),
            (&format!("王小芳,女,{good},,,下汤镇,新街社区"), &["「身份证号」", "重复", "第 2 行"]),
            (&format!("李大山,男,{wrong},,,下汤镇,老街社区"), &["「身份证号」", "校验"]),
            (&format!("赵一宁,男,{},,,下汤镇,老街社区", id_number("19800101", 4)), &["「性别」", "不符"]),
            ("周三元,男,4.10423E+17,,,下汤镇,老街社区", &["「身份证号」", "文本"]),
            (&format!("吴四海,男,{},,,下汤镇,老街社区", id_number("20990101", 1)), &["「身份证号」"]),
            ("郑五岳,男,,1380000,1980,下汤镇,老街社区", &["「联系电话」"]),
            ("钱六合,,,,,下汤镇,老街社区", &["「性别」", "请填写性别"]),
            ("冯七星,先生,,,,下汤镇,老街社区", &["「性别」", "先生"]),
            ("陈八方,男,,,三十岁,下汤镇,老街社区", &["「出生年份」", "年份"]),
            (",男,,,,下汤镇,老街社区", &["「姓名」", "空"]),
            ("褚九州,男,,13,三十岁,无此镇,老街社区", &["「联系电话」", "「出生年份」", "「乡镇」"]),
        ]);
    }

    fn no_sentence_and_no_page_repeats_a_number(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let number = id_number("19800101", 2);
        // Columns in the wrong order: numbers stand where names and places should.
        let file = csv(&[HEADING, &format!("{number},13800000000,王小芳,{number},{number},{number},13800000000")]);
        let id = judge(&county, &clerk, "people", &file).id;
        let shown = serde_json::to_string(&rows(&clerk, id)).unwrap();
        assert!(!shown.contains(&number) && !shown.contains("13800000000"), "{shown}");
        assert!(!shown.contains(&number[6..14]), "{shown}");
        let kept = clerk.read(move |act| Ok(store::imports::rows(act.tx, id, None, 0, 9)?)).unwrap();
        let in_clear = kept[0].sealed.windows(18).any(|bytes| bytes == number.as_bytes());
        assert!(!in_clear);
    }

    fn names_without_numbers_are_told_apart_as_far_as_they_can_be(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        check(&county, &clerk, "people", &[
            ("王小芳,女,,,1980,下汤镇,新街社区", &[]),
            ("王小芳,女,,,1991,下汤镇,新街社区", &[]),
            ("王小芳,女,,,1980,下汤镇,新街社区", &["「姓名」", "第 2 行", "身份证号"]),
            ("王小芳,女,,,,下汤镇,新街社区", &["「姓名」", "同名", "身份证号"]),
            ("王 小 芳,女,,,1980,下汤镇,老街社区", &[]),
        ]);
    }

    fn postings_that_overlap_are_told(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("county_office", COUNTY);
        let (a, b) = (id_number("19800101", 2), id_number("19800101", 4));
        let file = csv(&[
            "姓名,性别,身份证号,乡镇,村,任职时间,离任时间",
            &format!("王小芳,女,{a},下汤镇,新街社区,2018-01-01,2019-01-01"),
        ]);
        import(&county, &clerk, "first_secretaries", &file);
        check(&county, &clerk, "first_secretaries", &[
            (&format!("王小芳,女,{a},下汤镇,新街社区,2018-01-01,2019-01-01"), &[]),
            (&format!("李春来,女,{b},下汤镇,新街社区,2018-06-01,"), &["「任职时间」", "系统中已有", "核对日期"]),
            (&format!("李春来,女,{b},下汤镇,新街社区,2019-01-01,"), &[]),
            (&format!("李春来,女,{b},下汤镇,老街社区,2019-03-01,"), &["李春来", "新街社区", "最多在 1 处", "第 4 行"]),
            (&format!("李春来,女,{b},下汤镇,新街社区,2019-02-01,"), &["日期重叠"]),
            (&format!("李春来,女,{b},下汤镇,新街社区,2019-01-01,"), &["第 4 行"]),
            (&format!("王小芳,女,{a},下汤镇,老街社区,2019-02-01,2019-01-01"), &["「离任时间」"]),
            (&format!("王小芳,女,{a},下汤镇,老街社区,2049-02-01,"), &["「任职时间」", "一年以后"]),
            (&format!("王小芳,女,{a},下汤镇,,2019-02-01,"), &["「村」", "空"]),
            (&format!("王小芳,女,{a},下汤镇,新街,43525,"), &["「任职时间」", "2019-03-01"]),
        ]);
    }
}
