-- Work that only one runner may do at a time: who does it, and until when others leave it to him. A runner that dies
-- holds nothing for ever.
CREATE TABLE lease (
  name     TEXT   NOT NULL PRIMARY KEY,   -- of the work
  holder   TEXT   NOT NULL,               -- who does it: host and process
  held_until BIGINT NOT NULL
);

-- A key of a tenant's table begins with the tenant.
CREATE UNIQUE INDEX report_occurrence_once ON report_occurrence (tenant_id, report_schedule_id, due_at);
CREATE UNIQUE INDEX outbox_once ON outbox (tenant_id, report_id, recipient);
