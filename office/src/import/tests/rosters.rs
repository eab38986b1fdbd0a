//! What is told of rows about organisations, members, pairings and activities.

use std::collections::HashMap;

use model::activity::Activity;

use super::*;
use crate::testing::COUNTY;

fn branches() -> Vec<u8> {
    csv(&[
        "组织名称,组织类型,乡镇,村,上级组织,成立时间",
        "下汤镇党委,乡镇党委,下汤镇,,,2016-01-01",
        "新街社区党支部,村党支部,下汤镇,新街社区,下汤镇党委,2018-01-01",
        "老街社区党支部,村党支部,下汤镇,老街社区,下汤镇党委,2018-01-01",
        "瑶池服务团,服务团,,,,2018-01-01",
    ])
}

/// Judges a sheet and compares what is said of each row with the parts expected.
#[track_caller]
fn check(
    county: &County,
    asker: &Asker,
    (recipe, heading): (&str, &str),
    rows: &[(&str, &[&str])],
) {
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
    fn organisations_are_judged_with_their_tree(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("county_office", COUNTY);
        import(&county, &clerk, "organisations", &branches());
        let heading = "组织名称,组织类型,乡镇,村,上级组织,成立时间";
        check(&county, &clerk, ("organisations", heading), &[
            ("新街社区党支部,村党支部,下汤镇,新街社区,下汤镇党委,2018-01-01", &[]),
            ("东街村党支部,村党支部,梁洼镇,东街村,梁洼镇党委,2018-01-01", &["「上级组织」", "没有叫「梁洼镇党委」"]),
            ("东街村党支部,村党支部,下汤镇,东街村,,2018-01-01", &["「村」", "梁洼镇"]),
            ("东街村党支部,怪组织,梁洼镇,东街村,,2018-01-01", &["「组织类型」", "怪组织"]),
            ("东街村党支部,村党支部,梁洼镇,,,2018-01-01", &["「村」", "设在村级"]),
            ("西街村党支部,村党支部,梁洼镇,西街村,老街社区党支部,2018-01-01", &["「上级组织」", "这里应填"]),
            ("段店村党支部,村党支部,梁洼镇,段店,,2018-01-01", &[]),
            ("段店村党支部,村党支部,梁洼镇,段店村委会,,2018-01-01", &["「组织名称」", "第 8 行"]),
            ("董庄村党支部,村党支部,,董庄村,,2018-01-01", &["「村」", "乡镇"]),
            (&format!("{},村党支部,梁洼镇,连沟,,2018-01-01", "长".repeat(101)), &["「组织名称」", "100"]),
        ]);
    }

    fn formal_affiliations_are_one_at_a_time(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("county_office", COUNTY);
        import(&county, &clerk, "organisations", &branches());
        let (a, b) = (id_number("19800101", 2), id_number("19800101", 4));
        let heading = "姓名,身份证号,所在党支部,转入时间,转出时间";
        let file = csv(&[heading, &format!("王小芳,{a},新街社区党支部,2018-02-01,2019-01-01")]);
        import(&county, &clerk, "affiliations", &file);
        assert_eq!(balance(&county, Measure::Affiliation, "village_branch"), 0);
        check(&county, &clerk, ("affiliations", heading), &[
            (&format!("王小芳,{a},新街社区党支部,2018-02-01,2019-01-01"), &[]),
            (&format!("王小芳,{a},老街社区党支部,2018-06-01,"), &["「所在党支部」", "一人同时只能有一个"]),
            (&format!("王小芳,{a},老街社区党支部,2019-01-01,"), &[]),
            (&format!("李春来,{b},下汤镇党委,2019-01-01,"), &["「所在党支部」", "不设成员"]),
            (&format!("李春来,{b},北街村党支部,2019-01-01,"), &["没有叫"]),
            (&format!("李春来,{b},新街社区党支部,,"), &["「转入时间」"]),
            (&format!("李春来,{b},新街社区党支部,2017-01-01,"), &["2018-01-01"]),
        ]);
    }

    fn pairings_respect_their_limits(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("county_office", COUNTY);
        import(&county, &clerk, "organisations", &branches());
        let heading = "结对类型,帮扶单位,乡镇,帮扶村,结对时间,终止日期";
        let file = csv(&[heading, "服务团,瑶池服务团,下汤镇,新街社区,2019-01-01,"]);
        import(&county, &clerk, "pairings", &file);
        assert_eq!(balance(&county, Measure::Pairing, "corps_village"), 1);
        check(&county, &clerk, ("pairings", heading), &[
            ("服务团,瑶池服务团,下汤镇,新街社区,2019-01-01,", &[]),
            ("服务团,瑶池服务团,下汤镇,新街社区,2019-05-01,", &["「结对时间」", "重叠"]),
            ("服务团,新街社区党支部,下汤镇,老街社区,2019-05-01,", &["「帮扶单位」", "这里应填"]),
            ("服务团,瑶池服务团,下汤镇,下汤镇,2019-05-01,", &["「帮扶村」"]),
            ("送温暖,瑶池服务团,下汤镇,老街社区,2019-05-01,", &["「结对类型」"]),
        ]);
    }

    fn what_comes_in_after_its_time_is_late_in_a_roster_too(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("county_office", COUNTY);
        import(&county, &clerk, "organisations", &branches());
        let file = csv(&[
            "活动类型,活动名称,活动日期,乡镇,村,举办组织,应到,实到",
            "党日,五月党日,2019-05-01,下汤镇,新街社区,新街社区党支部,2,1",
            // Today is 2026-11-25 in the county, and a theme day is to be recorded within 7 days.
            "党日,十一月党日,2026-11-18,下汤镇,新街社区,新街社区党支部,2,1",
            "党日,十一月党日补课,2026-11-17,下汤镇,新街社区,新街社区党支部,2,1",
        ]);
        let id = import(&county, &clerk, "activities", &file).id;
        let late = clerk.read(move |act| {
            let made: Vec<Activity> = store::records::of_import(act.tx, id.0, 9)?;
            Ok(made.into_iter().map(|held| (held.title, held.late_days)).collect::<HashMap<_, _>>())
        });
        let late = late.unwrap();
        assert_eq!(late["五月党日"], Some(2758));
        assert_eq!(late["十一月党日"], None);
        assert_eq!(late["十一月党日补课"], Some(1));
        let wanted = crate::activity::Wanted { late: true, ..Default::default() };
        let shown = clerk.read(move |act| crate::activity::list(act, &wanted, None, 9)).unwrap();
        assert_eq!(shown.lines.len(), 2, "the list of what was recorded late");
    }

    fn activities_come_with_those_who_attended(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("county_office", COUNTY);
        import(&county, &clerk, "organisations", &branches());
        import(&county, &clerk, "people", &csv(&[
            "姓名,性别,乡镇,村", "王小芳,女,下汤镇,新街社区", "李大山,男,下汤镇,新街社区",
        ]));
        let heading = "活动类型,活动名称,活动日期,乡镇,村,地点,举办组织,应到,实到,到会人员,缺席人员";
        let good = "党日,学习条例,2019年5月1日,下汤镇,新街社区,会议室,新街社区党支部,2,1,王小芳,李大山（病假）";
        let id = import(&county, &clerk, "activities", &csv(&[heading, good])).id;
        assert_eq!(balance(&county, Measure::Activity, "theme_day"), 1);
        assert_eq!(balance(&county, Measure::Attendance, "theme_day"), 1);
        check(&county, &clerk, ("activities", heading), &[
            (good, &[]),
            ("党日,学习条例,2019-13-01,下汤镇,新街社区,,新街社区党支部,2,1,,", &["「活动日期」", "日历"]),
            ("党日,学习条例,2019.6.1,下汤镇,新街社区,,新街社区党支部,2,3,,", &["「实到」", "应到"]),
            ("党日,学习条例,20190701,下汤镇,新街社区,,新街社区党支部,两个,1,赵一宁,", &["「应到」", "赵一宁"]),
            ("党日,学习条例,2019-08-01,下汤镇,新街社区,,,2,1,,", &["「举办组织」"]),
        ]);
        clerk.write(move |act| super::super::undo(act, id)).unwrap();
        run_jobs(&county);
        assert_eq!(balance(&county, Measure::Activity, "theme_day"), 0);
        assert_eq!(balance(&county, Measure::Attendance, "theme_day"), 0);
    }
}
