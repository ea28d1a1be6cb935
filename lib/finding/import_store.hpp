// Brings one scan into the store: assets, findings and the record of the scan, in a number of statements that does not
// depend on how many there are.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/tiers.hpp"
#include "db/connection.hpp"
#include "finding/coverage.hpp"
#include "finding/finding.hpp"
#include "scan/asset_store.hpp"
#include "scan/scan_store.hpp"
#include "tenant/tenant.hpp"

namespace mssp::finding {

// A scan as its reader left it.
struct Import {
  scan::Scan scan;  // what the file says: scanner, sha256, arguments, started, finished, complete, skipped
  std::vector<scan::Asset> assets;
  std::vector<Draft> drafts;  // each identity once, on these assets only
  Coverage coverage;
  std::string file;              // for errors
  bool accept_coverage = false;  // let it close findings although it is empty, shrunken or older
  bool again = false;            // import it even if its file was imported before
};

struct Imported {
  scan::Scan scan;
  bool changed = true;  // false: the file was imported before, as `scan`, and nothing was done
};

// To be called in the transaction that keeps it. Error{conflict} for a tenant that is archived or purged;
// Error{limit} for a scan or an asset more than the tier allows.
Imported import_scan(db::Connection& store, const tenant::Tenant& tenant, const config::Tier& tier,
                     const Import& import, Instant now, const Remediation& remediation = {});

}  // namespace mssp::finding
