CREATE TABLE activity (
    id                UUID PRIMARY KEY NOT NULL,
    kind              TEXT NOT NULL,
    title             TEXT NOT NULL,
    division_code     TEXT NOT NULL,
    organisation_id   UUID REFERENCES organisation (id),
    place             TEXT NOT NULL,
    state             TEXT NOT NULL,
    planned_on        TEXT NOT NULL,
    starts            TEXT,
    held_on           TEXT,
    expected          BIGINT,
    present           BIGINT,
    speaker           TEXT,
    summary           TEXT NOT NULL,
    minutes           TEXT,
    planned_by        UUID NOT NULL,
    recorded_by       UUID,
    recorded_at       BIGINT,
    late_days         BIGINT,
    signed_by         UUID,
    signed_at         BIGINT,
    cancelled_because TEXT,
    corrects_id       UUID REFERENCES activity (id),
    corrected_because TEXT,
    import_id         UUID
);
-- The day of an activity is the day it was held, or else is meant to be.
CREATE INDEX activity_by_day ON activity ((COALESCE(held_on, planned_on)), id);
CREATE INDEX activity_by_division ON activity (division_code, (COALESCE(held_on, planned_on)), id);
CREATE INDEX activity_by_kind ON activity (kind, (COALESCE(held_on, planned_on)), id);
CREATE INDEX activity_by_state ON activity (state, (COALESCE(held_on, planned_on)), id);
CREATE INDEX activity_by_organisation ON activity (organisation_id, (COALESCE(held_on, planned_on)), id);
CREATE INDEX activity_by_import ON activity (import_id) WHERE import_id IS NOT NULL;
-- A record is corrected once; the correction may be corrected in its turn.
CREATE UNIQUE INDEX activity_by_corrected ON activity (corrects_id) WHERE corrects_id IS NOT NULL;

-- Carries what its facts need of its activity, so that facts follow from the row alone.
CREATE TABLE attendance (
    id              UUID PRIMARY KEY NOT NULL,
    activity_id     UUID NOT NULL REFERENCES activity (id),
    person_id       UUID NOT NULL REFERENCES person (id),
    kind            TEXT NOT NULL,
    division_code   TEXT NOT NULL,
    organisation_id UUID,
    held_on         TEXT NOT NULL,
    present         BOOLEAN NOT NULL,
    reason          TEXT,
    counts          BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX attendance_by_activity ON attendance (activity_id, person_id);
CREATE INDEX attendance_by_person ON attendance (person_id, held_on);
