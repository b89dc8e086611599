-- Identity tokens that were traded for a session work once: their hashes are kept until they would be refused for their age.
CREATE TABLE login_or_token (
  kind TEXT NOT NULL CHECK (kind IN ('handle', 'state', 'code', 'token')),
  key_hash TEXT NOT NULL,
  data TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (kind, key_hash)
) STRICT, WITHOUT ROWID;
INSERT INTO login_or_token SELECT kind, key_hash, data, expires_at FROM login;
DROP TABLE login;
ALTER TABLE login_or_token RENAME TO login;
CREATE INDEX login_expiry ON login (expires_at);
