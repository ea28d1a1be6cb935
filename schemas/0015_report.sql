-- Files made of reports, the tenants' looks, and schedules of quarters, roles and pauses.
ALTER TABLE report_schedule ADD COLUMN months BIGINT NOT NULL DEFAULT 1 CHECK (months IN (1, 3));   -- from one time to the next
ALTER TABLE report_schedule ADD COLUMN paused BIGINT NOT NULL DEFAULT 0 CHECK (paused IN (0, 1));
ALTER TABLE report_schedule ADD COLUMN roles TEXT NOT NULL DEFAULT '';  -- admin,member,viewer: of each tenant's users

-- What was written to disk, so that it can be told whether it still is what it was.
CREATE TABLE report_file (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  report_id  BIGINT NOT NULL,
  format     TEXT   NOT NULL CHECK (format IN ('pdf', 'html', 'md', 'csv', 'json', 'txt')),
  file       TEXT   NOT NULL,              -- below the reports folder
  sha256     TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, report_id, format),
  FOREIGN KEY (tenant_id, report_id) REFERENCES report (tenant_id, report_id)
);

-- Every logo that a report was ever made with, so that the report can be made again.
CREATE TABLE report_logo (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  sha256     TEXT   NOT NULL,
  png        TEXT   NOT NULL,              -- base64
  PRIMARY KEY (tenant_id, sha256)
);

CREATE TABLE report_brand (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  set_at     BIGINT NOT NULL,              -- the latest holds
  colour     BIGINT CHECK (colour BETWEEN 0 AND 16777215),  -- 0xRRGGBB; null: the house's own
  logo_sha256 TEXT  NOT NULL,              -- empty: none
  PRIMARY KEY (tenant_id, set_at)
);
