//! S21: what the counters had handled in another program, brought in as an office does that starts here.

use anyhow::Context;
use chrono::Days;
use model::{
    Date,
    case::{Filled, PastCase},
    code::DivisionCode,
};
use office::{Office, case};

use super::{
    super::{Step, chance::Chance, year::at},
    service::ITEMS,
};
use crate::verbs::said::done;

/// The days of the register, from the second of January on.
const DAYS: usize = 348;

pub(super) fn bring(
    office: &Office,
    villages: &[DivisionCode],
    of: usize,
    tell: &mut dyn FnMut(&Step),
) -> anyhow::Result<()> {
    let from: Date = "2019-01-02".parse()?;
    let asker = office.program(at(office, "2019-12-31".parse()?, 0));
    let mut chance = Chance::new(20_190_109);
    let mut brought = 0;
    while brought < of {
        let until = (brought + case::CHUNK).min(of);
        let chunk = (brought..until).map(|nth| {
            let day = from + Days::new((nth * DAYS / of) as u64);
            one(nth, day, villages, &mut chance)
        });
        let chunk = chunk.collect::<anyhow::Result<Vec<_>>>()?;
        done(asker.write(move |act| case::bring(act, "service_item", &chunk)))?;
        brought = until;
        if brought.is_multiple_of(10 * case::CHUNK) || brought == of {
            let words = "历史服务事项 earlier service items".to_owned();
            tell(&Step { words, done: brought, of });
        }
    }
    Ok(())
}

fn one(
    nth: usize,
    day: Date,
    villages: &[DivisionCode],
    chance: &mut Chance,
) -> anyhow::Result<PastCase> {
    let village = chance.pick(villages).clone();
    let [item, matter, decision] = *chance.pick(&ITEMS);
    let handler_code = if chance.percent(70) {
        village.clone()
    } else {
        village.parent().context("a village is in a township")?
    };
    let state = match chance.below(100) {
        0..3 => "refused",
        3..40 => "unrated",
        _ => "rated",
    };
    let mut fields = vec![("item", item), ("matter", matter)];
    if state != "refused" {
        fields.push(("decision", decision));
    }
    if state == "rated" {
        fields.push(("rating", if chance.percent(95) { "good" } else { "fair" }));
    }
    let fields = fields.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned()));
    Ok(PastCase {
        old_number: format!("LS2019{:06}", nth + 1),
        division_code: village,
        handler_code,
        opened_on: day,
        ended_on: day + Days::new(chance.below(8) as u64),
        state: state.to_owned(),
        fields: Filled(fields.collect()),
    })
}
