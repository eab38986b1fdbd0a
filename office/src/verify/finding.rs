//! What is wrong, and where.

use model::{Text, text::Say};

/// How many findings a verdict shows.
pub(super) const LIMIT: usize = 100;
/// How many are kept on the way, to be sorted.
const KEPT: usize = 10_000;

/// One row that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub table: &'static str,
    /// What names the row in its table.
    pub id: String,
    /// The journal entry concerned, if it can be told.
    pub index: Option<i64>,
    pub text: Text,
}

impl Say for Finding {
    fn say(&self) -> Text {
        let Finding { table, id, index, text } = self;
        let (zh, en) = match index {
            Some(index) => (format!("日志第 {index} 条，"), format!("journal entry {index}, ")),
            None => Default::default(),
        };
        Text::new(
            format!("{zh}表 {table} 的 {id}：{}", text.zh),
            format!("{en}table {table}, {id}: {}", text.en),
        )
    }
}

/// Findings as they come.
#[derive(Default)]
pub(super) struct Findings {
    kept: Vec<Finding>,
    wrong: u64,
    first_bad: Option<i64>,
    first_row: Option<i64>,
}

impl Findings {
    pub(super) fn add(
        &mut self,
        table: &'static str,
        id: impl ToString,
        index: Option<i64>,
        text: Text,
    ) {
        self.first_bad = first(self.first_bad, index);
        self.keep(Finding { table, id: id.to_string(), index, text });
    }

    /// A row that is not what the journal says. The entry named is the last that the journal has of
    /// it; where an entry itself is wrong, that one comes first.
    pub(super) fn add_row(
        &mut self,
        table: &'static str,
        id: impl ToString,
        index: Option<i64>,
        text: Text,
    ) {
        self.first_row = first(self.first_row, index);
        self.keep(Finding { table, id: id.to_string(), index, text });
    }

    fn keep(&mut self, finding: Finding) {
        self.wrong += 1;
        if self.kept.len() < KEPT {
            self.kept.push(finding);
        }
    }

    /// The findings by index, how many there were, and the first bad index.
    pub(super) fn settle(mut self) -> (Vec<Finding>, u64, Option<i64>) {
        self.kept.sort_by_key(|finding| (finding.index.is_none(), finding.index));
        self.kept.truncate(LIMIT);
        (self.kept, self.wrong, self.first_bad.or(self.first_row))
    }
}

fn first(known: Option<i64>, index: Option<i64>) -> Option<i64> {
    index.map_or(known, |index| Some(known.map_or(index, |known| known.min(index))))
}

pub(super) const UNNUMBERED: Text = Text::fixed("条目没有序号", "the entry has no index");
pub(super) const MISSING_ENTRY: Text = Text::fixed(
    "条目缺失：树中有它，表中没有",
    "the entry is missing: it is in the tree and not in the table",
);
pub(super) const ENTRY_TEXT: Text = Text::fixed(
    "条目内容与日志树中的哈希不符：条目或树被改动过",
    "the entry does not give the hash that stands in the tree: one of the two was changed",
);
pub(super) const ENTRY_COMMITMENT: Text = Text::fixed(
    "条目的承诺与其变更和计数不符：变更或计数有增删改",
    "the entry's commitment is not that of its changes and facts: some were added, removed or altered",
);
pub(super) const FACTS_DIGEST: Text = Text::fixed(
    "条目的计数与摘要不符：计数有增删改",
    "the entry's facts do not give its digest: some were added, removed or altered",
);
pub(super) const CHANGE_ORDER: Text =
    Text::fixed("变更的编号不连续", "the entry's changes are not numbered one after the other");
pub(super) const FACT_ORDER: Text =
    Text::fixed("计数的编号不连续", "the entry's facts are not numbered one after the other");
pub(super) const FACT_INDEX: Text =
    Text::fixed("计数所记的日志序号不对", "a fact names another journal index than its entry's");
