// Moves a whole store into an empty one, whatever engine either is in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "base/instant.hpp"
#include "db/connection.hpp"

namespace mssp::store {

struct Transferred {
  struct Table {
    std::string name;
    std::int64_t rows = 0;
  };
  std::vector<Table> tables;  // in the order of their making; the record of migrations is each store's own
  audit::Verdict audit;       // the same in both

  std::int64_t rows() const;
};

// Reads `from` in one state, whatever others change meanwhile, and writes `to` in one transaction: interrupted, it leaves
// `to` as empty as it was. Rows keep their numbers. Counts and the audit trail are compared before anything is kept;
// with `dry_run` nothing is. `to` must be writable by its owner's rights.
// Error{conflict} when `to` holds anything or `from` is of another version; Error{failed} when `from` is not whole or
// the two differ.
Transferred transfer(db::Connection& from, db::Connection& to, Instant now, bool dry_run);

}  // namespace mssp::store
