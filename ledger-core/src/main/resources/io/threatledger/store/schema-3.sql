-- The ledger's file, version 3. Times are seconds since the epoch unless the name says otherwise.
-- seal: hash over the other columns of its row, where they do not follow from the entries. It shows damage, not malice.

-- What this file is: origin, chain id, contract, log id, genesis. Written by init, compared at start.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  seal  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The truth. A leaf is the entry's compact JWS; disclosures are its salted claims, joined with '~', never in the leaf.
CREATE TABLE entries (
  idx         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  leaf        BLOB NOT NULL,
  disclosures TEXT,
  seal        BLOB NOT NULL
) STRICT;

CREATE TRIGGER entries_are_not_updated BEFORE UPDATE ON entries
BEGIN SELECT raise(ABORT, 'the ledger is append-only: an entry cannot be changed'); END;

CREATE TRIGGER entries_are_not_deleted BEFORE DELETE ON entries
BEGIN SELECT raise(ABORT, 'the ledger is append-only: an entry cannot be deleted'); END;

-- INSERT OR REPLACE deletes without asking a delete trigger, so an insert may only extend.
CREATE TRIGGER entries_are_appended BEFORE INSERT ON entries
WHEN NEW.idx <> (SELECT coalesce(max(idx) + 1, 0) FROM entries)
BEGIN SELECT raise(ABORT, 'the ledger is append-only: an entry goes to the end'); END;

-- RFC 6962 tree as C2SP tiles; the rightmost tile of a level grows in place.
CREATE TABLE tiles (
  level  INTEGER NOT NULL,
  n      INTEGER NOT NULL,
  hashes BLOB NOT NULL,
  PRIMARY KEY (level, n)
) STRICT, WITHOUT ROWID;

-- The one row that decides: what is not below this size does not exist.
CREATE TABLE head (
  only      INTEGER PRIMARY KEY CHECK (only = 1),
  size      INTEGER NOT NULL,
  root      BLOB NOT NULL,
  issued_at INTEGER NOT NULL
) STRICT;

-- Projection of threat_added entries as intervals: from idx until the earlier of the two ends.
-- live is 1 until an end is written or an expiry is noticed, a while after it came. It keeps the indexes of what is
-- active small however long the ledger is, and is never an answer by itself: whoever asks compares expires_at too.
-- What stands after live is what lists of an owner's indicators are filtered by. rating is in tenths: the entry's own, or
-- what its severity stands for.
CREATE TABLE threats (
  idx            INTEGER PRIMARY KEY,
  first_idx      INTEGER NOT NULL,
  owner          TEXT NOT NULL,
  source         TEXT NOT NULL,
  category       TEXT NOT NULL,
  severity       TEXT NOT NULL,
  action         TEXT NOT NULL,
  target         BLOB NOT NULL,
  issued_at      INTEGER NOT NULL,
  expires_at     INTEGER,
  revoked_idx    INTEGER,
  superseded_idx INTEGER,
  live           INTEGER CHECK (live = 1),
  rating         INTEGER NOT NULL,
  confidence     INTEGER,
  asn            INTEGER,
  asn_name       TEXT,
  country        TEXT
) STRICT;
-- Each filter's rows lie together, the live ones by themselves and in the order of idx.
CREATE INDEX threats_by_target ON threats (target, live);
CREATE INDEX threats_by_source ON threats (source, live);
CREATE INDEX threats_by_category ON threats (category, live);
CREATE INDEX threats_by_severity ON threats (severity, live);
CREATE INDEX threats_by_action ON threats (action, live);
CREATE INDEX threats_live ON threats (live) WHERE live = 1;
CREATE INDEX threats_live_by_expiry ON threats (expires_at) WHERE live = 1;
CREATE INDEX threats_revoked ON threats (revoked_idx) WHERE revoked_idx IS NOT NULL;
CREATE INDEX threats_superseded ON threats (superseded_idx) WHERE superseded_idx IS NOT NULL;
-- What an owner says now, what it said until it expired, and what it took back.
CREATE INDEX threats_live_by_owner ON threats (owner) WHERE live = 1;
CREATE INDEX threats_lapsed_by_owner ON threats (owner)
  WHERE live IS NULL AND revoked_idx IS NULL AND superseded_idx IS NULL;
