#include "ticket/fresh_store.hpp"

#include <algorithm>
#include <utility>

#include "sla/frozen.hpp"
#include "ticket/refresh_store.hpp"

namespace mssp::ticket {

const sla::ClockRecord* Recomputed::find(const sla::ClockName& name) const {
  const auto found = std::find_if(clocks.begin(), clocks.end(), [&](const sla::ClockRecord& clock) { return clock.name == name; });
  return found == clocks.end() ? nullptr : &*found;
}

Fresh fresh(db::Connection& store, const Promises& promises, std::optional<std::int64_t> tenant_id, Instant now) {
  const Stale lacking = stale(store, promises.calendars);
  Fresh out{.calendars = lacking.calendars};
  if (!lacking.any()) return out;
  Selection selection = replayed_tickets(lacking, std::nullopt);
  if (tenant_id) {
    selection.arguments.emplace_back(*tenant_id);
    selection.where = "(" + selection.where + ") AND k.tenant_id = $" + std::to_string(selection.arguments.size());
  }
  const auto stored = stored_clocks(store, selection);
  for (History& history : histories(store, selection)) {
    const auto versions = promises.versions.find(history.ticket.tenant_id);
    if (versions == promises.versions.end()) continue;
    auto clocks = records(history, versions->second, promises.calendars, history.events.back().at);
    const auto before = stored.find(history.ticket.id);
    if (before != stored.end()) clocks = sla::with_frozen(sla::settled(before->second, now), std::move(clocks));
    const std::int64_t id = history.ticket.id;
    out.tickets.emplace(id, Recomputed{std::move(history.ticket), std::move(clocks)});
  }
  return out;
}

}  // namespace mssp::ticket
