//! How each Rust type stands in a column.
//!
//! | type | column | why |
//! |---|---|---|
//! | ids | `UUID` | UUIDv7: phones make them offline, and counties merge without clashes |
//! | `Date` | `TEXT`, `2026-11-24` | sorts as it reads, `substr` gives month and year, an auditor can read it |
//! | `Timestamp` | `BIGINT`, milliseconds since 1970 | exact and equal on both; `TIMESTAMPTZ` would be any text at all in SQLite |
//! | words (`words!`) | `TEXT` | an auditor can read it |
//! | `bool` | `BOOLEAN` | 0 or 1 in SQLite |
//! | bytes, hashes | `BYTEA` | |

use model::{
    Date, Timestamp,
    account::SignInResult,
    activity::ActivityState,
    case::Extension,
    code::{DivisionCode, Level},
    fact::Measure,
    id::{
        AccountId, ActivityId, AffiliationId, AttendanceId, BriefingId, CaseId, CaseStepId,
        DivisionId, EditionId, EntryId, GrantId, ImportId, JobId, NoticeId, OrganisationId,
        PairingId, ParentId, PersonId, PostingId, ProgrammeId, RevealId, SeatId, SessionId,
    },
    import::{ImportState, RowVerdict},
    journal::Hash,
    period::Period,
    person::{PersonalField, Purpose},
    process::{Closing, Party, Progress},
    word::Word,
};
use uuid::Uuid;

use crate::{FromValue, ToValue, Value};

/// `column!(Type, |this| its value, |value| the type again, or None)`
macro_rules! column {
    ($type:ty, |$this:ident| $to:expr, |$value:ident| $from:expr) => {
        impl ToValue for $type {
            fn to_value(&self) -> Value<'_> {
                let $this = self;
                $to
            }
        }

        impl FromValue for $type {
            fn from_value($value: Value<'_>) -> Option<$type> {
                $from
            }
        }
    };
}

macro_rules! ids {
    ($($id:ident),+ $(,)?) => {
        $(column!($id, |id| Value::Uuid(id.0), |value| value.uuid().map($id));)+
    };
}

macro_rules! words {
    ($($word:ty),+ $(,)?) => {
        $(column!($word, |it| Value::from(it.word()), |value| <$word>::from_word(&value.text()?));)+
    };
}

column!(i64, |n| Value::Int(*n), |value| value.int());
column!(f64, |x| Value::Real(*x), |value| value.real());
column!(bool, |yes| Value::Bool(*yes), |value| value.bool());
column!(Uuid, |id| Value::Uuid(*id), |value| value.uuid());
column!(String, |text| Value::from(text.as_str()), |value| value.text());
column!(Vec<u8>, |bytes| Value::Bytes(bytes), |value| value.bytes());
column!(Hash, |hash| Value::Bytes(hash.as_bytes()), |value| {
    <[u8; 32]>::try_from(value.bytes()?).ok().map(Hash)
});

ids!(
    AccountId,
    ActivityId,
    AffiliationId,
    AttendanceId,
    BriefingId,
    CaseId,
    CaseStepId,
    DivisionId,
    EditionId,
    EntryId,
    GrantId,
    ImportId,
    JobId,
    NoticeId,
    OrganisationId,
    PairingId,
    ParentId,
    PersonId,
    PostingId,
    ProgrammeId,
    RevealId,
    SeatId,
    SessionId,
);
words!(
    ActivityState,
    Closing,
    Extension,
    ImportState,
    Level,
    Measure,
    Party,
    PersonalField,
    Progress,
    Purpose,
    RowVerdict,
    SignInResult,
);
words!(crate::estate::Thing);

column!(DivisionCode, |code| Value::from(code.as_str()), |value| value.text()?.parse().ok());
column!(Period, |period| Value::Text(period.to_string().into()), |value| {
    value.text()?.parse().ok()
});
column!(Date, |day| Value::Text(day.to_string().into()), |value| value.text()?.parse().ok());
column!(Timestamp, |at| Value::Int(at.as_millis()), |value| Timestamp::from_millis(value.int()?));

impl ToValue for &str {
    fn to_value(&self) -> Value<'_> {
        Value::from(*self)
    }
}

impl ToValue for &[u8] {
    fn to_value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, T::to_value)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value<'_>) -> Option<Option<T>> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}
