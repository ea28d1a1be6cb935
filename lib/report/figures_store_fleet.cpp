#include <algorithm>
#include <map>
#include <unordered_map>

#include "baseline/health_store.hpp"
#include "baseline/history_store.hpp"
#include "device/device_store.hpp"
#include "patch/compliance_store.hpp"
#include "patch/patch_store.hpp"
#include "patch/window_store.hpp"
#include "report/fleet.hpp"
#include "report/sections.hpp"

namespace mssp::report {
namespace {

constexpr auto kept_for = std::chrono::days{31};

void add_software(db::Connection& store, const tenant::Tenant& tenant, const Period& period,
                  const std::unordered_map<std::int64_t, std::string>& names, Fleet& out) {
  const auto software = device::facts(store, tenant, std::nullopt, std::string(device::fact::software));
  std::unordered_map<std::int64_t, Instant> known_since;
  for (const auto& kept : software) {
    const auto [place, first] = known_since.try_emplace(kept.device, kept.first_seen);
    if (!first) place->second = std::min(place->second, kept.first_seen);
  }
  out.software_told = !software.empty();
  const auto inside = [&](Instant at) { return at >= period.from && at < period.to; };
  for (const auto& kept : software) {
    const std::string what = names.at(kept.device) + ": " + kept.fact.item + (kept.fact.value.empty() ? "" : " " + kept.fact.value);
    if (inside(kept.first_seen) && kept.first_seen > known_since.at(kept.device)) out.added.push_back(what);
    if (kept.gone_at && inside(*kept.gone_at)) out.removed.push_back(what);
  }
  for (const auto& kept : device::facts(store, tenant, std::nullopt, std::string(device::fact::outdated))) {
    if (!kept.gone_at) out.outdated.push_back(names.at(kept.device) + ": " + kept.fact.item + (kept.fact.value.empty() ? "" : ", " + kept.fact.value + " is there"));
  }
}

}  // namespace

std::optional<Percent> Fleet::compliance() const { return patch::share(compliant, counted); }

std::optional<Fleet> fleet(db::Connection& store, const tenant::Tenant& tenant, const config::PatchPolicies& policies,
                           const Period& period, Instant now) {
  if (period.to + kept_for < now) return std::nullopt;
  const auto devices = device::devices(store, {.tenant = tenant.slug, .every = true});
  const patch::Compliance judged = patch::compliance(store, tenant, policies, devices, now);
  if (judged.devices.empty()) return std::nullopt;
  Fleet out{.now = now, .devices = {}, .patches_at = {}, .antivirus_at = {}, .facts_at = {}, .compliant = judged.compliant, .counted = judged.counted, .exempt = judged.exempt,
            .retired = judged.retired, .window = text(patch::effective(patch::policies_of(store, tenant, policies), tenant.slug, "", "", "").os_updates.value), .critical = {}, .added = {}, .removed = {}, .outdated = {}};
  const auto examined = baseline::examine_all(store, tenant, devices, policies.baseline, now);
  std::unordered_map<std::int64_t, std::string> names;
  std::unordered_map<std::int64_t, bool> exempt;
  const auto date = [zone = tenant::zone_of(tenant)](Instant at) { return date_text(at, zone); };
  // Both are of the live devices, in the same order.
  for (std::size_t i = 0; i < judged.devices.size(); ++i) {
    const patch::Judged& each = judged.devices[i];
    names.emplace(each.device->id, each.device->name);
    out.enrolled += each.device->state != device::State::registered ? 1 : 0;
    out.verified += each.device->state == device::State::verified ? 1 : 0;
    exempt.emplace(each.device->id, each.verdict == patch::Verdict::exempt);
    out.patches_told = out.patches_told || each.told;
    out.devices.push_back({.name = each.device->name,
                           .os = each.device->details.os,
                           .group = each.device->details.group,
                           .reason = patch::reason(each, date),
                           .compliant = each.verdict == patch::Verdict::compliant,
                           .exempt = each.verdict == patch::Verdict::exempt,
                           .sheet = examined[i].sheet});
    for (const baseline::AreaHealth& area : examined[i].sheet) {
      out.facts_at = std::max(out.facts_at, area.at);
      if (area.area == config::Area::antivirus) out.antivirus_at = std::max(out.antivirus_at, area.at);
      ++out.areas.at(static_cast<std::size_t>(area.area)).at(static_cast<std::size_t>(area.health));
    }
  }
  for (const patch::Patch& each : patch::patches(store, tenant)) {
    out.patches_at = std::max(out.patches_at, std::optional(each.observed_at));
    const bool open = each.status != patch::Status::installed && each.status != patch::Status::pending_reboot;
    if (!open || each.severity != patch::Severity::critical || exempt.at(each.device)) continue;
    out.critical.push_back({names.at(each.device), each.id, each.released_at.value_or(each.first_seen)});
  }
  std::stable_sort(out.critical.begin(), out.critical.end(), [](const auto& a, const auto& b) { return a.since < b.since; });
  add_software(store, tenant, period, names, out);
  return out;
}

std::optional<baseline::Day> day_of(db::Connection& store, const tenant::Tenant& tenant, const Period& period, bool only_last) {
  const std::string last = tenant::day_of(tenant, period.to - Seconds{1});
  auto day = baseline::last_day(store, tenant, only_last ? last : tenant::day_of(tenant, period.from), last);
  if (day && (day->told == 0 || day->counted == 0)) day.reset();
  return day;
}

}  // namespace mssp::report
