//! Work that a unit of work leaves for later, and words left for a person.

use uuid::Uuid;

use crate::{
    id::{AccountId, JobId, NoticeId},
    moment::Timestamp,
};

/// One piece of later work. `kind` names the code, `body` holds ids, never content.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Job {
    pub id: JobId,
    pub kind: String,
    pub body: String,
    pub run_at: Timestamp,
    pub taken_at: Option<Timestamp>,
    pub attempts: i64,
    pub problem: Option<String>,
    pub given_up_at: Option<Timestamp>,
}

/// A line in somebody's inbox. `words` is a [`crate::Text`] in JSON, without personal fields.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Notice {
    pub id: NoticeId,
    pub account_id: AccountId,
    pub kind: String,
    pub subject: Uuid,
    pub words: String,
    pub at: Timestamp,
    pub read_at: Option<Timestamp>,
}
