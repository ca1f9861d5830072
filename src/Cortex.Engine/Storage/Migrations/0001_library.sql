-- The library: items with their revisions, what is searched of them, what is still to be done, and what changed.
-- SQL floor: SQLite 3.35.5. Times are Unix milliseconds.

CREATE TABLE library (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE items (
  pk            INTEGER PRIMARY KEY AUTOINCREMENT,
  id            TEXT    NOT NULL UNIQUE,
  version       INTEGER NOT NULL DEFAULT 1,
  revision      INTEGER NOT NULL DEFAULT 1,
  title         TEXT    NOT NULL,
  title_derived INTEGER NOT NULL,
  content_type  TEXT    NOT NULL,
  format        TEXT    NOT NULL,
  language      TEXT,
  source_url    TEXT,
  source        TEXT    NOT NULL,
  source_key    TEXT,              -- identity of an import: the file's path or the page's URL
  content_hash  BLOB    NOT NULL,
  metadata      TEXT    NOT NULL,  -- as it was sent
  extracted     TEXT,              -- what the parser found (front matter, byline, …)
  excerpt       TEXT    NOT NULL DEFAULT '',
  starred       INTEGER NOT NULL DEFAULT 0,
  opened_at     INTEGER,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL,
  deleted_at    INTEGER
);
CREATE UNIQUE INDEX items_by_source_key ON items (source_key) WHERE source_key IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX items_by_content ON items (content_hash) WHERE source_key IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX items_newest ON items (created_at DESC, pk DESC) WHERE deleted_at IS NULL;
CREATE INDEX items_trashed ON items (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE revisions (
  item_pk    INTEGER NOT NULL REFERENCES items (pk) ON DELETE CASCADE,
  revision   INTEGER NOT NULL,
  content    TEXT    NOT NULL,
  text       TEXT,     -- null until parsed; every offset counts in it
  blocks     TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (item_pk, revision)
);

CREATE TABLE item_tags (
  item_pk  INTEGER NOT NULL REFERENCES items (pk) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  tag      TEXT    NOT NULL,
  PRIMARY KEY (item_pk, position)
) WITHOUT ROWID;
CREATE INDEX item_tags_by_tag ON item_tags (tag COLLATE NOCASE, item_pk);

CREATE TABLE chunks (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used again
  item_pk     INTEGER NOT NULL REFERENCES items (pk) ON DELETE CASCADE,
  revision    INTEGER NOT NULL,
  start       INTEGER NOT NULL,
  end         INTEGER NOT NULL,
  token_count INTEGER NOT NULL,
  title       TEXT    NOT NULL,
  text        TEXT    NOT NULL
);
CREATE INDEX chunks_by_item ON chunks (item_pk, start);

CREATE VIRTUAL TABLE chunks_fts USING fts5 (
  title, text,
  content = 'chunks', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE chunks_vocabulary USING fts5vocab (chunks_fts, 'row');

-- One row a stage of an item: the queue and the index ledger in one.
CREATE TABLE jobs (
  item_pk     INTEGER NOT NULL REFERENCES items (pk) ON DELETE CASCADE,
  stage       TEXT    NOT NULL,
  revision    INTEGER NOT NULL,
  status      TEXT    NOT NULL CHECK (status IN ('waiting', 'running', 'done', 'skipped', 'failed')),
  reason      TEXT,
  priority    INTEGER NOT NULL DEFAULT 0,
  attempts    INTEGER NOT NULL DEFAULT 0,
  not_before  INTEGER NOT NULL DEFAULT 0,
  lease_owner TEXT,
  lease_until INTEGER,
  updated_at  INTEGER NOT NULL,
  PRIMARY KEY (item_pk, stage)
) WITHOUT ROWID;
CREATE INDEX jobs_waiting ON jobs (stage, priority DESC, item_pk DESC) WHERE status = 'waiting';
CREATE INDEX jobs_running ON jobs (lease_until) WHERE status = 'running';
CREATE INDEX jobs_failed ON jobs (updated_at) WHERE status = 'failed';

CREATE TABLE changes (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  kind    TEXT    NOT NULL,
  item_id TEXT,
  stage   TEXT,
  status  TEXT,
  reason  TEXT,
  item_status TEXT   -- the item's processing status after a stage moved
);

CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Browser sessions; only the hash of a session's id is kept.
CREATE TABLE sessions (
  hash       BLOB PRIMARY KEY,
  created_at INTEGER NOT NULL,
  used_at    INTEGER NOT NULL
) WITHOUT ROWID;
