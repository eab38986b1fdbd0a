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
    rows_new      BIGINT NOT NULL,
    rows_known    BIGINT NOT NULL,
    rows_bad      BIGINT NOT NULL,
    rows_done     BIGINT NOT NULL,
    leaves_bad    BOOLEAN NOT NULL,
    acted_by      UUID,
    settled_at    BIGINT,
    purged_at     BIGINT
);
CREATE INDEX import_by_at ON import (uploaded_at, id);
CREATE INDEX import_by_digest ON import (digest, recipe);
-- What the sweep has yet to look at.
CREATE INDEX import_kept ON import (uploaded_at) WHERE purged_at IS NULL;

-- The uploaded file and its rows: sealed, not in the journal, gone some weeks after the import is settled.
CREATE TABLE import_part (
    import_id UUID NOT NULL REFERENCES import (id),
    n         BIGINT NOT NULL,
    sealed    BYTEA NOT NULL,
    PRIMARY KEY (import_id, n)
);

-- `line` is the row's number in its sheet; `sealed` holds its cells and what is wrong with them.
CREATE TABLE import_row (
    import_id UUID NOT NULL REFERENCES import (id),
    n         BIGINT NOT NULL,
    sheet     BIGINT NOT NULL,
    line      BIGINT NOT NULL,
    verdict   TEXT NOT NULL,
    sealed    BYTEA NOT NULL,
    PRIMARY KEY (import_id, n)
);
CREATE INDEX import_row_by_verdict ON import_row (import_id, verdict, n);
