//! How long it takes: `ENTRIES=1000000 cargo test --release -p office speed -- --ignored --nocapture`.

use std::{env, time::Instant};

use model::{id::OrganisationId, organisation::Organisation};
use store::testing::{Fresh, now};

use super::{organisation, verdict};
use crate::testing::County;

const ACT: i64 = 500;

fn measure(fresh: Fresh) {
    let entries = env::var("ENTRIES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000_i64);
    let county = County::open(fresh);
    for start in (0..entries).step_by(ACT as usize) {
        let asker = county.office.program(now().plus_millis(start));
        let work = move |act: &mut crate::Act<'_>| {
            for n in start..(start + ACT).min(entries) {
                let id = OrganisationId::new(now().plus_millis(n));
                let organisation = Organisation { id, ..organisation(n % 1000) };
                act.add(&organisation)?;
                act.log("organisation.founded", id.0)?;
            }
            Ok(())
        };
        asker.write(work).unwrap();
        if start % (100 * ACT) == 0 {
            crate::journal::checkpoint(&asker).unwrap();
        }
    }
    let start = Instant::now();
    let verdict = verdict(&county.office);
    println!("{entries} entries, {} rows: {:?}", verdict.rows, start.elapsed());
    assert!(verdict.is_good());
}

mod sqlite {
    #[test]
    #[ignore = "a measurement"]
    fn speed() {
        super::measure(super::Fresh::sqlite());
    }
}

mod postgres {
    #[test]
    #[ignore = "a measurement"]
    fn speed() {
        super::measure(super::Fresh::postgres());
    }
}
