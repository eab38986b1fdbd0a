//! What stands behind the first parameter of a path, or has to stand somewhere before a form can be
//! sent there.

use super::scene::{PLACES, Target};
use crate::Line;

/// A sort of record that the scene has in every place where it can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// The place itself: for lists, and for records that begin there.
    Place,
    Division,
    /// A division in which nothing stands, so that anything can become of it.
    Spare,
    Figure,
    /// A briefing's text, to be drafted.
    Text,
    Briefing,
    /// An organisation that nobody belongs to.
    Organisation,
    Dissolved,
    /// A branch, and somebody who belongs nowhere formally.
    Branch,
    Team,
    Person,
    /// Somebody registered with an ID number.
    Known,
    /// A formal affiliation.
    Member,
    /// Somebody at no post, and an organisation without a secretary.
    Vacancy,
    Posting,
    /// An organisation that serves nobody yet.
    Helper,
    Pairing,
    Planned,
    Held,
    /// A case in the hands of the place.
    Case,
    Judged,
    Applied,
}

impl Sort {
    /// What a route is about; nothing if there is only one of its sort, or none.
    pub(super) fn of(line: &Line) -> Option<Sort> {
        let path = line.path.strip_prefix("/api/v1").unwrap_or(&line.path);
        let noun = path.trim_start_matches('/').split(['/', '.']).next().unwrap_or_default();
        if path.contains("/{") {
            return Sort::of_record(line, noun, path.rsplit('/').next().unwrap_or_default());
        }
        let sort = match (line.method.as_str(), noun) {
            (
                "GET",
                "activities" | "briefings" | "cases" | "figures" | "organisations"
                | "organisation-tree",
            )
            | ("GET", "pairings" | "people" | "postings")
                if is_narrowed(path) =>
            {
                Sort::Place
            }
            ("GET", _) => return None,
            (_, "activities" | "briefings" | "cases" | "imports" | "organisations") => Sort::Place,
            (_, "people") if path == "/people/lookup" => Sort::Known,
            (_, "people") => Sort::Place,
            (_, "affiliations") => Sort::Branch,
            (_, "transfers") => Sort::Member,
            (_, "postings") => Sort::Vacancy,
            (_, "pairings") => Sort::Helper,
            _ => return None,
        };
        Some(sort)
    }

    fn of_record(line: &Line, noun: &str, last: &str) -> Option<Sort> {
        let sort = match (noun, last) {
            ("activities", "signature" | "attendance" | "correction" | "withdrawal") => Sort::Held,
            ("activities", _) => Sort::Planned,
            ("cases", _) => Sort::Case,
            ("affiliations", _) => Sort::Member,
            ("briefings", _) if line.path.contains("/drafts/") => Sort::Text,
            ("briefings", _) => Sort::Briefing,
            ("divisions", _) if line.method == "GET" => Sort::Division,
            ("divisions", _) => Sort::Spare,
            ("figures", _) => Sort::Figure,
            ("imports", _) if line.path.contains("/templates/") => return None,
            ("imports", "undoing") => Sort::Applied,
            ("imports", _) => Sort::Judged,
            ("organisations", "restoration") => Sort::Dissolved,
            ("organisations", "members" | "new" | "members.xlsx") => Sort::Branch,
            ("organisations", _) => Sort::Organisation,
            ("pairings", _) => Sort::Pairing,
            // The receipt of whatever changed the branch last.
            ("receipts", _) => Sort::Branch,
            ("people", _) => Sort::Person,
            ("postings", _) if line.path.contains("/teams/") => Sort::Team,
            ("postings", _) => Sort::Posting,
            _ => return None,
        };
        Some(sort)
    }

    /// Where it can be.
    pub(super) fn targets(self) -> Vec<Target> {
        use Target::{Other, Own, Sibling};
        match self {
            Sort::Helper | Sort::Pairing | Sort::Team => vec![Own, Sibling, Other],
            Sort::Spare => vec![Own, Other],
            _ => PLACES.iter().map(|(target, _)| *target).collect(),
        }
    }

    /// Whether the same one does for everybody, whatever is done about it.
    pub(super) fn stays(self) -> bool {
        use Sort::{Division, Figure, Known, Place, Team, Text};
        matches!(self, Division | Figure | Known | Place | Team | Text)
    }
}

/// Lists and sheets of a division, which the address names.
fn is_narrowed(path: &str) -> bool {
    path == "/activities/new"
        || path == "/cases/new"
        || !(path.ends_with("/new") || path.ends_with("/lookup"))
}
