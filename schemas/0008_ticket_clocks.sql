-- Clocks as the last event of their ticket left them, everything that can happen to a ticket, and alerts.
ALTER TABLE ticket ADD COLUMN analyst_id BIGINT REFERENCES analyst (analyst_id);
ALTER TABLE ticket ADD COLUMN merged_into BIGINT REFERENCES ticket (number);
ALTER TABLE ticket ADD COLUMN reference TEXT;  -- its name in the system it was imported from
CREATE UNIQUE INDEX ticket_reference ON ticket (tenant_id, reference);

CREATE TABLE ticket_history (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  ticket_id  BIGINT NOT NULL,
  position   BIGINT NOT NULL CHECK (position > 0),  -- 1, 2, 3 ...: events of one second keep their order
  at         BIGINT NOT NULL,
  kind       TEXT   NOT NULL CHECK (kind IN ('opened', 'message', 'wait-customer', 'wait-vendor', 'resumed', 'resolved', 'closed', 'reopened', 'prioritized', 'restamped', 'voided', 'merged', 'excused', 'assigned', 'unassigned', 'tagged', 'untagged', 'linked', 'unlinked', 'retitled')),
  actor      TEXT   NOT NULL CHECK (actor IN ('agent', 'customer', 'system')),
  is_public  BIGINT NOT NULL CHECK (is_public IN (0, 1)),
  author     TEXT   NOT NULL,                -- who recorded it
  message    TEXT   NOT NULL,                -- may be empty
  detail     TEXT   NOT NULL,                -- what the kind speaks of: analyst, tag, asset, ticket, approver; else empty
  priority   TEXT   CHECK (priority IN ('P1', 'P2', 'P3', 'P4')),  -- of opened and prioritized
  policy_version BIGINT,                     -- of opened and restamped
  clock      TEXT   CHECK (clock IN ('response', 'update', 'resolution')),  -- of voided and excused
  ordinal    BIGINT CHECK (ordinal > 0),
  PRIMARY KEY (tenant_id, ticket_id, position),
  FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, ticket_id)
);
INSERT INTO ticket_history (tenant_id, ticket_id, position, at, kind, actor, is_public, author, message, detail, priority, policy_version)
  SELECT e.tenant_id, e.ticket_id, e.position, e.at, e.kind, e.actor, e.is_public, e.author, e.message, '',
    CASE WHEN e.kind = 'opened' THEN k.priority END, CASE WHEN e.kind = 'opened' THEN k.policy_version END
  FROM ticket_event e JOIN ticket k ON k.ticket_id = e.ticket_id;
DROP TABLE ticket_event;
ALTER TABLE ticket_history RENAME TO ticket_event;
CREATE INDEX ticket_event_by_kind ON ticket_event (tenant_id, kind, at);

-- How a clock stands at any instant after the last event follows from its row alone.
CREATE TABLE ticket_clock (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  ticket_id  BIGINT NOT NULL,
  kind       TEXT   NOT NULL CHECK (kind IN ('response', 'update', 'resolution')),
  ordinal    BIGINT NOT NULL CHECK (ordinal > 0),  -- of update clocks 1, 2, 3 ...
  priority   TEXT   NOT NULL CHECK (priority IN ('P1', 'P2', 'P3', 'P4')),
  target     BIGINT NOT NULL CHECK (target > 0),   -- seconds of open time
  calendar   TEXT   NOT NULL,
  started    BIGINT NOT NULL,
  used       BIGINT NOT NULL,                      -- until since, the pause or the stop
  since      BIGINT,                               -- running since then
  due_at     BIGINT,                               -- null while paused
  risk_at    BIGINT,                               -- at risk from then on
  stopped_at BIGINT,
  decided_at BIGINT,
  verdict    TEXT   NOT NULL CHECK (verdict IN ('open', 'met', 'missed', 'void')),
  PRIMARY KEY (tenant_id, ticket_id, kind, ordinal),
  FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, ticket_id)
);
-- In the order of the figures of a period, with all they are counted from.
CREATE INDEX ticket_clock_figures ON ticket_clock (tenant_id, kind, priority, target, verdict, decided_at, due_at, risk_at, started, stopped_at);
CREATE INDEX ticket_clock_running ON ticket_clock (tenant_id, risk_at) WHERE stopped_at IS NULL AND verdict <> 'void';

-- By which rules of each calendar the clocks that run were last computed, and since when.
CREATE TABLE calendar_rules (
  name        TEXT   NOT NULL PRIMARY KEY,
  fingerprint TEXT   NOT NULL,
  changed_at  BIGINT NOT NULL                      -- 0: never
);

-- A clock is alerted once when it is at risk and once when it is breached, whoever looks and however often.
CREATE TABLE clock_alert (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  ticket_id  BIGINT NOT NULL,
  kind       TEXT   NOT NULL,
  ordinal    BIGINT NOT NULL,
  alert      TEXT   NOT NULL CHECK (alert IN ('at-risk', 'breach')),
  raised_at  BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, ticket_id, kind, ordinal, alert),
  FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, ticket_id)
);

CREATE TABLE ticket_tag (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  ticket_id  BIGINT NOT NULL,
  tag        TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, ticket_id, tag),
  FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, ticket_id)
);
CREATE INDEX ticket_tag_by_tag ON ticket_tag (tag, tenant_id, ticket_id);

CREATE TABLE ticket_asset (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  ticket_id  BIGINT NOT NULL,
  asset_id   BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, ticket_id, asset_id),
  FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, ticket_id),
  FOREIGN KEY (tenant_id, asset_id) REFERENCES asset (tenant_id, asset_id)
);

CREATE TABLE ticket_finding (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  ticket_id  BIGINT NOT NULL,
  finding_id BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, ticket_id, finding_id),
  FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, ticket_id),
  FOREIGN KEY (tenant_id, finding_id) REFERENCES finding (tenant_id, finding_id)
);
