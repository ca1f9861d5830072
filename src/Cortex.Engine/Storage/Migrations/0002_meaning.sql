-- Meaning: vectors of passages, by the model that made them; words of scripts without spaces; copies of copies.

-- What is embedded of a passage (its title in front), by the first 64 bits of its SHA-256: a passage that stays keeps its id and vectors.
ALTER TABLE chunks ADD COLUMN hash INTEGER;
CREATE INDEX chunks_by_hash ON chunks (hash) WHERE hash IS NOT NULL;

-- The natural language of an item's text (ISO 639-1 where it is known); null until its words are done.
ALTER TABLE items ADD COLUMN text_language TEXT;

-- Passages with Chinese, Japanese, Korean or another script that writes no spaces, as overlapping pairs of characters.
CREATE VIRTUAL TABLE chunks_unspaced USING fts5 (title, text, content = '', tokenize = 'unicode61 remove_diacritics 0');

-- A set of vectors of one model. Vectors of different models never mix: the key names model, pooling and length.
CREATE TABLE generations (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  key          TEXT    NOT NULL,
  model        TEXT    NOT NULL,             -- provider:model
  location     TEXT,                         -- the model's file; null for the built-in one
  fingerprint  TEXT    NOT NULL DEFAULT '',  -- the file's size and time when its hash was taken
  dimensions   INTEGER NOT NULL,
  status       TEXT    NOT NULL CHECK (status IN ('building', 'active', 'retired')),
  created_at   INTEGER NOT NULL,
  activated_at INTEGER
);
CREATE UNIQUE INDEX generations_in_use ON generations (status) WHERE status <> 'retired';

CREATE TABLE vectors (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,  -- an index in memory reads on from the last that it has
  chunk_id   INTEGER NOT NULL REFERENCES chunks (id) ON DELETE CASCADE,
  generation INTEGER NOT NULL REFERENCES generations (id) ON DELETE CASCADE,
  vector     BLOB    NOT NULL                    -- float16, little-endian, of unit length; empty where the model could not read the passage
);
CREATE UNIQUE INDEX vectors_by_chunk ON vectors (chunk_id, generation);

-- Vectors that are gone, for indexes in memory; an index that is behind its beginning is made anew.
CREATE TABLE vector_removals (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,
  chunk_id   INTEGER NOT NULL,
  generation INTEGER NOT NULL
);
CREATE TRIGGER vectors_removed AFTER DELETE ON vectors
WHEN EXISTS (SELECT 1 FROM generations WHERE id = old.generation AND status <> 'retired') BEGIN
  INSERT INTO vector_removals (chunk_id, generation) VALUES (old.chunk_id, old.generation);
END;

-- MinHash of an item's text. Which of them to compare an index in memory knows: on the disk, a dozen keys an item would lie all over their tree.
CREATE TABLE fingerprints (
  seq      INTEGER PRIMARY KEY,  -- the index in memory reads on from the last that it has
  item_pk  INTEGER NOT NULL UNIQUE REFERENCES items (pk) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  minhash  BLOB    NOT NULL
);
CREATE TABLE near_duplicates (
  item_pk    INTEGER NOT NULL REFERENCES items (pk) ON DELETE CASCADE,
  other_pk   INTEGER NOT NULL REFERENCES items (pk) ON DELETE CASCADE,
  similarity REAL    NOT NULL,  -- 0 to 1: the share of word sequences that both have
  PRIMARY KEY (item_pk, other_pk)
) WITHOUT ROWID;
CREATE INDEX near_duplicates_by_other ON near_duplicates (other_pk);

-- What is in the library already is read anew for all this; it is found by its words meanwhile.
UPDATE jobs SET status = 'waiting', reason = NULL, priority = 0, attempts = 0, not_before = 0, lease_owner = NULL, lease_until = NULL
WHERE stage = 'words' AND status IN ('done', 'skipped', 'running') AND item_pk IN (SELECT pk FROM items WHERE deleted_at IS NULL);
INSERT INTO jobs (item_pk, stage, revision, status, reason, priority, updated_at)
SELECT item_pk, 'meaning', revision, iif(status = 'failed', 'skipped', 'waiting'), iif(status = 'failed', 'an earlier stage failed', NULL), 0, updated_at FROM jobs
WHERE stage = 'words' AND item_pk IN (SELECT pk FROM items WHERE deleted_at IS NULL);
