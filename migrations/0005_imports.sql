CREATE TABLE import (
    id            UUID PRIMARY KEY NOT NULL,
    recipe        TEXT NOT NULL,
    file_name     TEXT NOT NULL,
    digest        BYTEA NOT NULL,
    size          BIGINT NOT NULL,
    division_code TEXT NOT NULL,
    state         TEXT NOT NULL,
    problem       TEXT,
    uploaded_by   UUID NOT NULL,
    uploaded_at   BIGINT NOT NULL,
    mapping       TEXT,
    rows_read     BIGINT NOT NULL,
    rows_bad      BIGINT NOT NULL,
    rows_done     BIGINT NOT NULL,
    settled_at    BIGINT
);
CREATE INDEX import_by_at ON import (uploaded_at, id);

-- The uploaded file and its rows: sealed, not in the journal, gone after the county's time limit.
CREATE TABLE import_part (
    import_id UUID NOT NULL REFERENCES import (id),
    n         BIGINT NOT NULL,
    sealed    BYTEA NOT NULL,
    PRIMARY KEY (import_id, n)
);
CREATE TABLE import_row (
    import_id UUID NOT NULL REFERENCES import (id),
    n         BIGINT NOT NULL,
    sheet     TEXT NOT NULL,
    line      BIGINT NOT NULL,
    sealed    BYTEA NOT NULL,
    verdict   TEXT NOT NULL,
    problems  TEXT,
    PRIMARY KEY (import_id, n)
);
CREATE INDEX import_row_by_verdict ON import_row (import_id, verdict, n);
