#include "schedule/from_config.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "support/paths.hpp"

using namespace mssp;

namespace {

std::vector<config::ScheduleFile> schedules(const std::string& text) {
  return config::strictly("scan-schedule.yml", text, config::read_schedules);
}

std::string next(const std::string& schedule, const std::string& after, const Zone& zone = Zone::utc()) {
  const auto read = schedules("schedules:\n  - {tenant: acme-corp, scan_type: full, " + schedule + "}\n");
  return rfc3339(schedule::next_after(schedule::rule_of(read.front(), zone), *parse_instant(after, Zone::utc())));
}

}  // namespace

TEST_CASE("the guide's schedules run when the guide says") {
  std::ifstream file(test::data("config/guide-scan-schedule.yml"));
  const auto read = schedules({std::istreambuf_iterator<char>(file), {}});
  REQUIRE(read.size() == 2);
  const Instant wednesday = *parse_instant("2025-10-01T00:00:00Z", Zone::utc());
  const auto full = schedule::occurrences(schedule::rule_of(read[0], Zone::utc()), wednesday, 2);
  CHECK(rfc3339(full[0]) == "2025-10-05T02:00:00Z");
  CHECK(rfc3339(full[1]) == "2025-10-12T02:00:00Z");
  const auto critical = schedule::occurrences(schedule::rule_of(read[1], Zone::utc()), wednesday, 2);
  CHECK(rfc3339(critical[0]) == "2025-10-01T03:00:00Z");
  CHECK(rfc3339(critical[1]) == "2025-10-02T03:00:00Z");
}

TEST_CASE("every frequency and day of the file becomes a rule") {
  CHECK(next("frequency: hourly, time: \"00:15\"", "2025-10-01T10:20:00Z") == "2025-10-01T11:15:00Z");
  CHECK(next("frequency: weekly, day: monday, time: \"02:00\"", "2025-10-01T00:00:00Z") == "2025-10-06T02:00:00Z");
  CHECK(next("frequency: weekly, day: saturday, time: \"02:00\"", "2025-10-01T00:00:00Z") == "2025-10-04T02:00:00Z");
  CHECK(next("frequency: monthly, day: 08, time: \"02:00\"", "2025-10-01T00:00:00Z") == "2025-10-08T02:00:00Z");
  CHECK(next("frequency: monthly, day: 31, time: \"02:00\"", "2025-11-01T00:00:00Z") == "2025-11-30T02:00:00Z");
  CHECK(next("frequency: monthly, day: last, time: \"02:00\"", "2024-02-01T00:00:00Z") == "2024-02-29T02:00:00Z");
  CHECK(next("frequency: quarterly, day: 1, time: \"02:00\"", "2025-10-02T00:00:00Z") == "2026-01-01T02:00:00Z");
}

TEST_CASE("a schedule's own zone wins over the tenant's") {
  const Zone berlin = *Zone::named("Europe/Berlin");
  CHECK(next("frequency: daily, time: \"03:00\"", "2025-10-01T00:00:00Z", berlin) == "2025-10-01T01:00:00Z");
  CHECK(next("frequency: daily, time: \"03:00\", timezone: Asia/Tokyo", "2025-10-01T00:00:00Z", berlin) ==
        "2025-10-01T18:00:00Z");
  config::ScheduleFile unknown;
  unknown.timezone = "Mars/Olympus";
  CHECK_THROWS_AS(schedule::rule_of(unknown, berlin), Error);
}
