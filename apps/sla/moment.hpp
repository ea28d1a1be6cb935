// A time given on the command line, whose zone is known only when the command runs: that of the tenant or calendar.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/arguments.hpp"
#include "tenant/tenant.hpp"

namespace mssp::sla {

struct Moment {
  std::string text;  // as parse_instant takes it
  Instant in(const Zone& zone) const { return parse_instant(text, zone).value(); }
};

inline std::optional<Moment> moment(const cli::Arguments& arguments, std::string_view option) {
  if (!arguments.instant(option, Zone::utc())) return std::nullopt;
  return Moment{arguments.text(option)};
}

}  // namespace mssp::sla
