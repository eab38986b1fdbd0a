//! A county that is as it should be is found so; whatever is done to it past the office is found.

mod kill;
mod speed;
mod tamper;

use model::{
    Timestamp,
    id::{OrganisationId, PersonId, PostingId},
    journal::Note,
    organisation::Organisation,
    person::Person,
    posting::Posting,
};
use store::testing::{Fresh, now};

use super::{Verdict, verify, verify_against};
use crate::{
    Act, Error, Office,
    testing::{County, OTHER_VILLAGE, TOWNSHIP, VILLAGE, code},
};

pub(crate) fn verdict(office: &Office) -> Verdict {
    verify(office, &mut |_| {}).unwrap()
}

fn at(n: i64) -> Timestamp {
    now().plus_millis(n * 60_000)
}

fn organisation(n: i64) -> Organisation {
    Organisation {
        id: OrganisationId::new(at(n)),
        kind: "branch".to_owned(),
        name: format!("第{n}党支部"),
        credit_code: None,
        division_code: code(if n % 2 == 0 { VILLAGE } else { TOWNSHIP }),
        seated_on: None,
        from_on: "2018-01-01".parse().unwrap(),
        until_on: None,
        import_id: None,
    }
}

fn person(n: i64) -> Person {
    Person {
        id: PersonId::new(at(n)),
        name: format!("某甲{n}"),
        sex: "female".to_owned(),
        ethnicity: None,
        birth_year: Some(1970 + n % 30),
        political_status: None,
        schooling: None,
        division_code: code(OTHER_VILLAGE),
        id_number_sealed: Some(vec![1, 2, 3]),
        id_number_hash: Some(n.to_be_bytes().repeat(4)),
        phone_sealed: None,
        joined_party_on: None,
        import_id: None,
    }
}

fn posting(n: i64, person: &Person, team: &Organisation) -> Posting {
    Posting {
        id: PostingId::new(at(n)),
        person_id: person.id,
        post: "first_secretary".to_owned(),
        organisation_id: Some(team.id),
        sent_by_id: None,
        division_code: code(VILLAGE),
        from_on: "2018-03-01".parse().unwrap(),
        until_on: None,
        ended_because: None,
        import_id: None,
    }
}

/// Five entries: added, changed, served, ended, and one taken away again in the act that added it.
fn round(act: &mut Act<'_>, n: i64) -> Result<(), Error> {
    let team = organisation(n);
    act.add(&team)?;
    act.log("organisation.founded", team.id.0)?;
    let renamed = Organisation { name: format!("第{n}联合党支部"), ..team.clone() };
    act.change(&team, &renamed)?;
    let person = person(n);
    act.add(&person)?;
    let served = posting(n, &person, &team);
    act.add(&served)?;
    act.log("posting.started", served.id.0)?;
    let ended = Posting {
        until_on: Some("2019-06-01".parse().unwrap()),
        ended_because: Some("期满".to_owned()),
        ..served.clone()
    };
    act.change(&served, &ended)?;
    act.log("posting.ended", served.id.0)?;
    let wrong = organisation(n + 1);
    act.add(&wrong)?;
    act.log("organisation.founded", wrong.id.0)?;
    act.remove(&wrong)?;
    act.log("organisation.founded", wrong.id.0)
}

/// A county with this many rounds, a checkpoint after every third and one at the end.
pub(crate) fn filled(fresh: Fresh, count: i64) -> County {
    let county = County::open(fresh);
    rounds(&county, count);
    county
}

pub(crate) fn rounds(county: &County, count: i64) {
    for n in 0..count {
        let asker = county.office.program(at(n));
        asker.write(move |act| round(act, n)).unwrap();
        if n % 3 == 2 || n + 1 == count {
            crate::journal::checkpoint(&asker).unwrap();
        }
    }
}

