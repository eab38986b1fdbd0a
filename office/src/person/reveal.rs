//! Seeing a personal field: only for a reason, and never unseen.

use model::{
    Timestamp,
    account::Account,
    id::{PersonId, RevealId},
    person::{Person, PersonalField, Purpose, Reveal},
    right::Right,
};
use store::reveals::{Filter as RevealsOf, Rate, Seen};
use zeroize::Zeroizing;

use super::{seal, sight};
use crate::{Act, Error, act::Added, refuse};

/// How many characters a reason has at least: enough to name the matter.
pub const REASON_LENGTH: usize = 6;
const LONGEST: usize = 200;
/// A retry shows the field again without a new trace only while it can be one.
const RETRY_MILLIS: i64 = 10 * 60 * 1000;

/// Which field somebody wants to see, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewReveal {
    pub id: RevealId,
    pub person_id: PersonId,
    pub field: PersonalField,
    pub purpose: Purpose,
    /// The matter in the asker's own words.
    pub reason: String,
}

/// A field in clear, with the trace that seeing it has left.
#[derive(Debug)]
pub struct Revealed {
    pub value: Shown,
    pub trace: Reveal,
}

/// What a page may show once. It is never printed to a log and forgets itself when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Shown(Zeroizing<String>);

impl Shown {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shown(…)")
    }
}

/// Opens one field, and writes down who saw it and why. The field leaves only after that is durable.
pub fn reveal(act: &mut Act<'_>, new: &NewReveal) -> Result<Revealed, Error> {
    let person: Person = act.find(new.person_id.0)?;
    let today = act.moment.today;
    sight::require(act, Right::RevealPersonal, &person, Some(today))?;
    let reason = new.reason.split_whitespace().collect::<Vec<_>>().join(" ");
    check_reason(&reason)?;
    let Some(value) = seal::open(act, &person, new.field)? else {
        return refuse("field", "这一项没有登记，无可查看", "nothing is registered in this field");
    };
    let trace = Reveal {
        id: new.id,
        person_id: new.person_id,
        field: new.field,
        purpose: new.purpose,
        reason,
        account_id: act.who.account_id,
        at: act.moment.at,
    };
    let now = act.moment.at;
    let is_retry = |earlier: &Reveal| {
        let in_time = now <= earlier.at.plus_millis(RETRY_MILLIS);
        in_time && Reveal { at: trace.at, ..earlier.clone() } == trace
    };
    let trace = match act.add_once(&trace, is_retry)? {
        Added::Earlier(earlier) => earlier,
        Added::New => trace,
    };
    act.log("person.revealed", person.id.0)?;
    Ok(Revealed { value: Shown(value), trace })
}

fn check_reason(reason: &str) -> Result<(), Error> {
    let length = reason.chars().count();
    let mut kinds: Vec<char> = reason.chars().filter(|c| c.is_alphanumeric()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    // “111111” and “……” name no matter.
    if length < REASON_LENGTH || kinds.len() < 3 {
        return refuse(
            "reason",
            "请写明为什么事查看，不少于六个字；本人能看到这条记录",
            "say in at least six characters for which matter; the person concerned can read it",
        );
    }
    if length > LONGEST {
        return refuse("reason", "理由请不超过 200 个字", "keep the reason within 200 characters");
    }
    // A number in the reason would itself stand in clear.
    let digits = reason.chars().filter(char::is_ascii_digit).count();
    if digits >= 11 {
        return refuse(
            "reason",
            "理由里请不要写身份号码或电话号码",
            "do not write an ID number or a telephone number into the reason",
        );
    }
    Ok(())
}

/// Who saw fields of one person, for whoever may see the person.
pub fn seen(act: &mut Act<'_>, id: PersonId, limit: i64) -> Result<Vec<Seen>, Error> {
    super::find(act, id)?;
    Ok(store::reveals::of_person(act.tx, id, limit)?)
}

/// Who saw fields of the person whose account the asker has, the latest first: everybody may know
/// that of themselves, whatever their rights. None for an account that is linked to no person.
pub fn seen_of_me(act: &mut Act<'_>, limit: i64) -> Result<Option<Vec<Seen>>, Error> {
    let account: Account = act.find(act.who.account_id.0)?;
    let Some(person_id) = account.person_id else { return Ok(None) };
    Ok(Some(store::reveals::of_person(act.tx, person_id, limit)?))
}

/// Every reveal of the county, of one account or of one person, the latest first: for auditors.
pub fn reveals(
    act: &mut Act<'_>,
    of: RevealsOf,
    before: Option<(Timestamp, RevealId)>,
    limit: i64,
) -> Result<(Vec<Seen>, i64), Error> {
    act.require_county(Right::Audit)?;
    let count = store::reveals::count(act.tx, of)?;
    Ok((store::reveals::latest(act.tx, of, before, limit)?, count))
}

/// Who has looked how often in the last `days`: somebody who looks at everybody stands on top.
pub fn rates(act: &mut Act<'_>, days: i64, limit: i64) -> Result<Vec<Rate>, Error> {
    act.require_county(Right::Audit)?;
    let since = act.moment.at.plus_millis(-days.clamp(1, 3660) * 24 * 3600 * 1000);
    Ok(store::reveals::rates(act.tx, since, limit)?)
}
