-- Questions and answers, in conversations.

CREATE TABLE conversations (
  pk         INTEGER PRIMARY KEY,
  id         TEXT    NOT NULL UNIQUE,  -- as whoever began it named it
  title      TEXT,                     -- as a person gave it; null: the first question stands for it
  filters    TEXT,                     -- JSON: what is asked of every question
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER                   -- in the trash since
);
CREATE INDEX conversations_updated ON conversations (updated_at DESC);

CREATE TABLE messages (
  pk              INTEGER PRIMARY KEY,
  id              TEXT    NOT NULL UNIQUE,
  conversation_pk INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
  role            TEXT    NOT NULL,     -- user, assistant
  status          TEXT    NOT NULL,     -- answering, completed, stopped, failed
  content         TEXT    NOT NULL,
  asked           TEXT,                 -- of an answer: the question with what "it" stood for
  answer          TEXT,                 -- JSON: sentences, citations, coverage
  notice          TEXT,
  draft           TEXT,
  run_id          TEXT,
  created_at      INTEGER NOT NULL
);
CREATE INDEX messages_conversation ON messages (conversation_pk, pk);
CREATE INDEX messages_answering ON messages (pk) WHERE status = 'answering';
