-- A catalog's file, version 2: which target has which claims, in one span of time. Times are seconds since the epoch.
-- Nothing here is the truth or is ever shown: whoever finds a row folds its target anew. The file may be deleted.
-- All texts are folded to small letters (A-Z only), and are compared byte by byte.

-- Where the catalog stands: what the rows below say is so at this size, and from this time until the least next_at.
CREATE TABLE cursor (
  only    INTEGER PRIMARY KEY CHECK (only = 1),
  log     TEXT NOT NULL,     -- id of the log it follows
  size    INTEGER NOT NULL,  -- entries from this index on have not been read
  last_id TEXT,              -- id of the entry at size - 1: a ledger that was put back to a copy has another there
  now     INTEGER NOT NULL,
  weights TEXT NOT NULL      -- what the confidence was made with
) STRICT;

-- One row for each target with an entry in the window, even when none is active: it is found by id then.
CREATE TABLE records (
  idx        INTEGER PRIMARY KEY,           -- newest entry of the target in the window: lists are newest first
  target     BLOB NOT NULL UNIQUE,          -- family, address, prefix length: a network's targets lie together
  id         TEXT NOT NULL UNIQUE,
  listed     INTEGER CHECK (listed = 1),    -- 1 while an entry is active: lists and counts know no others
  ip         TEXT NOT NULL,                 -- the target as a text
  confidence INTEGER NOT NULL,              -- percent
  action     TEXT NOT NULL,                 -- the recommended one
  asn        INTEGER,
  asn_name   TEXT,
  country    TEXT,
  fleet      TEXT,
  first_seen INTEGER NOT NULL,
  last_seen  INTEGER NOT NULL,
  ja3        TEXT,
  ja4        TEXT,
  next_at    INTEGER                        -- when time alone changes the record; null: never
) STRICT;
-- Each holds idx after its own column: what has one value is read newest first.
CREATE INDEX records_listed ON records (listed) WHERE listed = 1;
CREATE INDEX records_by_target ON records (target) WHERE listed = 1;
CREATE INDEX records_by_ip ON records (ip) WHERE listed = 1;
CREATE INDEX records_by_asn ON records (asn) WHERE listed = 1;
CREATE INDEX records_by_asn_name ON records (asn_name) WHERE listed = 1;
-- Wide: what no index of its own is worth having for is counted in this one, which is a third of the table.
CREATE INDEX records_by_country ON records (country, idx, asn, confidence, action, fleet, first_seen, last_seen)
  WHERE listed = 1;
CREATE INDEX records_by_confidence ON records (confidence) WHERE listed = 1;
CREATE INDEX records_by_first_seen ON records (first_seen) WHERE listed = 1;
CREATE INDEX records_by_last_seen ON records (last_seen) WHERE listed = 1;
CREATE INDEX records_by_ja3 ON records (ja3) WHERE listed = 1 AND ja3 IS NOT NULL;
CREATE INDEX records_by_ja4 ON records (ja4) WHERE listed = 1 AND ja4 IS NOT NULL;
CREATE INDEX records_by_next_at ON records (next_at) WHERE next_at IS NOT NULL;

-- Tags of listed records, newest first within a tag. Wide: a tag with what is most often asked beside it is answered
-- from this table alone, without a visit to every record that has the tag.
CREATE TABLE tags (
  tag        TEXT NOT NULL,
  idx        INTEGER NOT NULL,
  country    TEXT,
  asn        INTEGER,
  confidence INTEGER NOT NULL,
  action     TEXT NOT NULL,
  fleet      TEXT,
  first_seen INTEGER NOT NULL,
  last_seen  INTEGER NOT NULL,
  PRIMARY KEY (tag, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_of_record ON tags (idx);
-- The commonest pair, newest first: a tenth of what reading all of a tag costs.
CREATE INDEX tags_by_country ON tags (tag, country, idx);

-- Sensors and ports of the sightings of listed records.
CREATE TABLE sensors (
  sensor TEXT NOT NULL,
  idx    INTEGER NOT NULL,
  PRIMARY KEY (sensor, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX sensors_of_record ON sensors (idx);

CREATE TABLE ports (
  port INTEGER NOT NULL,
  idx  INTEGER NOT NULL,
  PRIMARY KEY (port, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX ports_of_record ON ports (idx);
