#include "base/parse.hpp"

#include <catch2/catch.hpp>

using namespace mssp;

TEST_CASE("integers are decimal and whole") {
  CHECK(parse_integer("08") == 8);
  CHECK(parse_integer("-1") == -1);
  CHECK(parse_integer("9223372036854775807") == INT64_MAX);
  const auto text = GENERATE(as<std::string>(), "", "-", "+1", "0x1F", "1e3", "1.0", " 1", "1 ", "9223372036854775808",
                             "١", "nan");
  CAPTURE(text);
  CHECK_FALSE(parse_integer(text));
}

TEST_CASE("percentages keep four decimals") {
  const auto [written, thousandths, again] = GENERATE(table<std::string, int, std::string>({
      {"99.9%", 99900, "99.9"}, {"99.9", 99900, "99.9"}, {"100%", 100000, "100"}, {"0", 0, "0"}, {"99.999", 99999, "99.999"},
      {"05", 5000, "5"}, {"99.9999%", 99999, "99.9999"}, {"0.0001", 0, "0.0001"},
  }));
  REQUIRE(parse_percent(written));
  CHECK(parse_percent(written)->thousandths == thousandths);
  CHECK(text(*parse_percent(written)) == again);
}

TEST_CASE("what is no percentage") {
  const auto text = GENERATE(as<std::string>(), "", "%", "nan", "inf", "-1", "100.001", "100.0001", "101", "99.99999", "99,9", "99.", ".9",
                             "99.9%%", "1e2");
  CAPTURE(text);
  CHECK_FALSE(parse_percent(text));
}

TEST_CASE("durations") {
  const auto [written, seconds, again] = GENERATE(table<std::string, int, std::string>({
      {"90s", 90, "1m30s"},   {"15m", 900, "15m"},      {"2h", 7200, "2h"},        {"24h", 86400, "24h"},
      {"3d", 259200, "3d"},   {"1w", 604800, "1w"},     {"1h30m", 5400, "1h30m"},  {"0s", 0, "0s"},
      {"1d12h", 129600, "36h"},
  }));
  CAPTURE(written);
  REQUIRE(parse_duration(written));
  CHECK(parse_duration(written)->count() == seconds);
  CHECK(duration_text(Seconds{seconds}) == again);
  CHECK(parse_duration(again) == Seconds{seconds});
}

TEST_CASE("what is no duration") {
  const auto text = GENERATE(as<std::string>(), "", "2", "h", "2 h", "-2h", "30m1h", "1h1h", "1.5h", "2H", "9999999999s", "99w99999d",
                             "1000w");
  CAPTURE(text);
  CHECK_FALSE(parse_duration(text));
}

TEST_CASE("months and times of day") {
  CHECK(parse_month("2025-09") == Month{2025, 9});
  for (const auto* text : {"2025-13", "2025-00", "2025-9", "25-09", "2025/09", "1969-12", ""}) CHECK_FALSE(parse_month(text));
  CHECK(parse_time_of_day("02:00") == TimeOfDay{2, 0});
  for (const auto* text : {"24:00", "2:00", "02:60", "0200", ""}) CHECK_FALSE(parse_time_of_day(text));
}

TEST_CASE("instants") {
  const Zone berlin = *Zone::named("Europe/Berlin");
  CHECK(rfc3339(*parse_instant("2025-09-30T10:00:00Z", berlin)) == "2025-09-30T10:00:00Z");
  CHECK(rfc3339(*parse_instant("2025-09-30T10:00:00+02:00", berlin)) == "2025-09-30T08:00:00Z");
  CHECK(rfc3339(*parse_instant("2025-09-30T10:00:00.75Z", berlin)) == "2025-09-30T10:00:00Z");  // cut off
  CHECK(rfc3339(*parse_instant("2025-09-30T10:00:59.123456789-01:00", berlin)) == "2025-09-30T11:00:59Z");
  CHECK(rfc3339(*parse_instant("2025-09-30", berlin)) == "2025-09-29T22:00:00Z");
  CHECK(rfc3339(*parse_instant("2025-09-30 10:15", berlin)) == "2025-09-30T08:15:00Z");
  CHECK(rfc3339(*parse_instant("2025-03-30 02:30", berlin)) == "2025-03-30T01:00:00Z");  // skipped: after the gap
  CHECK(rfc3339(*parse_instant("2025-10-26 02:30", berlin)) == "2025-10-26T00:30:00Z");  // twice: the first
  for (const auto* text : {"", "2025-02-29", "2025-09-30T10:00", "2025-09-30T25:00:00Z", "2025-09-30T10:00:60Z",
                           "2025-09-30T10:00:00.Z", "2025-09-30T10:00:00.0123456789Z", "2025-09-30T10:00.5Z", "2025-09-30 10", "tomorrow", "2025-09-30T10:00:00+2"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_instant(text, berlin));
  }
}

TEST_CASE("zones") {
  CHECK(Zone::named("Europe/Berlin"));
  for (const auto* name : {"", "Mars/Base", "/etc/passwd", "../etc/passwd", "Europe/../UTC", "localtime", ":UTC", "fixed"}) {
    CAPTURE(name);
    CHECK_FALSE(Zone::named(name));
  }
}

TEST_CASE("mail addresses") {
  CHECK(parse_email("user@acme.com") == "user@acme.com");
  CHECK(parse_email("O'Brien+x@ACME.Com") == "O'Brien+x@acme.com");
  CHECK(parse_email("jürgen@münchen.example"));
  for (const auto* text : {"", "user", "@acme.com", "user@", "user@acme", "a b@acme.com", "a@b@c.d e", ".a@acme.com", "a..b@acme.com",
                           "a@-acme.com", "a@acme..com", "a@acme.com\r\nBcc: x@y.z", "<a@acme.com>", "a@acme.com,b@acme.com", "a\"@x.y"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_email(text));
  }
}
