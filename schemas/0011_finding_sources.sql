-- Which scans saw a finding: the runs of scans of its scanner that saw it without a gap. The latest stands with the
-- finding, so that an import of what is known already writes no further row; earlier ones are kept in a table.
ALTER TABLE finding ADD COLUMN run_first BIGINT NOT NULL DEFAULT 0;  -- number of the scan; 0: before runs were kept
ALTER TABLE finding ADD COLUMN run_last BIGINT NOT NULL DEFAULT 0;
ALTER TABLE finding ADD COLUMN proof TEXT NOT NULL DEFAULT '';       -- what an acceptance rests on: a document, a link
ALTER TABLE finding ADD COLUMN verdict TEXT NOT NULL DEFAULT '' CHECK (verdict IN ('', 'met', 'missed'));
ALTER TABLE finding ADD COLUMN warned_at BIGINT;                     -- of the end of its acceptance

CREATE TABLE finding_run (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  finding_id BIGINT NOT NULL,
  run_first  BIGINT NOT NULL,
  run_last   BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, finding_id, run_first),
  FOREIGN KEY (tenant_id, finding_id) REFERENCES finding (tenant_id, finding_id)
);

-- What people call an asset, to choose by: "dmz", "windows".
CREATE TABLE asset_tag (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  asset_id   BIGINT NOT NULL,
  tag        TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, asset_id, tag),
  FOREIGN KEY (tenant_id, asset_id) REFERENCES asset (tenant_id, asset_id)
);

-- Feeds that users download: what is known to be exploited (CISA KEV), and how likely exploitation is (FIRST EPSS).
CREATE TABLE feed (
  name        TEXT   NOT NULL PRIMARY KEY CHECK (name IN ('kev', 'epss')),
  released    TEXT   NOT NULL,             -- as the feed says it, may be empty
  imported_at BIGINT NOT NULL
);
CREATE TABLE known_exploited (
  cve        TEXT   NOT NULL PRIMARY KEY,
  added_on   TEXT   NOT NULL,              -- YYYY-MM-DD
  ransomware BIGINT NOT NULL CHECK (ransomware IN (0, 1))
);
CREATE TABLE exploit_score (
  cve        TEXT   NOT NULL PRIMARY KEY,
  score      BIGINT NOT NULL CHECK (score BETWEEN 0 AND 100000),       -- thousandths of a percent
  percentile BIGINT NOT NULL CHECK (percentile BETWEEN 0 AND 100000)
);

-- One snapshot a day and tenant: trends come from here, whatever becomes of the findings.
CREATE TABLE finding_day (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  day        TEXT   NOT NULL,              -- YYYY-MM-DD in the tenant's zone
  severity   TEXT   NOT NULL CHECK (severity IN ('critical', 'high', 'medium', 'low', 'info')),
  age        TEXT   NOT NULL CHECK (age IN ('week', 'month', 'quarter', 'older')),
  open       BIGINT NOT NULL,
  overdue    BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, day, severity, age)
);
