#include "sla/ics_holidays.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/parse.hpp"

using namespace mssp;
using namespace mssp::sla;

namespace {

std::string calendar(const std::string& events) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events + "END:VCALENDAR\r\n";
}

std::string event(const std::string& lines) { return "BEGIN:VEVENT\r\n" + lines + "END:VEVENT\r\n"; }

std::vector<std::string> told(const IcsHolidays& read) {
  std::vector<std::string> out;
  for (const auto& each : read.holidays) {
    out.push_back(text(each.from) + ".." + text(each.to) + (each.yearly ? " yearly" : "") + " " + each.name);
  }
  return out;
}

std::vector<std::string> read(const std::string& lines) { return told(read_ics_holidays(calendar(event(lines)), "h.ics")); }

std::string refusal(const std::string& text) {
  try {
    read_ics_holidays(text, "h.ics");
  } catch (const Error& error) {
    CHECK(error.code() == Code::invalid_input);
    return error.message();
  }
  return "accepted";
}

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("holidays of an iCalendar file") {
  CHECK(read("DTSTART;VALUE=DATE:20251225\r\nSUMMARY:Christmas\r\n") == Told{"2025-12-25..2025-12-25 Christmas"});
  // The end is not included; one that equals the start is one day.
  CHECK(read("DTSTART;VALUE=DATE:20251229\nDTEND;VALUE=DATE:20260103\nSUMMARY:Shutdown\n") ==
        Told{"2025-12-29..2026-01-02 Shutdown"});
  CHECK(read("DTSTART;VALUE=DATE:20251225\nDTEND;VALUE=DATE:20251225\n") == Told{"2025-12-25..2025-12-25 "});
  CHECK(read("DTSTART;VALUE=DATE:20251225\nDURATION:P2D\n") == Told{"2025-12-25..2025-12-26 "});
  CHECK(read("DTSTART;VALUE=DATE:20251225\nDURATION:P1W\n") == Told{"2025-12-25..2025-12-31 "});
  CHECK(read("DTSTART;TZID=\"Europe/Berlin:x\":20251225T000000\nDTEND:20251226T000000\n") == Told{"2025-12-25..2025-12-25 "});
  // Folded lines and escapes.
  CHECK(read("DTSTART;VALUE=DATE:2025\r\n 1225\r\nSUMMARY:Sankt\\, Nikolaus\\; T\r\n\tag\\n1\r\n") ==
        Told{"2025-12-25..2025-12-25 Sankt, Nikolaus; Tag 1"});
}

TEST_CASE("events that repeat every year") {
  CHECK(read("DTSTART;VALUE=DATE:20001225\nRRULE:FREQ=YEARLY\nSUMMARY:X\n") == Told{"2000-12-25..2000-12-25 yearly X"});
  CHECK(read("DTSTART;VALUE=DATE:20001225\nRRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=12;BYMONTHDAY=25;WKST=MO\n") ==
        Told{"2000-12-25..2000-12-25 yearly "});
  CHECK(read("DTSTART;VALUE=DATE:20241231\nDTEND;VALUE=DATE:20250102\nRRULE:FREQ=YEARLY;COUNT=2\n") ==
        Told{"2024-12-31..2025-01-01 ", "2025-12-31..2026-01-01 "});
  CHECK(read("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY;UNTIL=20260430\n") ==
        Told{"2024-05-01..2024-05-01 ", "2025-05-01..2025-05-01 "});
  CHECK(read("DTSTART;VALUE=DATE:20200229\nRRULE:FREQ=YEARLY;COUNT=2\n") ==
        Told{"2020-02-29..2020-02-29 ", "2024-02-29..2024-02-29 "});
  CHECK(read("DTSTART;VALUE=DATE:20240501\nRRULE:FREQ=YEARLY;COUNT=3\nEXDATE;VALUE=DATE:20250501\nRDATE;VALUE=DATE:20240601,20240701\n") ==
        Told{"2024-05-01..2024-05-01 ", "2024-06-01..2024-06-01 ", "2024-07-01..2024-07-01 ", "2026-05-01..2026-05-01 "});
}

