#include "sla/policy_store.hpp"

namespace mssp::sla {
namespace {

constexpr std::string_view columns =
    "tenant_id, version, effective_from, calendar, p1_around_the_clock, uptime_thousandths, p1_response, p1_resolution,"
    " p2_response, p2_resolution, p3_response, p3_resolution, p4_response, p4_resolution";
constexpr std::size_t first_target = 6;

Policy policy_from(const db::Row& row) {
  Policy policy;
  policy.version = static_cast<int>(row.integer(1));
  policy.effective_from = instant(row.integer(2));
  policy.calendar = row.text(3);
  policy.p1_around_the_clock = row.integer(4) != 0;
  if (const auto uptime = row.optional_integer(5)) policy.uptime = Percent{*uptime};
  for (std::size_t i = 0; i < policy.targets.size(); ++i) {
    policy.targets.at(i).response = Seconds{row.integer(first_target + 2 * i)};
    policy.targets.at(i).resolution = Seconds{row.integer(first_target + 2 * i + 1)};
  }
  return policy;
}

}  // namespace

std::map<std::int64_t, Versions> versions(db::Connection& store, const std::vector<tenant::Tenant>& tenants) {
  std::map<std::int64_t, Versions> all;
  for (const tenant::Tenant& tenant : tenants) all[tenant.id];
  const auto only = tenants.size() == 1 ? std::optional(tenants.front().id) : std::nullopt;
  const db::Rows rows = store.run("SELECT " + std::string(columns) +
                                      " FROM sla_policy WHERE tenant_id = coalesce(cast($1 AS BIGINT), tenant_id)"
                                      " ORDER BY tenant_id, version",
                                  {db::or_null(only)});
  for (const db::Row& row : rows) {
    const auto found = all.find(row.integer(0));
    if (found != all.end()) found->second.push_back(policy_from(row));
  }
  return all;
}

void insert(db::Connection& store, const std::vector<NewVersion>& policies) {
  std::vector<db::Values> rows;
  rows.reserve(policies.size());
  for (const NewVersion& added : policies) {
    const Policy& policy = added.policy;
    db::Values row{added.tenant_id, std::int64_t{policy.version}, epoch(policy.effective_from), policy.calendar,
                   std::int64_t{policy.p1_around_the_clock ? 1 : 0},
                   policy.uptime ? db::Value(policy.uptime->thousandths) : db::Value(nullptr)};
    for (const Targets& targets : policy.targets) {
      row.emplace_back(targets.response.value().count());
      row.emplace_back(targets.resolution.value().count());
    }
    rows.push_back(std::move(row));
  }
  store.insert("sla_policy", columns, rows);
}

}  // namespace mssp::sla
