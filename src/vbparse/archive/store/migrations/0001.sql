-- The archive, version 1. A migration that was released never changes: what comes later is a file of its own.

CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Organisations of all documents: one row a body, found by its key (see archive/identity.py).
CREATE TABLE units (
  id           INTEGER PRIMARY KEY,
  key          TEXT NOT NULL UNIQUE,
  name         TEXT NOT NULL,
  plain        TEXT NOT NULL,          -- the name in bare letters, for look-ups
  kind         TEXT,
  level        TEXT,
  cls          TEXT NOT NULL,
  place        TEXT,
  admin_code   TEXT,
  registry_id  TEXT
) STRICT;
CREATE INDEX units_plain ON units (plain);

-- One row a content.
CREATE TABLE documents (
  id           INTEGER PRIMARY KEY,
  sha256       TEXT NOT NULL UNIQUE,
  made_by      TEXT NOT NULL,          -- version, settings and knowledge that it was read with
  counts       INTEGER NOT NULL,       -- 1: of the documents of this plan (scan, Word file, ...) the one whose tasks count
  rank         INTEGER NOT NULL,       -- how well it was read: the highest of a plan counts
  plan_id      TEXT NOT NULL,
  name         TEXT NOT NULL,
  media_type   TEXT NOT NULL,
  text_origin  TEXT NOT NULL,
  pages        INTEGER,
  type         TEXT,
  type_code    TEXT,
  code         TEXT,
  code_key     TEXT,                   -- the code folded, for look-ups
  date         TEXT,                   -- day of issue, ISO; parts that are blank are XX
  issuer       INTEGER REFERENCES units,
  parent       INTEGER REFERENCES units,
  place        TEXT,
  title        TEXT,
  year_from    INTEGER,
  year_to      INTEGER,
  urgency      TEXT,
  secrecy      TEXT,
  draft        TEXT,
  signer       TEXT,
  tasks        INTEGER NOT NULL,
  errors       INTEGER NOT NULL,
  warnings     INTEGER NOT NULL
) STRICT;
CREATE INDEX documents_plan ON documents (plan_id);
CREATE INDEX documents_code ON documents (code_key);
CREATE INDEX documents_date ON documents (date);

-- The whole plan document: JSON, compressed by zlib.
CREATE TABLE plans (
  document     INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  json         BLOB NOT NULL
) STRICT;

-- Where documents came from, and what became of each file.
CREATE TABLE files (
  path         TEXT PRIMARY KEY,
  document     INTEGER REFERENCES documents,
  record       TEXT NOT NULL           -- as a line of a batch's manifest
) STRICT, WITHOUT ROWID;
CREATE INDEX files_document ON files (document);

CREATE TABLE nodes (
  id           INTEGER PRIMARY KEY,    -- row of `passages`: document << 20, plus the place in the document from 1, so
                                       -- that a query finds the document of a passage without a look at its text
  document     INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  node         TEXT NOT NULL,          -- outline id; H the header, N the recipients, S the signature
  kind         TEXT NOT NULL,
  marker       TEXT,
  text         TEXT NOT NULL,
  page         INTEGER,                -- first and last page that it stands on
  page_to      INTEGER
) STRICT;
CREATE INDEX nodes_document ON nodes (document, node);

-- The words of each node: as spelled (tones and all), in bare letters, and the document codes whole.
CREATE VIRTUAL TABLE passages USING fts5 (
  spelled, plain, codes, content = '', tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TABLE document_units (
  document     INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  unit         INTEGER NOT NULL REFERENCES units,
  mentions     INTEGER NOT NULL,
  receives     INTEGER NOT NULL,       -- 1: stands among the recipients
  PRIMARY KEY (unit, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_units_document ON document_units (document);

CREATE TABLE tasks (
  id           INTEGER PRIMARY KEY,
  document     INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  task         TEXT NOT NULL,          -- id in the plan
  number       INTEGER NOT NULL,       -- place in the plan, from 1
  node         TEXT NOT NULL,
  page         INTEGER,
  text         TEXT NOT NULL,
  action       TEXT,
  modality     TEXT NOT NULL,
  period       TEXT,
  printed      TEXT,                   -- deadlines as printed
  deliverables TEXT,
  repeats      INTEGER NOT NULL,       -- 1: says again what an earlier task of the plan says
  review       TEXT NOT NULL,          -- codes of findings to check, with blanks between
  UNIQUE (document, task)
) STRICT;

-- Who has which part in a task: lead, cooperate, advise_to, report_to.
CREATE TABLE task_units (
  task         INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
  slot         TEXT NOT NULL,
  unit         INTEGER NOT NULL REFERENCES units,
  inherited    INTEGER NOT NULL,       -- 1: a heading says it, not the task itself
  PRIMARY KEY (task, slot, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_units_unit ON task_units (unit, slot, task);

-- On which days a task falls due, recurrences laid out.
CREATE TABLE dues (
  day          TEXT NOT NULL,
  task         INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
  rrule        TEXT,                   -- null: a day of its own
  inherited    INTEGER NOT NULL,       -- 1: said for all tasks, or by a heading
  chosen       INTEGER NOT NULL,       -- 1: the plan names no day of the period, its last one was taken
  PRIMARY KEY (day, task)
) STRICT, WITHOUT ROWID;
CREATE INDEX dues_task ON dues (task);

CREATE TABLE times (
  document     INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  time         TEXT NOT NULL,          -- id in the plan
  role         TEXT NOT NULL,
  kind         TEXT NOT NULL,
  start_date   TEXT,
  end_date     TEXT,
  due          TEXT,
  rrule        TEXT,
  calendar     TEXT NOT NULL,
  text         TEXT NOT NULL,
  node         TEXT NOT NULL,
  page         INTEGER,
  PRIMARY KEY (document, time)
) STRICT, WITHOUT ROWID;

CREATE TABLE citations (
  document     INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  citation     TEXT NOT NULL,          -- id in the plan
  type         TEXT NOT NULL,
  code         TEXT,
  code_key     TEXT,
  date         TEXT,
  issuer       TEXT,
  title        TEXT,
  role         TEXT NOT NULL,          -- basis, implements, mention
  node         TEXT NOT NULL,
  page         INTEGER,
  PRIMARY KEY (document, citation)
) STRICT, WITHOUT ROWID;
CREATE INDEX citations_code ON citations (code_key);
