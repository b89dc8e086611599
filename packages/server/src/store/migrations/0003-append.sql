-- What every act adds to grows at its end, so that a commit changes few pages: events and the audit in the order they came, commands by
-- their ids, which clients make in the order of time (UUIDv7). Of all indexes on them, one is left.
CREATE TABLE case_event_by_time (
  case_id TEXT NOT NULL REFERENCES care_case (id),
  staff_n INTEGER NOT NULL,
  resident_n INTEGER,
  body TEXT NOT NULL
) STRICT;
INSERT INTO case_event_by_time SELECT case_id, staff_n, resident_n, body FROM case_event;
DROP TABLE case_event;
ALTER TABLE case_event_by_time RENAME TO case_event;
CREATE UNIQUE INDEX case_event_n ON case_event (case_id, staff_n);
CREATE TABLE audit_by_time (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('resident', 'staff', 'system')),
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  case_id TEXT,
  person_key TEXT,
  unit_id TEXT,
  ground TEXT NOT NULL
) STRICT;
INSERT INTO audit_by_time SELECT id, at, actor_kind, actor, act, case_id, person_key, unit_id, ground FROM audit;
DROP TABLE audit;
ALTER TABLE audit_by_time RENAME TO audit;
CREATE TABLE command_by_id (
  command_id TEXT NOT NULL,
  author TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (command_id, author)
) STRICT, WITHOUT ROWID;
INSERT INTO command_by_id SELECT command_id, author, input_hash, answer, at FROM command;
DROP TABLE command;
ALTER TABLE command_by_id RENAME TO command;
