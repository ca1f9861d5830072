-- Runs of graphs, where each stood after each node, and what was asked of models before.

CREATE TABLE workflow_runs (
  pk          INTEGER PRIMARY KEY,
  id          TEXT    NOT NULL UNIQUE,
  graph       TEXT    NOT NULL,
  number      INTEGER NOT NULL,             -- within the graph: what is old is found by it without counting
  version     INTEGER NOT NULL,
  subject     TEXT,
  revision    INTEGER,
  status      TEXT    NOT NULL,
  started_at  INTEGER NOT NULL,
  ended_at    INTEGER,
  question    TEXT,
  question_at TEXT,                         -- which of a node's questions it is
  answers     TEXT,                         -- JSON: question_at to answer
  nodes       TEXT,                         -- JSON: what the nodes did, written when the run stops
  error       TEXT,
  forked_from TEXT,                         -- the id of a run
  has_states  INTEGER NOT NULL DEFAULT 0,   -- completed, and its checkpoints are still there
  UNIQUE (graph, number)
);
CREATE INDEX workflow_runs_subject ON workflow_runs (subject, graph) WHERE subject IS NOT NULL;
CREATE INDEX workflow_runs_states ON workflow_runs (graph, number) WHERE has_states = 1;

CREATE TABLE workflow_checkpoints (
  run_pk INTEGER NOT NULL REFERENCES workflow_runs (pk) ON DELETE CASCADE,
  step   INTEGER NOT NULL,
  path   TEXT    NOT NULL,   -- empty in the graph itself; within a fork's branch or a sub-graph, where that is
  node   TEXT    NOT NULL,
  next   TEXT    NOT NULL,
  visits TEXT,               -- how often bounded nodes ran there
  state  BLOB    NOT NULL,   -- JSON
  nodes  TEXT    NOT NULL,   -- JSON: what the nodes since the checkpoint before did
  at     INTEGER NOT NULL,
  PRIMARY KEY (run_pk, step)
) WITHOUT ROWID;

CREATE TABLE workflow_results (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  key    BLOB    NOT NULL UNIQUE,   -- SHA-256 of graph, version, node and the node's key
  result BLOB    NOT NULL,
  size   INTEGER NOT NULL,
  at     INTEGER NOT NULL
);
