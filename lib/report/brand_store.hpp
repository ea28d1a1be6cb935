// The SQL of tenants' looks: their colour and logo on reports.
#pragma once

#include <optional>
#include <string>

#include "db/connection.hpp"
#include "report/model.hpp"

namespace mssp::report {

Brand brand(db::Connection& store, std::int64_t tenant_id);  // the latest; the house's own when none was set
void put(db::Connection& store, std::int64_t tenant_id, const Brand& brand, Instant now);
void insert_logo(db::Connection& store, std::int64_t tenant_id, const std::string& sha256, const std::string& png);

// The bytes of a logo that a report was made with; empty when `sha256` is.
std::string logo(db::Connection& store, std::int64_t tenant_id, const std::string& sha256);

}  // namespace mssp::report
