-- What came in, day by day or week by week.

CREATE TABLE digests (
  pk         INTEGER PRIMARY KEY,
  id         TEXT    NOT NULL UNIQUE,
  period     TEXT    NOT NULL,   -- daily, weekly, manual
  from_at    INTEGER NOT NULL,
  until_at   INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  markdown   TEXT    NOT NULL,
  sections   TEXT    NOT NULL,   -- JSON
  model      TEXT                -- who wrote the introduction; null: it is counted
);
CREATE INDEX digests_by_period ON digests (period, from_at DESC);
CREATE INDEX digests_newest ON digests (created_at DESC);
