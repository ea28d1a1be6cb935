#include "baseline/history.hpp"

#include <algorithm>

namespace mssp::baseline {

std::optional<Percent> Day::compliance() const { return patch::share(compliant, counted); }

Day count(const patch::Compliance& judged, const std::vector<Health>& healths) {
  using patch::Verdict;
  const auto of = [&](Health health) { return std::count(healths.begin(), healths.end(), health); };
  return {.day = {},
          .taken_at = {},
          .devices = static_cast<std::int64_t>(judged.devices.size()),
          .told = std::count_if(judged.devices.begin(), judged.devices.end(), [](const patch::Judged& each) { return each.told; }),
          .compliant = judged.compliant,
          .counted = judged.counted,
          .exempt = judged.exempt,
          .retired = judged.retired,
          .overdue = judged.count(Verdict::overdue),
          .reboot = judged.count(Verdict::reboot),
          .stale = judged.count(Verdict::stale),
          .never_seen = judged.count(Verdict::never_seen),
          .no_data = judged.count(Verdict::no_data),
          .healthy = of(Health::healthy),
          .warn = of(Health::warn),
          .fail = of(Health::fail),
          .unknown = of(Health::unknown)};
}

}  // namespace mssp::baseline
