-- A message changes few pages, whichever case it is of: what it changes of the case is a small row of its own, and its event lies after the
-- last event of any case, with no index but for one event in 64. An event names the one before it in its case, and the case names its last.
CREATE TABLE case_talk (
  case_id TEXT PRIMARY KEY,
  last_event INTEGER,
  last_at TEXT NOT NULL,
  written TEXT NOT NULL,
  resident_delivered INTEGER NOT NULL,
  resident_read INTEGER NOT NULL,
  staff_delivered INTEGER NOT NULL,
  staff_read INTEGER NOT NULL,
  resident_unread INTEGER NOT NULL,
  staff_unread INTEGER NOT NULL,
  resident_head INTEGER NOT NULL,
  staff_head INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO case_talk
  SELECT id, (SELECT rowid FROM case_event WHERE case_id = id ORDER BY staff_n DESC LIMIT 1), last_at, written,
    resident_delivered, resident_read, staff_delivered, staff_read, resident_unread, staff_unread, resident_head, staff_head
  FROM care_case;

CREATE TABLE chained_event (
  id INTEGER PRIMARY KEY,
  previous INTEGER,
  case_id TEXT NOT NULL,
  staff_n INTEGER NOT NULL,
  resident_n INTEGER,
  body TEXT NOT NULL
) STRICT;
INSERT INTO chained_event
  SELECT rowid, lag(rowid) OVER (PARTITION BY case_id ORDER BY staff_n), case_id, staff_n, resident_n, body FROM case_event ORDER BY rowid;
DROP TABLE case_event;
ALTER TABLE chained_event RENAME TO case_event;
CREATE UNIQUE INDEX case_event_staff_n ON case_event (case_id, staff_n) WHERE staff_n % 64 = 0;
CREATE UNIQUE INDEX case_event_resident_n ON case_event (case_id, resident_n) WHERE resident_n % 64 = 0;

ALTER TABLE care_case DROP COLUMN last_at;
ALTER TABLE care_case DROP COLUMN written;
ALTER TABLE care_case DROP COLUMN resident_delivered;
ALTER TABLE care_case DROP COLUMN resident_read;
ALTER TABLE care_case DROP COLUMN staff_delivered;
ALTER TABLE care_case DROP COLUMN staff_read;
ALTER TABLE care_case DROP COLUMN resident_unread;
ALTER TABLE care_case DROP COLUMN staff_unread;
ALTER TABLE care_case DROP COLUMN resident_head;
ALTER TABLE care_case DROP COLUMN staff_head;
