CREATE TABLE account (
    id            UUID PRIMARY KEY NOT NULL,
    login         TEXT NOT NULL,
    name          TEXT NOT NULL,
    person_id     UUID REFERENCES person (id),
    password_hash TEXT NOT NULL,
    must_change   BOOLEAN NOT NULL,
    totp_sealed   BYTEA,
    disabled_at   BIGINT,
    created_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX account_by_login ON account (login);

CREATE TABLE role_grant (
    id              UUID PRIMARY KEY NOT NULL,
    account_id      UUID NOT NULL REFERENCES account (id),
    role            TEXT NOT NULL,
    division_code   TEXT NOT NULL,
    organisation_id UUID REFERENCES organisation (id),
    granted_at      BIGINT NOT NULL,
    revoked_at      BIGINT
);
CREATE INDEX role_grant_by_account ON role_grant (account_id);

-- Not in the journal: what changes with every request and proves nothing later.
CREATE TABLE sign_in_guard (
    account_id   UUID PRIMARY KEY NOT NULL,
    failed       BIGINT NOT NULL,
    locked_until BIGINT,
    totp_failed  BIGINT NOT NULL,
    totp_step    BIGINT
);
CREATE TABLE session (
    token_hash  BYTEA PRIMARY KEY NOT NULL,
    account_id  UUID NOT NULL REFERENCES account (id),
    created_at  BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL,
    strong_at   BIGINT,
    agent       TEXT NOT NULL
);
CREATE INDEX session_by_account ON session (account_id);
CREATE TABLE denial (
    id            UUID PRIMARY KEY NOT NULL,
    at            BIGINT NOT NULL,
    account_id    UUID,
    wanted        TEXT NOT NULL,
    division_code TEXT
);
CREATE INDEX denial_by_at ON denial (at, id);

CREATE TABLE reveal (
    id         UUID PRIMARY KEY NOT NULL,
    person_id  UUID NOT NULL REFERENCES person (id),
    field      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id),
    at         BIGINT NOT NULL
);
CREATE INDEX reveal_by_person ON reveal (person_id, at);
CREATE INDEX reveal_by_at ON reveal (at, id);
