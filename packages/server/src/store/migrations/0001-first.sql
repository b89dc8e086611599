-- Instants are ISO 8601 in UTC with milliseconds: their text order is their order in time.

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE care_case (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  person_key TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  register TEXT NOT NULL CHECK (register IN ('health', 'social')),
  service_id TEXT NOT NULL,
  language TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'submitted', 'queued', 'active', 'waiting', 'closed')),
  started_at TEXT NOT NULL,
  queued_at TEXT,
  last_at TEXT NOT NULL,
  handler_id TEXT,
  handler_name TEXT,
  handler_role TEXT,
  taken_at TEXT,
  closed_at TEXT,
  closed_by TEXT,
  close_reason TEXT,
  written TEXT NOT NULL,
  resident_delivered INTEGER NOT NULL,
  resident_read INTEGER NOT NULL,
  staff_delivered INTEGER NOT NULL,
  staff_read INTEGER NOT NULL,
  resident_unread INTEGER NOT NULL,
  staff_unread INTEGER NOT NULL,
  resident_head INTEGER NOT NULL,
  staff_head INTEGER NOT NULL
) STRICT;
CREATE INDEX care_case_person ON care_case (person_key);
CREATE INDEX care_case_open ON care_case (unit_id) WHERE status <> 'closed';
CREATE INDEX care_case_closed ON care_case (unit_id, closed_at) WHERE status = 'closed';
CREATE INDEX care_case_queue ON care_case (unit_id, queued_at, id) WHERE status = 'queued';
CREATE INDEX care_case_taken ON care_case (unit_id, taken_at) WHERE taken_at IS NOT NULL;

-- Staff see every event of a case, so their number is also the event's place in it, and never below the resident's.
CREATE TABLE case_event (
  case_id TEXT NOT NULL REFERENCES care_case (id),
  staff_n INTEGER NOT NULL,
  resident_n INTEGER,
  body TEXT NOT NULL,
  PRIMARY KEY (case_id, staff_n)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_month (
  month TEXT PRIMARY KEY,
  last_number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE command (
  author TEXT NOT NULL,
  command_id TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (author, command_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  key TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  identity_sealed TEXT NOT NULL,
  seal_key_id TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE listing (
  person_key TEXT PRIMARY KEY,
  unit_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('resident', 'staff')),
  who TEXT NOT NULL,
  origin TEXT NOT NULL,
  acr TEXT NOT NULL,
  shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
  auth_time TEXT NOT NULL,
  idle_until TEXT NOT NULL,
  absolute_until TEXT NOT NULL,
  revoked_at TEXT,
  details TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE login (
  kind TEXT NOT NULL CHECK (kind IN ('handle', 'state', 'code')),
  key_hash TEXT NOT NULL,
  data TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (kind, key_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX login_expiry ON login (expires_at);

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('resident', 'staff', 'system')),
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  case_id TEXT,
  person_key TEXT,
  unit_id TEXT,
  ground TEXT NOT NULL
) STRICT;
-- Rows of a case carry its person, and are found by it: an index less to write for every act.
CREATE INDEX audit_person ON audit (person_key) WHERE person_key IS NOT NULL;
