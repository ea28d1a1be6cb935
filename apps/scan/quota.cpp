#include "scan/quota.hpp"

#include "scan/run_store.hpp"
#include "tenant/tenant_store.hpp"
#include "tenant/tier.hpp"

namespace mssp::scan {

void require_another_scan(db::Connection& store, const tenant::Tenant& tenant, const std::vector<config::Tier>& tiers, Instant now) {
  const Zone zone = tenant::zone_of(tenant);
  const auto used = tenant::usage(store, tenant, period_of(month_of(now, zone), zone)).scans;
  tenant::require_within(tenant.slug, "scans this month", used + running(store, tenant), 1,
                         tenant::require_tier(tiers, tenant.tier).scans_per_month, "this scan");
}

}  // namespace mssp::scan
