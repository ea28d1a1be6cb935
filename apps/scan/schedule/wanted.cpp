#include "scan/schedule/wanted.hpp"

#include <set>

#include "base/slug.hpp"
#include "config/named_tenants.hpp"
#include "schedule/applied_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::scan {

std::vector<const tenant::Tenant*> Wanted::tenants_of(const config::ScheduleFile& schedule) const {
  std::vector<const tenant::Tenant*> running;
  for (const tenant::Tenant& tenant : tenants) {
    const bool named = schedule.tenant == every_tenant || schedule.tenant == tenant.slug;
    if (named && tenant.status == tenant::Status::active) running.push_back(&tenant);
  }
  return running;
}

namespace {

// Schedules of customers' own files are wished for as well; here their line is 0.
void add_customers(db::Connection& store, std::vector<config::ScheduleFile>& schedules) {
  std::set<std::string> written;
  for (const config::ScheduleFile& each : schedules) written.insert(config::identity(each));
  for (schedule::Applied& each : schedule::applied(store)) {
    if (each.by_customer_file && !written.contains(config::identity(each.wish))) schedules.push_back(std::move(each.wish));
  }
}

}  // namespace

Wanted wanted(Context& context, const std::optional<std::string>& only) {
  const config::Folder folder = context.folder();
  Wanted wanted{.schedules = config::load_schedules(folder), .tenants = {}};
  std::vector<std::string> slugs;
  for (tenant::Listed& listed : tenant::list(context.store(), {})) {
    slugs.push_back(listed.tenant.slug);
    wanted.tenants.push_back(std::move(listed.tenant));
  }
  const auto unknown = config::unknown_tenants(config::named_tenants(folder, wanted.schedules), slugs);
  if (!unknown.empty()) throw unknown.front();
  add_customers(context.store(), wanted.schedules);
  if (!only || *only == every_tenant) return wanted;
  tenant::get(context.store(), *only);
  std::erase_if(wanted.schedules, [&](const config::ScheduleFile& schedule) {
    return schedule.tenant != every_tenant && schedule.tenant != *only;
  });
  std::erase_if(wanted.tenants, [&](const tenant::Tenant& tenant) { return tenant.slug != *only; });
  return wanted;
}

}  // namespace mssp::scan
