//! A whole import taken back.

use super::*;
use crate::testing::COUNTY;

fn organisations_file() -> Vec<u8> {
    csv(&[
        "组织名称,组织类型,乡镇,村,上级组织,成立时间",
        "下汤镇党委,乡镇党委,下汤镇,,,2016-01-01",
        "新街社区党支部,村党支部,下汤镇,新街社区,下汤镇党委,2018-01-01",
        "新街社区工作队,工作队,下汤镇,新街社区,,2018-01-01",
    ])
}

fn secretaries() -> Vec<u8> {
    csv(&[
        "姓名,身份证号,乡镇,村,任职时间,离任时间,离任原因",
        &format!("王小芳,{},下汤镇,新街社区,2019-01-01,,", id_number("19800101", 2)),
        &format!("李大山,{},下汤镇,老街社区,2018-03-01,2019-06-01,轮换", id_number("19800101", 1)),
    ])
}

store::on_both! {
    fn undoing_leaves_records_figures_and_facts_as_before(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("county_office", COUNTY);
        import(&county, &clerk, "organisations", &organisations_file());
        let before = records(&county);
        let id = import(&county, &clerk, "first_secretaries", &secretaries()).id;
        assert_eq!(records(&county), [2, 3, 2]);
        assert_eq!(balance(&county, Measure::Posting, "first_secretary"), 1);
        clerk.write(move |act| super::super::undo(act, id)).unwrap();
        assert_eq!(see(&clerk, id).state, ImportState::Undoing);
        run_jobs(&county);
        assert_eq!(see(&clerk, id).state, ImportState::Undone);
        assert_eq!(records(&county), before);
        assert_eq!(balance(&county, Measure::Posting, "first_secretary"), 0);
        let again = clerk.write(move |act| super::super::undo(act, id)).unwrap();
        assert_eq!(again.state, ImportState::Undone);
        // The same file may come again.
        import(&county, &clerk, "first_secretaries", &secretaries());
        assert_eq!(balance(&county, Measure::Posting, "first_secretary"), 1);
    }

    fn organisations_go_with_their_tree(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("county_office", COUNTY);
        let id = import(&county, &clerk, "organisations", &organisations_file()).id;
        assert_eq!(balance(&county, Measure::Organisation, "village_branch"), 1);
        let parents = |act: &mut Act<'_>| {
            let found = store::organisations::named(act.tx, "新街社区党支部", &code(COUNTY), 9)?;
            Ok(store::organisations::parents(act.tx, found[0].id)?.len())
        };
        assert_eq!(clerk.read(parents).unwrap(), 1);
        clerk.write(move |act| super::super::undo(act, id)).unwrap();
        run_jobs(&county);
        assert_eq!(records(&county), [0, 0, 0]);
        assert_eq!(balance(&county, Measure::Organisation, "village_branch"), 0);
    }

    fn what_stands_on_an_import_forbids_its_undoing(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("county_office", COUNTY);
        let id = import(&county, &clerk, "organisations", &organisations_file()).id;
        let members = csv(&[
            "姓名,身份证号,所在党支部,转入时间",
            &format!("王小芳,{},新街社区党支部,2019-01-01", id_number("19800101", 2)),
        ]);
        let later = import(&county, &clerk, "affiliations", &members).id;
        let refused = clerk.write(move |act| super::super::undo(act, id));
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        let ties = clerk.read(move |act| super::super::ties(act, id)).unwrap();
        assert_eq!(ties.len(), 1);
        assert_eq!((ties[0].record.kind.as_str(), ties[0].changed), ("affiliation", false));
        assert_eq!(see(&clerk, id).state, ImportState::Applied);
        // The later one first, then the earlier one.
        for id in [later, id] {
            clerk.write(move |act| super::super::undo(act, id)).unwrap();
            run_jobs(&county);
            assert_eq!(see(&clerk, id).state, ImportState::Undone);
        }
        assert_eq!(records(&county), [0, 0, 0]);
    }

    fn a_record_that_somebody_changed_since_forbids_it_too(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("county_office", COUNTY);
        let id = import(&county, &clerk, "first_secretaries", &secretaries()).id;
        clerk
            .write(move |act| {
                let all: Vec<model::posting::Posting> =
                    store::records::of_import(act.tx, id.0, 9)?;
                let old = all.iter().find(|posting| posting.until_on.is_none()).unwrap().clone();
                let new = model::posting::Posting {
                    until_on: Some("2019-12-01".parse().unwrap()),
                    ..old.clone()
                };
                act.change(&old, &new)?;
                act.log("posting.ended", new.id.0)
            })
            .unwrap();
        let ties = clerk.read(move |act| super::super::ties(act, id)).unwrap();
        assert_eq!(ties.len(), 1);
        assert!(ties[0].changed);
        let refused = clerk.write(move |act| super::super::undo(act, id));
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    }

    fn an_activity_at_which_a_problem_came_up_is_not_taken_away(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("county_office", COUNTY);
        let heading = "活动类型,活动名称,活动日期,乡镇,村,应到,实到";
        let file = csv(&[heading, "文艺巡演,五月巡演,2019-05-01,下汤镇,新街社区,,200"]);
        let id = import(&county, &clerk, "activities", &file).id;
        let opened = move |act: &mut crate::Act<'_>| {
            let held: Vec<model::activity::Activity> = store::records::of_import(act.tx, id.0, 9)?;
            let fields = [("content", "戏台塌了一角"), ("source", "research"), ("deadline", "2027-01-29")];
            let fields = fields.map(|(key, value)| (key.to_owned(), value.to_owned()));
            let new = model::case::NewCase {
                id: model::id::CaseId::new(act.moment.at),
                process: "problem".to_owned(),
                division_code: held[0].division_code.clone(),
                fields: model::case::Filled(fields.into()),
                activity_id: Some(held[0].id),
            };
            crate::case::open(act, &new)
        };
        clerk.write(opened).unwrap();
        let ties = clerk.read(move |act| super::super::ties(act, id)).unwrap();
        assert_eq!(ties.iter().map(|tie| tie.record.kind.as_str()).collect::<Vec<_>>(), [
            "case_file", "case_step"
        ]);
        let refused = clerk.write(move |act| super::super::undo(act, id));
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    }
}
