#include "sla/policy_store.hpp"

#include "db/instants.hpp"

namespace mssp::sla {
namespace {

constexpr std::string_view terms =
    "version, effective_from, calendar, p1_around_the_clock, uptime_ten_thousandths, recorded_at, recorded_by,"
    " p1_response, p1_update, p1_resolution, p2_response, p2_update, p2_resolution,"
    " p3_response, p3_update, p3_resolution, p4_response, p4_update, p4_resolution";
constexpr std::size_t first_target = 8;  // after the tenant

Policy policy_from(const db::Row& row) {
  Policy policy;
  policy.version = static_cast<int>(row.integer(1));
  policy.effective_from = instant(row.integer(2));
  policy.calendar = row.text(3);
  policy.p1_around_the_clock = row.integer(4) != 0;
  if (const auto uptime = row.optional_integer(5)) policy.uptime = Percent{*uptime / 10, static_cast<int>(*uptime % 10)};
  if (const auto recorded = row.optional_integer(6)) policy.recorded_at = instant(*recorded);
  policy.recorded_by = row.optional_text(7).value_or("");
  for (std::size_t i = 0; i < policy.targets.size(); ++i) {
    Targets& targets = policy.targets.at(i);
    targets.response = Seconds{row.integer(first_target + 3 * i)};
    if (const auto update = row.optional_integer(first_target + 3 * i + 1)) targets.update = Seconds{*update};
    targets.resolution = Seconds{row.integer(first_target + 3 * i + 2)};
  }
  return policy;
}

void append_terms(db::Values& row, const Policy& policy) {
  row.emplace_back(std::int64_t{policy.version});
  row.emplace_back(epoch(policy.effective_from));
  row.emplace_back(policy.calendar);
  row.emplace_back(std::int64_t{policy.p1_around_the_clock ? 1 : 0});
  row.push_back(policy.uptime ? db::Value(policy.uptime->ten_thousandths()) : db::Value(nullptr));
  row.push_back(db::epoch_or_null(policy.recorded_at));
  row.push_back(policy.recorded_by.empty() ? db::Value(nullptr) : db::Value(policy.recorded_by));
  for (const Targets& targets : policy.targets) {
    row.emplace_back(targets.response.value().count());
    row.push_back(targets.update ? db::Value(targets.update->count()) : db::Value(nullptr));
    row.emplace_back(targets.resolution.value().count());
  }
}

}  // namespace

std::map<std::int64_t, Versions> versions(db::Connection& store, const std::vector<tenant::Tenant>& tenants) {
  std::map<std::int64_t, Versions> all;
  for (const tenant::Tenant& tenant : tenants) all[tenant.id];
  const auto only = tenants.size() == 1 ? std::optional(tenants.front().id) : std::nullopt;
  const std::string of(terms);
  Versions house;
  for (const db::Row& row : store.run("SELECT cast(0 AS BIGINT) AS tenant_id, " + of + " FROM sla_house_policy UNION ALL SELECT tenant_id, " +
                                          of + " FROM sla_policy WHERE tenant_id = coalesce(cast($1 AS BIGINT), tenant_id)"
                                          " ORDER BY 1, 2",
                                      {db::or_null(only)})) {
    if (row.integer(0) == 0) {
      house.push_back(policy_from(row));
      house.back().version = -house.back().version;
      continue;
    }
    const auto found = all.find(row.integer(0));
    if (found != all.end()) found->second.push_back(policy_from(row));
  }
  for (auto& [id, own] : all) own.insert(own.begin(), house.begin(), house.end());
  return all;
}

void insert(db::Connection& store, const std::vector<NewVersion>& policies) {
  std::vector<db::Values> rows;
  rows.reserve(policies.size());
  for (const NewVersion& added : policies) {
    rows.push_back({added.tenant_id});
    append_terms(rows.back(), added.policy);
  }
  store.insert("sla_policy", "tenant_id, " + std::string(terms), rows);
}

Versions house_versions(db::Connection& store) {
  Versions all;
  for (const db::Row& row : store.run("SELECT cast(0 AS BIGINT) AS tenant_id, " + std::string(terms) + " FROM sla_house_policy ORDER BY version")) {
    all.push_back(policy_from(row));
  }
  return all;
}

void insert_house(db::Connection& store, const Policy& policy) {
  db::Values row;
  append_terms(row, policy);
  store.insert("sla_house_policy", terms, {row});
}

}  // namespace mssp::sla
