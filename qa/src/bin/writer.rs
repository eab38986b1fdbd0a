//! Writes as fast as one person can, by turns an organisation and a case with two steps, and says each
//! one's id once it is durable.
//! `writer PATH [SYNCHRONOUS]`: the second word weakens SQLite, to show that the test would notice.

use std::{io::Write, path::PathBuf};

use anyhow::Context;
use model::{
    Timestamp,
    case::{Filled, NewCase, Taking},
    id::{CaseId, CaseStepId, OrganisationId},
};
use office::{
    Office, case,
    organisation::{self, NewOrganisation},
    testing::{VILLAGE, code, keyring},
};
use store::testing::{now, weakened};

#[expect(clippy::print_stdout, reason = "a line on standard output is the acknowledgement")]
fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip(1);
    let path = PathBuf::from(words.next().context("usage: writer PATH [SYNCHRONOUS]")?);
    let store = weakened(&path, words.next().as_deref().unwrap_or("FULL"))?;
    let office = Office::on(store, keyring(), now())?;
    println!("ready");
    for at in 0_i64.. {
        let moment = now().plus_millis(at);
        let asker = office.program(moment);
        let written = if at % 2 == 0 {
            let new = branch(at, moment)?;
            asker.write(move |act| organisation::found(act, &new))?.id.0
        } else {
            let new = demand(moment);
            let id = asker.write(move |act| case::open(act, &new))?.id;
            let step = answer(moment);
            asker.write(move |act| case::take(act, id, &step))?.id.0
        };
        println!("{written}");
        std::io::stdout().flush()?;
    }
    Ok(())
}

fn branch(at: i64, moment: Timestamp) -> anyhow::Result<NewOrganisation> {
    Ok(NewOrganisation {
        id: OrganisationId::new(moment),
        kind: "village_branch".to_owned(),
        name: format!("第{at}党支部"),
        credit_code: None,
        division_code: code(VILLAGE),
        parent_id: None,
        from_on: "2018-01-01".parse()?,
        import_id: None,
    })
}

fn demand(moment: Timestamp) -> NewCase {
    NewCase {
        id: CaseId::new(moment),
        process: "demand".to_owned(),
        division_code: code(VILLAGE),
        fields: filled(&[("content", "村口路灯不亮"), ("channel", "phone")]),
        activity_id: None,
    }
}

fn answer(moment: Timestamp) -> Taking {
    Taking {
        id: CaseStepId::new(moment),
        step: "answer_at_once".to_owned(),
        seen: Some(1),
        reason: String::new(),
        fields: filled(&[("class", "consult"), ("reply", "已报修")]),
        activity_id: None,
        hand_to: None,
    }
}

fn filled(pairs: &[(&str, &str)]) -> Filled {
    Filled(pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
}
