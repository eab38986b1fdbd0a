//! What becomes of files as offices really keep them, and of those that are no rosters at all.

use model::programme::Field;

use super::*;
use crate::{import::SheetChoice, testing::TOWNSHIP};

const HEADING: &str = "姓名,性别,乡镇,村";

fn choose(asker: &Asker, id: ImportId, fields: Vec<Option<Field>>) -> Result<Import, Error> {
    let choice = SheetChoice { sheet: 0, taken: true, fields };
    asker.write(move |act| super::super::remap(act, id, std::slice::from_ref(&choice)))
}

store::on_both! {
    fn titles_remarks_and_repeated_headings_are_no_rows(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let file = csv(&[
            "下汤镇人员名册,,,", "填表单位：组织办,,,", HEADING, "王小芳,女,下汤镇,新街社区",
            HEADING, "李大山,男,下汤镇,老街社区", "合计：2 人,,,", "填表人：张三丰,,,",
        ]);
        let judged = judge(&county, &clerk, "people", &file);
        use RowVerdict::{New, Skipped};
        assert_eq!(verdicts(&clerk, judged.id), [New, New, Skipped, Skipped]);
        assert_eq!(judged.rows_new, 2);
    }

    fn a_file_in_gb18030_reads_the_same(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        // 姓名,性别,乡镇 / 王小芳,女,下汤镇
        let file: &[u8] = &[
            0xD0, 0xD5, 0xC3, 0xFB, b',', 0xD0, 0xD4, 0xB1, 0xF0, b',', 0xCF, 0xE7, 0xD5, 0xF2, b'\n',
            0xCD, 0xF5, 0xD0, 0xA1, 0xB7, 0xBC, b',', 0xC5, 0xAE, b',', 0xCF, 0xC2, 0xCC, 0xC0, 0xD5, 0xF2,
        ];
        let judged = judge(&county, &clerk, "people", file);
        assert_eq!((judged.rows_new, judged.rows_bad), (1, 0), "{:?}", rows(&clerk, judged.id));
    }

    fn what_is_no_roster_is_told_and_put_away(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        for (file, part) in [(&b"%PDF-1.7 ..."[..], "PDF"), (&b"PK\x03\x04 broken"[..], "损坏")] {
            let judged = judge(&county, &clerk, "people", file);
            assert_eq!(judged.state, ImportState::Unreadable);
            let why = judged.trouble().unwrap();
            assert!(why.zh.contains(part), "{}", why.zh);
        }
        let empty = upload(&clerk, &new("people", TOWNSHIP), b"");
        assert!(matches!(empty, Err(Error::Refused(_))));
    }

    fn wrong_columns_are_named_and_can_be_chosen(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let file = csv(&["人名,男女,乡镇,村", "王小芳,女,下汤镇,新街社区"]);
        let judged = judge(&county, &clerk, "people", &file);
        assert_eq!(judged.state, ImportState::Unmatched);
        assert!(judged.trouble().unwrap().zh.contains("缺少「姓名」"));
        let id = judged.id;
        let without = choose(&clerk, id, vec![None, Some(Field::PersonSex)]);
        assert!(matches!(without, Err(Error::Refused(_))));
        let twice = choose(&clerk, id, vec![Some(Field::PersonName), Some(Field::PersonName)]);
        assert!(matches!(twice, Err(Error::Refused(_))));
        choose(&clerk, id, vec![
            Some(Field::PersonName), Some(Field::PersonSex), Some(Field::Township), Some(Field::Division),
        ]).unwrap();
        run_jobs(&county);
        let judged = see(&clerk, id);
        assert_eq!((judged.state, judged.rows_new), (ImportState::Judged, 1));
        assert_eq!(apply(&county, &clerk, id).state, ImportState::Applied);
    }

    fn the_error_sheet_comes_back_corrected(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
        let file = workbook(&[
            row(["姓名", "性别", "乡镇", "村"]),
            row(["王小芳", "女", "下汤镇", "新街社区"]),
            row(["李大山", "公", "下汤镇", "老街社区"]),
        ]);
        let judged = judge(&county, &clerk, "people", &file);
        assert_eq!((judged.rows_new, judged.rows_bad), (1, 1));
        let sheet = super::super::error_sheet(&clerk, judged.id, (0, true), model::Lang::Zh).unwrap();
        let mut text = Vec::new();
        papers::read::read(&sheet, &papers::Limits::default(), &mut |event| {
            if let papers::Event::Row(row) = event {
                text.push(row.cells.iter().filter_map(papers::Cell::text).collect::<Vec<_>>());
            }
            std::ops::ControlFlow::Continue(())
        }).unwrap();
        assert!(text[2][4].contains("「性别」"), "{text:?}");
        // As it is, it is judged as before; its own column of problems is left alone.
        let again = judge(&county, &clerk, "people", &sheet);
        assert_eq!((again.rows_new, again.rows_bad), (1, 1));
        let stranger = county.asker("county_office", "410423000000");
        assert!(super::super::error_sheet(&stranger, judged.id, (0, false), model::Lang::En).is_ok());
    }

    fn a_template_is_a_sheet_of_its_recipe(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("county_office", "410423000000");
        let programme = county.office.programme();
        for recipe in &programme.recipes {
            for lang in [model::Lang::Zh, model::Lang::En] {
                let file = super::super::template(&programme, recipe, lang).unwrap();
                let judged = judge(&county, &clerk, &recipe.key, &file);
                assert_eq!(judged.state, ImportState::Unmatched, "{}", recipe.key);
                assert!(judged.trouble().unwrap().zh.contains("没有内容"), "{}", recipe.key);
                let id = judged.id;
                clerk.write(move |act| super::super::discard(act, id)).unwrap();
            }
        }
    }

    fn a_roster_from_the_command_line_goes_all_the_way(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.office.program(now());
        let file = super::super::RosterFile {
            recipe: "people".to_owned(),
            file_name: "people.csv".to_owned(),
            bytes: csv(&[HEADING, "王小芳,女,下汤镇,新街社区", "李大山,公,下汤镇,老街社区"]),
            division_code: code("410423000000"),
            leave_bad: false,
        };
        let mut steps = Vec::new();
        let outcome = super::super::run_file(&office, &file, &mut |step| steps.push(step)).unwrap();
        assert!(!outcome.is_applied());
        assert_eq!(outcome.problems.len(), 1);
        assert_eq!(records(&county), [0, 0, 0]);
        let file = super::super::RosterFile { leave_bad: true, ..file };
        let outcome = super::super::run_file(&office, &file, &mut |step| steps.push(step)).unwrap();
        assert!(outcome.is_applied(), "{outcome:?}");
        assert_eq!(records(&county), [1, 0, 0]);
        assert!(steps.contains(&super::super::Progress::Applied(2, 2)), "{steps:?}");
        assert_eq!(left_over(&county), 0);
    }
}
