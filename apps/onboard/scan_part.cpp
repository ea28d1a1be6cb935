#include "onboard/scan_part.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "scan/schedule/trail.hpp"
#include "schedule/applied_store.hpp"
#include "schedule/from_config.hpp"
#include "schedule/quota.hpp"
#include "tenant/tenant_store.hpp"
#include "tenant/tier.hpp"

namespace mssp::onboard {
namespace {

using schedule::Applied;
using schedule::Step;

void require_allowed(Context& context, const tenant::Tenant& tenant, const std::vector<Applied>& applied) {
  const auto limit = tenant::require_tier(config::load_tiers(context.folder()), tenant.tier).scans_per_month;
  if (!limit) return;
  const Zone zone = tenant::zone_of(tenant);
  std::vector<schedule::Rule> rules;
  for (const Applied& each : applied) {
    const bool concerns = each.wish.tenant == tenant.slug || each.wish.tenant == every_tenant;
    if (concerns && each.runs()) rules.push_back(schedule::rule_of(each.wish, zone));
  }
  const Period month = period_of(month_of(context.now(), zone), zone);
  const std::int64_t used = tenant::usage(context.store(), tenant, month).scans;
  for (const schedule::MonthLoad& load : schedule::month_loads(tenant.slug, zone, rules, used, *limit, context.now())) {
    scan::require_allowed(load);
  }
}

}  // namespace

void apply_scans(Context& whole, const std::string& slug, const std::vector<config::ScheduleFile>& wishes, bool prune) {
  db::Connection& store = whole.store();
  const tenant::Tenant tenant = tenant::get(store, slug);
  std::vector<Applied> own = schedule::applied(store);
  std::erase_if(own, [&](const Applied& each) {
    const auto same = [&](const config::ScheduleFile& wish) { return config::identity(wish) == config::identity(each.wish); };
    return each.wish.tenant != slug || (!each.by_customer_file && std::none_of(wishes.begin(), wishes.end(), same));
  });
  std::vector<Step> steps = schedule::plan(wishes, own);
  std::erase_if(steps, [&](const Step& step) {
    return step.change == schedule::Change::unchanged || (step.change == schedule::Change::removed && !prune);
  });
  if (steps.empty()) return;
  schedule::apply(store, steps, whole.now(), schedule::Origin::customer_file);
  require_allowed(whole, tenant, schedule::applied(store));
  whole.audit(scan::trail(steps));
}

}  // namespace mssp::onboard
