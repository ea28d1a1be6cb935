#include "sla/status.hpp"

#include <catch2/catch.hpp>

#include "sla/policy.hpp"

using namespace mssp;
using namespace mssp::sla;
using namespace std::chrono_literals;

namespace {

const Period september = period_of({2025, 9}, Zone::utc());

Clock clock(ClockState state, std::optional<Instant> decided, Instant started = september.from) {
  Clock out;
  out.kind = ClockKind::resolution;
  out.priority = Priority::p2;
  out.target = 8h;
  out.started = started;
  out.decided_at = decided;
  out.state = state;
  return out;
}

ClockRow only_row(const std::vector<Clock>& clocks) {
  const auto rows = clock_rows(clocks, september);
  REQUIRE(rows.size() == 1);
  return rows[0];
}

}  // namespace

TEST_CASE("clocks count in the period in which they were decided") {
  const Instant inside = september.from + 24h;
  const ClockRow row = only_row({
      clock(ClockState::met, september.from),                                           // the first second counts
      clock(ClockState::met, september.to - 1s), clock(ClockState::met, september.to),  // October's
      clock(ClockState::met, september.from - 1s),                                      // August's
      clock(ClockState::missed, inside), clock(ClockState::open_breached, inside),      // missed, and still open
      clock(ClockState::open_breached, september.from - 1s), clock(ClockState::voided, inside),
      clock(ClockState::open, std::nullopt), clock(ClockState::at_risk, std::nullopt),
      clock(ClockState::open, std::nullopt, september.to),  // begins in October
  });
  CHECK(row.kind == ClockKind::resolution);
  CHECK(row.priority == Priority::p2);
  CHECK(row.target == 8h);
  CHECK(row.met == 2);
  CHECK(row.missed == 2);
  CHECK(row.open_breached == 1);
  CHECK(row.voided == 1);
  CHECK(row.open == 2);
  CHECK(row.at_risk == 1);
  CHECK(row.compliance() == Percent{50'000});
}

TEST_CASE("rows are by kind, priority and target, in that order") {
  const Clock resolution = clock(ClockState::met, september.from);
  Clock shorter = resolution, urgent = resolution, response = resolution;
  shorter.target = 4h;
  urgent.priority = Priority::p1;
  response.kind = ClockKind::response;
  const auto rows = clock_rows({resolution, shorter, urgent, response, resolution}, september);
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].kind == ClockKind::response);
  CHECK(rows[1].priority == Priority::p1);
  CHECK(rows[2].target == 4h);
  CHECK(rows[3].met == 2);
  CHECK(clock_rows({}, september).empty());
}

TEST_CASE("compliance floors and 0/0 is absent") {
  ClockRow row;
  CHECK_FALSE(row.compliance());
  row.voided = row.open = 3;
  CHECK_FALSE(row.compliance());
  row.met = 2;
  row.missed = 1;
  CHECK(row.compliance() == Percent{66'666});
  row.met = 999'999;
  CHECK(row.compliance() == Percent{99'999});
  row.missed = 0;
  CHECK(row.compliance() == Percent{100'000});
}

TEST_CASE("99.9 % of 30 days leaves 43 min 12 s") {
  const Uptime whole = uptime({}, september, september.to, Percent{99'900});
  CHECK(whole.percent == Percent{100'000});
  CHECK(whole.budget_left == 43min + 12s);
  CHECK(whole.kept);

  ServiceRecord record;
  record.outages = {{september.from + 1h, september.from + 1h + 43min + 12s}};
  const Uptime spent = uptime(record, september, september.to, Percent{99'900});
  CHECK(spent.percent == Percent{99'900});
  CHECK(spent.budget_left == 0s);
  CHECK(spent.kept);

  record.outages[0].to += 1s;
  const Uptime overspent = uptime(record, september, september.to, Percent{99'900});
  CHECK(overspent.percent == Percent{99'899});
  CHECK(overspent.budget_left == -1s);
  CHECK_FALSE(overspent.kept);
}

TEST_CASE("overlapping records count once, and maintenance beats outage beats unknown") {
  const Instant t = september.from + 240h;
  ServiceRecord record;
  record.outages = {
      {t + 2h, t + 4h}, {t, t + 3h}, {t, t + 3h}, {september.from - 10h, september.from + 1h}, {t + 9h, t + 8h}};
  record.maintenance = {{t + 1h, t + 2h}, {t + 90min, t + 2h}, {september.to - 1h, september.to + 5h}};
  record.unknown = {{t + 30min, t + 5h}, {t + 1h, t + 6h}};
  const Uptime up = uptime(record, september, september.to, Percent{99'000});
  CHECK(up.maintenance == 2h);
  CHECK(up.downtime == 1h + 3h);  // the month's first hour, and four without the maintained one
  CHECK(up.unknown == 2h);
  CHECK(up.percent == Percent{(718 - 4 - 2) * 100'000 / 718});
  CHECK(up.budget_left == Seconds{718 * 36} - 4h);
}

TEST_CASE("the future is neither up nor down, and the budget is the month's") {
  ServiceRecord record;
  record.outages = {{september.from, september.from + 1h}, {september.to - 5h, september.to}};
  const Uptime up = uptime(record, september, september.from + 10h, Percent{99'900});
  CHECK(up.percent == Percent{90'000});
  CHECK(up.downtime == 1h);
  CHECK(up.budget_left == 2592s - 3600s);
  const Uptime before = uptime(record, september, september.from - 1h, Percent{99'900});
  CHECK_FALSE(before.percent);
  CHECK(before.budget_left == 2592s);
}

TEST_CASE("a period of nothing but maintenance has no uptime") {
  ServiceRecord record;
  record.maintenance = {september};
  const Uptime up = uptime(record, september, september.to, Percent{99'900});
  CHECK_FALSE(up.percent);
  CHECK(up.kept);
  CHECK(up.budget_left == 0s);
}

TEST_CASE("a month is as long as its zone makes it") {
  const Period october = period_of({2025, 10}, Zone::named("Europe/Berlin").value());
  CHECK(uptime({}, october, october.to, Percent{99'000}).budget_left == Seconds{(31 * 24 + 1) * 36});
}

TEST_CASE("the policy in force") {
  Policy first, second, correction;
  first.effective_from = september.from;
  second.version = 2;
  second.effective_from = september.to;
  correction.version = 3;
  correction.effective_from = september.to;
  const std::vector<Policy> versions{correction, first, second};
  CHECK(in_force(versions, september.from - 1s) == nullptr);
  CHECK(in_force(versions, september.from)->version == 1);
  CHECK(in_force(versions, september.to - 1s)->version == 1);
  CHECK(in_force(versions, september.to)->version == 3);
  CHECK(in_force({}, september.to) == nullptr);
}

TEST_CASE("targets and calendar by priority") {
  Policy policy;
  policy.calendar = "berlin-office";
  policy.targets[2].response = 4h;
  CHECK(policy.of(Priority::p3).response == 4h);
  CHECK_FALSE(policy.of(Priority::p4).response);
  CHECK(policy.calendar_of(Priority::p1) == "berlin-office");
  policy.p1_around_the_clock = true;
  CHECK(policy.calendar_of(Priority::p1) == "24x7");
  CHECK(policy.calendar_of(Priority::p2) == "berlin-office");
}
