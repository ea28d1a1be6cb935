#include "sla/snapshot_store.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "sla/status.hpp"

namespace mssp::sla {
namespace {

db::Value count_of(const std::optional<Snapshot::Time>& time, Seconds Snapshot::Time::* part) {
  return time ? db::Value(((*time).*part).count()) : db::Value(nullptr);
}

}  // namespace

std::optional<Percent> Snapshot::compliance() const { return share(met, met + missed); }

std::optional<Percent> Snapshot::uptime() const {
  return services ? share(services->up.count(), services->promised.count()) : std::nullopt;
}

std::vector<Wanted> missing(db::Connection& store, const std::vector<Wanted>& wanted) {
  std::vector<Wanted> out;
  if (wanted.empty()) return out;
  // Days of different zones differ by one at most.
  std::string first = wanted.front().day;
  for (const Wanted& each : wanted) first = std::min(first, each.day);
  std::set<std::pair<std::int64_t, std::string>> there;
  for (const db::Row& row : store.run("SELECT tenant_id, day FROM sla_snapshot WHERE day >= $1 ORDER BY tenant_id, day", {first})) {
    there.emplace(row.integer(0), row.text(1));
  }
  for (const Wanted& each : wanted) {
    if (!there.contains({each.tenant_id, each.day})) out.push_back(each);
  }
  return out;
}

void insert(db::Connection& store, const std::vector<Taken>& taken, Instant now) {
  std::vector<db::Values> rows;
  for (const auto& [tenant_id, each] : taken) {
    rows.push_back({tenant_id, each.day, each.met, each.missed, each.voided, each.open, each.open_breached,
                    count_of(each.services, &Snapshot::Time::promised), count_of(each.services, &Snapshot::Time::up),
                    count_of(each.services, &Snapshot::Time::downtime), count_of(each.services, &Snapshot::Time::unknown),
                    epoch(now)});
  }
  store.insert("sla_snapshot",
               "tenant_id, day, met, missed, voided, open, open_breached, promised_seconds, up_seconds, downtime_seconds,"
               " unknown_seconds, taken_at",
               rows);
}

std::vector<std::optional<Snapshot>> by_month(db::Connection& store, std::int64_t tenant_id, Month first, Month last) {
  std::vector<std::optional<Snapshot>> months;
  for (Month month = first; month <= last; month = plus_months(month, 1)) months.emplace_back();
  for (const db::Row& row :
       store.run("SELECT day, met, missed, voided, open, open_breached, promised_seconds, up_seconds, downtime_seconds,"
                 " unknown_seconds FROM sla_snapshot WHERE tenant_id = $1 AND day >= $2 AND day < $3 ORDER BY day",
                 {tenant_id, text(first) + "-01", text(plus_months(last, 1)) + "-01"})) {
    Snapshot each{.day = row.text(0), .met = row.integer(1), .missed = row.integer(2), .voided = row.integer(3),
                  .open = row.integer(4), .open_breached = row.integer(5), .services = {}};
    if (!row.is_null(6)) {
      each.services = {Seconds{row.integer(6)}, Seconds{row.integer(7)}, Seconds{row.integer(8)}, Seconds{row.integer(9)}};
    }
    const Month month = parse_month(std::string_view(each.day).substr(0, 7)).value();
    const int place = (month.year - first.year) * 12 + month.month - first.month;
    months.at(static_cast<std::size_t>(place)) = std::move(each);  // later days of a month take the place of earlier ones
  }
  return months;
}

}  // namespace mssp::sla
