//! The journal as people meet it: signed checkpoints, receipts, and what became of a record.

mod checkpoint;
mod columns;
mod history;
mod receipt;
mod sight;
#[cfg(test)]
mod tests;
mod words;

use model::journal::{SignerKey, VerifierKey};

pub use self::{
    checkpoint::checkpoint,
    columns::title as column_title,
    history::{Field, Shown, Step, history},
    receipt::{Covered, Proof, proof, receipt},
    words::title,
};
pub(crate) use self::{checkpoint::is_due, history::steps};
use crate::{Error, Office};

/// The journal's name, which stands in every checkpoint: product and county.
pub fn origin(office: &Office) -> String {
    format!("yaoshan/{}", office.programme().county.code)
}

/// The key that signs checkpoints.
pub(crate) fn signer(office: &Office) -> Result<SignerKey, Error> {
    SignerKey::from_seed(&origin(office), office.keyring.journal_seed())
        .map_err(|refused| Error::Broken(refused.to_string()))
}

/// What anybody checks receipts with: published once, and best printed on paper too.
pub fn public_key(office: &Office) -> Result<VerifierKey, Error> {
    Ok(signer(office)?.verifier().clone())
}
