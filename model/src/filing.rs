//! What a record is found by, and what it counts as in lists. Both follow from the record alone, as its
//! facts do, so that they can be kept by whoever keeps the rows, and checked.

use crate::{
    account::{Account, Grant},
    activity::{Activity, Attendance},
    briefing::{Briefing, ProgrammeRevision},
    case::{Case, CaseStep, Edition, Tally},
    code::DivisionCode,
    division::Division,
    import::Import,
    organisation::{Affiliation, Organisation, Parent, Seat},
    person::{Person, Reveal},
    posting::{Pairing, Posting},
    search,
};

/// Where a record is found, and by which terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// None for what belongs to the whole county.
    pub division_code: Option<DivisionCode>,
    pub terms: Vec<String>,
}

impl Filing {
    fn new(division_code: Option<&DivisionCode>, words: &str) -> Option<Filing> {
        Some(Filing { division_code: division_code.cloned(), terms: search::terms(words) })
    }
}

/// A record that may be found by its words.
pub trait Filed {
    /// None for what is found in other ways only.
    fn filing(&self) -> Option<Filing> {
        None
    }

    /// What it counts as in lists that are too long to be counted row by row.
    fn tally(&self) -> Option<Tally> {
        None
    }
}

macro_rules! not_filed {
    ($($name:ident),+ $(,)?) => { $(impl Filed for $name {})+ };
}

not_filed!(
    Affiliation,
    Attendance,
    CaseStep,
    Division,
    Edition,
    Grant,
    Import,
    Pairing,
    Parent,
    Posting,
    ProgrammeRevision,
    Reveal,
    Seat,
);

impl Filed for Account {
    fn filing(&self) -> Option<Filing> {
        Filing::new(None, &format!("{} {}", self.login, self.name))
    }
}

impl Filed for Briefing {
    fn filing(&self) -> Option<Filing> {
        Filing::new(Some(&self.division_code), &self.title)
    }
}

impl Filed for Case {
    fn filing(&self) -> Option<Filing> {
        let words = [self.number.as_str(), &self.title].join("\n");
        // Of a register of hundreds of thousands, each is found by its number alone.
        let terms = match &self.old_number {
            Some(number) => search::whole(number).into_iter().collect(),
            None => search::terms(&words),
        };
        Some(Filing { division_code: Some(self.division_code.clone()), terms })
    }

    fn tally(&self) -> Option<Tally> {
        Some(Case::tally(self))
    }
}

impl Filed for Organisation {
    fn filing(&self) -> Option<Filing> {
        Filing::new(Some(&self.division_code), &self.name)
    }
}

impl Filed for Person {
    fn filing(&self) -> Option<Filing> {
        Filing::new(Some(&self.division_code), &self.name)
    }
}

impl Filed for Activity {
    fn filing(&self) -> Option<Filing> {
        let speaker = self.speaker.as_deref().unwrap_or_default();
        // Lines apart, so that no pair of characters spans two fields.
        let words = [&self.title, self.place.as_str(), speaker].join("\n");
        Filing::new(Some(&self.division_code), &words)
    }
}
