// Brings one scan into the store: assets, findings and the record of the scan.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/tiers.hpp"
#include "db/connection.hpp"
#include "finding/coverage.hpp"
#include "finding/finding.hpp"
#include "finding/sink.hpp"
#include "scan/scan_store.hpp"
#include "tenant/tenant.hpp"

namespace mssp::finding {

struct Import {
  std::string file;     // for errors
  std::string scanner;  // "nmap"
  std::string sha256;   // of the file
  // Reads the file into the sink. What it throws leaves the store as it was, with the transaction.
  std::function<Facts(Sink&)> read;
  bool accept_coverage = false;  // let it close findings although it is empty, shrunken, older or partial
  bool again = false;            // import it even if its file was imported before
};

struct Imported {
  scan::Scan scan;
  bool changed = true;  // false: the file was imported before, as `scan`, and nothing was done
  std::vector<std::string> problems = {};  // the first of scan.skipped
};

// To be called in the transaction that keeps it. Error{conflict} for a tenant that is archived or purged;
// Error{limit} for a scan or an asset more than the tier allows; Error{invalid_input} for a file that is no whole scan,
// unless its coverage is accepted.
Imported import_scan(db::Connection& store, const tenant::Tenant& tenant, const config::Tier& tier,
                     const Import& import, Instant now, const Remediation& remediation = {});

}  // namespace mssp::finding
