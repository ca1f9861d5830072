-- Folders that the library follows, what of each file is known, and documents kept as they came.

-- When its file or folder was found gone, or left out from then on; null while it is there. The item stays until the user says otherwise.
ALTER TABLE items ADD COLUMN vanished_at INTEGER;

CREATE TABLE sources (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  path       TEXT    NOT NULL UNIQUE,       -- of the folder, absolute
  tags       TEXT    NOT NULL DEFAULT '[]', -- what comes in from it is tagged so
  added_at   INTEGER NOT NULL,
  scanned_at INTEGER,                       -- when it was last gone through to its end
  took_ms    INTEGER,
  error      TEXT                           -- why it could not be gone through; null when it could
);

-- One row a file that was looked at: what is unchanged by size and time is not read again.
CREATE TABLE source_files (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  path      TEXT    NOT NULL,               -- below the folder, with '/'; a folder left out ends with one
  size      INTEGER NOT NULL,
  modified  INTEGER NOT NULL,               -- 100 ns since 0001; 0 when it has to be read again
  item_pk   INTEGER REFERENCES items (pk) ON DELETE SET NULL,
  reason    TEXT,                           -- why it was left out
  detail    TEXT,
  PRIMARY KEY (source_id, path)
) WITHOUT ROWID;
CREATE INDEX source_files_by_item ON source_files (item_pk) WHERE item_pk IS NOT NULL;

-- A document that has no other place, such as one sent from a page: its bytes as they came.
CREATE TABLE originals (
  item_pk    INTEGER PRIMARY KEY REFERENCES items (pk) ON DELETE CASCADE,
  name       TEXT NOT NULL,
  media_type TEXT,
  bytes      BLOB NOT NULL
);