store::on_both! {
    fn a_county_at_work_is_found_in_order(fresh: Fresh) {
        let county = filled(fresh, 60);
        let verdict = verdict(&county.office);
        assert_eq!(verdict.findings, []);
        assert!(verdict.is_good());
        assert_eq!((verdict.size, verdict.signed, verdict.first_bad), (301, 301, None));
        assert_eq!((verdict.checkpoints, verdict.waiting, verdict.erased), (20, 0, 0));
        // Founding, serving from and until; the one taken away, there and back.
        assert_eq!(verdict.facts, 60 * 5);
        let mut told = Vec::new();
        verify(&county.office, &mut |progress| told.push(progress)).unwrap();
        assert!(told.iter().all(|progress| progress.done <= progress.of) && told.len() > 1);
    }

    fn a_journal_cut_back_is_found_by_what_was_signed(fresh: Fresh) {
        let county = filled(fresh, 4);
        let kept = kept(&county);
        // Everything of the last round goes, as if it had never been, and its checkpoint too.
        let mut raw = county.raw();
        let last = "(SELECT id FROM journal_entry WHERE idx >= 16)";
        for sql in [
            format!("DELETE FROM search_term WHERE record_id IN
                (SELECT record_id FROM journal_change WHERE entry_id IN {last})"),
            format!("DELETE FROM posting WHERE id IN
                (SELECT record_id FROM journal_change WHERE entry_id IN {last})"),
            format!("DELETE FROM person WHERE id IN
                (SELECT record_id FROM journal_change WHERE entry_id IN {last})"),
            format!("DELETE FROM organisation WHERE id IN
                (SELECT record_id FROM journal_change WHERE entry_id IN {last})"),
            format!("DELETE FROM fact WHERE entry_id IN {last}"),
            format!("DELETE FROM journal_change WHERE entry_id IN {last}"),
            "DELETE FROM journal_entry WHERE idx >= 16".to_owned(),
            "UPDATE journal_head SET size = 16, tiled = 16".to_owned(),
        ] {
            raw.exec(&sql).unwrap();
        }
        shorten_tile(&mut raw, 16);
        let cut = verdict(&county.office);
        assert_eq!((cut.wrong, cut.first_bad), (1, Some(16)), "{:?}", cut.findings);
        assert!(crate::journal::checkpoint(&county.office.program(at(9))).is_err());

        raw.exec("DELETE FROM journal_checkpoint WHERE size > 16").unwrap();
        assert!(verdict(&county.office).is_good(), "nothing here is left to tell");
        let against = verify_against(&county.office, vec![kept], &mut |_| {}).unwrap();
        assert_eq!((against.wrong, against.first_bad), (1, Some(16)));
    }

    fn checkpoints_kept_elsewhere_are_held_against_the_tree(fresh: Fresh) {
        let county = filled(fresh, 4);
        let good = verify_against(&county.office, vec![kept(&county)], &mut |_| {}).unwrap();
        assert!(good.is_good(), "{:?}", good.findings);
        let other = filled(Fresh::sqlite(), 4);
        let fork = verify_against(&county.office, vec![kept(&other)], &mut |_| {}).unwrap();
        assert_eq!(fork.wrong, 1, "{:?}", fork.findings);
    }

    fn an_erased_record_leaves_every_proof_standing(fresh: Fresh) {
        let county = filled(fresh, 2);
        let asker = county.office.program(at(5));
        let gone = person(5);
        let added = gone.clone();
        asker.write(move |act| {
            act.add(&added)?;
            act.log("person.added", added.id.0)
        }).unwrap();
        let id = gone.id;
        let receipt = crate::journal::receipt(&asker, id.0).unwrap().receipt;
        asker.write(move |act| {
            act.erase(&gone)?;
            act.log("person.erased", gone.id.0)
        }).unwrap();
        let after = verdict(&county.office);
        assert!(after.is_good(), "{:?}", after.findings);
        assert_eq!(after.erased, 1);
        let trusted = [crate::journal::public_key(&county.office).unwrap()];
        assert!(receipt.check(&trusted).is_ok());
        let images = "SELECT COUNT(*) FROM journal_change WHERE image LIKE '%某甲5%'";
        assert_eq!(county.raw().texts(images), [["0"]]);
    }
}

/// Nothing of an erased record is left in the file: SQLite overwrites what it deletes.
#[test]
fn what_is_erased_is_gone_from_the_disk() {
    const CANARY: &str = "金丝雀金丝雀金丝雀";
    let fresh = Fresh::sqlite();
    let store::Place::Sqlite(path) = fresh.place.clone() else { unreachable!() };
    let county = filled(fresh, 2);
    let asker = county.office.program(at(5));
    let person = Person { schooling: Some(CANARY.to_owned()), ..person(5) };
    let added = person.clone();
    asker
        .write(move |act| {
            act.add(&added)?;
            act.log("person.added", added.id.0)
        })
        .unwrap();
    let is_there = || {
        county.raw().texts("PRAGMA wal_checkpoint(TRUNCATE)");
        let bytes = std::fs::read(&path).unwrap();
        bytes.windows(CANARY.len()).any(|found| found == CANARY.as_bytes())
    };
    assert!(is_there());
    asker
        .write(move |act| {
            act.erase(&person)?;
            act.log("person.erased", person.id.0)
        })
        .unwrap();
    assert!(!is_there());
}

fn kept(county: &County) -> Note {
    let asker = county.office.program(at(99));
    let last = asker.read(|act| Ok(store::journal::last_checkpoint(act.tx)?)).unwrap();
    last.unwrap().note.parse().unwrap()
}

/// Cuts the only tile back to so many leaves.
fn shorten_tile(raw: &mut store::testing::Raw, leaves: usize) {
    let cut = format!("UPDATE journal_tile SET hashes = substr(hashes, 1, {})", leaves * 32);
    raw.exec(&cut).unwrap();
}