TEST_CASE("events that are no holidays are skipped and named") {
  const auto skipped = [](const std::string& lines) {
    const IcsHolidays read = read_ics_holidays(calendar(event(lines)), "h.ics");
    CHECK(read.holidays.empty());
    REQUIRE(read.skipped.size() == 1);
    return read.skipped.front();
  };
  CHECK(skipped("SUMMARY:A\n") == "3: event 'A' has no DTSTART");
  CHECK(skipped("SUMMARY:A\nDTSTART:20250101T090000Z\n") == "3: event 'A' does not last whole days");
  CHECK(skipped("SUMMARY:A\nDTSTART;VALUE=DATE:20250101\nDURATION:PT1H\n") == "3: event 'A' does not last whole days");
  CHECK(skipped("SUMMARY:A\nDTSTART;VALUE=DATE:20250101\nSTATUS:CANCELLED\n") == "3: event 'A' is cancelled");
  CHECK(skipped("SUMMARY:A\nDTSTART;VALUE=DATE:20241128\nRRULE:FREQ=YEARLY;BYDAY=4TH\n") ==
        "3: event 'A' repeats by a rule that is more than the same date every year");
  CHECK(skipped("SUMMARY:A\nDTSTART;VALUE=DATE:20241128\nRRULE:FREQ=WEEKLY\n") ==
        "3: event 'A' repeats by a rule that is more than the same date every year");
  CHECK(skipped("SUMMARY:A\nDTSTART;VALUE=DATE:20241128\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20251128\n") ==
        "3: event 'A' repeats for ever but for some dates");
  // The alarm's and the zone's own dates are not the event's.
  CHECK(told(read_ics_holidays(calendar("BEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:19701025T030000\nEND:STANDARD\nEND:VTIMEZONE\n" +
                                        event("BEGIN:VALARM\nDTSTART;VALUE=DATE:20200101\nEND:VALARM\nDTSTART;VALUE=DATE:20250101\n")),
                               "h.ics")) == Told{"2025-01-01..2025-01-01 "});
}

TEST_CASE("hostile iCalendar files") {
  CHECK(refusal("") == "h.ics: not an iCalendar file");
  CHECK(refusal("hello\n") == "h.ics:1: no name and value with a colon between them");
  CHECK(refusal("A:b\n") == "h.ics:1: expected BEGIN:VCALENDAR");
  CHECK(refusal("BEGIN:VCALENDAR\nBEGIN:VEVENT\n") == "h.ics: ends inside VEVENT");
  CHECK(refusal("BEGIN:VCALENDAR\nEND:VEVENT\n") == "h.ics:2: END:VEVENT where VCALENDAR is open");
  CHECK(refusal("BEGIN:VCALENDAR\nX:\xff\n") == "h.ics: not UTF-8");
  CHECK(refusal("BEGIN:VCALENDAR\nX;A=\"b:c\n") == "h.ics:2: no value after the parameters");
  CHECK(refusal("BEGIN:VCALENDAR\nX:" + std::string(10'001, 'a') + "\n") == "h.ics:2: a line of more than 10000 bytes");
  CHECK(refusal(calendar(event("DTSTART;VALUE=DATE:20250230\n"))) ==
        "h.ics:4: '20250230' is no date of iCalendar such as 20251225");
  CHECK(refusal(calendar(event("DTSTART;VALUE=DATE:2025\n"))) == "h.ics:4: '2025' is no date of iCalendar such as 20251225");
  CHECK(refusal(calendar(event("DTSTART:20250101\nDTEND:20240101\n"))) == "h.ics:5: the event ends before it begins");
  CHECK(refusal(calendar(event("DTSTART:20250101\nDTEND:20270101\n"))) == "h.ics:4: a holiday cannot be longer than 365 days");
  CHECK(refusal(calendar(event("DTSTART:20250101\nDURATION:1D\n"))) ==
        "h.ics:5: '1D' is no duration of iCalendar such as P1D");
  CHECK(refusal(calendar(event("DTSTART:20250101\nRRULE:FREQ=YEARLY;COUNT=0\n"))) == "h.ics:5: COUNT must be a positive number");
  std::string many;
  for (int i = 0; i < 10'001; ++i) many += event("DTSTART:20250101\n");
  CHECK(refusal(calendar(many)) == "h.ics: more than 10000 events");
  const IcsHolidays named =
      read_ics_holidays(calendar(event("DTSTART:20250101\nSUMMARY:\x1b[31m" + std::string(400, 'x') + "\n")), "h.ics");
  CHECK(named.holidays.front().name.starts_with("\\u{1b}[31mxxx"));
  CHECK(named.holidays.front().name.size() <= 200);
}
