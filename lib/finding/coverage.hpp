// What a scan looked at, so that only what it could have seen again is closed when it is absent.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "finding/finding.hpp"

namespace mssp::finding {

struct PortSpan {
  int first = 0;
  int last = 0;  // included
};

// What was learnt of one asset that was up. A port is given as (protocol, number).
struct AssetCoverage {
  std::set<std::pair<std::string, int>> open;       // answered: what listens there is known as far as `sources` go
  std::set<std::pair<std::string, int>> uncertain;  // in range, but the scan could not tell (open|filtered, unfiltered)
  std::set<std::string> listed_only;                // protocols for which only `decided` ports are known
  std::set<std::pair<std::string, int>> decided;    // ports of those protocols that answered one way or the other
};

struct Coverage {
  std::string scanner;                                 // "nmap"
  std::set<std::string> sources;                       // parts of the scanner that ran: "nmap", "nmap/vulners"
  std::map<std::string, std::vector<PortSpan>> ports;  // by protocol, ascending
  std::map<std::string, AssetCoverage> assets;         // those that were up
  bool complete = false;                               // the scan reached its end and its file is whole
};

// True when the scan would have reported this finding if it were still there: same scanner, asset up, port in the
// scanned range of its protocol and its state known, and the source ran. When the port is known not to be open, what
// a source found on it earlier is gone whether or not the source ran.
bool covers(const Coverage& coverage, const Identity& identity);

// Why a scan must close nothing at all.
enum class Doubt { none, truncated, empty, shrunken };
std::string_view text(Doubt doubt);  // "the scan did not reach its end"; "" for none

// shrunken: fewer than 80 % of the assets that were up in the last scan of the same kind; `last_up` is empty when there
// was none. --accept-coverage overrides empty and shrunken only: a truncated scan never closes.
Doubt doubt_in(const Coverage& coverage, std::optional<std::size_t> last_up, bool accept_coverage = false);

}  // namespace mssp::finding
