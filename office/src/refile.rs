//! Making the search index and the tally of cases anew from the rows, after the rule of filing has changed
//! or they were damaged. The journal is not touched: what a record is found by follows from its row.

use store::{KINDS, audit, cases, search};
use uuid::Uuid;

use crate::{Act, Asker, Error};

/// Changes looked at in one act, so that no writer waits long.
const PIECE: i64 = 2000;

/// Files every record again, piece by piece; how many there are. Idempotent: it may be stopped and
/// begun again.
pub fn refile(asker: &Asker, tell: &mut dyn FnMut(u64)) -> Result<u64, Error> {
    let (mut from, mut filed) = (Uuid::nil(), 0);
    loop {
        let (to, more) = asker.write(move |act| piece(act, from))?;
        filed += more;
        tell(filed);
        if to == Uuid::max() {
            asker.write(|act| Ok(cases::recount(act.tx)?))?;
            return Ok(filed);
        }
        from = Uuid::from_u128(to.as_u128().saturating_add(1));
    }
}

/// The records from `from` on; the last id looked at, and how many were filed.
fn piece(act: &mut Act<'_>, from: Uuid) -> Result<(Uuid, u64), Error> {
    let to = audit::boundary(act.tx, from, PIECE)?.unwrap_or(Uuid::max());
    search::forget_between(act.tx, from, to)?;
    let mut filed = 0;
    for kind in KINDS {
        let mut found = Vec::new();
        kind.rows(act.tx, from, to, &mut |row| {
            found.extend(row.version.and_then(|version| Some((row.id, version.filing?))));
            Ok(())
        })?;
        for (id, filing) in found {
            let division =
                filing.division_code.unwrap_or_else(|| act.programme.county.code.clone());
            search::add(act.tx, kind.table, id, &division, &filing.terms)?;
            filed += 1;
        }
    }
    Ok((to, filed))
}

#[cfg(test)]
mod tests {
    use store::testing::now;

    use super::*;
    use crate::verify::tests::{filled, verdict};

    store::on_both! {
        fn an_index_made_anew_is_that_of_the_rows(fresh: Fresh) {
            let county = filled(fresh, 4);
            let mut raw = county.raw();
            raw.exec("DELETE FROM search_term WHERE term < '第'").unwrap();
            raw.exec("UPDATE search_term SET record_kind = 'person'").unwrap();
            assert!(!verdict(&county.office).is_good());
            // Four branches renamed, four people; what was taken away again is not found.
            assert_eq!(refile(&county.office.program(now()), &mut |_| {}).unwrap(), 8);
            let after = verdict(&county.office);
            assert!(after.is_good(), "{:#?}", after.findings);
        }
    }
}
