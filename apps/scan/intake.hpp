// The one way of a scanner's result into the store, for files that people bring and for those of the runner.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/source.hpp"
#include "config/remediation.hpp"
#include "context.hpp"
#include "finding/import_store.hpp"

namespace mssp::scan {

struct ResultFile {
  std::string scanner;  // of reader::scanners(), or auto
  std::string name;     // for messages
  Opening open;
  std::string asset = {};  // what was scanned, for files that do not name it
  bool accept_coverage = false;
  bool again = false;
};

// Finds out what the file is and takes its checksum, before the store is locked: a pipe from a scan that still runs
// takes its time. Error{invalid_input} for what no reader takes.
finding::Import open_result(const ResultFile& file);

// Reads it in the transaction that keeps it. `check` is asked about every address the result tells of, and may throw.
// Errors as finding::import_scan has them, and Error{denied} for addresses outside the tenant's networks.
finding::Imported keep_result(Context& context, db::Connection& store, const std::string& tenant,
                              const std::vector<config::Tier>& tiers, const config::Remediation& days,
                              const finding::Import& import, Instant now,
                              const std::function<void(const std::string& address)>& check = {});

// Notes the first parts that could not be read.
void tell_problems(Context& context, const finding::Imported& imported, const std::string& name);

// The scan as `scan import` answers it.
render::Object describe(const Scan& scan);

}  // namespace mssp::scan
