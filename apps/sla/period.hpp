// The month or quarter that figures are about.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"

namespace mssp::sla {

struct Months {
  Month first;
  int count = 1;
};

// --month or --quarter, not both; absent: the current month. Error{usage}.
std::optional<Months> months(const cli::Arguments& arguments);

// The months in a zone; the current one when none are given. Error{usage} when they have not begun at `as_of`.
struct NamedPeriod {
  Period period;
  std::string title;  // "September 2025", "2025-Q3"
};
NamedPeriod period_for(const std::optional<Months>& months, const Zone& zone, Instant as_of);

std::vector<cli::Option> period_options();

}  // namespace mssp::sla
