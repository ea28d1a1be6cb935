// Feeds that users download: CISA's catalogue of known exploited vulnerabilities, and FIRST's exploit predictions.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mssp::finding {

// An entry of the catalogue (KEV).
struct KnownExploited {
  std::string cve;
  std::string added_on;  // YYYY-MM-DD
  bool ransomware = false;
};

// A prediction (EPSS): the probability of exploitation in the next 30 days, and the share of CVEs with less, both in
// thousandths of a percent.
struct ExploitScore {
  std::string cve;
  std::int64_t score = 0;
  std::int64_t percentile = 0;
};

// "0.97565" as thousandths of a percent, 97565, cut off; nothing when it is not from 0 to 1.
std::optional<std::int64_t> parse_probability(std::string_view text);

}  // namespace mssp::finding
