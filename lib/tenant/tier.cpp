#include "tenant/tier.hpp"

#include <fmt/core.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::tenant {

const config::Tier& require_tier(const std::vector<config::Tier>& tiers, const std::string& name) {
  const config::Tier* newest = nullptr;
  std::vector<std::string> names;
  for (const config::Tier& tier : tiers) {
    names.push_back(tier.name);
    if (tier.name == name && (newest == nullptr || tier.version > newest->version)) newest = &tier;
  }
  if (newest != nullptr) return *newest;
  std::string hint = did_you_mean(name, names);
  if (hint.empty()) hint = "tiers.yml has " + join(names, ", ");
  throw Error(Code::not_found, fmt::format("no tier '{}'", printable(name)), hint);
}

void require_within(const std::string& tenant, const std::string& what, std::int64_t used, std::int64_t more,
                    const std::optional<std::int64_t>& limit, const std::string& item) {
  if (!limit || used + more <= *limit) return;
  throw Error(Code::limit, fmt::format("tenant '{}' uses {} of {} {}; {} would exceed that", tenant, used, *limit, what, item),
              fmt::format("'synos-mssp tenant set --tenant {} --tier TIER' raises the limit", tenant));
}

std::int64_t month_forecast(std::int64_t used, const Period& month, Instant now) {
  const std::int64_t passed = (now - month.from).count();
  const std::int64_t whole = (month.to - month.from).count();
  if (passed <= 0 || passed >= whole) return used;
  return (used * whole + passed - 1) / passed;
}

}  // namespace mssp::tenant
