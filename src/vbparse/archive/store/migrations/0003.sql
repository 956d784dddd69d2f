-- Documents on their way into the archive through the server (see docs/serve.md).
CREATE TABLE jobs (
  number       INTEGER PRIMARY KEY AUTOINCREMENT,
  id           TEXT NOT NULL UNIQUE,   -- what the sender is told
  sha256       TEXT NOT NULL,          -- of the content
  path         TEXT NOT NULL,          -- where the content lies; empty: it is kept beside the archive
  name         TEXT NOT NULL,          -- what the sender calls it; never a path
  size         INTEGER NOT NULL,       -- bytes
  part_of      TEXT,                   -- id of the job of the ZIP archive or mail that it was in
  again        INTEGER NOT NULL,       -- 1: read it also if it is in
  state        TEXT NOT NULL,          -- waiting, done, secret, unpacked, failed
  tries        INTEGER NOT NULL,       -- how often it was begun
  sent_at      TEXT NOT NULL,          -- ISO, UTC
  ended_at     TEXT,
  error        TEXT                    -- why it failed: code, message, hint, as JSON
) STRICT;
CREATE INDEX jobs_state ON jobs (state, number);
CREATE INDEX jobs_sha256 ON jobs (sha256);
CREATE INDEX jobs_part_of ON jobs (part_of);
