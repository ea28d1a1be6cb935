#include "config/named_tenants.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/slug.hpp"
#include "base/text.hpp"
#include "config/load.hpp"
#include "config/patch_policy.hpp"
#include "config/remediation.hpp"

namespace mssp::config {
namespace {

constexpr const char* schedules_name = "scan-schedule.yml";
constexpr const char* remediation_name = "remediation.yml";
constexpr const char* policies_name = "patch-policy.yml";

// What `read` makes of a file, its mistakes left aside; empty when there is none.
template <class T>
T as_far_as_read(const Folder& folder, const std::string& name, T (*read)(std::string_view, Problems&)) {
  const auto text = folder.read(name);
  Problems problems(name);
  return text ? read(*text, problems) : T{};
}

}  // namespace

std::vector<NamedTenant> named_tenants(const Folder& folder, const Remediation& remediation) {
  std::vector<NamedTenant> all;
  for (const auto& [slug, place] : remediation.places) all.push_back({path_of(folder, remediation_name), place, slug});
  std::sort(all.begin(), all.end(), [](const auto& one, const auto& other) { return one.place < other.place; });
  return all;
}

std::vector<NamedTenant> named_tenants(const Folder& folder, const std::vector<ScheduleFile>& schedules) {
  std::vector<NamedTenant> all;
  for (const ScheduleFile& each : schedules) {
    if (each.tenant != every_tenant) all.push_back({path_of(folder, schedules_name), each.tenant_place, each.tenant});
  }
  return all;
}

std::vector<NamedTenant> named_tenants(const Folder& folder) {
  auto all = named_tenants(folder, as_far_as_read(folder, schedules_name, read_schedules));
  const auto more = named_tenants(folder, as_far_as_read(folder, remediation_name, read_remediation));
  all.insert(all.end(), more.begin(), more.end());
  for (const PatchPolicy& each : as_far_as_read(folder, policies_name, read_patch_policies).policies) {
    if (!each.tenant.empty()) all.push_back({path_of(folder, policies_name), each.tenant_place, each.tenant});
  }
  return all;
}

std::vector<Error> unknown_tenants(const std::vector<NamedTenant>& named, const std::vector<std::string>& slugs) {
  const std::set<std::string> known(slugs.begin(), slugs.end());
  std::vector<Error> all;
  for (const NamedTenant& each : named) {
    if (each.slug.empty() || known.contains(each.slug)) continue;
    all.emplace_back(Code::invalid_config,
                     fmt::format("{}:{}:{}: no tenant '{}'", each.file, each.place.line, each.place.column, each.slug),
                     did_you_mean(each.slug, slugs));
  }
  return all;
}

}  // namespace mssp::config
