// Reads tenants from CSV or JSON Lines, thousands at once, and finds every mistake before any is made.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/tiers.hpp"
#include "tenant/tenant.hpp"

namespace mssp::tenant {

struct Imported {
  std::size_t line = 0;
  Tenant tenant;
};

// CSV with a header line or JSON Lines, told apart by the first character: '{' begins JSON. Keys and columns are name,
// tier, seats (required), slug, status, timezone, contact. Error{invalid_input} lists every mistake with FILE:LINE, up
// to twenty of them; also two lines that give the same slug, and slugs of `taken` (sorted).
std::vector<Imported> read_import(std::string_view text, const std::string& file, const std::vector<config::Tier>& tiers,
                                  const std::vector<std::string>& taken, const std::string& default_zone, Instant now);

}  // namespace mssp::tenant
