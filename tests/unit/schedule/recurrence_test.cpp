#include "schedule/recurrence.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "base/error.hpp"

using namespace mssp;
using namespace mssp::schedule;
using namespace std::chrono_literals;

namespace {

Instant utc(const std::string& text) {
  return parse_instant(text, Zone::utc()).value();
}

Rule rule(Frequency frequency, const std::string& time, const std::string& zone = "UTC") {
  Rule out;
  out.frequency = frequency;
  out.time = parse_time_of_day(time).value();
  out.zone = Zone::named(zone).value();
  return out;
}

std::vector<std::string> next(const Rule& rule, const std::string& after, std::size_t count) {
  std::vector<std::string> out;
  for (const Instant at : occurrences(rule, utc(after), count)) out.push_back(rfc3339(at));
  return out;
}

using Answers = std::vector<std::string>;

}  // namespace

TEST_CASE("the next occurrence is strictly after") {
  const Rule daily = rule(Frequency::daily, "02:00");
  CHECK(next_after(daily, utc("2025-01-01T01:59:59Z")) == utc("2025-01-01T02:00:00Z"));
  CHECK(next_after(daily, utc("2025-01-01T02:00:00Z")) == utc("2025-01-02T02:00:00Z"));
  CHECK(occurrences(daily, utc("2025-01-01T02:00:00Z"), 0).empty());
}

TEST_CASE("daily over a gap and a repeated hour") {
  const Rule daily = rule(Frequency::daily, "02:30", "Europe/Berlin");
  CHECK(next(daily, "2025-03-29T12:00:00Z", 2) == Answers{"2025-03-30T01:00:00Z", "2025-03-31T00:30:00Z"});
  CHECK(next(daily, "2025-10-25T12:00:00Z", 2) == Answers{"2025-10-26T00:30:00Z", "2025-10-27T01:30:00Z"});
  // Asked between the two 02:30 of that night: it ran already.
  CHECK(next(daily, "2025-10-26T01:00:00Z", 1) == Answers{"2025-10-27T01:30:00Z"});
}

TEST_CASE("a civil day that was left out runs after the gap, once with the next day's midnight") {
  CHECK(next(rule(Frequency::daily, "09:00", "Pacific/Apia"), "2011-12-29T12:00:00Z", 3) ==
        Answers{"2011-12-29T19:00:00Z", "2011-12-30T10:00:00Z", "2011-12-30T19:00:00Z"});
  CHECK(next(rule(Frequency::daily, "00:00", "Pacific/Apia"), "2011-12-29T09:00:00Z", 3) ==
        Answers{"2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"});
  Rule friday = rule(Frequency::weekly, "09:00", "Pacific/Apia");
  friday.weekday = std::chrono::Friday;
  CHECK(next(friday, "2011-12-29T12:00:00Z", 2) == Answers{"2011-12-30T10:00:00Z", "2012-01-05T19:00:00Z"});
  Rule the_30th = rule(Frequency::monthly, "09:00", "Pacific/Apia");
  the_30th.day_of_month = 30;
  CHECK(next(the_30th, "2011-12-01T12:00:00Z", 2) == Answers{"2011-12-30T10:00:00Z", "2012-01-29T19:00:00Z"});
}

TEST_CASE("weekly on each weekday") {
  Rule weekly = rule(Frequency::weekly, "06:00");
  for (unsigned day = 0; day < 7; ++day) {
    weekly.weekday = std::chrono::weekday{day};
    const Instant at = next_after(weekly, utc("2025-09-01T06:00:00Z"));  // a Monday
    CAPTURE(day);
    CHECK(std::chrono::weekday{std::chrono::floor<std::chrono::days>(at)} == weekly.weekday);
    CHECK(at > utc("2025-09-01T06:00:00Z"));
    CHECK(at <= utc("2025-09-08T06:00:00Z"));
  }
}

TEST_CASE("short months end early and the anchor does not drift") {
  Rule monthly = rule(Frequency::monthly, "02:30");
  monthly.day_of_month = 31;
  CHECK(next(monthly, "2024-01-31T02:30:00Z", 4) ==
        Answers{"2024-02-29T02:30:00Z", "2024-03-31T02:30:00Z", "2024-04-30T02:30:00Z", "2024-05-31T02:30:00Z"});
  monthly.day_of_month = 29;
  CHECK(next(monthly, "2025-01-30T00:00:00Z", 2) == Answers{"2025-02-28T02:30:00Z", "2025-03-29T02:30:00Z"});
  monthly.day_of_month = 1;
  CHECK(next(monthly, "2025-12-31T23:59:59Z", 1) == Answers{"2026-01-01T02:30:00Z"});
}

TEST_CASE("quarterly from January or from an anchor month") {
  Rule quarterly = rule(Frequency::quarterly, "09:00");
  CHECK(next(quarterly, "2025-01-01T09:00:00Z", 4) ==
        Answers{"2025-04-01T09:00:00Z", "2025-07-01T09:00:00Z", "2025-10-01T09:00:00Z", "2026-01-01T09:00:00Z"});
  quarterly.day_of_month = last_day;
  for (int anchor : {2, 5, 8, 11}) {
    quarterly.anchor_month = anchor;
    CHECK(next(quarterly, "2024-01-15T00:00:00Z", 3) ==
          Answers{"2024-02-29T09:00:00Z", "2024-05-31T09:00:00Z", "2024-08-31T09:00:00Z"});
  }
  quarterly.anchor_month = 12;
  CHECK(next(quarterly, "2025-01-15T00:00:00Z", 1) == Answers{"2025-03-31T09:00:00Z"});
}

