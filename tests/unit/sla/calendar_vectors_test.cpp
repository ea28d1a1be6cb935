// Answers of other projects' calendars (tests/data/sla/PROVENANCE.md). Every row is used but the one named here.
#include <catch2/catch.hpp>
#include <set>

#include "vectors.hpp"

using namespace mssp;
using namespace mssp::test;
using namespace std::chrono_literals;
using std::chrono::sys_days;

namespace {

// business_time rolls a start outside hours to the next opening even when nothing is added. Here A(t, 0) = t, the
// earliest instant with W(t, A) = 0.
const std::set<std::string> zero_budget_rolls{"bt-0193"};

// moment-business-time counts the closing instant as open. Here a window is [start, end).
const std::set<std::string> closing_instant_open{"mbt-0006"};

// An option of moment-business-time that looks through breaks: a question that our calendars do not have.
const std::set<std::string> other_question{"mbt-0156"};

Seconds compound(const nlohmann::json& args) {
  Seconds sum{0};
  for (std::size_t i = 0; i < args.size(); i += 2) {
    const auto unit = args[i + 1].get<std::string>();
    sum += args[i].get<int>() * (unit == "hours" ? 3600s : unit == "minutes" ? 60s : 1s);
  }
  return sum;
}

}  // namespace

TEST_CASE("due times of other calendars") {
  const auto file = read_vectors("sla/add.json");
  const auto calendars = calendars_from(file);
  int forwards = 0, backwards = 0, differing = 0;
  for (const auto& row : file.at("rows")) {
    const std::string id = row.at("id");
    CAPTURE(id);
    const auto& calendar = calendars.at(row.at("calendar"));
    const Instant start = utc(row.at("start"));
    const Instant expected = utc(row.at("expected"));
    const Seconds budget = row.contains("args") ? compound(row.at("args")) : Seconds{row.at("seconds").get<int>()};
    if (zero_budget_rolls.count(id)) {
      CHECK(budget == 0s);
      CHECK(calendar.due(start, budget) == start);
      CHECK(calendar.next_open(start) == expected);
      ++differing;
    } else if (expected >= start) {
      CHECK(rfc3339(calendar.due(start, budget)) == rfc3339(expected));
      ++forwards;
    } else {
      CHECK(rfc3339(calendar.start_for(start, budget < 0s ? -budget : budget)) == rfc3339(expected));
      ++backwards;
    }
  }
  CHECK(forwards == 167);
  CHECK(backwards == 86);
  CHECK(differing == 1);
}

TEST_CASE("open time of other calendars") {
  const auto file = read_vectors("sla/between.json");
  const auto calendars = calendars_from(file);
  int used = 0;
  for (const auto& row : file.at("rows")) {
    const std::string id = row.at("id");
    CAPTURE(id);
    const auto& calendar = calendars.at(row.at("calendar"));
    const Instant start = utc(row.at("start"));
    const Instant end = utc(row.at("end"));
    const std::int64_t open = calendar.open_time(start, end).count() - calendar.open_time(end, start).count();
    if (row.at("op") == "between") {
      CHECK(open == row.at("expected").get<std::int64_t>());
    } else {
      const std::int64_t units = open / (row.at("unit") == "hour" ? 3600 : 60);
      // moment-business-time's difference is start minus end.
      CHECK((id.starts_with("mbt") ? -units : units) == row.at("expected").get<std::int64_t>());
    }
    ++used;
  }
  CHECK(used == 146);
}

