//! `yaoshan verify`: recomputes the county from its records.

use std::process::ExitCode;

use model::text::Say;
use office::verify::{self, Step};

use crate::{
    Common,
    verbs::{
        self,
        said::{done, lang},
    },
};

#[derive(Debug, clap::Args)]
pub(crate) struct Verify {
    /// Print the verdict as JSON.
    #[arg(long)]
    json: bool,
}

impl Verify {
    #[expect(clippy::print_stdout, reason = "the verdict is what was asked for")]
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let office = verbs::open(common)?;
        let show = |progress: verify::Progress| {
            let what = match progress.step {
                Step::Entries => lang().pick("日志", "journal"),
                Step::Records => lang().pick("记录", "records"),
            };
            verbs::said::progress(what, progress.done, progress.of);
        };
        let verdict = done(verify::verify(&office, &mut { show }))?;
        verbs::said::progress_ends();
        if self.json {
            let findings: Vec<_> = verdict
                .findings
                .iter()
                .map(|found| {
                    serde_json::json!({
                        "table": found.table, "id": found.id, "index": found.index,
                        "problem": found.say().in_lang(lang()),
                    })
                })
                .collect();
            let verdict = serde_json::json!({
                "good": verdict.is_good(), "size": verdict.size, "root": verdict.root.to_string(),
                "changes": verdict.changes, "facts": verdict.facts, "rows": verdict.rows,
                "checkpoints": verdict.checkpoints, "signed": verdict.signed,
                "wrong": verdict.wrong, "first_bad": verdict.first_bad, "findings": findings,
            });
            println!("{verdict:#}");
        } else {
            report(&verdict);
        }
        Ok(if verdict.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// What was found, in sentences.
#[expect(clippy::print_stdout, reason = "the verdict is what was asked for")]
pub(crate) fn report(verdict: &verify::Verdict) {
    for found in &verdict.findings {
        println!("{}", found.say().in_lang(lang()));
    }
    println!("{}", summary(verdict));
}

fn summary(verdict: &verify::Verdict) -> String {
    let verify::Verdict { size, changes, facts, rows, checkpoints, wrong, .. } = verdict;
    let (zh, en) = if verdict.is_good() {
        (
            format!(
                "核验无误：日志 {size} 条，变更 {changes} 处，记录 {rows} 条，数据 {facts} 条，检查点 {checkpoints} 个"
            ),
            format!(
                "verified: {size} entries, {changes} changes, {rows} records, {facts} facts, {checkpoints} checkpoints"
            ),
        )
    } else {
        (format!("核验不通过：{wrong} 处不符"), format!("not verified: {wrong} places differ"))
    };
    lang().pick(&zh, &en).to_owned()
}
