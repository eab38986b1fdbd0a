//! One uploaded roster on its way into the records, and out again.

use crate::{
    code::DivisionCode,
    fact::Posts,
    id::{AccountId, ImportId},
    moment::Timestamp,
    words,
};

words! {
    pub enum ImportState {
        /// The file is here; a job will read it.
        Uploaded = "uploaded",
        /// It could not be read at all.
        Unreadable = "unreadable",
        /// Every row has been read and judged; nothing has been changed yet.
        Judged = "judged",
        Applying = "applying",
        Applied = "applied",
        Undoing = "undoing",
        Undone = "undone",
        /// Put away without being applied.
        Discarded = "discarded",
    }
}

words! {
    /// What becomes of one row.
    pub enum RowVerdict {
        /// Not judged yet.
        Read = "read",
        /// Makes new records.
        New = "new",
        /// Everything it says is already recorded.
        Known = "known",
        Bad = "bad",
        Done = "done",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Import {
    pub id: ImportId,
    /// A key of the programme's recipes.
    pub recipe: String,
    pub file_name: String,
    /// SHA-256 of the file.
    pub digest: Vec<u8>,
    /// In bytes.
    pub size: i64,
    pub division_code: DivisionCode,
    pub state: ImportState,
    pub problem: Option<String>,
    pub uploaded_by: AccountId,
    pub uploaded_at: Timestamp,
    /// JSON: which column of the file feeds which field, once somebody has changed the guess.
    pub mapping: Option<String>,
    pub rows_read: i64,
    pub rows_bad: i64,
    pub rows_done: i64,
    pub settled_at: Option<Timestamp>,
}

impl Posts for Import {}
