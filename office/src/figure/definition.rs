//! The meaning of an indicator, in force or of an earlier revision.

use model::{
    indicator::{Count, Indicator},
    programme::Programme,
};

use crate::{Act, Error, programme};

/// An indicator, with the two counts that it is made of if it is a share: those of the same
/// programme, so that an old share is computed from the old counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Defined {
    pub(super) indicator: Indicator,
    pub(super) share: Option<(Indicator, Indicator)>,
}

impl Defined {
    pub(super) fn of(programme: &Programme, indicator: &Indicator) -> Result<Defined, Error> {
        let share = match &indicator.count {
            Count::Ratio { numerator, denominator } => {
                let part = |key: &str| programme.indicator(key).cloned().ok_or(Error::NotFound);
                Some((part(numerator)?, part(denominator)?))
            }
            _ => None,
        };
        Ok(Defined { indicator: indicator.clone(), share })
    }

    /// What its records are those of.
    pub(super) fn counted(&self) -> &Indicator {
        self.share.as_ref().map_or(&self.indicator, |(numerator, _)| numerator)
    }
}

/// Looks in the programme in force, then back through what was in force before.
pub(super) fn find(act: &mut Act<'_>, key: &str, revision: Option<i64>) -> Result<Defined, Error> {
    let fits = |indicator: &&Indicator| revision.is_none_or(|wanted| indicator.revision == wanted);
    let in_force = act.programme;
    if let Some(indicator) = in_force.indicator(key).filter(fits) {
        return Defined::of(in_force, indicator);
    }
    if revision.is_none() {
        return Err(Error::NotFound);
    }
    let mut number = store::programmes::latest(act.tx)?.map_or(0, |latest| latest.number);
    while let Some(earlier) = store::programmes::numbered(act.tx, number)? {
        let programme = programme::read(&earlier)?;
        if let Some(indicator) = programme.indicator(key).filter(fits) {
            return Defined::of(&programme, indicator);
        }
        number -= 1;
    }
    Err(Error::NotFound)
}
