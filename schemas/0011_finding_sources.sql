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
