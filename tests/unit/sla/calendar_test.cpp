#include "sla/calendar.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "vectors.hpp"

using namespace mssp;
using namespace mssp::sla;
using namespace std::chrono_literals;
using mssp::test::utc;

namespace {

std::chrono::year_month_day date(const std::string& text) {
  return parse_date(text).value();
}

CalendarRules office(const char* zone = "UTC") {
  CalendarRules rules;
  rules.name = "office";
  rules.zone = Zone::named(zone).value();
  for (std::size_t day = 1; day <= 5; ++day) rules.hours[day] = {{9 * 60, 17 * 60}};
  return rules;
}

CalendarRules every_day(Window window, const char* zone = "UTC") {
  CalendarRules rules;
  rules.name = "every day";
  rules.zone = Zone::named(zone).value();
  rules.hours.fill({window});
  return rules;
}

std::string refusal(const CalendarRules& rules) {
  try {
    Calendar{rules};
  } catch (const Error& error) {
    CHECK(error.code() == Code::invalid_config);
    return error.message();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a budget that ends exactly at closing is due at the closing instant") {
  const Calendar calendar(office());
  CHECK(calendar.due(utc("2025-09-01T09:00:00Z"), 8h) == utc("2025-09-01T17:00:00Z"));
  CHECK(calendar.due(utc("2025-09-01T09:00:00Z"), 8h + 1s) == utc("2025-09-02T09:00:01Z"));
  CHECK(calendar.due(utc("2025-09-05T18:00:00Z"), 1s) == utc("2025-09-08T09:00:01Z"));
}

TEST_CASE("a budget of nothing is due at once") {
  const Calendar calendar(office());
  const Instant sunday = utc("2025-09-07T12:00:00Z");
  CHECK(calendar.due(sunday, 0s) == sunday);
  CHECK(calendar.due(sunday, -5s) == sunday);
}

TEST_CASE("no open time lies in an empty or reversed interval") {
  const Calendar calendar(office());
  CHECK(calendar.open_time(utc("2025-09-01T12:00:00Z"), utc("2025-09-01T12:00:00Z")) == 0s);
  CHECK(calendar.open_time(utc("2025-09-01T13:00:00Z"), utc("2025-09-01T12:00:00Z")) == 0s);
  CHECK(calendar.open_periods(utc("2025-09-01T13:00:00Z"), utc("2025-09-01T12:00:00Z")).empty());
}

TEST_CASE("24x7 is wall time") {
  const Calendar always = Calendar::always();
  const Instant start = utc("2024-02-28T23:59:59Z");
  CHECK(always.due(start, 72h) == start + 72h);
  CHECK(always.open_time(start, start + 24h * 3660) == 24h * 3660);
  CHECK(always.is_open(start));
  CHECK(always.open_periods(start, start + 24h * 90).size() == 1);
}

TEST_CASE("a night belongs to the day it begins on") {
  auto rules = every_day({22 * 60, 28 * 60});  // 22:00 to 04:00
  rules.holidays = {{date("2025-12-25"), date("2025-12-25"), true, "Christmas"}};
  const Calendar calendar(rules);
  CHECK(calendar.is_open(utc("2025-12-25T03:59:59Z")));        // the end of the 24th's night
  CHECK_FALSE(calendar.is_open(utc("2025-12-25T22:00:00Z")));  // the holiday's own
  CHECK_FALSE(calendar.is_open(utc("2025-12-26T03:00:00Z")));
  CHECK(calendar.next_open(utc("2025-12-25T04:00:00Z")) == utc("2025-12-26T22:00:00Z"));
}

TEST_CASE("windows may reach to 48:00 and overlap the next day") {
  CalendarRules rules;
  rules.name = "weekend";
  rules.hours[6] = {{0, 48 * 60}};
  rules.hours[0] = {{10 * 60, 12 * 60}};
  const Calendar calendar(rules);
  const auto open = calendar.open_periods(utc("2025-09-01T00:00:00Z"), utc("2025-09-08T12:00:00Z"));
  CHECK(open == std::vector<Period>{{utc("2025-09-06T00:00:00Z"), utc("2025-09-08T00:00:00Z")}});
  CHECK(calendar.open_time(utc("2025-09-07T11:00:00Z"), utc("2025-09-09T00:00:00Z")) == 13h);
}

TEST_CASE("a holiday beats a special day, a special day beats the week") {
  auto rules = office("Europe/Berlin");
  rules.special_days = {{date("2025-12-24"), {{9 * 60, 12 * 60}}},
                        {date("2025-12-23"), {}},
                        {date("2025-12-25"), {{9 * 60, 12 * 60}}},
                        {date("2025-12-27"), {{10 * 60, 11 * 60}}}};
  rules.holidays = {{date("2020-12-25"), date("2020-12-25"), true, "Christmas"}};
  const Calendar calendar(rules);
  const auto open_on = [&](const std::string& day) {
    const Instant from = parse_instant(day, rules.zone).value();
    return calendar.open_time(from, from + 24h);
  };
  CHECK(open_on("2025-12-22") == 8h);
  CHECK(open_on("2025-12-23") == 0h);
  CHECK(open_on("2025-12-24") == 3h);
  CHECK(open_on("2025-12-25") == 0h);
  CHECK(open_on("2025-12-27") == 1h);  // a Saturday
}

TEST_CASE("holidays by date, range and year") {
  auto rules = office();
  rules.holidays = {{date("2025-12-29"), date("2026-01-02"), false, "Shutdown"},
                    {date("2019-12-30"), date("2020-01-01"), true, "New Year"},
                    {date("2024-02-29"), date("2024-02-29"), true, "Leap day"}};
  const Calendar calendar(rules);
  const auto name_on = [&](const std::string& day) {
    const Holiday* holiday = calendar.holiday_on(date(day));
    return holiday ? holiday->name : "";
  };
  CHECK(name_on("2025-12-29") == "Shutdown");
  CHECK(name_on("2026-01-02") == "Shutdown");
  CHECK(name_on("2026-01-03").empty());
  CHECK(name_on("2026-12-29").empty());
  CHECK(name_on("2026-12-30") == "New Year");
  CHECK(name_on("1999-01-01") == "New Year");
  CHECK(name_on("2027-01-02").empty());
  CHECK(name_on("2028-02-29") == "Leap day");
  CHECK(name_on("2027-02-28").empty());
  CHECK(name_on("2027-03-01").empty());
}

TEST_CASE("days of 23 and 25 hours count real seconds") {
  const Calendar calendar(every_day({0, 1440}, "Europe/Berlin"));
  const auto day = [&](const std::string& from, const std::string& to) {
    return calendar.open_time(parse_instant(from, calendar.zone()).value(), parse_instant(to, calendar.zone()).value());
  };
  CHECK(day("2025-03-30", "2025-03-31") == 23h);
  CHECK(day("2025-10-26", "2025-10-27") == 25h);
  const Calendar night(every_day({60, 5 * 60}, "Europe/Berlin"));  // 01:00 to 05:00
  CHECK(night.open_time(utc("2025-03-29T12:00:00Z"), utc("2025-03-30T12:00:00Z")) == 3h);
  CHECK(night.open_time(utc("2025-10-25T12:00:00Z"), utc("2025-10-26T12:00:00Z")) == 5h);
  CHECK(night.due(utc("2025-10-25T12:00:00Z"), 5h) == utc("2025-10-26T04:00:00Z"));
}

TEST_CASE("windows inside a gap are empty, inside a repeated hour they open once") {
  const Calendar calendar(every_day({2 * 60 + 15, 2 * 60 + 45}, "Europe/Berlin"));
  CHECK(calendar.open_time(utc("2025-03-30T00:00:00Z"), utc("2025-03-30T12:00:00Z")) == 0s);
  CHECK(calendar.open_periods(utc("2025-10-26T00:00:00Z"), utc("2025-10-26T12:00:00Z")) ==
        std::vector<Period>{{utc("2025-10-26T00:15:00Z"), utc("2025-10-26T00:45:00Z")}});
}

TEST_CASE("a civil day that a zone left out has no hours") {
  const Calendar calendar(every_day({9 * 60, 17 * 60}, "Pacific/Apia"));
  // 2011-12-29 and 2011-12-31 are neighbours in Samoa.
  CHECK(calendar.open_time(utc("2011-12-29T10:00:00Z"), utc("2011-12-31T10:00:00Z")) == 16h);
}

TEST_CASE("calendars that are refused") {
  CalendarRules empty;
  empty.name = "empty";
  empty.special_days = {{date("2025-01-01"), {}}};
  CHECK(refusal(empty) == "calendar 'empty' is never open");
  const auto window = GENERATE(Window{-1, 5}, Window{1440, 1500}, Window{600, 600}, Window{600, 599}, Window{0, 2881});
  CHECK_THAT(refusal(every_day(window)), Catch::Contains("which is none"));

  auto rules = office();
  rules.special_days = {{date("2025-01-01"), {}}, {date("2025-01-01"), {}}};
  CHECK_THAT(refusal(rules), Catch::Contains("two special days on 2025-01-01"));
  rules.special_days = {{date("2025-01-01"), {{5, 4}}}};
  CHECK_THAT(refusal(rules), Catch::Contains("which is none"));
  rules.special_days = {{std::chrono::year{2025} / 2 / 30, {}}};
  CHECK_THAT(refusal(rules), Catch::Contains("without a date"));
  rules = office();
  rules.holidays = {{date("2025-01-02"), date("2025-01-01"), false, "x"}};
  CHECK_THAT(refusal(rules), Catch::Contains("before it begins"));
  rules.holidays = {{date("2025-01-02"), date("2026-01-03"), true, "x"}};
  CHECK_THAT(refusal(rules), Catch::Contains("longer than a year"));
  rules.holidays = {{date("2025-01-02"), std::chrono::year{2025} / 2 / 30, false, "x"}};
  CHECK_THAT(refusal(rules), Catch::Contains("no date"));
}

TEST_CASE("a closure of more than ten years is an error, whatever was asked before") {
  auto rules = office();
  const bool for_good = GENERATE(true, false);
  const bool warm = GENERATE(true, false);
  rules.holidays = {for_good ? Holiday{date("2025-01-01"), date("2025-12-31"), true, "always"}
                             : Holiday{date("2025-01-01"), date("2040-12-31"), false, "long"}};
  const Calendar calendar(rules);
  if (warm) CHECK(calendar.open_time(utc("1999-01-01T00:00:00Z"), utc("2060-01-01T00:00:00Z")) >= 0s);
  for (const char* from : {"2024-12-31T16:00:00Z", "2026-05-05T00:00:00Z"}) {
    CAPTURE(from);
    CHECK_THROWS_AS(calendar.due(utc(from), 8h), Error);
    CHECK_THROWS_WITH(calendar.next_open(utc("2026-05-05T00:00:00Z")), Catch::Contains("more than ten years"));
  }
  if (!for_good) {
    CHECK(calendar.due(utc("2024-12-31T16:00:00Z"), 1h) == utc("2024-12-31T17:00:00Z"));
    CHECK(calendar.next_open(utc("2033-05-05T00:00:00Z")) == utc("2041-01-01T09:00:00Z"));
  }
}

TEST_CASE("instants and budgets beyond the years of calendars are refused") {
  const Calendar calendar(office());
  const auto code = [](const auto& ask) {
    try {
      ask();
    } catch (const Error& error) {
      return error.code();
    }
    return Code::failed;
  };
  const Instant first = std::chrono::sys_days{std::chrono::year{1900} / 1 / 1};
  CHECK(code([&] { calendar.is_open(first - 1s); }) == Code::invalid_input);
  CHECK(code([&] { calendar.open_time(utc("2025-01-01T00:00:00Z"), utc("9999-01-01T00:00:00Z")); }) ==
        Code::invalid_input);
  CHECK(code([&] { calendar.due(utc("2025-01-01T00:00:00Z"), 24h * 365 * 100); }) == Code::invalid_input);
  CHECK(code([&] { calendar.due(utc("2025-01-01T00:00:00Z"), Seconds::max()); }) == Code::invalid_input);
  CHECK(calendar.open_time(first, utc("2200-01-01T00:00:00Z")) > 0s);
  CHECK(code([&] { calendar.is_open(utc("2200-01-01T00:00:00Z")); }) == Code::invalid_input);  // compiled or not
}
