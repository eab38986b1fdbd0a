CREATE TABLE job (
    id          UUID PRIMARY KEY NOT NULL,
    kind        TEXT NOT NULL,
    body        TEXT NOT NULL,
    run_at      BIGINT NOT NULL,
    taken_at    BIGINT,
    attempts    BIGINT NOT NULL,
    problem     TEXT,
    given_up_at BIGINT
);
-- Only a job that has not started swallows a second one; a running one may have read too early.
CREATE UNIQUE INDEX job_waiting ON job (kind, body) WHERE taken_at IS NULL AND given_up_at IS NULL;
CREATE INDEX job_due ON job (run_at, id) WHERE given_up_at IS NULL;

CREATE TABLE notice (
    id         UUID PRIMARY KEY NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id),
    kind       TEXT NOT NULL,
    subject    UUID NOT NULL,
    words      TEXT NOT NULL,
    at         BIGINT NOT NULL,
    read_at    BIGINT
);
CREATE INDEX notice_by_account ON notice (account_id, at, id);

CREATE TABLE setting (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);