TEST_CASE("openings and closings of other calendars") {
  const auto file = read_vectors("sla/open.json");
  const auto calendars = calendars_from(file);
  std::map<std::string, int> used;
  for (const auto& row : file.at("rows")) {
    const std::string id = row.at("id");
    const std::string question = row.at("op");
    CAPTURE(id, question);
    const auto& calendar = calendars.at(row.at("calendar"));
    const Instant at = utc(row.at("at"));
    if (other_question.count(id)) continue;
    ++used[question];
    if (question == "is_open") {
      CHECK(calendar.is_open(at) == (row.at("expected").get<bool>() && !closing_instant_open.count(id)));
      if (closing_instant_open.count(id)) CHECK(calendar.is_open(at - 1s));
      continue;
    }
    const Instant expected = utc(row.at("expected"));
    const auto ahead = calendar.open_periods(at, at + 24h * 15);
    if (question == "next_open_or_self") {
      CHECK(rfc3339(calendar.next_open(at)) == rfc3339(expected));
    } else if (question == "next_open_strict") {
      const auto next = std::find_if(ahead.begin(), ahead.end(), [&](const Period& p) { return p.from > at; });
      REQUIRE(next != ahead.end());
      CHECK(rfc3339(next->from) == rfc3339(expected));
    } else if (question == "next_close") {
      REQUIRE_FALSE(ahead.empty());
      CHECK(rfc3339(ahead.front().to) == rfc3339(expected));
    } else {
      // prev_open_or_self and lastWorkingTime: the end of the open time before `at`, or `at` when within.
      REQUIRE((question == "prev_open_or_self" || question == "lastWorkingTime"));
      const auto before = calendar.open_periods(at - 24h * 15, at);
      REQUIRE_FALSE(before.empty());
      CHECK(rfc3339(before.back().to) == rfc3339(expected));
    }
  }
  CHECK(used == std::map<std::string, int>{{"is_open", 32},
                                           {"lastWorkingTime", 4},
                                           {"next_close", 19},
                                           {"next_open_or_self", 30},
                                           {"next_open_strict", 10},
                                           {"prev_open_or_self", 18}});
}

namespace {

// A day on which windows begin, which is what the peers call a business day.
class BusinessDays {
 public:
  explicit BusinessDays(const sla::Calendar& calendar) : calendar_(&calendar) {}
  bool is(sys_days day) const { return calendar_->opens_on(std::chrono::year_month_day{day}); }
  sys_days from(sys_days day, int step) const {
    while (!is(day)) day += std::chrono::days{step};
    return day;
  }
  std::int64_t between(sys_days start, sys_days end) const {
    std::int64_t count = 0;
    for (sys_days day = start; day < end; day += std::chrono::days{1}) count += is(day) ? 1 : 0;
    return count;
  }

 private:
  const sla::Calendar* calendar_;
};

sys_days day_of(const std::string& text) { return parse_date(text.substr(0, 10)).value(); }

}  // namespace

TEST_CASE("business days of other calendars") {
  const auto file = read_vectors("sla/days.json");
  const auto calendars = calendars_from(file);
  int used = 0;
  std::map<std::string, int> other;  // by question and trust
  for (const auto& row : file.at("rows")) {
    const std::string id = row.at("id");
    const std::string question = row.at("op");
    CAPTURE(id, question);
    const sla::Calendar& calendar = calendars.at(row.at("calendar"));
    const BusinessDays days(calendar);
    const sys_days at = row.contains("at") ? day_of(row.at("at")) : sys_days{};
    const auto& expected = row.at("expected");
    const bool independent = row.at("trust") == "A-peer+independent";
    ++used;
    if (question == "is_business_day") {
      CHECK(days.is(at) == expected.get<bool>());
    } else if (question == "is_holiday") {
      CHECK((calendar.holiday_on(std::chrono::year_month_day{at}) != nullptr) == expected.get<bool>());
    } else if (question == "next_business_day_or_self") {
      CHECK(days.from(at, 1) == day_of(expected));
    } else if (question == "prev_business_day_or_self") {
      CHECK(days.from(at, -1) == day_of(expected));
    } else if (question == "next_business_day") {
      CHECK(days.from(at + std::chrono::days{1}, 1) == day_of(expected));
    } else if (question == "prev_business_day") {
      CHECK(days.from(at - std::chrono::days{1}, -1) == day_of(expected));
    } else if (question == "days_between" && independent) {
      CHECK(days.between(day_of(row.at("start")), day_of(row.at("end"))) == expected.get<std::int64_t>());
    } else {
      --used;
      ++other[question + (independent ? ", two calculations" : ", one peer only")];
    }
  }
  CHECK(used == 113);
  // A budget of days is 24 hours of open time here, never a number of dates, and peers disagree on which end of a
  // range counts and where a start outside hours begins: these are questions that nothing of ours asks.
  CHECK(other == std::map<std::string, int>{{"add_days, two calculations", 6},
                                            {"add_days, one peer only", 38},
                                            {"add_days_clamped, one peer only", 96},
                                            {"days_between, one peer only", 87},
                                            {"days_between_inclusive, one peer only", 3},
                                            {"is_working_weekday, one peer only", 2},
                                            {"lastWorkingDay, one peer only", 1},
                                            {"nextWorkingDay, one peer only", 2}});
}
