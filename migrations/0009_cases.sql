-- What a process of the programme says, as cases run on it: a running case stays on its revision.
CREATE TABLE case_edition (
    id         UUID PRIMARY KEY NOT NULL,
    process    TEXT NOT NULL,
    revision   BIGINT NOT NULL,
    definition TEXT NOT NULL
);

CREATE TABLE case_file (
    id             UUID PRIMARY KEY NOT NULL,
    process        TEXT NOT NULL,
    revision       BIGINT NOT NULL,
    year           BIGINT NOT NULL,
    sequence       BIGINT NOT NULL,
    number         TEXT NOT NULL,
    title          TEXT NOT NULL,
    division_code  TEXT NOT NULL,
    state          TEXT NOT NULL,
    progress       TEXT NOT NULL,
    opener_code    TEXT NOT NULL,
    handler_code   TEXT NOT NULL,
    chain          TEXT NOT NULL,
    owner_code     TEXT,
    fields         TEXT NOT NULL,
    opened_on      TEXT NOT NULL,
    opened_by      UUID NOT NULL,
    state_due_on   TEXT,
    promise_due_on TEXT NOT NULL,
    is_provisional BOOLEAN NOT NULL,
    expires_on     TEXT,
    extension      TEXT NOT NULL,
    ended_on       TEXT,
    closing        TEXT,
    handled_by     UUID,
    steps          BIGINT NOT NULL,
    returned       BIGINT NOT NULL,
    reopened       BIGINT NOT NULL,
    activity_id    UUID REFERENCES activity (id),
    old_number     TEXT,
    old_end        TEXT,
    old_progress   TEXT
);
-- The next number is one more than the last: gap-free, since no case is ever taken away.
CREATE UNIQUE INDEX case_file_by_number ON case_file (process, year, sequence);
CREATE INDEX case_file_by_day ON case_file (opened_on, id);
CREATE INDEX case_file_by_process ON case_file (process, opened_on, id);
CREATE INDEX case_file_by_state ON case_file (process, state, opened_on, id);
CREATE INDEX case_file_by_division ON case_file (division_code, opened_on, id);
CREATE INDEX case_file_by_handler ON case_file (handler_code, opened_on, id);
CREATE INDEX case_file_by_owner ON case_file (owner_code, state_due_on, id) WHERE owner_code IS NOT NULL;
CREATE INDEX case_file_due ON case_file (state_due_on, id) WHERE state_due_on IS NOT NULL;
-- Few are open, and few come back, among all that ever were.
CREATE INDEX case_file_open ON case_file (ended_on, opened_on, id) WHERE ended_on IS NULL;
CREATE INDEX case_file_returned ON case_file ((returned > 0), opened_on, id) WHERE returned > 0;
CREATE INDEX case_file_reopened ON case_file ((reopened > 0), opened_on, id) WHERE reopened > 0;
-- What the calendar has yet to move: as small as what is waiting.
CREATE INDEX case_file_expiring ON case_file (expires_on, id) WHERE expires_on IS NOT NULL;
CREATE INDEX case_file_by_activity ON case_file (activity_id) WHERE activity_id IS NOT NULL;

-- How many cases lists would count, kept with the rows, so that nobody counts hundreds of thousands.
CREATE TABLE case_tally (
    process       TEXT NOT NULL,
    state         TEXT NOT NULL,
    progress      TEXT NOT NULL,
    is_open       BOOLEAN NOT NULL,
    division_code TEXT NOT NULL,
    handler_code  TEXT NOT NULL,
    cases         BIGINT NOT NULL,
    PRIMARY KEY (process, state, progress, is_open, division_code, handler_code)
) WITHOUT ROWID;

CREATE TABLE case_step (
    id            UUID PRIMARY KEY NOT NULL,
    case_id       UUID NOT NULL REFERENCES case_file (id),
    n             BIGINT NOT NULL,
    process       TEXT NOT NULL,
    division_code TEXT NOT NULL,
    step          TEXT NOT NULL,
    party         TEXT NOT NULL,
    desk_code     TEXT,
    from_state    TEXT,
    to_state      TEXT NOT NULL,
    was           TEXT,
    progress      TEXT NOT NULL,
    returns       BOOLEAN NOT NULL,
    reopens       BOOLEAN NOT NULL,
    handler_code  TEXT NOT NULL,
    day           TEXT NOT NULL,
    at            BIGINT NOT NULL,
    taken_by      UUID,
    reason        TEXT,
    fields        TEXT NOT NULL,
    activity_id   UUID REFERENCES activity (id)
);
CREATE UNIQUE INDEX case_step_by_case ON case_step (case_id, n);
CREATE INDEX case_step_by_activity ON case_step (activity_id) WHERE activity_id IS NOT NULL;
