use model::{
    fact::Measure,
    id::{OrganisationId, PostingId},
    posting::Posting,
    programme::Tree,
};
use store::{facts, testing::now};

use super::*;
use crate::{
    Asker,
    testing::{COUNTY, County, OTHER_TOWNSHIP, TOWNSHIP, VILLAGE, code},
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn branch(id: OrganisationId, division: &str) -> NewOrganisation {
    NewOrganisation {
        id,
        kind: "village_branch".to_owned(),
        name: "岳庄村党支部".to_owned(),
        credit_code: None,
        division_code: code(division),
        parent_id: None,
        from_on: day("2018-01-01"),
        import_id: None,
    }
}

fn branches(asker: &Asker) -> i64 {
    let filter = facts::Filter {
        measure: Measure::Organisation,
        tags: vec!["village_branch".to_owned()],
        from: None,
        until: day("2020-01-01"),
        within: code(COUNTY),
        size: i64::MAX,
    };
    asker.read(move |act| Ok(facts::sum(act.tx, &filter)?)).unwrap()
}

fn write<T: Send + 'static>(
    asker: &Asker,
    work: impl Fn(&mut Act<'_>) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    asker.write(work)
}

#[track_caller]
fn refuses<T>(done: Result<T, Error>, field: Option<&str>, zh: &str) {
    match done {
        Err(Error::Refused(refusal)) => {
            assert_eq!(refusal.field, field);
            assert!(refusal.text.zh.contains(zh), "{}", refusal.text.zh);
        }
        Err(error) => panic!("{error:?}"),
        Ok(_) => panic!("done"),
    }
}

/// The names of one level of a tree.
fn names(asker: &Asker, tree: Tree, from: From, on: &str) -> Vec<String> {
    let look = Look { tree, from, day: day(on), after: None, limit: 50 };
    let level = asker.read(move |act| level(act, &look)).unwrap();
    let mut names: Vec<_> = level.branches.into_iter().map(|branch| branch.name).collect();
    names.sort();
    names
}

fn below(parent_id: OrganisationId, id: OrganisationId, on: &str) -> Move {
    Move { organisation_id: id, parent_id: Some(parent_id), from_on: day(on) }
}

store::on_both! {
    fn a_branch_is_founded_once_however_often_it_is_sent(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let new = branch(OrganisationId::new(now()), VILLAGE);
        let again = new.clone();
        let first = write(&clerk, move |act| found(act, &new)).unwrap();
        assert_eq!(write(&clerk, move |act| found(act, &again)).unwrap(), first);
        assert_eq!(branches(&clerk), 1);
        let other = NewOrganisation { name: "另一个".to_owned(), ..branch(first.id, VILLAGE) };
        let refused = write(&clerk, move |act| found(act, &other));
        assert!(matches!(refused, Err(Error::IdTaken)), "{refused:?}");
        let twin = branch(OrganisationId::new(now()), VILLAGE);
        refuses(write(&clerk, move |act| found(act, &twin)), Some("name"), "请勿重复建立");
    }

    fn another_township_is_denied_and_the_denial_written_down(fresh: Fresh) {
        let county = County::open(fresh);
        let stranger = county.asker("township_clerk", OTHER_TOWNSHIP);
        let new = branch(OrganisationId::new(now()), VILLAGE);
        let refused = write(&stranger, move |act| found(act, &new));
        assert!(matches!(refused, Err(Error::Denied { .. })), "{refused:?}");
        assert_eq!(branches(&stranger), 0);
        // The next write stands behind the denial's in the queue, on SQLite; on PostgreSQL it may overtake.
        let denials = (0..100).find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(10));
            let found = stranger.read(|act| Ok(store::denials::latest(act.tx, None, 9)?));
            found.ok().filter(|found| !found.is_empty())
        });
        assert_eq!(denials.unwrap()[0].wanted, "keep_organisations");
    }

    fn an_act_that_changes_and_logs_nothing_is_undone(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let new = branch(OrganisationId::new(now()), VILLAGE);
        let refused = write(&clerk, move |act| {
            let organisation = rules::build(act, &new)?;
            act.add(&organisation)
        });
        assert!(matches!(refused, Err(Error::Unlogged)), "{refused:?}");
        let rows = |act: &mut Act<'_>| {
            Ok(store::organisations::named(act.tx, "岳庄村党支部", &code(COUNTY), 9)?)
        };
        assert!(clerk.read(rows).unwrap().is_empty());
    }

    fn both_trees_are_seen_level_by_level_on_any_day(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let committee = county.organisation("county_committee", "县委", COUNTY);
        let township = county.organisation("township_committee", "下汤镇党委", TOWNSHIP);
        let other = county.organisation("township_committee", "梁洼镇党委", OTHER_TOWNSHIP);
        let branch = county.organisation("village_branch", "岳庄村党支部", VILLAGE);
        let industry = county.organisation("industry_general_branch", "产业党总支", COUNTY);
        let chained = county.organisation("industry_branch", "蓝莓党支部", VILLAGE);
        let member = county.person("张三", VILLAGE);
        for wanted in [
            below(committee, township, "2018-01-01"),
            below(committee, other, "2018-01-01"),
            below(committee, industry, "2018-01-01"),
            below(industry, chained, "2018-01-01"),
            below(township, branch, "2018-01-01"),
            below(other, branch, "2019-06-01"),
        ] {
            write(&office, move |act| move_below(act, &wanted)).unwrap();
        }
        let joins = crate::affiliation::NewAffiliation {
            id: model::id::AffiliationId::new(now()),
            person_id: member,
            organisation_id: branch,
            duty: None,
            from_on: day("2018-02-01"),
            until_on: None,
            import_id: None,
        };
        write(&office, move |act| crate::affiliation::join(act, &joins)).unwrap();

        let top = || From::Top(None);
        assert_eq!(names(&office, Tree::Territorial, top(), "2019-01-01"), ["县委"]);
        assert_eq!(names(&office, Tree::Chain, top(), "2019-01-01"), ["产业党总支"]);
        assert_eq!(
            names(&office, Tree::Territorial, From::Below(committee), "2019-01-01"),
            ["下汤镇党委", "梁洼镇党委"]
        );
        assert_eq!(names(&office, Tree::Territorial, From::Below(township), "2019-05-31"), ["岳庄村党支部"]);
        assert_eq!(names(&office, Tree::Territorial, From::Below(township), "2019-06-01"), [""; 0]);
        assert_eq!(names(&office, Tree::Territorial, From::Below(other), "2019-06-01"), ["岳庄村党支部"]);
        assert_eq!(names(&office, Tree::Territorial, top(), "2017-12-31"), [""; 0]);
        let look = |from| Look {
            tree: Tree::Territorial,
            from,
            day: day("2019-06-01"),
            after: None,
            limit: 50,
        };
        let all = look(From::Top(None));
        let whole = office.read(move |act| level(act, &all)).unwrap();
        let Branch { children, below, people, formal, .. } = &whole.branches[0];
        assert_eq!((*children, *below, *people, *formal), (2, 3, 1, 0));

        // A clerk's tree begins at what is highest of their own.
        let clerk = county.asker("township_clerk", TOWNSHIP);
        assert_eq!(
            names(&clerk, Tree::Territorial, top(), "2019-06-01"),
            ["下汤镇党委", "岳庄村党支部"]
        );
        let above = look(From::Below(committee));
        let denied = clerk.read(move |act| level(act, &above));
        assert!(matches!(denied, Err(Error::Denied { .. })));
        let up = office.read(move |act| path(act, branch, day("2019-07-01"))).unwrap();
        assert_eq!(up.iter().map(|o| o.id).collect::<Vec<_>>(), [committee, other]);
    }

    fn a_place_in_a_tree_must_fit(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let township = county.organisation("township_committee", "下汤镇党委", TOWNSHIP);
        let general = county.organisation("village_general_branch", "岳庄村党总支", VILLAGE);
        let branch = county.organisation("village_branch", "岳庄村党支部", VILLAGE);
        let put = |wanted: Move| write(&office, move |act| move_below(act, &wanted));
        refuses(put(below(branch, township, "2018-01-01")), Some("parent_id"), "不能设在");
        refuses(put(below(township, branch, "2017-01-01")), Some("from_on"), "日期不能更早");
        put(below(township, general, "2018-01-01")).unwrap();
        put(below(general, branch, "2018-06-01")).unwrap();
        put(below(general, branch, "2018-06-01")).unwrap();
        refuses(put(below(township, branch, "2018-03-01")), Some("from_on"), "那天或以后");
        let edges = |act: &mut Act<'_>, id| Ok(store::organisations::parents(act.tx, id)?.len());
        assert_eq!(office.read(move |act| edges(act, branch)).unwrap(), 1);
        // Below nothing, from a day on.
        put(Move { organisation_id: branch, parent_id: None, from_on: day("2019-01-01") }).unwrap();
        let above = office.read(move |act| path(act, branch, day("2019-01-01"))).unwrap();
        assert!(above.is_empty());
    }

    fn what_is_empty_can_be_dissolved_and_restored(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let township = county.organisation("township_committee", "下汤镇党委", TOWNSHIP);
        let general = county.organisation("village_general_branch", "岳庄村党总支", VILLAGE);
        let branch = county.organisation("village_branch", "岳庄村党支部", VILLAGE);
        for wanted in [below(township, general, "2018-01-01"), below(general, branch, "2018-01-01")] {
            write(&office, move |act| move_below(act, &wanted)).unwrap();
        }
        let end = move |act: &mut Act<'_>| {
            dissolve(act, &Dissolution { organisation_id: general, until_on: day("2019-07-01") })
        };
        refuses(write(&office, end), None, "下级组织（岳庄村党支部）");
        let moved = below(township, branch, "2019-07-01");
        write(&office, move |act| move_below(act, &moved)).unwrap();
        write(&office, end).unwrap();
        write(&office, end).unwrap();
        let children = |on: &str| names(&office, Tree::Territorial, From::Below(township), on);
        assert_eq!(children("2019-06-30"), ["岳庄村党总支"]);
        assert_eq!(children("2019-07-01"), ["岳庄村党支部"]);
        write(&office, move |act| restore(act, general)).unwrap();
        assert_eq!(children("2019-07-01"), ["岳庄村党总支", "岳庄村党支部"]);
    }

    fn a_new_name_is_found_and_the_old_one_kept_in_the_journal(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let id = county.organisation("cooperative", "蓝莓专业合作社", VILLAGE);
        let seen = office.read(move |act| sheet(act, id, day("2019-01-01"))).unwrap().version;
        let renamed = |name: &str, code: &str, version: &str| {
            let wanted = OrganisationChange {
                organisation_id: id,
                name: name.to_owned(),
                credit_code: Some(code.to_owned()),
                version: Some(version.to_owned()),
            };
            write(&office, move |act| change(act, &wanted))
        };
        refuses(renamed("尧山合作社", "93410423MA40000000", &seen), Some("credit_code"), "校验位");
        renamed("尧山蓝莓合作社", "", &seen).unwrap();
        renamed("尧山蓝莓合作社", "", &seen).unwrap();
        let late = renamed("别的名字", "", &seen);
        assert!(matches!(late, Err(Error::Changed)), "{late:?}");
        let search = |text: &str| {
            let question = Question { search: text.to_owned(), ..Question::default() };
            office.read(move |act| list(act, &question, Order::Name, None, 9)).unwrap().count
        };
        assert_eq!((search("尧山"), search("专业")), (1, 0));
        let page = office.read(move |act| sheet(act, id, day("2019-01-01"))).unwrap();
        let kinds: Vec<_> = page.history.iter().map(|step| step.kind.as_str()).collect();
        assert_eq!(kinds, ["organisation.renamed", "organisation.founded"]);
    }

    fn a_list_is_paged_in_any_order_and_shows_what_is_lacking(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let names = ["甲村党支部", "乙村党支部", "丙村党支部", "丁村党支部", "戊村党支部"];
        let made: Vec<_> =
            names.iter().map(|name| county.organisation("village_branch", name, VILLAGE)).collect();
        county.organisation("cooperative", "合作社", VILLAGE);
        let led = Posting {
            id: PostingId::new(now()),
            person_id: county.person("书记", VILLAGE),
            post: "village_secretary".to_owned(),
            organisation_id: Some(made[0]),
            sent_by_id: None,
            division_code: code(VILLAGE),
            from_on: day("2018-02-01"),
            until_on: Some(day("2019-02-01")),
            ended_because: None,
            import_id: None,
        };
        let add = move |act: &mut Act<'_>| {
            act.add(&led)?;
            act.log("posting.begun", led.id.0)
        };
        write(&office, add).unwrap();
        for &order in <Order as model::word::Word>::ALL {
            let mut seen = Vec::new();
            let mut after = None;
            loop {
                let from = after.clone();
                let page = office.read(move |act| list(act, &Question::default(), order, from.clone(), 2));
                let page = page.unwrap();
                assert_eq!(page.count, 6);
                seen.extend(page.lines.iter().map(|line| line.id));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), 6, "{order}");
        }
        let lacking = |gap, on: &str| {
            let question =
                Question { gap: Some(gap), day: Some(day(on)), ..Question::default() };
            office.read(move |act| list(act, &question, Order::Name, None, 9)).unwrap().count
        };
        assert_eq!(lacking(Gap::Leader, "2019-01-01"), 4);
        assert_eq!(lacking(Gap::Leader, "2019-03-14"), 5);
        assert_eq!(lacking(Gap::Members, "2019-01-01"), 5);
        assert_eq!(lacking(Gap::Parent, "2019-01-01"), 5);
        let branch = made[0];
        let page = office.read(move |act| sheet(act, branch, day("2019-03-14"))).unwrap();
        let posts = page.posts.unwrap();
        let vacant = posts[0].vacant.as_ref().unwrap();
        assert_eq!((vacant.since, vacant.days), (Some(day("2019-02-01")), Some(41)));
    }
}
