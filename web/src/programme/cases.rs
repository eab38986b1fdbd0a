//! What a programme says of cases: its processes, and the days that their clocks count.

use model::{
    Text,
    process::{Process, Promise, Rest, State},
};

use super::parts::{Row, Told, Words};

impl Words<'_> {
    pub(super) fn processes(&self) -> Told {
        const HEADS: &[(&str, &str)] = &[
            ("版次", "Revision"),
            ("体系", "System"),
            ("承诺时限", "Promise"),
            ("办理状态", "States on the way"),
            ("结果", "Ends"),
        ];
        let processes = self.programme.processes.iter().map(|process| {
            let (ends, ways): (Vec<_>, Vec<_>) =
                process.states.iter().partition(|state| state.is_final());
            let ways: Vec<String> = ways.into_iter().map(|state| self.way(state)).collect();
            let ends = ends.into_iter().map(|state| state.title.in_lang(self.lang).to_owned());
            let ends: Vec<String> = ends.collect();
            let cells = vec![
                process.revision.to_string(),
                process.system.clone(),
                self.promise(process),
                self.one_after_another(&ways),
                self.one_after_another(&ends),
            ];
            self.row(&process.title, &process.key, cells)
        });
        (HEADS, processes.collect())
    }

    /// Titles of states may have commas of their own.
    fn one_after_another(&self, states: &[String]) -> String {
        states.join(self.lang.pick("；", "; "))
    }

    fn promise(&self, process: &Process) -> String {
        let text = match &process.promise {
            Promise::Days { days } => {
                Text::new(format!("{days} 个工作日"), format!("{days} working days"))
            }
            Promise::Field { field } => match process.field(field) {
                Some(field) => field.title.clone(),
                None => Text::new(field.clone(), field.clone()),
            },
        };
        text.in_lang(self.lang).to_owned()
    }

    /// A state with who has to act in it, and within how many working days.
    fn way(&self, state: &State) -> String {
        let title = state.title.in_lang(self.lang);
        match &state.rest {
            Rest::Open { owner, days, .. } => {
                let owner = owner.title();
                let text = Text::new(
                    format!("{title}（{}，{days} 日）", owner.zh),
                    format!(
                        "{title} ({}, {days} {})",
                        owner.en,
                        if *days == 1 { "day" } else { "days" }
                    ),
                );
                text.in_lang(self.lang).to_owned()
            }
            Rest::Final { .. } => title.to_owned(),
        }
    }

    pub(super) fn calendar(&self) -> Told {
        const HEADS: &[(&str, &str)] =
            &[("工作日", "Working days"), ("调休上班", "Weekends worked"), ("依据", "Source")];
        let calendar = &self.programme.calendar;
        let years = calendar.years().iter().map(|year| {
            let worked: Vec<String> =
                year.worked.iter().map(|day| day.format("%m-%d").to_string()).collect();
            let cells = vec![
                calendar.in_year(year).to_string(),
                self.list(worked.iter().map(String::as_str)),
                year.source.clone(),
            ];
            // The year is its own name: there is no key to be shown beside it.
            Row { title: year.key.clone(), key: String::new(), cells }
        });
        (HEADS, years.collect())
    }
}
