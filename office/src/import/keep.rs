//! Files and rows at rest: sealed, in pieces.

use model::{
    id::ImportId,
    import::RowVerdict,
    sealed::{Keyring, Place, Sealed},
};
use papers::Row;
use serde::{Deserialize, Serialize};
use store::imports::KeptRow;
use zeroize::Zeroizing;

use super::{problem::Problem, sheet::Line};
use crate::{Entropy, Error};

/// A file is kept in parts of this size.
pub(super) const PART: usize = 1 << 20;

/// The open content of a kept row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Content {
    pub(super) row: Row,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) problems: Vec<Problem>,
}

/// Seals the parts of a file.
pub(super) fn seal_parts(
    keyring: &Keyring,
    entropy: Entropy,
    id: ImportId,
    bytes: &[u8],
) -> Result<Vec<Vec<u8>>, Error> {
    let parts = bytes.chunks(PART).zip(0_i64..);
    let seal = |(part, n): (&[u8], i64)| {
        let field = n.to_string();
        let place = Place { kind: "import_part", record: id.0, field: &field };
        let sealed = keyring.seal(place, entropy.bytes()?, part).map_err(broken)?;
        Ok(sealed.into())
    };
    parts.map(seal).collect()
}

/// Opens the `n`-th part of a file.
pub(super) fn open_part(
    keyring: &Keyring,
    id: ImportId,
    n: i64,
    sealed: Vec<u8>,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let field = n.to_string();
    let place = Place { kind: "import_part", record: id.0, field: &field };
    keyring.open(place, &Sealed::try_from(sealed).map_err(broken)?).map_err(broken)
}

/// A row as it is kept, with what was found of it.
pub(super) fn seal_row(
    keyring: &Keyring,
    entropy: Entropy,
    (id, n): (ImportId, i64),
    (line, verdict, problems): (Line, RowVerdict, Vec<Problem>),
) -> Result<KeptRow, Error> {
    let number = i64::from(line.row.number);
    let content = Content { row: line.row, problems };
    let json = serde_json::to_vec(&content).map_err(|error| Error::Broken(error.to_string()))?;
    let json = Zeroizing::new(json);
    let field = n.to_string();
    let place = Place { kind: "import_row", record: id.0, field: &field };
    let sealed = keyring.seal(place, entropy.bytes()?, &json).map_err(broken)?;
    let sheet = i64::try_from(line.sheet).unwrap_or_default();
    Ok(KeptRow { import_id: id, n, sheet, line: number, verdict, sealed: sealed.into() })
}

/// Opens a row.
pub(super) fn open_row(keyring: &Keyring, kept: &KeptRow) -> Result<Content, Error> {
    let field = kept.n.to_string();
    let place = Place { kind: "import_row", record: kept.import_id.0, field: &field };
    let sealed = Sealed::try_from(kept.sealed.clone()).map_err(broken)?;
    let json = keyring.open(place, &sealed).map_err(broken)?;
    serde_json::from_slice(&json).map_err(|error| Error::Broken(error.to_string()))
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::Broken(error.to_string())
}
