#include "device/intake_store.hpp"

#include <algorithm>
#include <set>

#include "db/instants.hpp"
#include "device/device_store.hpp"
#include "device/fact_store.hpp"

namespace mssp::device {
namespace {

using Fate = Resolved::Fate;
constexpr std::size_t chunk = 5000;

constexpr std::string_view fact_columns =
    "tenant_id, device_id, name, item, source, value, first_seen, since, observed_at";

void make_tables(db::Connection& store) {
  for (const std::string table :
       {"staged_device (device_id BIGINT NOT NULL, hostname TEXT NOT NULL, person TEXT NOT NULL, location TEXT NOT NULL,"
        " os TEXT NOT NULL, os_version TEXT NOT NULL, address TEXT NOT NULL, group_id BIGINT, state TEXT NOT NULL,"
        " agent TEXT NOT NULL, source TEXT NOT NULL, seen_at BIGINT, enrolled_at BIGINT)",
        "staged_signal (device_id BIGINT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL)",
        "staged_fact (seq BIGINT NOT NULL, device_id BIGINT NOT NULL, name TEXT NOT NULL, item TEXT NOT NULL,"
        " value TEXT NOT NULL, observed_at BIGINT NOT NULL)",
        "staged_removal (device_id BIGINT NOT NULL, name TEXT NOT NULL, item TEXT NOT NULL, value TEXT NOT NULL,"
        " observed_at BIGINT NOT NULL)",
        "staged_complete (device_id BIGINT NOT NULL, name TEXT NOT NULL, observed_at BIGINT NOT NULL)"}) {
    store.run("CREATE TEMP TABLE IF NOT EXISTS " + table);
    store.run("DELETE FROM " + table.substr(0, table.find(' ')));
  }
}

class Merge {
 public:
  Merge(db::Connection& store, const tenant::Tenant& tenant, const Import& import, Instant now)
      : store_(store), tenant_(tenant), import_(import), now_(now), intake_(import.file), known_(by_id(store, tenant)) {}

  Imported run() {
    import_.tell([&](Sighting&& sighting) { intake_.add(std::move(sighting)); });
    resolved_ = intake_.resolve(known_, known_signals(store_, tenant_), import_.answers);
    const bool waits = std::any_of(resolved_.begin(), resolved_.end(), [](const Resolved& r) { return r.fate == Fate::unsure; });
    if (!import_.only_resolve && (!waits || import_.skip_unsure)) write();
    tell();
    return std::move(result_);
  }

 private:
  void write() {
    make_tables(store_);
    std::vector<std::string> wanted;
    for (const Record& record : intake_.records()) {
      if (!record.details.group.empty()) wanted.push_back(record.details.group);
    }
    groups_ = wanted.empty() ? groups(store_, tenant_) : make_groups(store_, tenant_, wanted, now_);
    devices_.assign(resolved_.size(), 0);
    add_devices();
    refresh_devices();
    keep_signals();
    keep_facts();
  }

  db::Value group_id(const std::string& name) const { return name.empty() ? db::Value(nullptr) : db::Value(groups_.at(name)); }

  void add_devices() {
    Names names;
    for (const auto& [id, device] : known_) names.take(device.name);
    for (const std::string& merged : merged_names()) names.take(merged);
    std::vector<db::Values> rows;
    names_.resize(resolved_.size());
    for (std::size_t i = 0; i < resolved_.size(); ++i) {
      if (resolved_[i].fate != Fate::fresh) continue;
      const Record& record = intake_.records()[i];
      const Details& d = record.details;
      const bool enrolled = import_.enrolls;
      names_[i] = names.give(record.signals);
      rows.push_back({tenant_.id, names_[i], d.hostname, d.person, d.location, d.os, d.os_version, d.address, group_id(d.group),
                      std::string(name(enrolled ? State::enrolled : State::registered)), d.agent, import_.source, epoch(now_),
                      db::epoch_or_null(record.seen_at), enrolled ? db::Value(epoch(record.seen_at.value_or(now_))) : db::Value(nullptr),
                      std::string{}});
    }
    result_.created = static_cast<std::int64_t>(rows.size());
    if (rows.empty()) return;
    store_.insert("device",
                  "tenant_id, name, hostname, person, location, os, os_version, address, group_id, state, agent, source,"
                  " created_at, seen_at, enrolled_at, evidence",
                  rows);
    std::unordered_map<std::string, std::int64_t> ids;
    for (const db::Row& row : store_.run("SELECT name, device_id FROM device WHERE tenant_id = $1", {tenant_.id})) {
      ids.emplace(row.text(0), row.integer(1));
    }
    for (std::size_t i = 0; i < resolved_.size(); ++i) {
      if (resolved_[i].fate == Fate::fresh) devices_[i] = ids.at(names_[i]);
    }
  }

