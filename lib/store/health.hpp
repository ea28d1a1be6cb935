// Whether a store is sound: the file, its references, its schema and its audit trail.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "db/connection.hpp"

namespace mssp::store {

struct Health {
  std::int64_t version = 0;
  audit::Verdict audit;
  std::vector<std::string> findings;  // a line each, for people; empty when all is well
};

// Reads everything. A store older than the program is sound, a newer one is a finding; an empty one is sound and
// of version 0. Error{failed} when the file is too damaged to be read.
Health examine(db::Connection& store);

// Examines a file that is to be taken for a store. Error{not_found} when it is not there, Error{invalid_input} with the
// first finding when it is no sound store or an empty one.
Health require_sound(const std::filesystem::path& file);

}  // namespace mssp::store
