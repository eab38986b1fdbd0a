//! Writes organisations as fast as one person can, and says each one's id once it is durable.
//! `writer PATH [SYNCHRONOUS]`: the second word weakens SQLite, to show that the test would notice.

use std::{io::Write, path::PathBuf};

use anyhow::Context;
use model::id::OrganisationId;
use office::{
    Office,
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
    for at in 0.. {
        let moment = now().plus_millis(at);
        let new = NewOrganisation {
            id: OrganisationId::new(moment),
            kind: "village_branch".to_owned(),
            name: format!("第{at}党支部"),
            credit_code: None,
            division_code: code(VILLAGE),
            parent_id: None,
            from_on: "2018-01-01".parse()?,
            import_id: None,
        };
        let founded = office.program(moment).write(move |act| organisation::found(act, &new))?;
        println!("{}", founded.id);
        std::io::stdout().flush()?;
    }
    Ok(())
}
