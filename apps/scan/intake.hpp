// The one way of a scanner's result into the store, for files that people bring and for those of the runner.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "context.hpp"
#include "finding/import_store.hpp"

namespace mssp::scan {

struct ResultFile {
  std::string scanner;
  std::string name;   // for messages
  std::string bytes;
  bool accept_coverage = false;
  bool again = false;
};

// Before the store is locked: a large file, or a pipe from a scan that still runs, takes its time. Notes what was left
// out. Error{invalid_input} for what is no result of that scanner, or no whole one without accept_coverage.
finding::Import read_result(Context& context, const ResultFile& file);

// In the transaction that keeps it. `check` is asked about every address the result tells of, and may throw. Errors as
// finding::import_scan has them, and Error{denied} for addresses outside the tenant's networks.
finding::Imported keep_result(Context& context, db::Connection& store, const std::string& tenant,
                              const std::vector<config::Tier>& tiers, const finding::Import& import, Instant now,
                              const std::function<void(const std::string& address)>& check = {});

// The scan as `scan import` answers it.
render::Object describe(const Scan& scan);

}  // namespace mssp::scan
