//! Records of every kind can be told in a line.

use model::id::{AffiliationId, ParentId};
use store::testing::now;
use uuid::Uuid;

use super::{describe, kind, title};
use crate::{
    figure::tests::made::{self, add, day, person},
    testing::{COUNTY, County, OTHER_TOWNSHIP, TOWNSHIP, VILLAGE, code},
};

/// Every table whose rows the journal covers.
const KINDS: [&str; 16] = [
    "account",
    "activity",
    "affiliation",
    "attendance",
    "briefing",
    "division",
    "import",
    "organisation",
    "pairing",
    "parent",
    "person",
    "posting",
    "programme_revision",
    "reveal",
    "role_grant",
    "seat",
];

#[test]
fn every_kind_has_a_word_and_a_right() {
    let mut words = std::collections::BTreeSet::new();
    for name in KINDS {
        assert!(kind::right(name).is_some(), "{name}");
        assert!(words.insert(title::plain(name).zh.into_owned()), "{name}");
    }
    assert!(!words.contains("记录"));
}

store::on_both! {
    fn a_record_is_told_with_the_records_that_it_joins(fresh: Fresh) {
        let county = County::open(fresh);
        let person_id = person(&county, "岳小满");
        let (branch, team) = (
            made::organisation(&county, "village_branch", VILLAGE),
            made::organisation(&county, "resident_team", VILLAGE),
        );
        let member = model::organisation::Affiliation {
            id: AffiliationId::new(now()),
            person_id,
            organisation_id: branch,
            organisation_kind: "village_branch".to_owned(),
            division_code: code(VILLAGE),
            formal: true,
            duty: None,
            from_on: day("2018-01-01"),
            until_on: None,
            import_id: None,
        };
        let edge = model::organisation::Parent {
            id: ParentId::new(now()),
            organisation_id: team,
            parent_id: branch,
            from_on: day("2018-01-01"),
            until_on: None,
            import_id: None,
        };
        add(&county, &member);
        add(&county, &edge);
        let asked = vec![
            ("affiliation".to_owned(), member.id.0),
            ("parent".to_owned(), edge.id.0),
            ("organisation".to_owned(), team.0),
            ("person".to_owned(), Uuid::nil()),
        ];
        let told = |asker: crate::Asker| {
            let asked = asked.clone();
            let lines = asker.read(move |act| describe(act, &asked)).unwrap();
            lines.into_iter().map(|line| (line.title.zh.into_owned(), line.href)).collect::<Vec<_>>()
        };
        let clerk = told(county.asker("township_clerk", TOWNSHIP));
        let names: Vec<_> = clerk.iter().map(|line| line.0.as_str()).collect();
        assert_eq!(names, ["岳小满 · 岳庄村党支部", "岳庄村党支部 → 岳庄村党支部", "岳庄村党支部"]);
        assert_eq!(clerk[0].1, Some(format!("/people/{person_id}")));
        assert_eq!(clerk[2].1, Some(format!("/organisations/{team}")));
        // Elsewhere, and without the right, only what sort of thing it is.
        let stranger = told(county.asker("township_clerk", OTHER_TOWNSHIP));
        assert!(stranger.iter().all(|(title, href)| !title.contains("岳") && href.is_none()));
        let leader = told(county.asker("county_leader", COUNTY));
        assert_eq!(leader[0], ("隶属关系".to_owned(), None));
        assert_eq!(leader[2].0, "岳庄村党支部");
    }
}
