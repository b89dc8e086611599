-- What is to be done at an instant or sent to somebody. `due` is when it may be tried next: a claim moves it to the end of its lease, a
-- failure to the next attempt. `line` names what is done strictly in the order it was put.
CREATE TABLE due_work (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('handlerAway', 'webhook')),
  key TEXT NOT NULL,
  line TEXT,
  due TEXT NOT NULL,
  body TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  set_aside_at TEXT,
  UNIQUE (kind, key)
) STRICT;
CREATE INDEX due_work_due ON due_work (kind, due, id) WHERE set_aside_at IS NULL;
CREATE INDEX due_work_line ON due_work (kind, line, id) WHERE set_aside_at IS NULL AND line IS NOT NULL;
CREATE INDEX due_work_set_aside ON due_work (kind) WHERE set_aside_at IS NOT NULL;
