-- Maintenance windows that were agreed with a customer; they come before what patch-policy.yml says of the same scope.
CREATE TABLE patch_window (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  group_name TEXT   NOT NULL,              -- of devices; empty: all that have none of their own
  work       TEXT   NOT NULL CHECK (work IN ('os_updates', 'third_party', 'signatures', 'scripts')),
  frequency  TEXT   NOT NULL CHECK (frequency IN ('hourly', 'daily', 'weekly', 'monthly', 'quarterly')),
  day        TEXT   NOT NULL,              -- as in scan_schedule
  time       TEXT   NOT NULL,
  timezone   TEXT   NOT NULL,              -- empty: the tenant's
  agreed_at  BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, group_name, work)
);

-- The morning asks all tenants at once for what is still to be installed.
CREATE INDEX device_patch_open ON device_patch (tenant_id, device_id) WHERE status <> 'installed';
CREATE INDEX device_fact_patching ON device_fact (tenant_id, device_id)
  WHERE name IN ('reboot_pending', 'updates_pending', 'critical_pending');
