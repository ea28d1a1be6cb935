#include <fmt/core.h>

#include <algorithm>

#include "device/device_store.hpp"
#include "patch/patch_store.hpp"
#include "today/late.hpp"

namespace mssp::today {

std::vector<Item> devices(Context& context, const View& view) {
  db::Connection& store = context.store();
  const config::PatchPolicies policies = config::load_patch_policies(context.folder());
  const std::vector<std::int64_t> waiting = patch::waiting_tenants(store);
  std::vector<Item> all;
  for (const tenant::Tenant& tenant : view.tenants) {
    if (!std::binary_search(waiting.begin(), waiting.end(), tenant.id)) continue;
    const auto known = device::devices(store, {.tenant = tenant.slug, .every = true});
    const patch::Compliance judged = patch::compliance(store, tenant, policies, known, view.at);
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
