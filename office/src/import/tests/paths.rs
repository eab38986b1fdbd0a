//! The whole way of a roster: sent, judged, applied; twice; killed; put away.

use super::*;
use crate::testing::{OTHER_TOWNSHIP, TOWNSHIP};

const PEOPLE: [&str; 3] =
    ["姓名,性别,乡镇,村", "王小芳,女,下汤镇,新街社区", "李大山,男,下汤镇,老街社区"];

store::on_both! {
    fn a_roster_is_judged_without_a_trace_and_then_applied(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let judged = judge(&county, &clerk, "people", &csv(&PEOPLE));
        assert_eq!((judged.state, judged.rows_new, judged.rows_bad), (ImportState::Judged, 2, 0));
        assert_eq!(records(&county), [0, 0, 0]);
        let applied = apply(&county, &clerk, judged.id);
        assert_eq!((applied.state, applied.percent()), (ImportState::Applied, 100));
        assert_eq!(applied.acted_by, Some(clerk.who().account_id));
        assert_eq!(records(&county), [2, 0, 0]);
    }

    fn the_same_file_again_is_told_and_doubles_nothing(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let first = import(&county, &clerk, "people", &csv(&PEOPLE));
        let again = upload(&clerk, &new("people", TOWNSHIP), &csv(&PEOPLE)).unwrap();
        assert_eq!(again, Received::Before(first));
        // The same people in another file are known.
        let mut more = PEOPLE.to_vec();
        more.push("赵一宁,男,下汤镇,新街社区");
        let judged = judge(&county, &clerk, "people", &csv(&more));
        assert_eq!((judged.rows_known, judged.rows_new), (2, 1));
        assert_eq!(apply(&county, &clerk, judged.id).state, ImportState::Applied);
        assert_eq!(records(&county), [3, 0, 0]);
    }

    fn an_upload_sent_twice_is_one_import(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let new = new("people", TOWNSHIP);
        let first = upload(&clerk, &new, &csv(&PEOPLE)).unwrap();
        assert_eq!(upload(&clerk, &new, &csv(&PEOPLE)).unwrap(), first);
        run_jobs(&county);
        assert_eq!(upload(&clerk, &new, &csv(&PEOPLE)).unwrap().import().state, ImportState::Judged);
        assert_eq!(rows(&clerk, new.id).len(), 2);
        let other = upload(&clerk, &new, &csv(&PEOPLE[..2]));
        assert!(matches!(other, Err(Error::IdTaken)), "{other:?}");
    }

    fn bad_rows_are_left_out_only_if_that_was_said(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let file = csv(&[PEOPLE[0], PEOPLE[1], "李,男,下汤镇,老街社区", "赵一宁,,,没有这个村"]);
        let judged = judge(&county, &clerk, "people", &file);
        assert_eq!((judged.rows_new, judged.rows_bad), (1, 2));
        let id = judged.id;
        let refused = clerk.write(move |act| super::super::apply(act, id, false));
        assert!(matches!(&refused, Err(Error::Refused(why)) if why.field == Some("leave_bad")));
        clerk.write(move |act| super::super::apply(act, id, true)).unwrap();
        run_jobs(&county);
        assert_eq!(see(&clerk, id).state, ImportState::Applied);
        assert_eq!(records(&county), [1, 0, 0]);
        // A file that was not taken whole may come again.
        let again = upload(&clerk, &new("people", TOWNSHIP), &file).unwrap();
        assert!(matches!(again, Received::New(_)));
        run_jobs(&county);
    }

    fn a_killed_import_goes_on_where_it_stopped(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let mut lines = vec!["姓名,性别,身份证号,乡镇,村".to_owned()];
        lines.extend((0..1_200).map(|n| {
            let number = id_number(&format!("1980010{}", 1 + n / 600), n % 600);
            format!("王小芳,,{number},下汤镇,新街社区")
        }));
        let people = lines.len() - 1;
        let judged = judge(&county, &clerk, "people", lines.join("\n").as_bytes());
        assert_eq!((judged.rows_bad, judged.rows_new as usize), (0, people));
        let id = judged.id;
        clerk.write(move |act| super::super::apply(act, id, false)).unwrap();
        let office = county.office.program(now());
        let half = super::super::apply::step(&office, id).unwrap();
        assert_eq!((half.state, half.rows_done), (ImportState::Applying, super::super::apply::CHUNK));
        // Another program takes the job up, as after a kill.
        let reopened = county.reopen();
        job::run_due(&reopened, || now().plus_millis(3_600_000)).unwrap();
        assert_eq!(see(&clerk, id).state, ImportState::Applied);
        assert_eq!(records(&county), [people, 0, 0]);
    }

    fn a_killed_reading_starts_over(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let import = send(&clerk, "people", &csv(&PEOPLE));
        let id = import.id;
        let row = store::imports::KeptRow {
            import_id: id,
            n: 1,
            sheet: 0,
            line: 2,
            verdict: RowVerdict::Bad,
            sealed: vec![0],
        };
        clerk.write(move |act| Ok(store::imports::put_row(act.tx, &row)?)).unwrap();
        run_jobs(&county);
        assert_eq!(verdicts(&clerk, id), [RowVerdict::New, RowVerdict::New]);
    }

    fn what_changed_since_the_dry_run_takes_the_whole_import_back(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("county_office", COUNTY);
        let heading = "组织名称,组织类型,乡镇,村,成立时间";
        let branch = "新街社区党支部,村党支部,下汤镇,新街社区,2018-01-01";
        import(&county, &clerk, "organisations", &csv(&[heading, branch]));
        let members = csv(&[
            "姓名,身份证号,所在党支部,转入时间",
            &format!("王小芳,{},新街社区党支部,2019-01-01", id_number("19800101", 2)),
            &format!("李大山,{},新街社区党支部,2019-01-01", id_number("19800101", 1)),
        ]);
        let judged = judge(&county, &clerk, "affiliations", &members);
        assert_eq!(judged.rows_new, 2, "{:?}", rows(&clerk, judged.id));
        // Meanwhile the number is registered under another name.
        let other = format!("孙二河,{},下汤镇", id_number("19800101", 1));
        import(&county, &clerk, "people", &csv(&["姓名,身份证号,乡镇", &other]));
        let id = judged.id;
        clerk.write(move |act| super::super::apply(act, id, false)).unwrap();
        run_jobs(&county);
        let failed = see(&clerk, id);
        assert_eq!(failed.state, ImportState::Undone);
        let why = failed.trouble().unwrap();
        assert!(why.zh.contains("第 3 行") && why.zh.contains("另一个姓名"), "{}", why.zh);
        assert_eq!(records(&county), [1, 1, 0]);
    }

    fn another_township_sees_no_import_and_imports_nothing_here(fresh: Fresh) {
        let county = County::open(fresh);
        let (clerk, stranger) =
            (county.asker("township_clerk", TOWNSHIP), county.asker("township_clerk", OTHER_TOWNSHIP));
        let judged = judge(&county, &clerk, "people", &csv(&PEOPLE));
        let id = judged.id;
        assert!(matches!(stranger.read(move |act| super::super::find(act, id)), Err(Error::Denied { .. })));
        let all = |act: &mut Act<'_>| list(act, &super::super::List::default(), None, 50);
        assert_eq!(clerk.read(all).unwrap().len(), 1);
        assert!(stranger.read(all).unwrap().is_empty());
        let theirs = judge(&county, &stranger, "people", &csv(&PEOPLE));
        assert_eq!(theirs.rows_bad, 2);
        assert!(said(&stranger, theirs.id, 2).contains("不在「梁洼镇」范围内"));
        let refused = upload(&stranger, &new("people", TOWNSHIP), &csv(&PEOPLE));
        assert!(matches!(refused, Err(Error::Denied { .. })));
    }

    fn a_discarded_import_is_neither_applied_nor_in_the_way(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let id = judge(&county, &clerk, "people", &csv(&PEOPLE)).id;
        let put_away = clerk.write(move |act| super::super::discard(act, id)).unwrap();
        assert_eq!(put_away.state, ImportState::Discarded);
        let refused = clerk.write(move |act| super::super::apply(act, id, false));
        assert!(matches!(refused, Err(Error::Refused(_))));
        let again = upload(&clerk, &new("people", TOWNSHIP), &csv(&PEOPLE)).unwrap();
        assert!(matches!(again, Received::New(_)));
        run_jobs(&county);
    }

    fn file_and_rows_are_deleted_after_their_time(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let id = import(&county, &clerk, "people", &csv(&PEOPLE)).id;
        let days = |n: i64| county.office.program(now().plus_millis(n * 86_400_000));
        super::super::purge(&days(29), "").unwrap();
        assert_eq!(rows(&clerk, id).len(), 2);
        super::super::purge(&days(31), "").unwrap();
        assert!(rows(&clerk, id).is_empty());
        assert!(see(&clerk, id).purged_at.is_some());
        let part = clerk.read(move |act| Ok(store::imports::part(act.tx, id, 0)?)).unwrap();
        assert_eq!(part, None);
        let refused = super::super::error_sheet(&clerk, id, (0, true), model::Lang::Zh);
        assert!(matches!(refused, Err(Error::Refused(_))));
        assert_eq!(records(&county), [2, 0, 0]);
    }
}
