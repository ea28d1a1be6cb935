// The SQL of feeds: what is known of CVEs beyond what scanners say.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "db/connection.hpp"
#include "finding/feed.hpp"
#include "finding/finding.hpp"

namespace mssp::finding {

// Replaces a feed: begin, then add as often as needed, then say when it was released, if the file tells.
void begin_feed(db::Connection& store, const std::string& feed, Instant now);
void release_feed(db::Connection& store, const std::string& feed, const std::string& released);
void add_known_exploited(db::Connection& store, const std::vector<KnownExploited>& entries);
void add_exploit_scores(db::Connection& store, const std::vector<ExploitScore>& scores);

// Whether a CVE is in the catalogue: all of them, of which there are some thousand.
std::map<std::string, KnownExploited> known_exploited(db::Connection& store);

// Predictions for these CVEs; those that have none are left out.
std::map<std::string, ExploitScore> exploit_scores(db::Connection& store, const std::vector<std::string>& cves);

// Brings the due time of open findings that name a known exploited CVE forward to the cap of their tenant, by id, where it
// is later or not set; how many. Reads in pages: memory does not grow with the number of findings.
std::int64_t cap_due(db::Connection& store, const std::map<std::int64_t, Instant>& caps);

}  // namespace mssp::finding
