-- What who looks after a tenant has to be able to do, besides what its tier requires.
CREATE TABLE tenant_skill (
  tenant_id BIGINT NOT NULL REFERENCES tenant (tenant_id),
  skill     TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, skill)
);
