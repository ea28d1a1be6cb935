// Everything the store holds of one tenant: handed over as a file, and deleted when the contract is over.
#pragma once

#include <string>

#include "db/connection.hpp"
#include "render/value.hpp"
#include "tenant/tenant.hpp"

namespace mssp::tenant {

// Every row of every table that has a tenant_id, so that a table added later is never forgotten: {"format", "version",
// "exported_at", "tenant", "users", "tables": {NAME: [{COLUMN: VALUE}]}}. One statement a table.
render::Object export_of(db::Connection& store, const Tenant& tenant, Instant now);

// The last export: its checksum, and who made it. What a purge rests on.
struct Export {
  std::string sha256;
  std::string login;
};
void remember_export(db::Connection& store, const Tenant& tenant, const Export& made);

// Error{conflict} unless `sha256` is that of the last export, and somebody else than `login` made it: one person alone
// cannot delete a customer.
void require_export(db::Connection& store, const Tenant& tenant, const std::string& sha256, const std::string& login);

// Deletes the rows, and the people who belong to no other tenant. The tenant's own row stays, without its name, so that
// its slug is not given again; the audit trail stays. Gives the number of rows deleted.
std::int64_t purge(db::Connection& store, const Tenant& tenant, Instant now);

}  // namespace mssp::tenant
