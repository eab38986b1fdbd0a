-- The dated graph: where, what, who, and who serves where. `from_on` is the first day on which a row
-- holds, `until_on` the first day on which it no longer does; NULL while it holds.
CREATE TABLE division (
    id               UUID PRIMARY KEY NOT NULL,
    code             TEXT NOT NULL,
    level            TEXT NOT NULL,
    name             TEXT NOT NULL,
    parent_code      TEXT,
    from_on          TEXT NOT NULL,
    until_on         TEXT,
    predecessor_code TEXT,
    merged_into      TEXT
);
CREATE UNIQUE INDEX division_by_code ON division (code, from_on);
CREATE INDEX division_by_parent ON division (parent_code, code);

CREATE TABLE organisation (
    id            UUID PRIMARY KEY NOT NULL,
    kind          TEXT NOT NULL,
    name          TEXT NOT NULL,
    credit_code   TEXT,
    division_code TEXT NOT NULL,
    seated_on     TEXT,
    from_on       TEXT NOT NULL,
    until_on      TEXT,
    import_id     UUID
);
CREATE INDEX organisation_by_division ON organisation (division_code, kind, id);
CREATE INDEX organisation_by_kind ON organisation (kind, name, id);
CREATE INDEX organisation_by_name ON organisation (name, division_code);
CREATE INDEX organisation_by_credit_code ON organisation (credit_code) WHERE credit_code IS NOT NULL;
CREATE INDEX organisation_by_import ON organisation (import_id) WHERE import_id IS NOT NULL;

-- Where an organisation sat before its division moved or was merged.
CREATE TABLE seat (
    id                UUID PRIMARY KEY NOT NULL,
    organisation_id   UUID NOT NULL REFERENCES organisation (id),
    organisation_kind TEXT NOT NULL,
    division_code     TEXT NOT NULL,
    from_on           TEXT NOT NULL,
    until_on          TEXT NOT NULL
);
CREATE INDEX seat_by_organisation ON seat (organisation_id, from_on);
CREATE INDEX seat_by_division ON seat (division_code, from_on);

CREATE TABLE parent (
    id              UUID PRIMARY KEY NOT NULL,
    organisation_id UUID NOT NULL REFERENCES organisation (id),
    parent_id       UUID NOT NULL REFERENCES organisation (id),
    from_on         TEXT NOT NULL,
    until_on        TEXT,
    import_id       UUID
);
CREATE INDEX parent_by_organisation ON parent (organisation_id, from_on);
CREATE INDEX parent_by_parent ON parent (parent_id, from_on);
CREATE INDEX parent_by_import ON parent (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE person (
    id               UUID PRIMARY KEY NOT NULL,
    name             TEXT NOT NULL,
    sex              TEXT NOT NULL,
    ethnicity        TEXT,
    birth_year       BIGINT,
    political_status TEXT,
    schooling        TEXT,
    division_code    TEXT NOT NULL,
    id_number_sealed BYTEA,
    id_number_hash   BYTEA,
    phone_sealed     BYTEA,
    joined_party_on  TEXT,
    import_id        UUID
);
-- The same ID number is the same person, however the name was written.
CREATE UNIQUE INDEX person_by_id_number ON person (id_number_hash) WHERE id_number_hash IS NOT NULL;
CREATE INDEX person_by_division ON person (division_code, id);
CREATE INDEX person_by_name ON person (name, division_code);
CREATE INDEX person_by_import ON person (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE affiliation (
    id                UUID PRIMARY KEY NOT NULL,
    person_id         UUID NOT NULL REFERENCES person (id),
    organisation_id   UUID NOT NULL REFERENCES organisation (id),
    organisation_kind TEXT NOT NULL,
    division_code     TEXT NOT NULL,
    formal            BOOLEAN NOT NULL,
    duty              TEXT,
    from_on           TEXT NOT NULL,
    until_on          TEXT,
    import_id         UUID
);
CREATE INDEX affiliation_by_person ON affiliation (person_id, from_on);
-- Covers what a tree counts, so that a whole county needs no look at the rows.
CREATE INDEX affiliation_by_organisation
    ON affiliation (organisation_id, from_on, until_on, formal, person_id);
CREATE INDEX affiliation_by_import ON affiliation (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE posting (
    id              UUID PRIMARY KEY NOT NULL,
    person_id       UUID NOT NULL REFERENCES person (id),
    post            TEXT NOT NULL,
    organisation_id UUID REFERENCES organisation (id),
    sent_by_id      UUID REFERENCES organisation (id),
    division_code   TEXT NOT NULL,
    from_on         TEXT NOT NULL,
    until_on        TEXT,
    ended_because   TEXT,
    import_id       UUID
);
CREATE INDEX posting_by_person ON posting (person_id, from_on);
CREATE INDEX posting_by_division ON posting (division_code, post, from_on);
CREATE INDEX posting_by_post ON posting (post, from_on, id);
CREATE INDEX posting_by_organisation ON posting (organisation_id, from_on);
CREATE INDEX posting_by_import ON posting (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE pairing (
    id              UUID PRIMARY KEY NOT NULL,
    kind            TEXT NOT NULL,
    organisation_id UUID REFERENCES organisation (id),
    person_id       UUID REFERENCES person (id),
    division_code   TEXT NOT NULL,
    from_on         TEXT NOT NULL,
    until_on        TEXT,
    ended_because   TEXT,
    import_id       UUID
);
CREATE INDEX pairing_by_division ON pairing (division_code, kind, from_on);
CREATE INDEX pairing_by_kind ON pairing (kind, from_on, id);
CREATE INDEX pairing_by_organisation ON pairing (organisation_id, from_on);
CREATE INDEX pairing_by_person ON pairing (person_id, from_on);
CREATE INDEX pairing_by_import ON pairing (import_id) WHERE import_id IS NOT NULL;

-- Words in pieces of two characters, so that a Chinese name is found by any part of it. The largest
-- table, and nothing but its key: SQLite would else keep every row of it twice.
CREATE TABLE search_term (
    term          TEXT NOT NULL,
    record_kind   TEXT NOT NULL,
    division_code TEXT NOT NULL,
    record_id     UUID NOT NULL,
    PRIMARY KEY (term, record_kind, division_code, record_id)
) WITHOUT ROWID;
CREATE INDEX search_term_by_record ON search_term (record_id);
