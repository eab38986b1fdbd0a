//! What an earlier register tells: brought in whole or not at all, counted, found, and opened again.

use std::io::{Cursor, Read};

use model::{figure::Value, period::Period};

use super::*;
use crate::{figure, verify::tests::verdict};

const GOOD: &str = "\
原编号,行政区划,承办单位,登记日期,办结日期,办结状态,事项,办理内容,群众评价,materials_complete
LS-1,VILLAGE,,2019-03-01,2019-03-04,已评价,老年人优待证办理,首次办理,满意,是
LS-2,VILLAGE,TOWNSHIP,2019-03-02,2019-03-09,已办结未评价,生育登记服务,一孩登记,,是
LS-3,VILLAGE,,2020.1.2,2020年1月3日,refused,临时救助申请,因病致困,,
";

fn file(text: &str) -> String {
    text.replace("VILLAGE", VILLAGE).replace("TOWNSHIP", TOWNSHIP)
}

fn bring(asker: &Asker, text: &str, for_good: bool) -> Result<Registered, Error> {
    let bytes = file(text).into_bytes();
    let open =
        || -> std::io::Result<Box<dyn Read + Send>> { Ok(Box::new(Cursor::new(bytes.clone()))) };
    register(asker, "service_item", &open, for_good, &mut |_| {})
}

fn rows(asker: &Asker, text: &str) -> Vec<Row> {
    let wanted = Wanted { text: text.to_owned(), ..Wanted::default() };
    let listed = asker.read(move |act| list(act, &wanted, None, 50)).unwrap();
    assert_eq!(listed.total, listed.rows.len() as i64);
    listed.rows
}

/// How many service items had a result by the end of a year.
fn handled(asker: &Asker, year: i32) -> i64 {
    let wanted = figure::Wanted {
        key: "service_items".to_owned(),
        revision: None,
        division: code(COUNTY),
        period: Period::year(year).unwrap(),
        at: None,
    };
    match asker.read(move |act| figure::value(act, &wanted)).unwrap().value {
        Value::Count(count) => count,
        other => panic!("{other:?}"),
    }
}

store::on_both! {
    fn a_register_is_brought_in_once_counted_and_found(fresh: Fresh) {
        let county = County::open(fresh);
        let (program, clerk) =
            (county.office.program(now()), county.asker("township_clerk", TOWNSHIP));
        let tried = bring(&program, GOOD, false).unwrap();
        assert_eq!((tried.rows, tried.wrong, tried.brought), (3, 0, Brought::default()));
        assert!(rows(&clerk, "").is_empty(), "a check writes nothing");

        let done = bring(&program, GOOD, true).unwrap();
        assert_eq!(done.brought, Brought { new: 3, known: 0 }, "{done:?}");
        let again = bring(&program, GOOD, true).unwrap();
        assert_eq!(again.brought, Brought { new: 0, known: 3 });

        let numbers: Vec<String> = rows(&clerk, "").into_iter().map(|row| row.line.number).collect();
        assert_eq!(numbers, ["服务〔2020〕001号", "服务〔2019〕002号", "服务〔2019〕001号"]);
        for text in ["LS-2", " ls-2", "服务〔2019〕002号", "服务〔2019〕2"] {
            let found = rows(&clerk, text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].line.number, "服务〔2019〕002号");
        }
        // By their words none is found: there would be hundreds of thousands.
        assert!(rows(&clerk, "生育").is_empty());
        assert_eq!((handled(&program, 2019), handled(&program, 2020)), (2, 3));

        let id = rows(&clerk, "LS-1")[0].line.id;
        let sheet = clerk.read(move |act| sheet(act, id)).unwrap();
        assert_eq!(sheet.case.closing, Some(Closing::SolvedConfirmed));
        assert_eq!((sheet.told.len(), sheet.facts.len()), (0, 2));
        assert!(verdict(&county.office).is_good());
    }

    fn a_register_with_a_bad_row_leaves_nothing_behind(fresh: Fresh) {
        let county = County::open(fresh);
        let program = county.office.program(now());
        let bad = format!(
            "{GOOD}{}",
            "LS-4,没有这个村,,2019-03-01,2019-03-04,已评价,甲,乙,满意,是\n\
             LS-5,VILLAGE,,2019-03-05,2019-03-04,已评价,甲,乙,满意,是\n\
             LS-6,VILLAGE,,2019-03-01,2019-03-04,accepted,甲,乙,满意,是\n\
             ,VILLAGE,,2019-03-01,2019-03-04,已评价,甲,乙,满意,是\n\
             LS-8,VILLAGE,,2019-03-01,2019-03-04,已评价,甲,,满意,是\n\
             LS-9,VILLAGE,,2019-03-01,2099-03-04,已评价,甲,乙,满意,是\n\
             LS-1,VILLAGE,,2019-03-01,2019-03-05,已评价,甲,乙,满意,是\n"
        );
        let done = bring(&program, &bad, true).unwrap();
        assert_eq!((done.rows, done.wrong, done.brought), (10, 7, Brought::default()));
        let told: Vec<String> =
            done.problems.iter().map(|(row, why)| format!("{row} {}", why.en)).collect();
        for (told, (row, says)) in told.iter().zip([
            (5, "division"),
            (6, "ends on the day of its opening"),
            (7, "choose a final state"),
            (8, "\"old number\" is empty"),
            (9, "please fill in \"what is asked for\""),
            (10, "not after today"),
            (11, "is the case of row 2 again"),
        ]) {
            assert!(told.starts_with(&format!("{row} ")) && told.contains(says), "{told}");
        }
        assert_eq!(handled(&program, 2019), 0);
        for (head, says) in [("原编号,行政区划", "no column"), ("原编号,什么", "no field")] {
            let refused = bring(&program, &format!("{head}\nLS-1,VILLAGE\n"), true);
            let Err(Error::Refused(refusal)) = refused else { panic!("{refused:?}") };
            assert!(refusal.text.en.contains(says), "{}", refusal.text.en);
        }
        let clerk = county.asker("township_clerk", TOWNSHIP);
        assert!(matches!(bring(&clerk, GOOD, true), Err(Error::Denied { .. })));
    }

    fn what_ended_long_ago_is_opened_again_like_any_other(fresh: Fresh) {
        let county = County::open(fresh);
        let program = county.office.program(now());
        bring(&program, GOOD, true).unwrap();
        let village = county.asker("village_secretary", VILLAGE);
        let id = rows(&village, "LS-1")[0].line.id;
        let case = taken(&village, id, &taking("redo", &[])).unwrap();
        assert_eq!((case.steps, case.reopened, case.is_open()), (1, 1, true));
        assert_eq!(case.old_number.as_deref(), Some("LS-1"));
        // As of its year it was done; today it is not.
        assert_eq!((handled(&program, 2019), handled(&program, 2026)), (2, 2));
        let new = NewCase {
            process: "service_item".to_owned(),
            fields: filled(&[("item", "生育登记服务"), ("matter", "二孩登记")]),
            activity_id: None,
            id: CaseId::new(now()),
            division_code: code(VILLAGE),
        };
        let live = village.write(move |act| open(act, &new)).unwrap();
        assert_eq!(live.sequence, 1, "the first of 2026");
        assert!(verdict(&county.office).is_good());
    }
}
