//! Every journaled record as a row of its table.

use model::{
    account::{Account, Grant},
    activity::{Activity, Attendance},
    briefing::{Briefing, ProgrammeRevision},
    case::{Case, CaseStep, Edition},
    division::Division,
    import::Import,
    organisation::{Affiliation, Organisation, Parent, Seat},
    person::{Person, Reveal},
    posting::{Pairing, Posting},
};

use crate::{audit::Kind, row::row};

/// Every journaled table: what verification walks through. A test sees that none is missing.
pub static KINDS: &[Kind] = &[
    Kind::of::<Division>(),
    Kind::of::<Organisation>(),
    Kind::of::<Seat>(),
    Kind::of::<Parent>(),
    Kind::of::<Person>(),
    Kind::of::<Affiliation>(),
    Kind::of::<Posting>(),
    Kind::of::<Pairing>(),
    Kind::of::<Activity>(),
    Kind::of::<Attendance>(),
    Kind::of::<Account>(),
    Kind::of::<Grant>(),
    Kind::of::<Import>(),
    Kind::of::<Briefing>(),
    Kind::of::<ProgrammeRevision>(),
    Kind::of::<Reveal>(),
    Kind::of::<Edition>(),
    Kind::of::<Case>(),
    Kind::of::<CaseStep>(),
];

row!(journaled Division in "division" {
    id, code, level, name, parent_code, from_on, until_on, predecessor_code, merged_into,
});
row!(journaled Organisation in "organisation" {
    id, kind, name, credit_code, division_code, seated_on, from_on, until_on, import_id,
});
row!(journaled Seat in "seat" {
    id, organisation_id, organisation_kind, division_code, from_on, until_on,
});
row!(journaled Parent in "parent" {
    id, organisation_id, parent_id, from_on, until_on, import_id,
});
row!(journaled Person in "person" {
    id, name, sex, ethnicity, birth_year, political_status, schooling, division_code,
    id_number_sealed, id_number_hash, phone_sealed, joined_party_on, import_id,
});
row!(journaled Affiliation in "affiliation" {
    id, person_id, organisation_id, organisation_kind, division_code, formal, duty, from_on,
    until_on, import_id,
});
row!(journaled Posting in "posting" {
    id, person_id, post, organisation_id, sent_by_id, division_code, from_on, until_on,
    ended_because, import_id,
});
row!(journaled Pairing in "pairing" {
    id, kind, organisation_id, person_id, division_code, from_on, until_on, ended_because,
    import_id,
});
row!(journaled Activity in "activity" {
    id, kind, title, division_code, organisation_id, place, state, planned_on, starts, held_on, expected,
    present, speaker, summary, minutes, planned_by, recorded_by, recorded_at, late_days,
    signed_by, signed_at, cancelled_because, corrects_id, corrected_because, import_id,
});
row!(journaled Attendance in "attendance" {
    id, activity_id, person_id, kind, division_code, organisation_id, held_on, present, reason,
    counts,
});
row!(journaled Account in "account" {
    id, login, name, person_id, password_hash, password_at, must_change, totp_sealed, disabled_at,
    created_at,
});
row!(journaled Grant in "role_grant" {
    id, account_id, role, division_code, organisation_id, granted_at, revoked_at,
});
row!(journaled Import in "import" {
    id, recipe, file_name, digest, size, division_code, state, problem, uploaded_by, uploaded_at,
    mapping, rows_read, rows_new, rows_known, rows_bad, rows_done, leaves_bad, acted_by,
    settled_at, purged_at,
});
row!(journaled Briefing in "briefing" {
    id, key, number, title, period, division_code, body, journal_index, published_by,
    published_at, withdrawn_at, withdrawn_because,
});
row!(journaled ProgrammeRevision in "programme_revision" {
    id, number, files, applied_by, applied_at, note,
});
row!(journaled Reveal in "reveal" { id, person_id, field, purpose, reason, account_id, at });
row!(journaled Edition in "case_edition" { id, process, revision, definition });
row!(journaled Case in "case_file" {
    id, process, revision, year, sequence, number, title, division_code, state, progress,
    opener_code, handler_code, chain, owner_code, fields, opened_on, opened_by, state_due_on,
    promise_due_on, is_provisional, expires_on, extension, ended_on, closing, handled_by, steps,
    returned, reopened, activity_id, old_number, old_end, old_progress,
});
row!(journaled CaseStep in "case_step" {
    id, case_id, n, process, division_code, step, party, desk_code, from_state, to_state, was,
    progress, returns, reopens, handler_code, day, at, taken_by, reason, fields, activity_id,
});
