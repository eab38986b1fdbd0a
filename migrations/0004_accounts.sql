CREATE TABLE account (
    id            UUID PRIMARY KEY NOT NULL,
    login         TEXT NOT NULL,
    name          TEXT NOT NULL,
    person_id     UUID REFERENCES person (id),
    password_hash TEXT NOT NULL,
    password_at   BIGINT NOT NULL,
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

-- Failed attempts. `account_id` is zero where a limit is about an address alone, `source` (a keyed hash of
-- the address) is empty where it is about an account alone.
CREATE TABLE sign_in_guard (
    kind         TEXT NOT NULL,
    account_id   UUID NOT NULL,
    source       BYTEA NOT NULL,
    failed       BIGINT NOT NULL,
    failed_at    BIGINT NOT NULL,
    locked_until BIGINT,
    PRIMARY KEY (kind, account_id, source)
);
CREATE INDEX sign_in_guard_by_age ON sign_in_guard (failed_at);

-- When an account last signed in, and the last one-time code that it used.
CREATE TABLE account_use (
    account_id   UUID PRIMARY KEY NOT NULL REFERENCES account (id),
    signed_in_at BIGINT NOT NULL,
    code_step    BIGINT
);

CREATE TABLE recovery_code (
    account_id UUID NOT NULL REFERENCES account (id),
    code_hash  BYTEA NOT NULL,
    used_at    BIGINT,
    PRIMARY KEY (account_id, code_hash)
);

-- `awaits_code` until the second factor has been shown; `strong_at` is when the person last proved themselves.
CREATE TABLE session (
    id          UUID PRIMARY KEY NOT NULL,
    token_hash  BYTEA NOT NULL,
    account_id  UUID NOT NULL REFERENCES account (id),
    created_at  BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL,
    strong_at   BIGINT NOT NULL,
    awaits_code BOOLEAN NOT NULL,
    agent       TEXT NOT NULL
);
CREATE UNIQUE INDEX session_by_token ON session (token_hash);
CREATE INDEX session_by_account ON session (account_id);
CREATE INDEX session_by_age ON session (seen_at);

-- What an auditor reads: every attempt to sign in, and every proof since. Never what was typed.
CREATE TABLE sign_in (
    id         UUID PRIMARY KEY NOT NULL,
    at         BIGINT NOT NULL,
    account_id UUID,
    result     TEXT NOT NULL,
    address    TEXT NOT NULL,
    agent      TEXT NOT NULL
);
CREATE INDEX sign_in_by_at ON sign_in (at, id);
CREATE INDEX sign_in_by_account ON sign_in (account_id, at);

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
    purpose    TEXT NOT NULL,
    reason     TEXT NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id),
    at         BIGINT NOT NULL
);
CREATE INDEX reveal_by_person ON reveal (person_id, at);
CREATE INDEX reveal_by_at ON reveal (at, id);
CREATE INDEX reveal_by_account ON reveal (account_id, at);
