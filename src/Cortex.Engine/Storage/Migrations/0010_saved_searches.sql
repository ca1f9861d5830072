-- Searches that a person keeps.

CREATE TABLE saved_searches (
  pk         INTEGER PRIMARY KEY,
  id         TEXT    NOT NULL UNIQUE,
  name       TEXT    NOT NULL,
  query      TEXT    NOT NULL,
  filters    TEXT,              -- JSON, as it came over the wire; null: none
  created_at INTEGER NOT NULL
);
