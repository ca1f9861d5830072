-- Links between documents, the names that they go by, and what came in of other programs' exports.

-- What an item's text links to within the library. A target is looked up when it is asked for: it may come later, or move.
CREATE TABLE links (
  item_pk     INTEGER NOT NULL REFERENCES items (pk) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  kind        TEXT    NOT NULL CHECK (kind IN ('wikilink', 'link', 'embed')),
  target      TEXT    NOT NULL,   -- as written
  name        TEXT    NOT NULL,   -- its last part as item_names has it
  source_key  TEXT,               -- of the item that a path or an id leads to; null where the target is a bare name
  start       INTEGER NOT NULL,
  end         INTEGER NOT NULL,
  quote_start INTEGER NOT NULL,   -- the sentence around it
  quote       TEXT    NOT NULL,
  PRIMARY KEY (item_pk, position)
) WITHOUT ROWID;
CREATE INDEX links_by_name ON links (name, item_pk);
CREATE INDEX links_by_source_key ON links (source_key) WHERE source_key IS NOT NULL;

-- What documents are called by those that link to them: their file's name, and the aliases that they give themselves.
CREATE TABLE item_names (
  name    TEXT    NOT NULL,
  alias   INTEGER NOT NULL,
  item_pk INTEGER NOT NULL REFERENCES items (pk) ON DELETE CASCADE,
  PRIMARY KEY (name, alias, item_pk)
) WITHOUT ROWID;
CREATE INDEX item_names_by_item ON item_names (item_pk);

-- What an entry of an export was when it was last taken in: the same again changes nothing, whatever became of its item.
CREATE TABLE export_entries (
  key          TEXT    PRIMARY KEY,  -- the identity of the entry; its item may have another since, as where an address led on
  item_pk      INTEGER NOT NULL REFERENCES items (pk) ON DELETE CASCADE,
  digest       BLOB    NOT NULL,     -- of all of the entry
  content_hash BLOB    NOT NULL      -- of its content alone: an item that has another has been read or written since
) WITHOUT ROWID;
CREATE INDEX export_entries_by_item ON export_entries (item_pk);
