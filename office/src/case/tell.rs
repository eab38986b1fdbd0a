//! Telling the parties of a case what happened.

use std::collections::BTreeSet;

use model::{
    Text,
    case::{Case, CaseStep},
    process::Process,
    right::Right,
};

use crate::{Act, Error};

/// Leaves a line in the inbox of everybody who sees cases for an office that the step notifies, but not
/// of whoever took it.
pub(super) fn tell(
    act: &mut Act<'_>,
    process: &Process,
    case: &Case,
    taken: &CaseStep,
) -> Result<(), Error> {
    let Some(step) = process.step(&taken.step) else { return Ok(()) };
    let programme = act.programme;
    let mut receivers = BTreeSet::new();
    for desk in step.notifies.iter().filter_map(|party| case.desk(*party)) {
        for holding in store::activities::holdings_at(act.tx, &desk, None)? {
            let role = programme.role(&holding.role);
            let sees = role.is_some_and(|role| role.allows(Right::SeeCases));
            if sees && Some(holding.account_id) != taken.taken_by {
                receivers.insert(holding.account_id);
            }
        }
    }
    let Case { number, title, .. } = case;
    let words = Text::new(
        format!("{number}「{title}」：{}", step.title.zh),
        format!("{number} \"{title}\": {}", step.title.en),
    );
    for account_id in receivers {
        act.notify(account_id, "case.moved", case.id.0, &words)?;
    }
    Ok(())
}
