#include "ticket/refresh_store.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "sla/fingerprint.hpp"
#include "sla/frozen.hpp"

namespace mssp::ticket {
namespace {

struct Known {
  std::string fingerprint;
  Instant changed_at;
};

std::map<std::string, Known> known_rules(db::Connection& store) {
  std::map<std::string, Known> all;
  for (const db::Row& row : store.run("SELECT name, fingerprint, changed_at FROM calendar_rules ORDER BY name")) {
    all[row.text(0)] = {row.text(1), instant(row.integer(2))};
  }
  return all;
}

Stale stale(const std::map<std::string, Known>& known, const sla::Calendars& calendars) {
  Stale out{.calendars = {}, .unfilled = known.empty()};
  for (const auto& [name, rules] : known) {
    const sla::Calendar* calendar = calendars.find(name);
    if (calendar != nullptr && sla::fingerprint(calendar->rules()) != rules.fingerprint) out.calendars.push_back(name);
  }
  return out;
}

// The parameters $first, $first + 1 ... in parentheses, and their values appended.
std::string listed(const std::vector<std::string>& values, db::Values& arguments) {
  std::string text = "(";
  for (const std::string& value : values) {
    arguments.emplace_back(value);
    text += (text.size() > 1 ? ", $" : "$") + std::to_string(arguments.size());
  }
  return text + ")";
}

void remember(db::Connection& store, const std::map<std::string, Known>& known, const sla::Calendars& calendars, Instant now) {
  std::vector<db::Values> rows;
  std::vector<std::string> gone;
  for (const std::string& name : calendars.names()) {
    const std::string now_is = sla::fingerprint(calendars.get(name).rules());
    const auto before = known.find(name);
    if (before != known.end() && before->second.fingerprint == now_is) continue;
    if (before != known.end()) gone.push_back(name);
    rows.push_back({name, now_is, before == known.end() ? std::int64_t{0} : epoch(now)});
  }
  if (!gone.empty()) {
    db::Values arguments;
    const std::string names = listed(gone, arguments);
    store.run("DELETE FROM calendar_rules WHERE name IN " + names, arguments);
  }
  store.insert("calendar_rules", "name, fingerprint, changed_at", rows);
}

// Decided before the rules of its calendar became those known now.
bool is_frozen(const sla::ClockRecord& clock, const std::map<std::string, Known>& known) {
  const auto rules = known.find(clock.calendar);
  return rules != known.end() && clock.decided_at && *clock.decided_at <= rules->second.changed_at;
}

std::vector<OwnedClocks> replayed(db::Connection& store, const Promises& promises, const Selection& selection, Instant now) {
  const auto stored = stored_clocks(store, selection);
  std::vector<OwnedClocks> all;
  for (const History& history : histories(store, selection)) {
    auto clocks = records(history, promises.versions.at(history.ticket.tenant_id), promises.calendars,
                          history.events.back().at);
    const auto before = stored.find(history.ticket.id);
    if (before != stored.end()) clocks = sla::with_frozen(sla::settled(before->second, now), std::move(clocks));
    all.push_back({history.ticket.tenant_id, history.ticket.id, std::move(clocks)});
  }
  return all;
}

}  // namespace

Stale stale(db::Connection& store, const sla::Calendars& calendars) { return stale(known_rules(store), calendars); }

Selection replayed_tickets(const Stale& stale, std::optional<Instant> since) {
  Selection selection;
  const auto add = [&](const std::string& condition) {
    selection.where += (selection.where.empty() ? "" : " OR ") + condition;
  };
  const std::string clocks = "EXISTS (SELECT 1 FROM ticket_clock x WHERE x.tenant_id = k.tenant_id AND x.ticket_id = k.ticket_id";
  if (since) {
    selection.arguments.emplace_back(epoch(*since));
    add("k.changed_at > $1");
  }
  if (!stale.calendars.empty()) {
    add(clocks + " AND x.verdict = 'open' AND x.calendar IN " + listed(stale.calendars, selection.arguments) + ")");
  }
  if (stale.unfilled) add("NOT " + clocks + ")");
  if (selection.where.empty()) selection.where = "false";
  return selection;
}

std::size_t refresh(db::Connection& store, const Promises& promises, Instant now) {
  const auto known = known_rules(store);
  const Stale lacking = stale(known, promises.calendars);
  std::size_t count = 0;
  if (lacking.any()) {
    const auto clocks = replayed(store, promises, replayed_tickets(lacking, std::nullopt), now);
    replace(store, clocks);
    count = clocks.size();
  }
  remember(store, known, promises.calendars, now);
  return count;
}

Comparison compare(db::Connection& store, const Promises& promises) {
  const Selection everything{"true", {}};
  const auto known = known_rules(store);
  const auto stored = stored_clocks(store, everything);
  Comparison out;
  for (const History& history : histories(store, everything)) {
    ++out.tickets;
    const auto own = stored.find(history.ticket.id);
    const std::vector<sla::ClockRecord> before = own == stored.end() ? std::vector<sla::ClockRecord>() : own->second;
    const auto again = records(history, promises.versions.at(history.ticket.tenant_id), promises.calendars,
                               history.events.back().at);
    out.clocks += before.size();
    bool differs = before.size() != again.size();
    for (std::size_t i = 0; i < std::min(before.size(), again.size()); ++i) {
      if (before[i] == again[i]) continue;
      const bool frozen = is_frozen(before[i], known);
      out.frozen += frozen;
      differs = differs || !frozen;
    }
    if (differs) out.differing.push_back(history.ticket.number);
  }
  return out;
}

void rebuild(db::Connection& store, const Promises& promises, const std::vector<std::int64_t>& numbers) {
  store.run("CREATE TEMP TABLE IF NOT EXISTS staged_rebuild (number BIGINT NOT NULL PRIMARY KEY)");
  store.run("DELETE FROM staged_rebuild");
  std::vector<db::Values> rows;
  for (const std::int64_t number : numbers) rows.push_back({number});
  store.insert("staged_rebuild", "number", rows);
  const Selection chosen{"k.number IN (SELECT number FROM staged_rebuild)", {}};
  const auto known = known_rules(store);
  auto stored = stored_clocks(store, chosen);
  std::vector<OwnedClocks> all;
  for (const History& history : histories(store, chosen)) {
    std::vector<sla::ClockRecord>& before = stored[history.ticket.id];
    std::erase_if(before, [&](const sla::ClockRecord& clock) { return !is_frozen(clock, known); });
    all.push_back({history.ticket.tenant_id, history.ticket.id,
                   sla::with_frozen(before, records(history, promises.versions.at(history.ticket.tenant_id),
                                                    promises.calendars, history.events.back().at))});
  }
  replace(store, all);
}

}  // namespace mssp::ticket