  std::vector<std::string> merged_names() const {
    std::vector<std::string> all;
    for (const db::Row& row : store_.run("SELECT name FROM device WHERE tenant_id = $1 AND state = 'merged'", {tenant_.id})) {
      all.push_back(row.text(0));
    }
    return all;
  }

  void refresh_devices() {
    std::vector<db::Values> rows;
    for (std::size_t i = 0; i < resolved_.size(); ++i) {
      if (resolved_[i].fate != Fate::known) continue;
      devices_[i] = resolved_[i].device;
      const Record& record = intake_.records()[i];
      Device device = known_.at(resolved_[i].device);
      const Details before = device.details;
      device.details = merged(before, record.details);
      const bool enrolls = import_.enrolls && device.state == State::registered;
      if (enrolls) {
        device.state = State::enrolled;
        device.enrolled_at = record.seen_at.value_or(now_);
      }
      if (same(before, device.details) && !enrolls && record.seen_at <= device.seen_at) continue;
      updated_.insert(device.id);
      const Details& d = device.details;
      rows.push_back({device.id, d.hostname, d.person, d.location, d.os, d.os_version, d.address, group_id(d.group),
                      std::string(name(device.state)), d.agent, import_.source, db::epoch_or_null(std::max(device.seen_at, record.seen_at)),
                      db::epoch_or_null(device.enrolled_at)});
    }
    if (rows.empty()) return;
    store_.insert("staged_device",
                  "device_id, hostname, person, location, os, os_version, address, group_id, state, agent, source, seen_at, enrolled_at",
                  rows);
    store_.run(
        "UPDATE device SET hostname = s.hostname, person = s.person, location = s.location, os = s.os,"
        " os_version = s.os_version, address = s.address, group_id = s.group_id, state = s.state, agent = s.agent,"
        " source = s.source, seen_at = s.seen_at, enrolled_at = s.enrolled_at FROM staged_device s"
        " WHERE device.tenant_id = $1 AND device.device_id = s.device_id",
        {tenant_.id});
  }

  void keep_signals() {
    std::vector<db::Values> fresh;
    std::vector<db::Values> known;
    for (std::size_t i = 0; i < resolved_.size(); ++i) {
      if (devices_[i] == 0) continue;
      for (const Signal& signal : intake_.records()[i].signals) {
        if (resolved_[i].fate == Fate::fresh) {
          fresh.push_back({tenant_.id, devices_[i], std::string(name(signal.kind)), signal.value, import_.source, epoch(now_), epoch(now_)});
        } else {
          known.push_back({devices_[i], std::string(name(signal.kind)), signal.value});
        }
      }
    }
    store_.insert("device_signal", "tenant_id, device_id, kind, value, source, first_seen, last_seen", fresh);
    if (known.empty()) return;
    store_.insert("staged_signal", "device_id, kind, value", known);
    for (const db::Row& row : store_.run("SELECT DISTINCT s.device_id FROM staged_signal s WHERE NOT EXISTS (SELECT 1 FROM device_signal d"
                                         " WHERE d.tenant_id = $1 AND d.device_id = s.device_id AND d.kind = s.kind"
                                         " AND d.value = s.value)",
                                         {tenant_.id})) {
      updated_.insert(row.integer(0));
    }
    store_.run(
        "INSERT INTO device_signal (tenant_id, device_id, kind, value, source, first_seen, last_seen)"
        " SELECT DISTINCT cast($1 AS BIGINT), device_id, kind, value, cast($2 AS TEXT), cast($3 AS BIGINT), cast($3 AS BIGINT)"
        " FROM staged_signal WHERE true ON CONFLICT (tenant_id, device_id, kind, value) DO UPDATE"
        " SET last_seen = excluded.last_seen",
        {tenant_.id, import_.source, epoch(now_)});
  }

