// The SQL of scans: what was imported, and what came of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "db/connection.hpp"
#include "tenant/tenant.hpp"

namespace mssp::scan {

struct Scan {
  std::string tenant;       // slug
  std::int64_t number = 0;  // 1, 2, 3 ... of the tenant
  std::string scanner;
  std::string sha256;
  std::string arguments;
  std::optional<Instant> started;   // by the scanner's clock
  std::optional<Instant> finished;  // by the scanner's clock
  Instant imported_at;
  bool complete = false;
  std::string doubt;  // why it closed nothing; empty when it could
  std::int64_t hosts = 0;
  std::int64_t reported = 0;  // results in the file: created + untouched + reopened, and repeats of these
  std::int64_t created = 0;
  std::int64_t untouched = 0;
  std::int64_t reopened = 0;
  std::int64_t fixed = 0;
  std::int64_t skipped = 0;
};

// "S-1"
std::string handle(std::int64_t number);

// The first scan of the tenant that was imported from a file with these bytes.
std::optional<Scan> find_file(db::Connection& store, const tenant::Tenant& tenant, const std::string& sha256);

// Error{not_found} when the tenant has none of that number.
Scan get(db::Connection& store, const tenant::Tenant& tenant, std::int64_t number);
// "S-1", "s-1" or "1"; nothing when it is no handle.
std::optional<std::int64_t> parse_handle(std::string_view text);

// What the next scan is measured by.
struct Past {
  std::int64_t next_number = 1;
  std::int64_t previous = 0;          // number of the scanner's last scan; 0 when there was none
  std::optional<std::int64_t> hosts;  // of the scanner's last scan that was in no doubt
  std::optional<Instant> finished;    // the latest end of the scanner's scans, but for those of a clock ahead of ours
};
Past past(db::Connection& store, const tenant::Tenant& tenant, const std::string& scanner);

void insert(db::Connection& store, const tenant::Tenant& tenant, const Scan& scan);

// By tenant, newest first; `slug_or_all` as tenant::named takes it, and known to exist.
std::vector<Scan> list(db::Connection& store, const std::string& slug_or_all);

}  // namespace mssp::scan
