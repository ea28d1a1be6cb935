-- What a ticket made of findings is about, so that the next run adds to it instead of opening another one.
CREATE TABLE finding_ticket (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  ticket_id  BIGINT NOT NULL,
  made_per   TEXT   NOT NULL CHECK (made_per IN ('rule', 'asset')),
  source     TEXT   NOT NULL,              -- of the rule, empty for an asset
  subject    TEXT   NOT NULL,              -- the rule, or the asset's address
  PRIMARY KEY (tenant_id, ticket_id),
  FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, ticket_id)
);
CREATE INDEX finding_ticket_subject ON finding_ticket (tenant_id, made_per, source, subject);
CREATE INDEX ticket_finding_of ON ticket_finding (tenant_id, finding_id);
