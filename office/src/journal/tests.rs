//! Checkpoints, receipts, histories; and words for everything that is logged.

use std::{collections::BTreeSet, fs, path::Path, thread};

use model::{id::OrganisationId, organisation::Organisation, person::Person};
use store::{KINDS, journal as table, testing::now};

use super::*;
use crate::{
    Act, Asker, Error,
    testing::{COUNTY, County, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE, code},
};

fn branch(name: &str) -> Organisation {
    Organisation {
        id: OrganisationId::new(now()),
        kind: "branch".to_owned(),
        name: name.to_owned(),
        credit_code: None,
        division_code: code(VILLAGE),
        seated_on: None,
        from_on: "2018-01-01".parse().unwrap(),
        until_on: None,
        import_id: None,
    }
}

fn found(asker: &Asker, branch: &Organisation) {
    let branch = branch.clone();
    let work = move |act: &mut Act<'_>| {
        act.add(&branch)?;
        act.log("organisation.founded", branch.id.0)
    };
    asker.write(work).unwrap();
}

fn checkpoints(asker: &Asker) -> Vec<(i64, String)> {
    let all = |act: &mut Act<'_>| Ok(table::checkpoints(act.tx, 0, 10_000)?);
    asker.read(all).unwrap().into_iter().map(|row| (row.size, row.note)).collect()
}

store::on_both! {
    fn a_size_is_signed_once(fresh: Fresh) {
        let county = County::open(fresh);
        let asker = county.office.program(now());
        assert_eq!(checkpoint(&asker).unwrap(), 1);
        let first = checkpoints(&asker);
        assert_eq!(checkpoint(&asker).unwrap(), 1);
        assert_eq!(checkpoints(&asker), first);
        let again = county.reopen().program(now());
        found(&again, &branch("甲"));
        assert_eq!(checkpoint(&again).unwrap(), 2);
        assert_eq!(checkpoints(&asker)[..1], first);
    }

    fn programs_that_sign_at_once_agree(fresh: Fresh) {
        let county = County::open(fresh);
        let other = county.reopen();
        thread::scope(|scope| {
            for office in [&county.office, &other] {
                for n in 0..2 {
                    scope.spawn(move || {
                        let asker = office.program(now());
                        for m in 0..10 {
                            found(&asker, &branch(&format!("{n} {m}")));
                            checkpoint(&asker).unwrap();
                        }
                    });
                }
            }
        });
        let asker = county.office.program(now());
        assert_eq!(checkpoint(&asker).unwrap(), 41);
        let trusted = [public_key(&county.office).unwrap()];
        for (size, note) in checkpoints(&asker) {
            let opened = model::journal::Checkpoint::open(&note.parse().unwrap(), &trusted).unwrap();
            assert_eq!((opened.size as i64, opened.origin), (size, format!("yaoshan/{COUNTY}")));
        }
    }

    fn a_receipt_convinces_whoever_has_the_key(fresh: Fresh) {
        let county = County::open(fresh);
        let asker = county.office.program(now());
        let branches: Vec<_> = (0..5).map(|n| branch(&format!("{n}"))).collect();
        branches.iter().for_each(|branch| found(&asker, branch));
        let trusted = [public_key(&county.office).unwrap().to_string().parse().unwrap()];
        for (n, branch) in (1..).zip(&branches) {
            let text = receipt(&asker, branch.id.0).unwrap().receipt.to_string();
            let checked = text.parse::<model::journal::Receipt>().unwrap().check(&trusted).unwrap();
            assert_eq!((checked.index, checked.entry.subject), (n, branch.id.0));
            let by_entry = receipt(&asker, checked.entry.id.0).unwrap();
            assert_eq!(by_entry.receipt.to_string(), text);
        }
        assert_eq!(checkpoints(&asker).len(), 1, "one covers them all");
    }

    fn a_receipt_is_for_those_who_may_see_the_record(fresh: Fresh) {
        let county = County::open(fresh);
        let made = branch("甲");
        found(&county.office.program(now()), &made);
        let id = made.id.0;
        let own = county.asker("township_clerk", TOWNSHIP);
        let entry = receipt(&own, id).unwrap().receipt.entry.id.0;
        assert!(receipt(&own, entry).is_ok());
        let other = county.asker("township_clerk", OTHER_TOWNSHIP);
        for wanted in [id, entry] {
            assert!(matches!(receipt(&other, wanted), Err(Error::Denied { .. })));
        }
        assert!(matches!(receipt(&own, OrganisationId::new(now()).0), Err(Error::NotFound)));
        let denied = other.read(move |act| history(act, id, 10));
        assert!(matches!(denied, Err(Error::Denied { .. })));
    }

    fn looking_at_a_proof_signs_nothing(fresh: Fresh) {
        let county = County::open(fresh);
        let asker = county.office.program(now());
        let made = branch("甲");
        found(&asker, &made);
        let id = made.id.0;
        let waiting = asker.read(move |act| proof(act, id)).unwrap();
        assert_eq!((waiting.index, waiting.covered), (Some(1), None));
        assert_eq!(checkpoints(&asker), []);
        let covered = receipt(&asker, id).unwrap();
        let ready = asker.read(move |act| proof(act, id)).unwrap();
        assert_eq!((ready.entry, ready.covered), (waiting.entry, Some(covered)));
    }

    fn a_receipt_of_a_person_is_for_those_whom_they_serve(fresh: Fresh) {
        let county = County::open(fresh);
        let person = county.person("王芳", VILLAGE);
        let other = county.asker("township_clerk", OTHER_TOWNSHIP);
        assert!(matches!(receipt(&other, person.0), Err(Error::Denied { .. })));
        let served = county.organisation("village_branch", "别处村党支部", OTHER_VILLAGE);
        let new = crate::affiliation::NewAffiliation {
            id: model::id::AffiliationId::new(now()),
            person_id: person,
            organisation_id: served,
            duty: None,
            from_on: "2019-01-01".parse().unwrap(),
            until_on: None,
            import_id: None,
        };
        let join = move |act: &mut Act<'_>| crate::affiliation::join(act, &new).map(drop);
        county.office.program(now()).write(join).unwrap();
        let covered = receipt(&other, person.0).unwrap();
        assert_eq!(covered.receipt.entry.kind, "person.added");
    }

    fn a_history_says_what_became_of_which_field(fresh: Fresh) {
        let county = County::open(fresh);
        let asker = county.office.program(now());
        let old = branch("甲支部");
        found(&asker, &old);
        let ended = Organisation {
            name: "乙支部".to_owned(),
            until_on: Some("2020-01-01".parse().unwrap()),
            ..old.clone()
        };
        let (id, changed) = (old.id.0, ended.clone());
        asker.write(move |act| {
            act.change(&old, &changed)?;
            act.log("organisation.founded", changed.id.0)
        }).unwrap();
        asker.write(move |act| {
            act.remove(&ended)?;
            act.log("organisation.founded", id)
        }).unwrap();
        let steps = asker.read(move |act| history(act, id, 10)).unwrap();
        assert_eq!(steps.iter().map(|step| step.index.unwrap()).collect::<Vec<_>>(), [3, 2, 1]);
        assert!(steps[0].removed && steps[0].fields.is_empty());
        let fields: Vec<_> = steps[1].fields.iter().map(|f| (f.column.as_str(), &f.old, &f.new)).collect();
        let text = |text: &str| Some(Shown::Text(text.to_owned()));
        assert_eq!(fields, [
            ("name", &text("甲支部"), &text("乙支部")),
            ("until_on", &None, &text("2020-01-01")),
        ]);
        assert_eq!(steps[1].fields[0].title.zh, "名称");
        assert_eq!(steps[2].title.en, "organisation founded");
        // A page that stops short compares with what it does not show.
        let latest = asker.read(move |act| history(act, id, 2)).unwrap();
        assert_eq!(latest, steps[..2]);
    }

    fn a_history_shows_no_sealed_field(fresh: Fresh) {
        let county = County::open(fresh);
        let asker = county.office.program(now());
        let person = Person {
            id: model::id::PersonId::new(now()),
            name: "某甲".to_owned(),
            sex: "male".to_owned(),
            ethnicity: None,
            birth_year: None,
            political_status: None,
            schooling: None,
            division_code: code(VILLAGE),
            id_number_sealed: Some(vec![1; 40]),
            id_number_hash: Some(vec![2; 32]),
            phone_sealed: None,
            joined_party_on: None,
            import_id: None,
        };
        let id = person.id.0;
        asker.write(move |act| {
            act.add(&person)?;
            act.log("person.added", person.id.0)
        }).unwrap();
        let steps = asker.read(move |act| history(act, id, 10)).unwrap();
        let shown = |column: &str| {
            steps[0].fields.iter().find(|field| field.column == column).unwrap().new.clone()
        };
        assert_eq!(shown("id_number_sealed"), Some(Shown::Hidden));
        assert_eq!(shown("id_number_hash"), Some(Shown::Hidden));
        assert_eq!(shown("name"), Some(Shown::Text("某甲".to_owned())));
    }
}

