//! Rows against the county's records and against each other.

use model::id::DivisionId;
use office::division::{self, Relocation};

use super::*;

store::on_both! {
    fn an_id_number_is_one_person_in_the_sheet_and_in_the_county(fresh: Fresh) {
        let county = county(fresh);
        let clerk = clerk(&county);
        let heading = "姓名,身份证号,乡镇,村";
        let [known, new] = [id_number(2), id_number(4)];
        bring(&county, &clerk, "people", &[heading, &format!("王小芳,{known},下汤镇,新街社区")]);
        check(&county, &clerk, ("people", heading), &[
            (&format!("王小芳,{known},下汤镇,新街社区"), &[], &[]),
            (&format!("孙二河,{known},下汤镇,新街社区"),
                &["「身份证号」", "另一个姓名", "系统中已有", "核对"],
                &["“身份证号”", "another name", "recorded already", "check"]),
            (&format!("李春来,{new},下汤镇,新街社区"), &[], &[]),
            (&format!("李春来,{new},下汤镇,新街社区"),
                &["「身份证号」", "重复", "第 4 行", "只留一行"],
                &["“身份证号”", "twice", "row 4", "keep one row"]),
            (&format!("赵一宁,{new},下汤镇,新街社区"),
                &["「身份证号」", "另一个姓名", "第 4 行"], &["“身份证号”", "another name", "row 4"]),
            (&format!("周三元,{},下汤镇,新街社区", id_number(6)), &[], &[]),
        ]);
    }

    fn places_that_are_not_or_have_moved_are_told(fresh: Fresh) {
        let county = county(fresh);
        let clerk = clerk(&county);
        let day = "2020-01-01".parse().unwrap();
        let moved = Relocation {
            id: DivisionId::new(now()),
            code: division("410423102201"),
            new_code: division("410423101299"),
            name: None,
            from_on: day,
        };
        county.office.program(now()).write(move |act| division::relocate(act, &moved)).unwrap();
        let heading = "组织名称,组织类型,乡镇,村,成立时间";
        check(&county, &clerk, ("organisations", heading), &[
            ("甲村党支部,村党支部,下汤镇,没有这个村,2021-01-01",
                &["「村」", "没有这个村", "不是本县的乡镇或村"], &["“村”", "no division of this county"]),
            ("乙村党支部,村党支部,无此镇,新街社区,2021-01-01", &["「乡镇」", "无此镇"], &["“乡镇”", "无此镇"]),
            // Where it went, with its new code; and before that day it is where it was.
            ("东街村党支部,村党支部,梁洼镇,东街村,2021-01-01",
                &["「村」", "自 2020-01-01 起改为", "下汤镇", "410423101299", "照此填写"],
                &["“村”", "became 下汤镇", "410423101299", "on 2020-01-01", "write that"]),
            ("东街村党支部,村党支部,梁洼镇,东街村,2019-01-01", &[], &[]),
            ("丁村党支部,村党支部,下汤镇,西街村,2021-01-01",
                &["「村」", "梁洼镇", "核对乡镇"], &["“村”", "梁洼镇", "check the township"]),
            ("新街社区党支部,村党支部,下汤镇,新街社区,2021-01-01", &[], &[]),
        ]);
    }

    fn postings_that_overlap_are_told_with_who_and_when(fresh: Fresh) {
        let county = county(fresh);
        let clerk = clerk(&county);
        let heading = "姓名,性别,身份证号,乡镇,村,任职时间,离任时间";
        let [a, b] = [id_number(2), id_number(4)];
        bring(&county, &clerk, "first_secretaries", &[
            heading, &format!("王小芳,女,{a},下汤镇,新街社区,2018-01-01,2019-01-01"),
        ]);
        check(&county, &clerk, ("first_secretaries", heading), &[
            (&format!("李春来,女,{b},下汤镇,新街社区,2018-06-01,"),
                &["「任职时间」", "王小芳", "第一书记", "系统中已有", "核对日期"],
                &["“任职时间”", "王小芳", "at a time", "recorded already", "check the days"]),
            (&format!("李春来,女,{b},下汤镇,新街社区,2019-01-01,"), &[], &[]),
            (&format!("李春来,女,{b},下汤镇,老街社区,2019-03-01,"),
                &["「任职时间」", "李春来", "最多在 1 处", "第 3 行"],
                &["“任职时间”", "李春来", "1 division", "row 3"]),
            (&format!("王小芳,女,{a},下汤镇,老街社区,2019-02-01,"), &[], &[]),
        ]);
        let heading = "姓名,性别,出生年份,乡镇,村,任职时间";
        check(&county, &clerk, ("first_secretaries", heading), &[
            ("赵一宁,男,2008,梁洼镇,东街村,2019-02-01",
                &["「任职时间」", "不满十六周岁", "核对"], &["“任职时间”", "under sixteen", "check the day"]),
            ("周三元,男,1988,梁洼镇,东街村,2019-02-01", &[], &[]),
        ]);
    }

    fn a_second_formal_affiliation_is_told_with_the_first(fresh: Fresh) {
        let county = county(fresh);
        let clerk = clerk(&county);
        bring(&county, &clerk, "organisations", &[
            "组织名称,组织类型,乡镇,村,成立时间",
            "新街社区党支部,村党支部,下汤镇,新街社区,2018-01-01",
            "老街社区党支部,村党支部,下汤镇,老街社区,2018-01-01",
            "下汤镇工作队,工作队,下汤镇,新街社区,2018-01-01",
        ]);
        let heading = "姓名,身份证号,所在党支部,转入时间,转出时间";
        let [a, b] = [id_number(2), id_number(4)];
        bring(&county, &clerk, "affiliations", &[heading, &format!("王小芳,{a},新街社区党支部,2019-01-01,")]);
        check(&county, &clerk, ("affiliations", heading), &[
            (&format!("王小芳,{a},老街社区党支部,2019-06-01,"),
                &["「所在党支部」", "新街社区党支部", "2019年1月1日起", "只能有一个", "系统中已有", "转接"],
                &["“所在党支部”", "新街社区党支部", "since 2019-01-01", "one at a time", "recorded already", "transfer"]),
            (&format!("李春来,{b},新街社区党支部,2019-01-01,"), &[], &[]),
            (&format!("李春来,{b},老街社区党支部,2019-01-01,"),
                &["「所在党支部」", "新街社区党支部", "第 3 行"], &["“所在党支部”", "row 3"]),
            (&format!("李春来,{b},下汤镇工作队,2019-01-01,"), &["「所在党支部」", "不设成员"], &["nobody belongs to"]),
        ]);
    }

    fn what_the_pages_refuse_a_roster_refuses_too(fresh: Fresh) {
        let county = county(fresh);
        let clerk = clerk(&county);
        check(&county, &clerk, ("people", "姓名,性别,乡镇,政治面貌,入党时间,出生年份"), &[
            ("王小芳,女,下汤镇,群众,2011-07-01,1980",
                &["「政治面貌」", "应为中共党员"], &["“政治面貌”", "full or probationary member"]),
            ("李大山,男,下汤镇,中共党员,2011-07-01,2000",
                &["「入党时间」", "不满十八岁", "核对"], &["“入党时间”", "before the age of eighteen", "check"]),
            ("赵一宁,男,下汤镇,,2011-07-01,1980", &[], &[]),
        ]);
    }
}
