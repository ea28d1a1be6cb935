#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>

#include "base/slug.hpp"
#include "device/device_store.hpp"
#include "patch/compliance_store.hpp"
#include "today/late.hpp"

namespace mssp::today {

std::vector<Item> devices(Context& context, const View& view) {
  db::Connection& store = context.store();
  const config::PatchPolicies policies = config::load_patch_policies(context.folder());
  const auto evidence = patch::evidence(store, view.only, view.at);
  if (std::none_of(evidence.begin(), evidence.end(), [](const auto& each) { return each.second.waits(); })) return {};
  std::unordered_map<std::string, std::vector<device::Device>> by_tenant;
  for (device::Device& each : device::devices(store, {.tenant = view.only ? view.tenants.front().slug : std::string(every_tenant), .every = true})) {
    by_tenant[each.tenant].push_back(std::move(each));
  }
  std::vector<Item> all;
  for (const tenant::Tenant& tenant : view.tenants) {
    const auto known = evidence.find(tenant.id);
    if (known == evidence.end() || !known->second.waits()) continue;
    const patch::Compliance judged = patch::compliance(known->second, tenant, policies, by_tenant[tenant.slug], view.at);
    for (const patch::Judged& each : judged.devices) {
      if (each.retrying.empty() || each.retrying.front().by > view.at + retry_ahead) continue;
      const patch::Item& first = each.retrying.front();
      const std::string others = each.retrying.size() > 1 ? fmt::format(" and {} more", each.retrying.size() - 1) : "";
      all.push_back({.section = "devices",
                     .weight = Weight::at_risk,
                     .tenant = tenant.slug,
                     .what = fmt::format("'{}' missed its window for {}{}", each.device->name,
                                         first.patch.empty() ? first.title : "'" + first.patch + "'", others),
                     .owner = {},
                     .due_at = first.by,
                     .command = "synos-mssp patch status --tenant " + tenant.slug});
    }
  }
  return all;
}

}  // namespace mssp::today
