-- What rows of other tables refer to is found by tenant first, so that a store can be cut into tenants.
CREATE UNIQUE INDEX ticket_key ON ticket (tenant_id, ticket_id);
CREATE UNIQUE INDEX scan_key ON scan (tenant_id, scan_id);
CREATE UNIQUE INDEX asset_key ON asset (tenant_id, asset_id);
CREATE UNIQUE INDEX finding_key ON finding (tenant_id, finding_id);
CREATE UNIQUE INDEX report_key ON report (tenant_id, report_id);
