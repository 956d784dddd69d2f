-- Version 2: what people changed in plans, apart from what was read (see docs/corrections.md).

-- They stay when a document is read anew or taken out: they are known by the plan, and by the document they were made on.
CREATE TABLE corrections (
  number       INTEGER PRIMARY KEY,    -- their order
  plan_id      TEXT NOT NULL,
  source       TEXT NOT NULL,          -- sha256 of the document that it was made on
  correction   TEXT NOT NULL,          -- its id
  who          TEXT NOT NULL,
  at           TEXT NOT NULL,          -- ISO, with offset
  op           TEXT NOT NULL,
  record       TEXT NOT NULL,          -- JSON, as in PLAN.corrections.json
  UNIQUE (plan_id, correction)
) STRICT;
CREATE INDEX corrections_source ON corrections (source);

-- How many of them changed a document, those that were taken back left out.
CREATE TABLE corrected (
  document     INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  applied      INTEGER NOT NULL
) STRICT;

-- Those that do not fit a document as it was read.
CREATE TABLE unfit (
  document     INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  correction   INTEGER NOT NULL REFERENCES corrections,
  reason       TEXT NOT NULL,
  found        TEXT,
  PRIMARY KEY (document, correction)
) STRICT, WITHOUT ROWID;

-- What somebody went through, or answers for, and that is as it was then.
CREATE TABLE approvals (
  document     INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  task         TEXT NOT NULL,          -- id in the plan; empty: the whole plan
  state        TEXT NOT NULL,          -- done, approved
  who          TEXT NOT NULL,
  at           TEXT NOT NULL,
  PRIMARY KEY (document, task)
) STRICT, WITHOUT ROWID;
