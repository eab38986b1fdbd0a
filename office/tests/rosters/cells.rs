//! What single cells can be, and what is said of them.

use super::*;

store::on_both! {
    fn merged_cells_are_read_as_people_see_them_or_told(fresh: Fresh) {
        let county = county(fresh);
        let clerk = clerk(&county);
        // The township stands once for two rows; in the third the name covers the sex too.
        let rows = [
            row(1, &["姓名", "性别", "乡镇", "村"]),
            row(2, &["王小芳", "女", "下汤镇", "新街社区"]),
            row(3, &["李大山", "男", "-", "老街社区"]),
            row(4, &["赵一宁", "-", "下汤镇", "老街社区"]),
        ];
        let file = sheet(&rows.concat(), &["C2:C3", "A4:B4"]);
        let judged = judge(&county, &clerk, "people", &file);
        assert_eq!((judged.rows_new, judged.rows_bad), (2, 1), "{:#?}", super::rows(&clerk, judged.id));
        tells(&said(&clerk, judged.id, 4), (
            &["「性别」", "合并", "取消合并"],
            &["“性别”", "merged with the cell on its left", "unmerge them"],
        ), "a merged cell");
    }

    fn a_formula_counts_by_its_result_and_without_one_is_told(fresh: Fresh) {
        let county = county(fresh);
        let clerk = clerk(&county);
        let formula = |at: &str, cached: &str| {
            format!("<c r=\"{at}\" t=\"str\"><f>CONCAT(\"女\")</f><v>{cached}</v></c>")
        };
        let wrong = "<c r=\"B4\" t=\"e\"><f>VLOOKUP(A4,Z:Z,1)</f><v>#N/A</v></c>";
        let with = |n: u32, name: &str, sex: &str| {
            let (name, place) = (cell(&format!("A{n}"), name), cell(&format!("C{n}"), "下汤镇"));
            format!("<row r=\"{n}\">{name}{sex}{place}</row>")
        };
        let rows = [
            row(1, &["姓名", "性别", "乡镇"]),
            with(2, "王小芳", &formula("B2", "女")),
            with(3, "李大山", &formula("B3", "")),
            with(4, "赵一宁", wrong),
        ];
        let judged = judge(&county, &clerk, "people", &sheet(&rows.concat(), &[]));
        assert_eq!((judged.rows_new, judged.rows_bad), (1, 2));
        tells(&said(&clerk, judged.id, 2), (&[], &[]), "a formula with its result");
        tells(&said(&clerk, judged.id, 3), (
            &["「性别」", "公式没有结果", "粘贴为数值"],
            &["“性别”", "a formula without a result", "paste as values"],
        ), "a formula without a result");
        tells(&said(&clerk, judged.id, 4), (
            &["「性别」", "#N/A", "改成正确的内容"],
            &["“性别”", "the error #N/A", "put the right content in"],
        ), "a formula that failed");
    }

    fn days_are_read_as_offices_write_them_or_told(fresh: Fresh) {
        let county = county(fresh);
        let clerk = clerk(&county);
        let heading = "姓名,性别,乡镇,村,任职时间,离任时间";
        check(&county, &clerk, ("first_secretaries", heading), &[
            ("王小芳,女,下汤镇,新街社区,2019年3月1日,", &[], &[]),
            ("李大山,男,下汤镇,老街社区,2019.3.1,", &[], &[]),
            ("赵一宁,男,梁洼镇,段店村,43525,",
                &["「任职时间」", "没有设成日期的数字", "2019-03-01"],
                &["“任职时间”", "a number not shown as a date", "2019-03-01"]),
            ("周三元,男,梁洼镇,段店村,三月一日,", &["「任职时间」"], &["“任职时间”"]),
            ("吴四海,男,梁洼镇,段店村,2019-02-30,", &["「任职时间」", "日历"], &["“任职时间”", "calendar"]),
            ("郑五岳,男,梁洼镇,西街村,2019-03-01,2018-03-01",
                &["「离任时间」", "晚于开始日期", "核对"],
                &["“离任时间”", "after the first day", "check both"]),
            ("冯七星,男,梁洼镇,段店村,2091-03-01,",
                &["「任职时间」", "一年以后", "核对年份"],
                &["“任职时间”", "more than a year ahead", "check the year"]),
        ]);
        // The same number in a cell that is shown as a day is a day.
        let day = "<c r=\"E2\" s=\"1\"><v>43525</v></c>";
        let good = row(2, &["孙二河", "男", "梁洼镇", "东街村"]).replace("</row>", &format!("{day}</row>"));
        let rows = [row(1, &["姓名", "性别", "乡镇", "村", "任职时间"]), good];
        let mut book = Book::of(rows.concat());
        book.styles = Some(crate::book::styles());
        let judged = judge(&county, &clerk, "first_secretaries", &book.bytes());
        assert_eq!((judged.rows_new, judged.rows_bad), (1, 0), "{:#?}", super::rows(&clerk, judged.id));
    }

    fn long_numbers_that_lost_their_end_are_told(fresh: Fresh) {
        let county = county(fresh);
        let clerk = clerk(&county);
        let number = |n: u32, value: &str| {
            let cells = [cell(&format!("A{n}"), "王小芳"), format!("<c r=\"B{n}\"><v>{value}</v></c>")];
            format!("<row r=\"{n}\">{}{}</row>", cells.concat(), cell(&format!("C{n}"), "下汤镇"))
        };
        let rows = [row(1, &["姓名", "身份证号", "乡镇"]), number(2, "410499198001010000")];
        let judged = judge(&county, &clerk, "people", &sheet(&rows.concat(), &[]));
        assert_eq!(judged.rows_bad, 1);
        tells(&said(&clerk, judged.id, 2), (&["「身份证号」", "文本"], &["“身份证号”", "text"]), "a rounded number");
    }
}
