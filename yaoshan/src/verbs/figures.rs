//! `yaoshan figures` and `yaoshan figure KEY`: the county's numbers, and the records behind one.

use std::process::ExitCode;

use anyhow::Context;
use model::{code::DivisionCode, period::Period, text::Say};
use office::figure::{self, Figure, Wanted, Within};

use crate::{
    Common, clock,
    verbs::{
        self,
        said::{done, lang},
    },
};

#[derive(Debug, clap::Args)]
pub(crate) struct Which {
    /// 2019, 2019-Q3, 2019-07, 2019-07-01 or 2019-07-01..2019-09-30.
    #[arg(long)]
    period: String,
    /// A division's 12-digit code. The county, if absent.
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// As of so many journal entries. All there are, if absent.
    #[arg(long, value_name = "INDEX")]
    at: Option<i64>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Every figure of the programme.
#[derive(Debug, clap::Args)]
pub(crate) struct Figures {
    #[command(flatten)]
    which: Which,
}

/// One figure, and the records behind it.
#[derive(Debug, clap::Args)]
pub(crate) struct OneFigure {
    key: String,
    #[command(flatten)]
    which: Which,
    /// List the records behind it.
    #[arg(long)]
    records: bool,
}

impl Which {
    fn period(&self) -> anyhow::Result<Period> {
        self.period.parse().map_err(|bad: model::period::BadPeriod| {
            anyhow::anyhow!("{}", bad.say().in_lang(lang()))
        })
    }

    fn division(&self, office: &office::Office) -> anyhow::Result<DivisionCode> {
        match &self.unit {
            Some(code) => code.parse().context("--unit"),
            None => Ok(office.programme().county.code.clone()),
        }
    }
}

impl Figures {
    #[expect(clippy::print_stdout, reason = "the figures are what was asked for")]
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let office = verbs::open(common)?;
        let (period, division, at) =
            (self.which.period()?, self.which.division(&office)?, self.which.at);
        let asker = office.program(clock::now());
        let figures = done(asker.read(move |act| figure::all(act, &division, period, at)))?;
        if self.which.json {
            let figures: Vec<_> = figures.iter().map(json).collect();
            println!("{:#}", serde_json::Value::from(figures));
        } else {
            figures.iter().for_each(|figure| println!("{}", words(figure)));
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl OneFigure {
    #[expect(clippy::print_stdout, reason = "the figure is what was asked for")]
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let office = verbs::open(common)?;
        let wanted = Wanted {
            key: self.key.clone(),
            revision: None,
            division: self.which.division(&office)?,
            period: self.which.period()?,
            at: self.which.at,
        };
        let asker = office.program(clock::now());
        let asked = wanted.clone();
        let figure = done(asker.read(move |act| figure::value(act, &asked)))?;
        if !self.records {
            let json = self.which.json.then(|| format!("{:#}", json(&figure)));
            println!("{}", json.unwrap_or_else(|| words(&figure)));
            return Ok(ExitCode::SUCCESS);
        }
        // The pages of one list must all be of one position.
        let wanted = figure.wanted();
        let mut listed = Vec::new();
        let mut after = None;
        loop {
            let (asked, within) = (wanted.clone(), Within { division: None, after, limit: 1000 });
            let page = done(asker.read(move |act| figure::records(act, &asked, &within)))?;
            listed.extend(page.lines);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        if self.which.json {
            let mut whole = json(&figure);
            whole["list"] = listed.iter().map(record_json).collect();
            println!("{whole:#}");
        } else {
            println!("{}", words(&figure));
            for line in &listed {
                println!(
                    "{}\t{}\t{}\t{}",
                    line.day, line.division, line.record.title, line.counted
                );
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn words(figure: &Figure) -> String {
    let unit = figure.indicator.unit.in_lang(lang());
    format!("{}\t{} {unit}\t{}", figure.key(), figure.value, figure.title().in_lang(lang()))
}

fn json(figure: &Figure) -> serde_json::Value {
    serde_json::json!(figure.told(lang()))
}

fn record_json(line: &figure::Line) -> serde_json::Value {
    serde_json::json!({
        "kind": line.record.kind, "id": line.record.id, "title": line.record.title,
        "day": line.day, "division": line.division_code, "quantity": line.quantity,
        "counted": line.counted,
    })
}
