//! Texts with figures in them, and the programme as it was applied.

use crate::{
    code::DivisionCode,
    fact::Posts,
    id::{AccountId, BriefingId, ProgrammeId},
    moment::Timestamp,
    period::Period,
};

/// A published text. `body` is JSON: its figures are frozen with value, revision and position.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Briefing {
    pub id: BriefingId,
    pub key: String,
    /// Counts the publications of one text for one period and division, from 1.
    pub number: i64,
    pub title: String,
    pub period: Period,
    pub division_code: DivisionCode,
    pub body: String,
    /// The journal position that every figure in it was computed at.
    pub journal_index: i64,
    pub published_by: AccountId,
    pub published_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
    pub withdrawn_because: Option<String>,
}

impl Posts for Briefing {}

/// The programme's files as applied at one time; the highest number is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeRevision {
    pub id: ProgrammeId,
    pub number: i64,
    /// JSON: path to text.
    pub files: String,
    pub applied_by: AccountId,
    pub applied_at: Timestamp,
    pub note: String,
}

impl Posts for ProgrammeRevision {}
