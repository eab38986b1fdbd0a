//! One hash of everything that a database holds.

use sha2::{Digest, Sha256};

use super::{Fresh, Raw};
use crate::migrate;

/// What changes with every request and proves nothing: a denial, a session, an attempt to sign in.
pub const BOOKKEEPING: [&str; 5] = ["account_use", "denial", "session", "sign_in", "sign_in_guard"];

impl Fresh {
    /// The rows of every table except those of [`BOOKKEEPING`], in no order.
    pub fn database_hash(&self) -> String {
        let mut raw = self.raw();
        let tables = migrate::tables(migrate::newest());
        let mut whole = Sha256::new();
        for table in tables.into_iter().filter(|table| !BOOKKEEPING.contains(table)) {
            whole.update(table.as_bytes());
            whole.update(table_hash(&mut raw, table));
        }
        whole.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn table_hash(raw: &mut Raw, table: &str) -> Vec<u8> {
    let columns = raw.columns(table);
    let mut rows: Vec<_> = raw.literals(table, &columns).iter().map(hash_of).collect();
    rows.sort_unstable();
    Sha256::digest(rows.concat()).to_vec()
}

fn hash_of(row: &Vec<String>) -> Vec<u8> {
    let mut hash = Sha256::new();
    for value in row {
        // The length keeps two neighbouring values apart.
        hash.update(value.len().to_be_bytes());
        hash.update(value.as_bytes());
    }
    hash.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use crate::{on_both, settings};

    on_both! {
        fn a_hash_notices_a_row_and_forgets_bookkeeping(fresh: Fresh) {
            let store = fresh.open();
            let before = fresh.database_hash();
            assert_eq!(fresh.database_hash(), before);
            store.write(|tx| settings::set(tx, "name", "value")).unwrap();
            let after = fresh.database_hash();
            assert_ne!(after, before);
            let denial = "INSERT INTO denial (id, at, wanted) VALUES ('00000000000000000000000000000000', 1, 'audit')";
            let denial = if fresh.raw().is_sqlite() { denial.replace("'0000", "x'0000") } else { denial.to_owned() };
            assert_eq!(fresh.raw().exec(&denial), Some(1));
            assert_eq!(fresh.database_hash(), after);
        }
    }
}
