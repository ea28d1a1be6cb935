-- Which patches devices lack or have, and what is exempt from having to have them.
CREATE TABLE device_patch (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  device_id  BIGINT NOT NULL,
  patch      TEXT   NOT NULL,              -- "KB5043080", a package
  title      TEXT   NOT NULL,
  severity   TEXT   NOT NULL CHECK (severity IN ('critical', 'high', 'medium', 'low', 'none')),
  category   TEXT   NOT NULL CHECK (category IN ('os', 'third-party', 'signature')),
  status     TEXT   NOT NULL CHECK (status IN ('missing', 'approved', 'installed', 'failed', 'pending-reboot')),
  source     TEXT   NOT NULL,
  released_at BIGINT,
  approved_at BIGINT,
  first_seen BIGINT NOT NULL,
  status_since BIGINT NOT NULL,
  observed_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, device_id, patch),
  FOREIGN KEY (tenant_id, device_id) REFERENCES device (tenant_id, device_id)
);

CREATE TABLE patch_exemption (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  number     BIGINT NOT NULL,              -- 1, 2, 3 ... of this tenant: what people name it by
  device_id  BIGINT,                       -- null: every device
  patch      TEXT   NOT NULL,              -- empty: every patch, the device does not count at all
  reason     TEXT   NOT NULL,
  approver   TEXT   NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (tenant_id, number),
  FOREIGN KEY (tenant_id, device_id) REFERENCES device (tenant_id, device_id)
);

-- A finding of a device's baseline that a person has seen and judged.
CREATE TABLE baseline_note (
  tenant_id  BIGINT NOT NULL REFERENCES tenant (tenant_id),
  device_id  BIGINT NOT NULL,
  area       TEXT   NOT NULL CHECK (area IN ('windows_update', 'third_party_apps', 'antivirus', 'disk_health', 'firewall', 'local_admins', 'remote_access')),
  note       TEXT   NOT NULL,
  author     TEXT   NOT NULL,
  noted_at   BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, device_id, area),
  FOREIGN KEY (tenant_id, device_id) REFERENCES device (tenant_id, device_id)
);
