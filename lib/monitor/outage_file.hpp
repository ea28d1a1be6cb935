// Outages as other tools export them: CSV, or a JSON text a line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"

namespace mssp::monitor {

struct WrittenOutage {
  std::size_t line = 0;
  std::string service;
  Instant from;
  std::optional<Instant> to;
  std::string reason;
};

// CSV with the header service,from,to,reason in any order (reason may be missing), or lines of
// {"service","from","to","reason"}, which begin with '{'; an end that is empty or null: it lasts. Times without an offset
// are in `zone`. Error{invalid_input} "FILE:LINE: ..." for the first mistake, for an end not after the beginning and for
// more than 100,000 outages.
std::vector<WrittenOutage> read_outages(std::string_view text, const std::string& file, const Zone& zone);

}  // namespace mssp::monitor
