-- The unique indexes of tenant and number become the primary keys, and references name both columns. SQLite keeps its
-- row number as the primary key, which it cannot do without.
ALTER TABLE ticket_event DROP CONSTRAINT ticket_event_ticket_id_fkey;
ALTER TABLE finding DROP CONSTRAINT finding_asset_id_fkey;
ALTER TABLE outbox DROP CONSTRAINT outbox_report_id_fkey;

ALTER TABLE ticket DROP CONSTRAINT ticket_pkey;
ALTER TABLE ticket ADD CONSTRAINT ticket_pkey PRIMARY KEY USING INDEX ticket_key;
ALTER TABLE scan DROP CONSTRAINT scan_pkey;
ALTER TABLE scan ADD CONSTRAINT scan_pkey PRIMARY KEY USING INDEX scan_key;
ALTER TABLE asset DROP CONSTRAINT asset_pkey;
ALTER TABLE asset ADD CONSTRAINT asset_pkey PRIMARY KEY USING INDEX asset_key;
ALTER TABLE finding DROP CONSTRAINT finding_pkey;
ALTER TABLE finding ADD CONSTRAINT finding_pkey PRIMARY KEY USING INDEX finding_key;
ALTER TABLE report DROP CONSTRAINT report_pkey;
ALTER TABLE report ADD CONSTRAINT report_pkey PRIMARY KEY USING INDEX report_key;

ALTER TABLE sla_policy DROP CONSTRAINT sla_policy_pkey;
ALTER TABLE sla_policy ADD CONSTRAINT sla_policy_pkey PRIMARY KEY (tenant_id, sla_policy_id);
ALTER TABLE ticket_event DROP CONSTRAINT ticket_event_pkey;
ALTER TABLE ticket_event ADD CONSTRAINT ticket_event_pkey PRIMARY KEY (tenant_id, ticket_event_id);
ALTER TABLE assignment DROP CONSTRAINT assignment_pkey;
ALTER TABLE assignment ADD CONSTRAINT assignment_pkey PRIMARY KEY (tenant_id, assignment_id);
ALTER TABLE analyst_conflict DROP CONSTRAINT analyst_conflict_pkey;
ALTER TABLE analyst_conflict ADD CONSTRAINT analyst_conflict_pkey PRIMARY KEY (tenant_id, conflict_id);
ALTER TABLE report_occurrence DROP CONSTRAINT report_occurrence_pkey;
ALTER TABLE report_occurrence ADD CONSTRAINT report_occurrence_pkey PRIMARY KEY (tenant_id, report_occurrence_id);
ALTER TABLE outbox DROP CONSTRAINT outbox_pkey;
ALTER TABLE outbox ADD CONSTRAINT outbox_pkey PRIMARY KEY (tenant_id, outbox_id);

ALTER TABLE ticket_event ADD CONSTRAINT ticket_event_ticket_id_fkey
  FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, ticket_id);
ALTER TABLE finding ADD CONSTRAINT finding_asset_id_fkey
  FOREIGN KEY (tenant_id, asset_id) REFERENCES asset (tenant_id, asset_id);
ALTER TABLE outbox ADD CONSTRAINT outbox_report_id_fkey
  FOREIGN KEY (tenant_id, report_id) REFERENCES report (tenant_id, report_id);
