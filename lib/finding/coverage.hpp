// When a scan may close what it does not report.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mssp::finding {

// Why a scan must close nothing at all.
enum class Doubt { none, truncated, empty, shrunken };
std::string_view text(Doubt doubt);  // "the scan did not reach its end"; "" for none

// What a scan is judged by before it may close anything.
struct Extent {
  bool complete = false;               // the scan reached its end and its file is whole
  std::int64_t assets = 0;             // that were up
  std::optional<std::int64_t> last{};  // in the last scan of the same kind; empty when there was none
};

// shrunken: fewer than 80 % of the assets that were up in the last scan. --accept-coverage overrides empty and shrunken
// only: a truncated scan never closes.
Doubt doubt_in(const Extent& extent, bool accept_coverage = false);

}  // namespace mssp::finding
