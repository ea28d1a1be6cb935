#include "sla/status.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <tuple>

namespace mssp::sla {

namespace {

constexpr std::int64_t whole_percent = 100'000;
constexpr std::int64_t finest_whole = 1'000'000;  // of promises, in ten thousandths

Period up_to(Period period, Instant now) {
  return {period.from, std::clamp(now, period.from, period.to)};
}

// Seconds of `period` that lie in any of the lists.
Seconds covered(Period period, std::initializer_list<const std::vector<Period>*> lists) {
  std::vector<Period> all;
  for (const auto* list : lists) all.insert(all.end(), list->begin(), list->end());
  std::sort(all.begin(), all.end());
  Seconds sum{0};
  Instant done = period.from;
  for (const Period& part : all) {
    const Instant to = std::min(part.to, period.to);
    const Instant from = std::max(part.from, done);
    if (to <= from) continue;
    sum += to - from;
    done = to;
  }
  return sum;
}

void count(ClockRow& row, const Clock& clock) {
  switch (clock.state) {
    case ClockState::met:
      ++row.met;
      return;
    case ClockState::missed:
      ++row.missed;
      return;
    case ClockState::voided:
      ++row.voided;
      return;
    case ClockState::open_breached:
      ++row.missed;
      ++row.open_breached;
      return;
    case ClockState::at_risk:
      ++row.at_risk;
      [[fallthrough]];
    case ClockState::open:
      ++row.open;
      return;
  }
}

}  // namespace

std::optional<Percent> share(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return Percent{part * whole_percent / whole};
}

std::optional<Percent> ClockRow::compliance() const {
  return share(met, met + missed);
}

std::vector<ClockRow> clock_rows(const std::vector<Clock>& clocks, Period period) {
  std::map<std::tuple<ClockKind, Priority, Seconds>, ClockRow> rows;
  for (const Clock& clock : clocks) {
    const bool counts = clock.decided_at ? period.from <= *clock.decided_at && *clock.decided_at < period.to
                                         : clock.started < period.to;
    if (!counts) continue;
    ClockRow& row = rows[{clock.kind, clock.priority, clock.target}];
    row.kind = clock.kind;
    row.priority = clock.priority;
    row.target = clock.target;
    count(row, clock);
  }
  std::vector<ClockRow> out;
  for (const auto& [key, row] : rows) out.push_back(row);
  return out;
}

Uptime uptime(const ServiceRecord& record, Period period, Instant now, Percent target) {
  const Period passed = up_to(period, now);
  Uptime out;
  out.target = target;
  out.maintenance = covered(passed, {&record.maintenance});
  const Seconds not_up = covered(passed, {&record.maintenance, &record.outages});
  out.downtime = not_up - out.maintenance;
  out.unknown = covered(passed, {&record.maintenance, &record.outages, &record.unknown}) - not_up;

  const Seconds promised = passed.to - passed.from - out.maintenance;
  const Seconds up = promised - out.downtime - out.unknown;
  out.percent = share(up.count(), promised.count());
  out.kept = up.count() * finest_whole >= promised.count() * target.ten_thousandths();

  const Seconds whole = period.to - period.from - covered(period, {&record.maintenance});
  out.budget_left = Seconds{whole.count() * (finest_whole - target.ten_thousandths()) / finest_whole} - out.downtime;
  return out;
}

}  // namespace mssp::sla
