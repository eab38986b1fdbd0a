use serde::{Deserialize, Serialize};

/// How much of a file is read before it is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Size of the file as it was sent, in bytes.
    pub bytes: usize,
    /// Size of everything inside an xlsx, unpacked, in bytes.
    pub unpacked: u64,
    /// How many times larger than the file its contents may be, once they pass 64 MiB.
    pub ratio: u64,
    /// Worksheets in a workbook.
    pub sheets: usize,
    /// Rows that hold something, all sheets together.
    pub rows: u32,
    /// Columns of a row; what lies further right is left out and the row says so.
    pub columns: u32,
    /// Characters of one cell.
    pub characters: usize,
    /// Merged ranges of a sheet.
    pub merges: usize,
    /// Address space of the child, in bytes.
    pub memory: u64,
    /// Processor time of the child, in seconds.
    pub cpu_seconds: u64,
    /// How long the child may say nothing, in seconds.
    pub silent_seconds: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            bytes: 32 << 20,
            unpacked: 512 << 20,
            ratio: 200,
            sheets: 64,
            rows: 200_000,
            columns: 256,
            characters: 8_000,
            merges: 100_000,
            memory: 512 << 20,
            cpu_seconds: 30,
            silent_seconds: 60,
        }
    }
}
