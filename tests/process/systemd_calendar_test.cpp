// Ten thousand random schedules, each asked of systemd-analyze(1) too: an engine that nobody here wrote. Skipped,
// visibly, where that is not installed.
#include <catch2/catch.hpp>

#include <fmt/core.h>

#include <filesystem>
#include <random>

#include "base/text.hpp"
#include "schedule/recurrence.hpp"
#include "support/process.hpp"

using namespace mssp;
using namespace mssp::schedule;

namespace {

constexpr int cases = 10'000;
constexpr std::size_t of_one_call = 500;
const std::string analyzer = "/usr/bin/systemd-analyze";

constexpr std::array zones{"UTC",          "Europe/Berlin",      "America/New_York",    "America/St_Johns", "Australia/Lord_Howe", "Asia/Kolkata",
                           "Asia/Tehran",  "Africa/Casablanca",  "America/Sao_Paulo",   "Pacific/Auckland", "Asia/Beirut",         "Europe/Dublin"};
constexpr std::array weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

struct Case {
  Rule rule;
  std::string calendar;  // as systemd.time(7) writes it
};

class Draw {
 public:
  int number(int low, int high) { return low + static_cast<int>(engine_() % static_cast<unsigned>(high - low + 1)); }

  Case schedule() {
    Case drawn;
    const std::string zone = zones.at(static_cast<std::size_t>(number(0, static_cast<int>(zones.size()) - 1)));
    drawn.rule.zone = Zone::named(zone).value();
    drawn.rule.time = {number(0, 23), number(0, 59)};
    std::string date = "*-*-*";
    switch (number(0, 2)) {
      case 0:
        drawn.rule.frequency = Frequency::daily;
        break;
      case 1: {
        const auto day = static_cast<unsigned>(number(0, 6));
        drawn.rule.frequency = Frequency::weekly;
        drawn.rule.weekday = std::chrono::weekday{day};
        date = std::string(weekdays.at(day)) + " *-*-*";
        break;
      }
      default: {
        // 29 to 31 are left out there in a short month, and are its last day here.
        const int day = number(1, 29);
        drawn.rule.frequency = Frequency::monthly;
        drawn.rule.day_of_month = day == 29 ? last_day : day;
        date = day == 29 ? "*-*~01" : fmt::format("*-*-{:02}", day);
      }
    }
    drawn.calendar = fmt::format("{} {}:00 {}", date, text(drawn.rule.time), zone);
    return drawn;
  }

 private:
  std::mt19937 engine_{20251125};
};

// A local time that does not exist is left out there, and runs after the gap here.
bool in_gap(const Rule& rule, Instant at) {
  const Civil civil = rule.zone.civil(at);
  return civil.hour != rule.time.hour || civil.minute != rule.time.minute;
}

std::vector<std::string> asked(Instant base, const std::vector<Case>& some) {
  std::vector<std::string> words{analyzer, "calendar", "--iterations=1", "--base-time=" + local_text(base, Zone::utc()) + " UTC"};
  for (const Case& each : some) words.push_back(each.calendar);
  const test::Ended ended = test::Process(words, {{"PATH", "/usr/bin:/bin"}, {"TZ", "UTC"}, {"LC_ALL", "C"}}).wait();
  INFO(ended.err);
  REQUIRE(ended.status == 0);
  std::vector<std::string> answers;
  for (const auto line : split(ended.out, '\n')) {
    const std::size_t found = line.find("Next elapse: ");
    // "Sun 2025-03-30 02:30:00 UTC"
    if (found != std::string_view::npos) answers.emplace_back(std::string(line.substr(found + 17, 10)) + "T" + std::string(line.substr(found + 28, 8)) + "Z");
  }
  return answers;
}

}  // namespace

TEST_CASE("systemd agrees on ten thousand random schedules") {
  if (!std::filesystem::exists(analyzer)) {
    WARN("skipped: " << analyzer << " is not installed");
    return;
  }
  Draw draw;
  int compared = 0;
  int gaps = 0;
  while (compared < cases) {
    const Instant base = instant(1'577'836'800 + std::int64_t{draw.number(0, 10 * 365 * 24)} * 3600);  // 2020 to 2029
    std::vector<Case> some;
    std::vector<std::string> ours;
    while (some.size() < of_one_call) {
      const Case drawn = draw.schedule();
      const Instant next = next_after(drawn.rule, base);
      if (in_gap(drawn.rule, next)) {
        ++gaps;
        continue;
      }
      some.push_back(drawn);
      ours.push_back(rfc3339(next));
    }
    const auto theirs = asked(base, some);
    REQUIRE(theirs.size() == ours.size());
    for (std::size_t i = 0; i < ours.size(); ++i) {
      INFO(some[i].calendar << " after " << rfc3339(base));
      REQUIRE(ours[i] == theirs[i]);
      ++compared;
    }
  }
  INFO(gaps << " schedules in a gap were not asked");
  CHECK(compared >= cases);
  CHECK(gaps < cases / 100);
}
