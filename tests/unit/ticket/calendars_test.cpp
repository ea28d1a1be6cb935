#include "sla/from_config.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "sla/question.hpp"

using namespace mssp;
using namespace mssp::sla;
using namespace std::chrono_literals;

namespace {

Calendars office() {
  config::Problems problems("calendars.yml");
  const auto files = config::read_calendars(R"(calendars:
  - name: berlin
    timezone: Europe/Berlin
    hours: {monday: ["09:00-12:00", "13:00-17:00"], sunday: ["22:00-26:00"]}
    holidays: [{from: 2025-09-22, to: 2025-09-23, name: Fair}]
    special_days: [{date: 2025-09-29, hours: ["10:00-11:00"]}]
)", problems);
  return Calendars(files);
}

Instant at(const char* text) { return parse_instant(text, *Zone::named("Europe/Berlin")).value(); }

}  // namespace

TEST_CASE("a calendar of the file opens on the days and hours written there") {
  const Calendars calendars = office();
  CHECK(calendars.names() == std::vector<std::string>{"24x7", "berlin"});
  const Calendar& berlin = calendars.get("berlin");
  CHECK(berlin.open_time(at("2025-09-15"), at("2025-09-16")) == 2h + 7h);    // Sunday's night and Monday
  CHECK(berlin.open_time(at("2025-09-14"), at("2025-09-15")) == 2h);         // Sunday until midnight
  CHECK(berlin.open_time(at("2025-09-22"), at("2025-09-23")) == 2h);         // a holiday leaves the night before
  CHECK(berlin.open_time(at("2025-09-29 03:00"), at("2025-09-30")) == 1h);   // special day
  CHECK(calendars.find("paris") == nullptr);
  CHECK_THROWS_AS(calendars.get("berlim"), Error);
}

TEST_CASE("a file of questions is answered line by line") {
  const Calendars calendars = office();
  CHECK(answers(R"({"calendar":"24x7","from":"2025-09-15T10:00:00Z","within_seconds":28800}

{"calendar":"berlin","from":"2025-09-15 08:00","to":"2025-09-15T18:00:00+02:00"}
)", "q.jsonl", calendars) ==
        R"({"calendar":"24x7","from":"2025-09-15T10:00:00Z","within_seconds":28800,"due_at":"2025-09-15T18:00:00Z"}
{"calendar":"berlin","from":"2025-09-15T06:00:00Z","to":"2025-09-15T16:00:00Z","open_seconds":25200}
)");
  CHECK(answers("", "q.jsonl", calendars).empty());
}

TEST_CASE("the first line that cannot be answered is named") {
  const Calendars calendars = office();
  const std::string good = R"({"calendar":"24x7","from":"2025-09-15T10:00:00Z","within_seconds":1})";
  const auto message = [&](const std::string& line) -> std::string {
    try {
      return "answered " + answers(good + "\r\n" + line, "q.jsonl", calendars);
    } catch (const Error& error) {
      CHECK(error.code() == Code::invalid_input);
      return error.message();
    }
  };
  const auto asked = [&](const std::string& rest) { return message(R"({"calendar":"24x7",)" + rest + "}"); };
  CHECK(message("nonsense").starts_with("q.jsonl:2: not valid JSON"));
  CHECK(message("[]") == "q.jsonl:2: expected an object");
  CHECK(message(R"({"calendar":"paris","from":"2025-09-15","within_seconds":1})") == "q.jsonl:2: no calendar 'paris'");
  CHECK(asked(R"("from":"2025-09-15")").starts_with("q.jsonl:2: expected the keys"));
  CHECK(asked(R"("from":"tomorrow","within_seconds":1)").starts_with("q.jsonl:2: 'from' must be"));
  CHECK(asked(R"("from":"2025-09-15","within_seconds":-999999999)").starts_with("q.jsonl:2: 'within_seconds'"));
  CHECK(asked(R"("from":"2025-09-15","within_seconds":"1")").starts_with("q.jsonl:2: 'within_seconds' must be"));
  CHECK(asked(R"("from":"2025-09-15","within_seconds":1,"to":"2025-09-16")").starts_with("q.jsonl:2: expected"));
  CHECK(asked(R"("from":"2025-09-15","until":1)") == "q.jsonl:2: unknown key 'until'");
  CHECK(asked(R"("from":"2500-01-01","within_seconds":1)").starts_with("q.jsonl:2: "));
}