TEST_CASE("hourly counts real hours") {
  const Rule berlin = rule(Frequency::hourly, "00:30", "Europe/Berlin");
  CHECK(next(berlin, "2025-03-30T00:00:00Z", 3) ==
        Answers{"2025-03-30T00:30:00Z", "2025-03-30T01:30:00Z", "2025-03-30T02:30:00Z"});
  CHECK(next(berlin, "2025-10-26T00:00:00Z", 3) ==
        Answers{"2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z", "2025-10-26T02:30:00Z"});
  CHECK(next(rule(Frequency::hourly, "23:15", "Asia/Kathmandu"), "2025-01-01T00:30:00Z", 2) ==
        Answers{"2025-01-01T01:30:00Z", "2025-01-01T02:30:00Z"});
  // Lord Howe Island moves by half an hour: the clock strikes :45 twice within 30 minutes, or :15 after 90.
  CHECK(next(rule(Frequency::hourly, "00:45", "Australia/Lord_Howe"), "2025-04-05T14:00:00Z", 3) ==
        Answers{"2025-04-05T14:45:00Z", "2025-04-05T15:15:00Z", "2025-04-05T16:15:00Z"});
  CHECK(next(rule(Frequency::hourly, "00:15", "Australia/Lord_Howe"), "2025-10-04T14:00:00Z", 3) ==
        Answers{"2025-10-04T14:45:00Z", "2025-10-04T16:15:00Z", "2025-10-04T17:15:00Z"});
}

TEST_CASE("rules that are refused") {
  Rule wrong = rule(Frequency::monthly, "00:00");
  SECTION("day 0") {
    wrong.day_of_month = 0;
  }
  SECTION("day 32") {
    wrong.day_of_month = 32;
  }
  SECTION("month 13") {
    wrong.frequency = Frequency::quarterly;
    wrong.anchor_month = 13;
  }
  SECTION("hour 24") {
    wrong.time.hour = 24;
  }
  SECTION("minute 60") {
    wrong.time.minute = 60;
  }
  SECTION("no weekday") {
    wrong.frequency = Frequency::weekly;
    wrong.weekday = std::chrono::weekday{9};
  }
  try {
    next_after(wrong, utc("2025-01-01T00:00:00Z"));
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.code() == Code::invalid_input);
  }
}

// An independent reading of the rule: walk over minutes and remember the latest time the wall clock has shown; an
// occurrence is the first minute at which that reaches one of the wanted local times.
TEST_CASE("occurrences equal a minute-by-minute loop") {
  std::mt19937 engine(4);
  const auto number = [&](int low, int high) {
    return low + static_cast<int>(engine() % static_cast<unsigned>(high - low + 1));
  };
  const std::vector<std::pair<std::string, std::string>> places{
      {"Europe/Berlin", "2025-03-30"},    {"Europe/Berlin", "2025-10-26"},     {"Australia/Lord_Howe", "2025-04-06"},
      {"America/Havana", "2025-11-02"},   {"America/Sao_Paulo", "2018-11-04"}, {"America/Sao_Paulo", "2019-02-17"},
      {"America/St_Johns", "2010-11-07"}, {"Pacific/Apia", "2011-12-30"},      {"Africa/Casablanca", "2025-02-28"}};
  for (int round = 0; round < 180; ++round) {
    const auto& [zone, date] = places.at(static_cast<std::size_t>(round) % places.size());
    Rule drawn = rule(static_cast<Frequency>(number(1, 3)), "00:00", zone);
    drawn.time = {round % 2 == 0 ? number(0, 3) : number(0, 23), number(0, 3) * 15};
    drawn.weekday = std::chrono::weekday{static_cast<unsigned>(number(0, 6))};
    drawn.day_of_month = number(1, 31);
    const auto wanted = [&](std::chrono::sys_days day) {
      const std::chrono::year_month_day ymd{day};
      const std::chrono::year_month_day end{ymd.year() / ymd.month() / std::chrono::last};
      switch (drawn.frequency) {
        case Frequency::weekly:
          return std::chrono::weekday{day} == drawn.weekday;
        case Frequency::monthly:
          return ymd.day() == std::min(std::chrono::day{static_cast<unsigned>(drawn.day_of_month)}, end.day());
        default:
          return true;
      }
    };
    const std::chrono::sys_days middle{parse_date(date).value()};
    const Instant from = Instant{middle} - 24h * 5;
    const Instant to = Instant{middle} + 24h * 5;
    std::vector<Instant> looped;
    std::int64_t shown = INT64_MIN;
    for (Instant at = from - 24h; at < to; at += 60s) {
      const Civil civil = drawn.zone.civil(at);
      const std::int64_t reading =
          std::int64_t{std::chrono::sys_days{date_of(civil)}.time_since_epoch().count()} * 1440 + civil.hour * 60 +
          civil.minute;
      bool due = false;
      for (std::int64_t minute = shown == INT64_MIN ? reading : shown + 1; minute <= reading; ++minute) {
        const auto day = std::chrono::sys_days{std::chrono::days{minute / 1440}};
        due = due || (minute % 1440 == drawn.time.hour * 60 + drawn.time.minute && wanted(day));
      }
      shown = std::max(shown, reading);
      if (due && at > from) looped.push_back(at);
    }
    std::vector<Instant> ours;
    for (Instant at = next_after(drawn, from); at < to; at = next_after(drawn, at)) ours.push_back(at);
    CAPTURE(round, zone, static_cast<int>(drawn.frequency), text(drawn.time), drawn.day_of_month);
    REQUIRE(ours == looped);
  }
}