  void keep_facts() {
    std::size_t number = 0;
    std::int64_t seq = 0;
    std::vector<db::Values> fresh;
    std::vector<db::Values> known;
    std::vector<db::Values> removed;
    std::vector<db::Values> complete;
    bool any_removed = false;
    // A device of one sighting, seen for the first time, has no facts yet: they go where they belong at once.
    std::set<std::size_t> told;
    const auto flush = [&](std::size_t least) {
      if (fresh.size() >= least && !fresh.empty()) store_.insert("device_fact", fact_columns, std::exchange(fresh, {}));
      if (known.size() >= least && !known.empty()) {
        store_.insert("staged_fact", "seq, device_id, name, item, value, observed_at", std::exchange(known, {}));
      }
      if (removed.size() >= least && !removed.empty()) {
        any_removed = true;
        store_.insert("staged_removal", "device_id, name, item, value, observed_at", std::exchange(removed, {}));
      }
    };
    import_.tell([&](Sighting&& sighting) {
      const std::size_t record = intake_.record_of(number++);
      const std::int64_t device = devices_[record];
      if (device == 0) return;
      // A clock ahead of ours must not make facts that never grow old.
      const std::int64_t at = epoch(std::min(sighting.observed_at.value_or(now_), now_));
      const bool first = resolved_[record].fate == Fate::fresh && sighting.key.empty() && told.insert(record).second;
      for (const std::string& name : sighting.complete) complete.push_back({device, name, at});
      for (Fact& fact : sighting.facts) {
        if (first) {
          ++result_.facts;
          fresh.push_back({tenant_.id, device, std::move(fact.name), std::move(fact.item), import_.source, std::move(fact.value), at, at, at});
        } else {
          known.push_back({++seq, device, std::move(fact.name), std::move(fact.item), std::move(fact.value), at});
        }
      }
      for (Fact& fact : sighting.removed) removed.push_back({device, std::move(fact.name), std::move(fact.item), std::move(fact.value), at});
      flush(chunk);
    });
    flush(1);
    if (seq > 0) result_.facts += merge_facts(store_, tenant_, import_.source);
    if (any_removed) result_.gone += take_removed_away(store_, tenant_, import_.source);
    if (complete.empty()) return;
    store_.insert("staged_complete", "device_id, name, observed_at", complete);
    result_.gone += take_unlisted_away(store_, tenant_, import_.source);
  }

  void tell() {
    result_.updated = static_cast<std::int64_t>(updated_.size());
    const auto named = [&](std::int64_t id) {
      if (id > 0) return known_.at(id).name;
      return "line " + std::to_string(intake_.records()[static_cast<std::size_t>(-id - 1)].line);
    };
    for (std::size_t i = 0; i < resolved_.size(); ++i) {
      const Resolved& resolved = resolved_[i];
      Told told{.line = intake_.records()[i].line, .fate = resolved.fate, .device = {}, .candidates = {}};
      for (const Candidate& candidate : resolved.candidates) told.candidates.push_back({named(candidate.device), candidate.score});
      if (resolved.fate == Fate::fresh && i < names_.size()) told.device = names_[i];
      if (resolved.device > 0) told.device = known_.at(resolved.device).name;
      if (resolved.fate == Fate::repeated) told.device = result_.records[resolved.repeats].device;
      result_.records.push_back(std::move(told));
    }
  }

  db::Connection& store_;
  const tenant::Tenant& tenant_;
  const Import& import_;
  Instant now_;
  Intake intake_;
  std::unordered_map<std::int64_t, Device> known_;
  std::vector<Resolved> resolved_;
  std::unordered_map<std::string, std::int64_t> groups_;
  std::vector<std::int64_t> devices_;  // of each record; 0: nothing is kept of it
  std::vector<std::string> names_;     // of new ones
  std::set<std::int64_t> updated_;
  Imported result_;
};

}  // namespace

std::int64_t Imported::count(Resolved::Fate fate) const {
  return std::count_if(records.begin(), records.end(), [&](const Told& told) { return told.fate == fate; });
}

Imported import_devices(db::Connection& store, const tenant::Tenant& tenant, const Import& import, Instant now) {
  return Merge(store, tenant, import, now).run();
}

}  // namespace mssp::device