pub(super) const TURN: Text = Text::fixed(
    "已编号的条目不应再有待编号的次序",
    "an entry that has its index still has a turn to wait for",
);
pub(super) const OUTSIDE: Text = Text::fixed(
    "条目在日志范围之外：日志的长度被改小，或条目是外加的",
    "the entry lies outside the journal: its size was lowered, or the entry was put in from outside",
);
pub(super) const HEAD: Text = Text::fixed(
    "日志头应恰有一行，且两个长度相等",
    "the journal's head must be one row with two equal sizes",
);
pub(super) const TILE: Text = Text::fixed(
    "哈希块缺失、长度不对或与下层不符",
    "the tile is missing, of the wrong length, or not what the level below gives",
);
pub(super) const TILE_OUTSIDE: Text =
    Text::fixed("多出的哈希块", "a tile that this journal does not have");
pub(super) const CHECKPOINT_SIZE: Text = Text::fixed(
    "检查点签名内容与所记长度不符",
    "the checkpoint's signed size is not the size that it stands under",
);
pub(super) const ORPHAN_CHANGE: Text =
    Text::fixed("变更没有所属条目", "a change stands under no entry");
pub(super) const ORPHAN_FACT: Text =
    Text::fixed("计数没有所属条目", "a fact stands under no entry");
pub(super) const UNKNOWN_KIND: Text = Text::fixed(
    "变更所指的表不受日志管理",
    "the change is of a table that the journal does not cover",
);
pub(super) const CHANGE_COMMITMENT: Text = Text::fixed(
    "变更内容与承诺不符：内容被改动过",
    "the change's content does not give its commitment: it was altered",
);
pub(super) const CHANGE_FORM: Text = Text::fixed(
    "变更的“已删除”标记或盐与内容不符",
    "the change's mark of removal or its salt does not fit its content",
);
pub(super) const ERASED_UNSAID: Text = Text::fixed(
    "变更内容被清空，却没有删除该记录的抹除条目",
    "the change's content is gone, and no entry says that the record was erased",
);
pub(super) const ROW_UNKNOWN: Text = Text::fixed(
    "日志中没有这一行的来历：这一行是外加的",
    "the journal knows nothing of this row: it was put in from outside",
);
pub(super) const ROW_BACK: Text = Text::fixed(
    "按日志这一行已删除，却仍在表中",
    "by the journal this row was removed, and it is there",
);
pub(super) const ROW_MISSING: Text = Text::fixed(
    "按日志应有这一行，表中却没有",
    "by the journal there must be this row, and it is missing",
);
pub(super) const ROW_SPOILT: Text = Text::fixed(
    "这一行有的字段不是本系统可能写入的值",
    "a column of this row holds what this program cannot have written",
);
pub(super) const LEDGER: Text = Text::fixed(
    "台账中的计数之和与记录应有的计数不符",
    "the facts in the ledger do not add up to what the record gives",
);
pub(super) const LEDGER_UNKNOWN: Text = Text::fixed(
    "台账中有不属于任何记录的计数",
    "the ledger has facts of a record that does not exist",
);
pub(super) const OUT_OF_REACH: Text =
    Text::fixed("表中有编号不成形的行", "the table has rows whose id is none of ours");
pub(super) const TERMS: Text =
    Text::fixed("检索词与记录不符，请重建检索", "the search terms are not those of the record");

pub(super) const TALLY: Text = Text::fixed(
    "事项的分类合计与记录不符，请重建检索",
    "the tally of cases is not that of the rows: make the search index anew",
);

/// A row that differs from its last image, with the columns: never with what stands in them.
pub(super) fn row_differs(columns: &[String]) -> Text {
    let columns = columns.join(", ");
    Text::new(
        format!("与日志中最后的内容不符，不符的字段：{columns}"),
        format!("differs from its last image in the journal, in: {columns}"),
    )
}

pub(super) fn truncated(signed: i64, size: i64) -> Text {
    Text::new(
        format!("签名时日志有 {signed} 条，现在只有 {size} 条：末尾被截去"),
        format!(
            "the journal was signed with {signed} entries and has only {size}: its end was cut off"
        ),
    )
}

pub(super) fn root_differs(good: i64, size: i64) -> Text {
    Text::new(
        format!("日志前 {size} 条与签名的根哈希不符：第 {good} 条起、{size} 条前有改动"),
        format!(
            "the first {size} entries do not give the signed root: something from entry {good} on \
             and before {size} was changed"
        ),
    )
}
