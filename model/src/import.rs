//! One uploaded roster on its way into the records, and out again.

use crate::{
    Text,
    code::DivisionCode,
    fact::Posts,
    id::{AccountId, ImportId},
    moment::Timestamp,
    words,
};

words! {
    pub enum ImportState {
        /// The file is here; a job reads and judges it.
        Uploaded = "uploaded",
        /// It could not be read at all.
        Unreadable = "unreadable",
        /// It was read, but somebody has to say which column is which.
        Unmatched = "unmatched",
        /// Every row has been judged; nothing has been changed yet.
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
        /// Makes new records.
        New = "new",
        /// Everything it says is already recorded.
        Known = "known",
        Bad = "bad",
        /// A sum, a remark or a signature line: says nothing.
        Skipped = "skipped",
    }
}

impl ImportState {
    pub const fn title(self) -> Text {
        match self {
            ImportState::Uploaded => Text::fixed("正在读取", "being read"),
            ImportState::Unreadable => Text::fixed("无法读取", "unreadable"),
            ImportState::Unmatched => Text::fixed("待确认列", "columns to be matched"),
            ImportState::Judged => Text::fixed("待应用", "ready to be applied"),
            ImportState::Applying => Text::fixed("正在应用", "being applied"),
            ImportState::Applied => Text::fixed("已应用", "applied"),
            ImportState::Undoing => Text::fixed("正在撤销", "being undone"),
            ImportState::Undone => Text::fixed("已撤销", "undone"),
            ImportState::Discarded => Text::fixed("已放弃", "discarded"),
        }
    }

    /// A job is at work on it.
    pub const fn is_busy(self) -> bool {
        matches!(self, ImportState::Uploaded | ImportState::Applying | ImportState::Undoing)
    }

    /// Nothing of it has been written to the records yet.
    pub const fn is_draft(self) -> bool {
        use ImportState::{Judged, Unmatched, Unreadable, Uploaded};
        matches!(self, Uploaded | Unreadable | Unmatched | Judged)
    }
}

impl RowVerdict {
    pub const fn title(self) -> Text {
        match self {
            RowVerdict::New => Text::fixed("新增", "new"),
            RowVerdict::Known => Text::fixed("已有", "already there"),
            RowVerdict::Bad => Text::fixed("有错", "with errors"),
            RowVerdict::Skipped => Text::fixed("略过", "passed over"),
        }
    }
}

/// A roster that somebody sent, and how far it has come.
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
    /// Rows about anywhere else are refused.
    pub division_code: DivisionCode,
    pub state: ImportState,
    /// A [`Text`] in JSON: why it stands where it stands.
    pub problem: Option<String>,
    pub uploaded_by: AccountId,
    pub uploaded_at: Timestamp,
    /// JSON: which column of which sheet feeds which field.
    pub mapping: Option<String>,
    pub rows_read: i64,
    pub rows_new: i64,
    pub rows_known: i64,
    pub rows_bad: i64,
    /// How many rows have been applied, counted from the first.
    pub rows_done: i64,
    /// Whether it is applied without its bad rows.
    pub leaves_bad: bool,
    /// Whoever had it applied, undone or discarded.
    pub acted_by: Option<AccountId>,
    pub settled_at: Option<Timestamp>,
    /// When the file and its rows were deleted.
    pub purged_at: Option<Timestamp>,
}

impl Posts for Import {}

impl Import {
    /// Why it stands where it stands.
    pub fn trouble(&self) -> Option<Text> {
        self.problem.as_deref().and_then(|text| serde_json::from_str(text).ok())
    }

    /// How far the work on it has come, in percent of its rows.
    pub fn percent(&self) -> i64 {
        if self.rows_read == 0 { 0 } else { (self.rows_done * 100 / self.rows_read).clamp(0, 100) }
    }
}
