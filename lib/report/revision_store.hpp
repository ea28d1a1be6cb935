// Reports as they were made. A report whose figures did not change is the same revision, with the same bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "db/connection.hpp"

namespace mssp::report {

// The layout of the views; raised when the same model would look different.
inline constexpr std::int64_t template_version = 1;

struct Revision {
  std::int64_t id = 0;
  std::string tenant;  // slug
  std::string type;    // "executive"
  std::string period;  // "2025-09"
  std::int64_t number = 0;
  std::string sha256;  // of the model
  Instant frozen_at;
  bool is_new = false;

  std::string topic() const;                             // "executive/2025-09/1"
  std::string handle() const;                            // "acme-corp/executive/2025-09/1"
  std::string file_name(const std::string& ending) const;  // "acme-corp_executive_2025-09.pdf", "..._r2.pdf"
};

// The latest revision when its model and template are the same, else a new one.
Revision keep(db::Connection& store, std::int64_t tenant_id, const std::string& slug, const std::string& type, Month period,
              const std::string& model, Instant now);

// Newest first.
std::vector<Revision> list(db::Connection& store, const std::optional<std::string>& tenant);

}  // namespace mssp::report