CREATE INDEX threats_revoked_by_owner ON threats (owner, revoked_idx) WHERE revoked_idx IS NOT NULL;

-- Tags of live threats.
CREATE TABLE tags (
  owner TEXT NOT NULL,
  tag   TEXT NOT NULL,
  idx   INTEGER NOT NULL,
  PRIMARY KEY (owner, tag, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_of_threat ON tags (idx);

-- Prefix lengths in use: a covering network is found with one probe for each.
CREATE TABLE prefixes (
  family INTEGER NOT NULL,
  length INTEGER NOT NULL,
  PRIMARY KEY (family, length)
) STRICT, WITHOUT ROWID;

-- Answers given to an Idempotency-Key, so that a repeat gets the same.
CREATE TABLE idempotency (
  account     INTEGER NOT NULL,
  route       TEXT NOT NULL,
  key         TEXT NOT NULL,
  fingerprint BLOB NOT NULL,
  answer      TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  seal        BLOB NOT NULL,
  PRIMARY KEY (account, route, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- Anchored events of this log, as read from the chain. A reorganization takes a row back.
CREATE TABLE anchors (
  size       INTEGER PRIMARY KEY,
  root       BLOB NOT NULL,
  tx         TEXT NOT NULL,
  block      INTEGER NOT NULL,
  block_hash TEXT NOT NULL,
  block_time INTEGER NOT NULL,
  log_index  INTEGER NOT NULL,
  final      INTEGER NOT NULL,
  seal       BLOB NOT NULL
) STRICT;
CREATE INDEX anchors_by_block ON anchors (block);
CREATE INDEX anchors_not_final ON anchors (block) WHERE final = 0;

-- Checkpoints ever signed, one for each published size. Never taken back.
CREATE TABLE checkpoints (
  size      INTEGER PRIMARY KEY,
  root      BLOB NOT NULL,
  note      TEXT NOT NULL,
  signed_at INTEGER NOT NULL,
  seal      BLOB NOT NULL
) STRICT;
CREATE INDEX checkpoints_by_age ON checkpoints (signed_at, size);

-- Anchor transactions, written before they are sent; several rows of one nonce are replacements.
CREATE TABLE submissions (
  tx               TEXT PRIMARY KEY,
  nonce            INTEGER NOT NULL,
  size             INTEGER NOT NULL,
  root             BLOB NOT NULL,
  max_fee          TEXT NOT NULL,
  max_priority_fee TEXT NOT NULL,
  gas_limit        INTEGER NOT NULL,
  sent_at          INTEGER NOT NULL,
  sent_block       INTEGER NOT NULL,
  gas_used         INTEGER,
  gas_price        TEXT,
  seal             BLOB NOT NULL
) STRICT;
CREATE INDEX submissions_by_nonce ON submissions (nonce);

-- Who may speak, and how they prove it.
CREATE TABLE owners (
  id         INTEGER PRIMARY KEY,
  handle     TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seal       BLOB NOT NULL
) STRICT;

CREATE TABLE memberships (
  member INTEGER NOT NULL REFERENCES owners (id),
  in_id  INTEGER NOT NULL REFERENCES owners (id),
  seal   BLOB NOT NULL,
  PRIMARY KEY (member, in_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
  id         INTEGER PRIMARY KEY,
  owner      INTEGER NOT NULL REFERENCES owners (id),
  name       TEXT NOT NULL,
  role       TEXT NOT NULL,
  plan       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seal       BLOB NOT NULL,
  UNIQUE (owner, name)
) STRICT;

-- A bearer key is its SHA-256; an access id has its secret encrypted. Neither can be read back.
CREATE TABLE keys (
  id         INTEGER PRIMARY KEY,
  account    INTEGER NOT NULL REFERENCES accounts (id),
  kind       TEXT NOT NULL,
  name       TEXT NOT NULL,
  hint       TEXT NOT NULL,
  digest     BLOB UNIQUE,
  access_id  TEXT UNIQUE,
  secret     BLOB,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER,
  seal       BLOB NOT NULL
) STRICT;
