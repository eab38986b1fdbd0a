//! A figure by the divisions right below its own.

use std::collections::BTreeMap;

use model::{
    Text,
    code::{DivisionCode, Level},
    figure::Value,
    right::Right,
};

use super::{Ground, Wanted, counting::Counting, definition, require, size, tree_day};
use crate::{Act, Error, record::Places};

/// The share of one division in a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub division: DivisionCode,
    pub name: Text,
    pub value: Value,
    /// What stands at the division itself rather than at one below it, such as a county unit.
    pub is_own: bool,
}

/// By township for a county, by village for a township, the largest first; nothing for a village.
/// Divisions of that time that come to nothing are among them: that is worth seeing too.
pub fn breakdown(act: &mut Act<'_>, wanted: &Wanted) -> Result<Vec<Part>, Error> {
    require(act, &wanted.division)?;
    let digits = match wanted.division.level() {
        Level::Province | Level::Prefecture => 6,
        Level::County => 9,
        Level::Township => 12,
        Level::Village => return Ok(Vec::new()),
    };
    let defined = definition::find(act, &wanted.key, wanted.revision)?;
    let ground = Ground::of(wanted, size(act, wanted.at)?);
    let mut values = BTreeMap::new();
    for code in below(act, &ground)? {
        values.insert(code, (0, 0));
    }
    let counts = Counting::new(defined.counted(), &ground).by(act, digits)?;
    for (part, count) in counts {
        values.entry(whole(&part)?).or_default().0 = count;
    }
    if let Some((_, denominator)) = &defined.share {
        for (part, count) in Counting::new(denominator, &ground).by(act, digits)? {
            values.entry(whole(&part)?).or_default().1 = count;
        }
    }
    let is_share = defined.share.is_some();
    let mut places = Places::on(tree_day(ground.period, act.moment.today));
    let mut parts = Vec::with_capacity(values.len());
    for (division, (count, of)) in values {
        let value = if is_share { Value::share(count, of) } else { Value::Count(count) };
        let is_own = division == ground.division;
        let name = places.name(act, &division)?;
        let name = if is_own {
            Text::new(format!("{name}本级"), format!("{name} itself"))
        } else {
            Text::new(name.clone(), name)
        };
        parts.push(Part { division, name, value, is_own });
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.value.whole()));
    Ok(parts)
}

fn below(act: &mut Act<'_>, ground: &Ground) -> Result<Vec<DivisionCode>, Error> {
    let scope = act.scope(Right::SeeFigures, Some(&ground.division))?;
    let day = tree_day(ground.period, act.moment.today);
    let all = store::divisions::within(act.tx, &scope, day)?;
    let parent = Some(&ground.division);
    Ok(all.into_iter().filter(|d| d.parent_code.as_ref() == parent).map(|d| d.code).collect())
}

fn whole(part: &str) -> Result<DivisionCode, Error> {
    let code = format!("{part:0<12}");
    code.parse().map_err(|_| Error::Broken(format!("a fact lies in the division {code}")))
}
