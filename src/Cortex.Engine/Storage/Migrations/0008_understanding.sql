-- What was understood of each item, what it names, and which items have to do with each other.

CREATE TABLE extractions (
  item_pk  INTEGER PRIMARY KEY REFERENCES items (pk) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  body     TEXT    NOT NULL              -- JSON: summary, concepts, entities, dates, model; offsets count in that revision's text
);

-- What an item names, by the folded name: what two items share is found by it. Dates and quantities are left out.
CREATE TABLE item_entities (
  name    TEXT    NOT NULL,
  item_pk INTEGER NOT NULL REFERENCES items (pk) ON DELETE CASCADE,
  label   TEXT    NOT NULL,              -- as the item writes it
  type    TEXT    NOT NULL,
  start   INTEGER NOT NULL,              -- its first mention
  end     INTEGER NOT NULL,
  PRIMARY KEY (name, item_pk)
) WITHOUT ROWID;
CREATE INDEX item_entities_by_item ON item_entities (item_pk);

-- Discovered, not written: each pair once, so that its strength is the same from both sides.
CREATE TABLE connections (
  a_pk       INTEGER NOT NULL REFERENCES items (pk) ON DELETE CASCADE,
  b_pk       INTEGER NOT NULL REFERENCES items (pk) ON DELETE CASCADE,
  a_revision INTEGER NOT NULL,           -- whose texts the evidence is of: a pair of another revision is not shown
  b_revision INTEGER NOT NULL,
  strength   REAL    NOT NULL,           -- 0 to 1
  kinds      INTEGER NOT NULL,           -- 1 similar, 2 shared entities, 4 saved around the same time
  evidence   TEXT    NOT NULL,           -- JSON
  PRIMARY KEY (a_pk, b_pk),
  CHECK (a_pk < b_pk)
) WITHOUT ROWID;
CREATE INDEX connections_by_b ON connections (b_pk);
CREATE INDEX connections_by_strength ON connections (strength DESC);

-- What is in the library already is understood and connected in the background.
INSERT INTO jobs (item_pk, stage, revision, status, reason, priority, updated_at)
SELECT j.item_pk, s.stage, j.revision, iif(j.status = 'failed', 'skipped', 'waiting'), iif(j.status = 'failed', 'an earlier stage failed', NULL), 0, j.updated_at
FROM jobs j JOIN (SELECT 'extraction' AS stage UNION ALL SELECT 'connections') s
WHERE j.stage = 'words' AND j.item_pk IN (SELECT pk FROM items WHERE deleted_at IS NULL);
