CREATE TABLE programme_revision (
    id         UUID PRIMARY KEY NOT NULL,
    number     BIGINT NOT NULL,
    files      TEXT NOT NULL,
    applied_by UUID NOT NULL,
    applied_at BIGINT NOT NULL,
    note       TEXT NOT NULL
);
CREATE UNIQUE INDEX programme_revision_by_number ON programme_revision (number);

CREATE TABLE briefing (
    id                UUID PRIMARY KEY NOT NULL,
    key               TEXT NOT NULL,
    number            BIGINT NOT NULL,
    title             TEXT NOT NULL,
    period            TEXT NOT NULL,
    division_code     TEXT NOT NULL,
    body              TEXT NOT NULL,
    journal_index     BIGINT NOT NULL,
    published_by      UUID NOT NULL,
    published_at      BIGINT NOT NULL,
    withdrawn_at      BIGINT,
    withdrawn_because TEXT
);
CREATE UNIQUE INDEX briefing_by_number ON briefing (key, period, division_code, number);
