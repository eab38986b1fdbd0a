//! What a published briefing said, beside what the records say now.

use model::{briefing::Frozen, id::BriefingId};

use super::published;
use crate::{
    Act, Error,
    figure::{self, Figure, Wanted},
};

/// One figure then and now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    pub then: Frozen,
    /// By the definition in force, or by the published one if there is none any more.
    pub now: Figure,
}

impl Compared {
    pub fn has_changed(&self) -> bool {
        self.then.value.to_string() != self.now.value.to_string()
    }

    /// The number is made in another way now.
    pub fn is_redefined(&self) -> bool {
        self.then.revision != self.now.indicator.revision
    }
}

/// Every figure of a published briefing beside the live one, in the order of the text.
pub fn compare(act: &mut Act<'_>, id: BriefingId) -> Result<Vec<Compared>, Error> {
    let (briefing, body) = published(act, id)?;
    let mut compared = Vec::with_capacity(body.figures.len());
    for then in body.figures {
        let in_force = act.programme.indicator(&then.key).is_some();
        let wanted = Wanted {
            key: then.key.clone(),
            revision: (!in_force).then_some(then.revision),
            division: briefing.division_code.clone(),
            period: briefing.period,
            at: None,
        };
        let now = figure::value(act, &wanted)?;
        compared.push(Compared { then, now });
    }
    Ok(compared)
}
