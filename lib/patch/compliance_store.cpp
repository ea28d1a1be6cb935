#include "patch/compliance_store.hpp"

#include <algorithm>

#include "device/device_store.hpp"
#include "patch/patch_store.hpp"
#include "patch/window_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::patch {
namespace {

using All = std::map<std::int64_t, Evidence>;

void take_facts(db::Connection& store, const std::string& whose, const db::Values& values, All& all) {
  std::pair<std::int64_t, std::string> last;
  for (const db::Row& row :
       store.run("SELECT f.tenant_id, f.device_id, f.name, f.value, f.since, f.gone_at FROM device_fact f"
                 " WHERE f.name IN ('reboot_pending', 'updates_pending', 'critical_pending')" + whose +
                     " ORDER BY f.tenant_id, f.device_id, f.name, f.observed_at DESC, f.source",
                 values)) {
    // The newest source speaks, and comes first.
    std::pair<std::int64_t, std::string> subject{row.integer(1), row.text(2)};
    if (subject == last) continue;
    last = std::move(subject);
    if (!row.is_null(5)) continue;
    Counted& of = all[row.integer(0)].counted[row.integer(1)];
    const std::string& name = row.text(2);
    const Instant since = instant(row.integer(4));
    if (name == device::fact::reboot_pending) {
      if (row.text(3) == "yes") of.reboot_since = since;
      continue;
    }
    of.told = true;
    if (name != device::fact::critical_pending) continue;
    of.critical = parse_integer(row.text(3));
    of.critical_since = since;
  }
}

}  // namespace

bool Evidence::waits() const {
  return !open.empty() || std::any_of(counted.begin(), counted.end(), [](const auto& each) { return each.second.critical.value_or(0) > 0; });
}

All evidence(db::Connection& store, const std::optional<std::int64_t>& tenant_id, Instant now) {
  All all;
  for (auto& [tenant, patches] : open_patches(store, tenant_id)) {
    for (Patch& each : patches) all[tenant].open[each.device].push_back(std::move(each));
  }
  // A condition that the index of the tenant serves, and none for all of them.
  const db::Values values = tenant_id ? db::Values{*tenant_id} : db::Values{};
  for (const db::Row& row : store.run(std::string("SELECT DISTINCT tenant_id, device_id FROM device_patch") +
                                          (tenant_id ? " WHERE tenant_id = $1" : "") + " ORDER BY tenant_id, device_id",
                                      values)) {
    all[row.integer(0)].counted[row.integer(1)].listed = true;
  }
  take_facts(store, tenant_id ? " AND f.tenant_id = $1" : "", values, all);
  for (auto& [tenant, own] : exemptions(store, tenant_id, now)) all[tenant].exemptions = std::move(own);
  for (auto& [tenant, own] : agreed_windows(store, tenant_id)) all[tenant].windows = std::move(own);
  return all;
}

Compliance compliance(const Evidence& evidence, const tenant::Tenant& tenant, const config::PatchPolicies& policies,
                      const std::vector<device::Device>& devices, Instant now) {
  const config::PatchPolicies own = with_agreed(policies, tenant.slug, evidence.windows);
  const Zone zone = tenant::zone_of(tenant);
  const auto known = [](const auto& all, std::int64_t device) {
    const auto found = all.find(device);
    return found == all.end() ? typename std::decay_t<decltype(all)>::mapped_type{} : found->second;
  };
  Compliance out;
  for (const device::Device& each : devices) {
    if (each.tenant != tenant.slug) continue;
    if (each.state == device::State::retired) ++out.retired;
    if (!each.is_live()) continue;
    const Policy policy = effective(own, tenant.slug, each.details.group, each.name, "");
    out.devices.push_back(judge(each, known(evidence.open, each.id), known(evidence.counted, each.id), policy, evidence.exemptions, zone, now));
    const Verdict verdict = out.devices.back().verdict;
    if (verdict == Verdict::exempt) ++out.exempt;
    else ++out.counted;
    if (verdict == Verdict::compliant) ++out.compliant;
  }
  return out;
}

Compliance compliance(db::Connection& store, const tenant::Tenant& tenant, const config::PatchPolicies& policies,
                      const std::vector<device::Device>& devices, Instant now) {
  return compliance(evidence(store, tenant.id, now)[tenant.id], tenant, policies, devices, now);
}

}  // namespace mssp::patch
