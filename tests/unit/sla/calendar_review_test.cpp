#include "sla/calendar_review.hpp"

#include <catch2/catch.hpp>

#include "base/parse.hpp"

using namespace mssp;
using namespace mssp::sla;

TEST_CASE("what is hardly meant in a calendar") {
  const Instant now = parse_instant("2025-09-15T10:00:00Z", Zone::utc()).value();
  const auto date = [](const char* text) { return parse_date(text).value(); };
  config::CalendarFile file;
  file.name = "office";
  file.timezone = "UTC";
  file.hours.at(0) = {{540, 1020}};
  file.holidays = {{date("2025-12-25"), date("2025-12-25"), false, "Christmas"}};
  const auto messages = [&] {
    std::vector<std::string> out;
    for (const Doubt& doubt : review({file}, now)) out.push_back(doubt.message);
    return out;
  };
  using Messages = std::vector<std::string>;
  CHECK(messages().empty());
  SECTION("hours into the next day") {
    file.hours.at(6) = {{600, 1440 + 541}};
    CHECK(messages() == Messages{"the hours of Sunday run into those of Monday"});
    file.hours.at(6) = {{600, 1440 + 540}};
    CHECK(messages().empty());
  }
  SECTION("a special day on a holiday") {
    file.special_days = {{date("2025-12-25"), {{600, 660}}}};
    CHECK(messages() == Messages{"special day 2025-12-25 is closed: it falls on holiday 'Christmas'"});
  }
  SECTION("holidays of the past") {
    file.holidays.front() = {date("2024-12-25"), date("2024-12-26"), false, ""};
    CHECK(messages() == Messages{"the last holiday was 2024-12-26"});
    file.holidays.push_back({date("2024-01-01"), date("2024-01-01"), true, ""});
    CHECK(messages().empty());
  }
  SECTION("closed for a year") {
    file.holidays.front() = {date("2025-01-02"), date("2025-12-31"), true, "always"};
    file.holidays.push_back({date("2025-01-01"), date("2025-01-01"), true, "New Year"});
    CHECK(messages() == Messages{"does not open within a year from now"});
  }
}
