// What a tier allows a tenant.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "config/tiers.hpp"

namespace mssp::tenant {

// The newest version of the tier of that name. Error{not_found} with the nearest name otherwise.
const config::Tier& require_tier(const std::vector<config::Tier>& tiers, const std::string& name);

// Error{limit} when `used` and `more` together exceed the limit; `what` is "assets" or "scans this month", `item` the
// one that would be too many.
void require_within(const std::string& tenant, const std::string& what, std::int64_t used, std::int64_t more,
                    const std::optional<std::int64_t>& limit, const std::string& item);

// `used` so far in the month, carried on at the same pace to its end, rounded up.
std::int64_t month_forecast(std::int64_t used, const Period& month, Instant now);

}  // namespace mssp::tenant
