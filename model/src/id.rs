//! Names of records. UUIDv7, so that a phone can make one offline and indexes grow at one end.

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// A new UUIDv7 of this instant.
            pub fn new(at: crate::Timestamp) -> $name {
                let millis = at.as_millis().unsigned_abs();
                let (secs, nanos) = (millis / 1000, (millis % 1000) as u32 * 1_000_000);
                let at = uuid::Timestamp::from_unix(uuid::NoContext, secs, nanos);
                $name(uuid::Uuid::new_v7(at))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<$name, uuid::Error> {
                text.parse().map($name)
            }
        }
    )+};
}

id! {
    AccountId,
    ActivityId,
    AffiliationId,
    AttendanceId,
    BriefingId,
    CaseId,
    CaseStepId,
    DivisionId,
    EditionId,
    /// Chosen by whoever sends a request, so that a retry is recognised; also names its first
    /// journal entry.
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
}
