#include "config/remediation.hpp"

#include <fmt/core.h>

#include "config/fields.hpp"

namespace mssp::config {
namespace {

constexpr std::int64_t longest = 3650;

// A severity's days: a number, or none.
void take_days(const Fields& fields, std::string_view key, std::optional<int>& days) {
  const Node* node = fields.find(key);
  if (node == nullptr) return;
  if (node->kind == Node::Kind::scalar && node->text == "none") {
    days.reset();
    return;
  }
  Problems rejected(fields.problems().file());
  if (const auto value = integer(node, 1, longest, rejected)) {
    days = static_cast<int>(*value);
  } else {
    refuse(*node, fmt::format("a whole number of days from 1 to {} without quotes, or none", longest), fields.problems());
  }
}

void take(const Fields& fields, RepairDays& days) {
  take_days(fields, "critical", days.critical);
  take_days(fields, "high", days.high);
  take_days(fields, "medium", days.medium);
  take_days(fields, "low", days.low);
  take_days(fields, "info", days.info);
  const auto exploited = integer(fields.find("known_exploited"), 1, longest, fields.problems());
  if (exploited) days.known_exploited = static_cast<int>(*exploited);
}

}  // namespace

const RepairDays& Remediation::of(std::string_view tenant) const {
  const auto found = tenants.find(tenant);
  return found == tenants.end() ? standard : found->second;
}

Remediation read_remediation(std::string_view written, Problems& problems) {
  Remediation out;
  const auto root = parse_yaml(written, problems);
  if (!root) return out;
  const Fields fields(*root, "remediation.yml", {"default", "tenants"}, problems);
  if (const Node* standard = fields.find("default")) {
    take(Fields(*standard, "days to repair", {"critical", "high", "medium", "low", "info", "known_exploited"}, problems), out.standard);
  }
  for (const Node* node : items(fields.find("tenants"), problems)) {
    const Fields own(*node, "a tenant's days to repair",
                     {"tenant", "critical", "high", "medium", "low", "info", "known_exploited"}, problems);
    const Node* named = own.require("tenant");
    const std::string tenant = slug(named, problems).value_or("");
    RepairDays days = out.standard;
    take(own, days);
    if (tenant.empty()) continue;
    const auto [first, is_new] = out.places.emplace(tenant, named->place);
    if (!is_new) {
      problems.add(node->place, fmt::format("tenant '{}' stands twice", tenant), fmt::format("it stands in line {} already", first->second.line));
    }
    out.tenants.insert_or_assign(tenant, days);
  }
  return out;
}

}  // namespace mssp::config
