#include "baseline/health_store.hpp"

#include <algorithm>

#include "device/device_store.hpp"
#include "patch/patch_store.hpp"

namespace mssp::baseline {
namespace {

config::Area area_of(const std::string& text) {
  return *std::find_if(config::areas.begin(), config::areas.end(), [&](config::Area area) { return name(area) == text; });
}

}  // namespace

std::vector<Examined> examine_all(db::Connection& store, const tenant::Tenant& tenant, const std::vector<device::Device>& devices,
                                  const config::Baseline& limits, Instant now) {
  std::unordered_map<std::int64_t, Observed> observed;
  for (device::KeptFact& kept : device::facts(store, tenant, std::nullopt)) observed[kept.device].facts.push_back(std::move(kept));
  for (patch::Patch& each : patch::patches(store, tenant)) observed[each.device].patches.push_back(std::move(each));
  std::unordered_map<std::string, std::vector<Weakness>> weaknesses;
  for (const db::Row& row : store.run("SELECT a.address, f.rule, f.title, f.last_seen FROM finding f JOIN asset a ON a.tenant_id = f.tenant_id"
                                      " AND a.asset_id = f.asset_id WHERE f.tenant_id = $1 AND f.scanner = 'lynis' AND f.state = 'open'"
                                      " ORDER BY a.address, f.rule",
                                      {tenant.id})) {
    weaknesses[row.text(0)].push_back({row.text(1), row.text(2), instant(row.integer(3))});
  }
  for (const db::Row& row : store.run("SELECT device_id, area, note, author, noted_at FROM baseline_note WHERE tenant_id = $1"
                                      " ORDER BY device_id, area",
                                      {tenant.id})) {
    observed[row.integer(0)].notes.push_back({area_of(row.text(1)), row.text(2), row.text(3), instant(row.integer(4))});
  }
  std::vector<Examined> all;
  for (const device::Device& each : devices) {
    if (!each.is_live()) continue;
    Observed& of = observed[each.id];
    const auto found = weaknesses.find(each.asset);
    if (!each.asset.empty() && found != weaknesses.end()) of.weaknesses = found->second;
    all.push_back({&each, examine(of, limits, now)});
  }
  return all;
}

void keep_note(db::Connection& store, const tenant::Tenant& tenant, const device::Device& device, const Note& note) {
  const std::string area(name(note.area));
  store.run("DELETE FROM baseline_note WHERE tenant_id = $1 AND device_id = $2 AND area = $3", {tenant.id, device.id, area});
  if (note.text.empty()) return;
  store.insert("baseline_note", "tenant_id, device_id, area, note, author, noted_at",
               {{tenant.id, device.id, area, note.text, note.author, epoch(note.noted_at)}});
}

}  // namespace mssp::baseline
