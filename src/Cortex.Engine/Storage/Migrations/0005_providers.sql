-- What left this machine, and what models were asked.

CREATE TABLE network_requests (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  at       INTEGER NOT NULL,
  host     TEXT    NOT NULL,   -- with the port, where it is not the scheme's
  purpose  TEXT    NOT NULL,   -- page, robots, chat, embedding, …
  sent     INTEGER NOT NULL,   -- bytes of the bodies
  received INTEGER NOT NULL,
  status   INTEGER             -- of the answer; null where none came
);

CREATE TABLE model_calls (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  at            INTEGER NOT NULL,
  task          TEXT    NOT NULL,
  provider      TEXT    NOT NULL,
  asked         TEXT    NOT NULL,  -- the model that was asked for
  answered      TEXT,              -- the model that answered; null where none did
  input_tokens  INTEGER,
  output_tokens INTEGER,
  cached_tokens INTEGER,           -- of the input
  cost_usd      REAL,              -- where prices are known
  took_ms       INTEGER NOT NULL,
  error         TEXT               -- the code of what went wrong
);
