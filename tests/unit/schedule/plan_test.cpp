#include "schedule/plan.hpp"

#include <catch2/catch.hpp>

#include "schedule/due.hpp"
#include "schedule/quota.hpp"

using namespace mssp;
using namespace mssp::schedule;

namespace {

config::ScheduleFile wish(const std::string& tenant, const std::string& time, config::Frequency frequency = config::Frequency::daily) {
  config::ScheduleFile out;
  out.tenant = tenant;
  out.frequency = frequency;
  out.time = parse_time_of_day(time).value();
  return out;
}

Applied applied(std::int64_t id, config::ScheduleFile schedule) {
  return {.id = id, .wish = std::move(schedule), .due_since = instant(0), .paused_at = {}};
}

Instant utc(const std::string& text) { return parse_instant(text, Zone::utc()).value(); }

Rule daily_at_two() { return {.frequency = Frequency::daily, .time = {2, 0}, .zone = Zone::utc()}; }

// "2025-01-01 run" or "2025-01-01 why it is missed"
std::vector<std::string> answers(config::CatchUp catch_up, const std::optional<Seconds>& lateness, const std::string& now) {
  std::vector<std::string> all;
  for (const Due& each : due(daily_at_two(), utc("2025-01-01T00:00:00Z"), utc(now), catch_up, lateness)) {
    CHECK(each.run == each.missed.empty());
    all.push_back(rfc3339(each.at).substr(0, 10) + (each.run ? " run" : " " + each.missed));
  }
  return all;
}

using Answers = std::vector<std::string>;

}  // namespace

TEST_CASE("a plan matches what is the same before what is only alike") {
  auto other_times = wish("acme", "04:00");
  auto late = wish("beta", "02:00");
  late.max_lateness = Seconds{3600};
  const auto steps = plan({wish("acme", "03:00"), other_times, late, wish("gamma", "02:00")},
                          {applied(1, wish("acme", "02:00")), applied(2, wish("acme", "03:00")), applied(3, wish("beta", "02:00")),
                           applied(4, wish("delta", "02:00"))});
  REQUIRE(steps.size() == 5);
  CHECK(steps[0].change == Change::unchanged);
  CHECK(steps[0].before->id == 2);
  CHECK(steps[1].change == Change::changed);  // 02:00 became 04:00
  CHECK(steps[1].before->id == 1);
  CHECK(steps[1].starts_anew());
  CHECK(steps[2].change == Change::changed);
  CHECK_FALSE(steps[2].starts_anew());  // what it owes it still owes
  CHECK(steps[3].change == Change::added);
  CHECK(steps[4].change == Change::removed);
  CHECK(steps[4].before->id == 4);
}

TEST_CASE("what was switched off owes nothing when it is switched on") {
  auto off = wish("acme", "02:00");
  off.enabled = false;
  CHECK(plan({wish("acme", "02:00")}, {applied(1, off)}).front().starts_anew());
  CHECK_FALSE(plan({off}, {applied(1, wish("acme", "02:00"))}).front().starts_anew());
  CHECK_FALSE(applied(1, off).runs());
  CHECK(plan({}, {}).empty());
}

TEST_CASE("of several missed occurrences the last is made up for") {
  CHECK(answers(config::CatchUp::one, {}, "2025-01-03T02:00:00Z") ==
        Answers{"2025-01-01 made up for by the one due 2025-01-03T02:00:00Z",
                "2025-01-02 made up for by the one due 2025-01-03T02:00:00Z", "2025-01-03 run"});
  CHECK(answers(config::CatchUp::all, {}, "2025-01-02T12:00:00Z") == Answers{"2025-01-01 run", "2025-01-02 run"});
  CHECK(answers(config::CatchUp::one, {}, "2025-01-01T01:59:59Z").empty());
}

TEST_CASE("without catching up only what is punctual runs") {
  const std::string why = "nobody ran it in time, and it is not to be made up for";
  CHECK(answers(config::CatchUp::none, {}, "2025-01-02T02:15:00Z") == Answers{"2025-01-01 " + why, "2025-01-02 run"});
  CHECK(answers(config::CatchUp::none, {}, "2025-01-02T02:15:01Z") == Answers{"2025-01-01 " + why, "2025-01-02 " + why});
}

TEST_CASE("later than max_lateness is missed, whatever is to be made up for") {
  CHECK(answers(config::CatchUp::all, Seconds{12 * 3600}, "2025-01-02T14:00:00Z") == Answers{"2025-01-01 later than 12h", "2025-01-02 run"});
  CHECK(answers(config::CatchUp::one, Seconds{12 * 3600}, "2025-01-02T14:00:01Z") ==
        Answers{"2025-01-01 later than 12h", "2025-01-02 later than 12h"});
}

TEST_CASE("a machine that was off for years considers the newest occurrences only") {
  Rule hourly = daily_at_two();
  hourly.frequency = Frequency::hourly;
  const auto all = due(hourly, utc("2020-01-01T00:00:00Z"), utc("2025-01-01T00:00:00Z"), config::CatchUp::one, {});
  CHECK(all.size() == 10'000);
  CHECK(all.back().run);
  CHECK(all.back().at == utc("2025-01-01T00:00:00Z"));
}

TEST_CASE("a month's load counts what was made and what is to come, in the tenant's zone") {
  Rule sundays = daily_at_two();
  sundays.frequency = Frequency::weekly;
  sundays.zone = *Zone::named("Asia/Tokyo");
  const auto loads = month_loads("acme", sundays.zone, {sundays, sundays}, 3, 10, utc("2025-10-20T10:00:00Z"));
  REQUIRE(loads.size() == 2);
  CHECK(text(loads[0].month) == "2025-10");
  CHECK(loads[0].used == 3);
  CHECK(loads[0].planned == 2);  // two schedules on the 26th
  CHECK_FALSE(loads[0].exceeds());
  CHECK(text(loads[1].month) == "2025-11");
  CHECK(loads[1].used == 0);
  CHECK(loads[1].planned == 10);  // five Sundays
  CHECK_FALSE(loads[1].exceeds());
  CHECK(month_loads("acme", sundays.zone, {sundays, sundays, sundays}, 0, 10, utc("2025-10-20T10:00:00Z"))[1].exceeds());
  // The last moment of a month in Tokyo is 15:00 UTC.
  Rule hourly = daily_at_two();
  hourly.frequency = Frequency::hourly;
  CHECK(count_within(hourly, utc("2025-10-31T14:00:00Z"), utc("2025-10-31T15:00:00Z")) == 1);
}
