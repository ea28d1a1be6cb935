#include "config/calendar_edit.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/parse.hpp"

using namespace mssp;
using namespace mssp::config;

namespace {

Holiday day(const char* date, const char* name = "", bool yearly = false) {
  return {*parse_date(date), *parse_date(date), yearly, name};
}

std::string add(const std::string& text, const std::vector<Holiday>& holidays) {
  return with_holidays(text, "calendars.yml", "office", holidays);
}

const std::string head = "# Hours of us all.\ncalendars:\n  - name: office   # Berlin\n    timezone: Europe/Berlin\n"
                         "    hours: {monday: [\"09:00-17:00\"]}\n";

}  // namespace

TEST_CASE("holidays are added where they belong, and nothing else changes") {
  const std::string line = "      - {date: 2025-12-25, name: \"Christmas\", yearly: true}\n";
  const std::vector<Holiday> christmas{day("2025-12-25", "Christmas", true)};
  SECTION("no list yet") { CHECK(add(head, christmas) == head + "    holidays:\n" + line); }
  SECTION("an empty list") {
    CHECK(add(head + "    holidays: []\n", christmas) == head + "    holidays:\n" + line);
  }
  SECTION("after the last one, before what follows") {
    const std::string before = head + "    holidays:\n      # ours\n      - {date: 2025-05-01}  # Labour Day\n";
    const std::string after = "    special_days: []\n  - {name: other, timezone: UTC, hours: {monday: [\"09:00-10:00\"]}}\n";
    CHECK(add(before + after, christmas) == before + line + after);
  }
  SECTION("items of several lines") {
    const std::string before = head + "    holidays:\n      - date: 2025-05-01\n        name: Labour Day\n";
    CHECK(add(before, christmas) == before + line);
  }
  SECTION("a file without a last newline") {
    const std::string before = head + "    holidays:\n      - {date: 2025-05-01}";
    CHECK(add(before, christmas) == before + "\n" + line);
  }
  SECTION("nothing to add") { CHECK(add(head, {}) == head); }
  SECTION("names are quoted") {
    CHECK(holiday_item(day("2025-01-06", "a \"b\": #c\\")) == "{date: 2025-01-06, name: \"a \\\"b\\\": #c\\\\\"}");
  }
}

TEST_CASE("a calendar in a form that lines cannot be added to is left alone") {
  const auto refused = [](const std::string& text) {
    try {
      add(text, {day("2025-12-25")});
    } catch (const Error& error) {
      return error.message();
    }
    return std::string("accepted");
  };
  CHECK(refused("calendars: [{name: office, timezone: UTC, hours: {monday: [\"09:00-17:00\"]}}]\n") ==
        "calendars.yml:1: holidays cannot be added to a calendar written like this");
  CHECK(refused(head + "    holidays: [{date: 2025-05-01}]\n") ==
        "calendars.yml:3: holidays cannot be added to a calendar written like this");
  CHECK(refused("calendars: []\n") == "no calendar 'office' in calendars.yml");
}

TEST_CASE("what a calendar closes already is not missing") {
  CalendarFile file;
  file.holidays = {day("2000-12-25", "", true), {*parse_date("2025-12-29"), *parse_date("2026-01-02"), false, "Shutdown"}};
  CHECK(missing_from(file, {day("2025-12-25", "Weihnachten"), day("2025-12-30"), day("2025-12-25", "", true)}).empty());
  CHECK(missing_from(file, {day("2025-12-26"), day("2025-12-30", "", true)}).size() == 2);
}
