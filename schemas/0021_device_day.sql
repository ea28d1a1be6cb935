-- One snapshot a day and tenant of its devices: how patch compliance and health were, whatever becomes of the devices.
CREATE TABLE device_day (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  day        TEXT   NOT NULL,              -- YYYY-MM-DD in the tenant's zone
  taken_at   BIGINT NOT NULL,
  devices    BIGINT NOT NULL CHECK (devices > 0),  -- neither retired nor merged into others
  told       BIGINT NOT NULL,              -- of which somebody told patches or updates
  compliant  BIGINT NOT NULL,
  counted    BIGINT NOT NULL CHECK (counted >= compliant),
  exempt     BIGINT NOT NULL CHECK (counted + exempt = devices),
  retired    BIGINT NOT NULL,
  overdue    BIGINT NOT NULL,              -- of the counted ones, why they do not comply
  reboot     BIGINT NOT NULL,
  stale      BIGINT NOT NULL,
  never_seen BIGINT NOT NULL,
  no_data    BIGINT NOT NULL CHECK (compliant + overdue + reboot + stale + never_seen + no_data = counted),
  healthy    BIGINT NOT NULL,              -- over the seven areas together
  warn       BIGINT NOT NULL,
  fail       BIGINT NOT NULL,
  unknown    BIGINT NOT NULL CHECK (healthy + warn + fail + unknown = devices),
  PRIMARY KEY (tenant_id, day)
);