fn sources(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy();
        if name.contains("test") {
            continue;
        }
        if path.is_dir() {
            sources(&path, into);
        } else if name.ends_with(".rs") {
            let source = fs::read_to_string(&path).unwrap();
            into.push_str(source.split("#[cfg(test)]\nmod tests {").next().unwrap());
        }
    }
}

#[test]
fn every_kind_that_is_logged_has_words() {
    let mut code = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
    // A call may be broken after the bracket.
    let kinds: BTreeSet<&str> = code
        .split(".log(")
        .skip(1)
        .filter_map(|call| call.trim_start().strip_prefix('"')?.split('"').next())
        .filter(|kind| model::journal::entry::is_kind(kind))
        .collect();
    assert!(kinds.len() > 10, "the calls are not found any more");
    let without: Vec<_> = kinds
        .iter()
        .filter(|kind| !words::WORDS.iter().any(|(known, ..)| known == *kind))
        .collect();
    assert!(without.is_empty(), "put into office/src/journal/words.rs: {without:?}");
    assert!(words::WORDS.is_sorted_by_key(|(kind, ..)| *kind));
}

#[test]
fn every_journaled_column_has_words() {
    let known: BTreeSet<&str> = columns::COLUMNS.iter().map(|(column, ..)| *column).collect();
    for kind in KINDS {
        for column in kind.columns {
            assert!(
                known.contains(column),
                "{}.{column}: office/src/journal/columns.rs",
                kind.table
            );
        }
    }
    assert!(columns::COLUMNS.is_sorted_by_key(|(column, ..)| *column));
}
