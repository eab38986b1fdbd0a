-- RFC 6962: entries are the leaves of a Merkle tree, kept as tiles of 256 hashes.
CREATE TABLE journal_entry (
    id           UUID PRIMARY KEY NOT NULL,
    idx          BIGINT,
    at           BIGINT NOT NULL,
    actor_id     UUID NOT NULL,
    kind         TEXT NOT NULL,
    subject      UUID NOT NULL,
    facts_digest BYTEA NOT NULL,
    commitment   BYTEA NOT NULL,
    turn         BIGINT
);
CREATE UNIQUE INDEX journal_entry_by_idx ON journal_entry (idx);
-- What PostgreSQL's sequencer has yet to number, in the turn of their transactions: of two acts on
-- one row the later has the higher number, whatever their clocks said. NULL once numbered.
CREATE INDEX journal_entry_waiting ON journal_entry (turn, id) WHERE idx IS NULL;
CREATE INDEX journal_entry_by_subject ON journal_entry (subject, at);
CREATE INDEX journal_entry_by_actor ON journal_entry (actor_id, at);

-- What an entry did to one row. It does not reference its entry: on PostgreSQL every check would read the
-- page into which all others insert, and serialisable acts would undo each other; `verify` checks it. Erasing a person deletes salt and image; the commitment stays.
CREATE TABLE journal_change (
    entry_id    UUID NOT NULL,
    n           BIGINT NOT NULL,
    record_kind TEXT NOT NULL,
    record_id   UUID NOT NULL,
    commitment  BYTEA NOT NULL,
    removed     BOOLEAN NOT NULL,
    salt        BYTEA,
    image       TEXT,
    PRIMARY KEY (entry_id, n)
);
CREATE INDEX journal_change_by_record ON journal_change (record_id, entry_id);

CREATE TABLE journal_head (
    id    BIGINT PRIMARY KEY NOT NULL,
    size  BIGINT NOT NULL,
    tiled BIGINT NOT NULL
);
INSERT INTO journal_head (id, size, tiled) VALUES (1, 0, 0);

CREATE TABLE journal_tile (
    level  BIGINT NOT NULL,
    n      BIGINT NOT NULL,
    hashes BYTEA NOT NULL,
    PRIMARY KEY (level, n)
);

CREATE TABLE journal_checkpoint (
    size BIGINT PRIMARY KEY NOT NULL,
    note TEXT NOT NULL
);

-- Only ever added to. `journal_index` is NULL only until PostgreSQL's sequencer has numbered the entry.
CREATE TABLE fact (
    entry_id        UUID NOT NULL,
    n               BIGINT NOT NULL,
    journal_index   BIGINT,
    measure         TEXT NOT NULL,
    tag             TEXT NOT NULL,
    day             TEXT NOT NULL,
    division_code   TEXT NOT NULL,
    organisation_id UUID,
    subject         UUID NOT NULL,
    quantity        BIGINT NOT NULL,
    record_kind     TEXT NOT NULL,
    record_id       UUID NOT NULL,
    PRIMARY KEY (entry_id, n)
);
CREATE INDEX fact_by_measure
    ON fact (measure, tag, day, division_code, journal_index, quantity, subject, record_id);
CREATE INDEX fact_by_record ON fact (record_id);
-- Keeps the sequencer's search as small as what it has yet to number.
CREATE INDEX fact_waiting ON fact (entry_id) WHERE journal_index IS NULL;
