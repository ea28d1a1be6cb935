-- The record of migrations, and the audit trail every later change writes to.
CREATE TABLE schema_migration (
  version    BIGINT NOT NULL PRIMARY KEY,
  name       TEXT   NOT NULL,
  checksum   TEXT   NOT NULL,           -- SHA-256 of the file as it was applied
  applied_at BIGINT NOT NULL
);

CREATE TABLE audit (
  number        BIGINT NOT NULL PRIMARY KEY,  -- 1, 2, 3 ... without gaps
  at            BIGINT NOT NULL,
  login         TEXT   NOT NULL,
  staff         TEXT   NOT NULL,
  command       TEXT   NOT NULL,
  reason        TEXT   NOT NULL,
  tenant        TEXT   NOT NULL,              -- the slug, not a reference: the trail outlives what it tells of
  object        TEXT   NOT NULL,
  state_before  TEXT   NOT NULL,
  state_after   TEXT   NOT NULL,
  previous_hash TEXT   NOT NULL,
  hash          TEXT   NOT NULL
);
CREATE INDEX audit_by_tenant ON audit (tenant, number);
