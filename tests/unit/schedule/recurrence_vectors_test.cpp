// Answers of other schedulers (tests/data/schedules/PROVENANCE.md).
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "schedule/recurrence.hpp"
#include "support/paths.hpp"

using namespace mssp;
using namespace mssp::schedule;

namespace {

// Their answers leave out what we run. A day that a month does not have is its last day:
const std::set<std::string> short_months{"m0017", "m0018", "m0043", "m0068", "m0092", "m0117",
                                         "m0143", "m0168", "m0243", "m0268", "m0292", "m0317",
                                         "m0342", "m0343", "m0368", "m0393", "m0468", "m0517"};
// A local time that does not exist runs at the first instant after the gap:
const std::set<std::string> gaps{"m0332", "m0342"};

constexpr const char* weekdays[]{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};

std::chrono::weekday weekday(const std::string& name) {
  return std::chrono::weekday{static_cast<unsigned>(std::find(weekdays, weekdays + 7, name) - weekdays)};
}

// "Monday to Friday" is five weekly rules.
std::vector<Rule> rules_from(const nlohmann::json& json, const Zone& zone) {
  static const std::map<std::string, Frequency> frequencies{{"daily", Frequency::daily},
                                                            {"weekly", Frequency::weekly},
                                                            {"weekdays", Frequency::weekly},
                                                            {"monthly", Frequency::monthly},
                                                            {"quarterly", Frequency::quarterly}};
  Rule rule;
  rule.frequency = frequencies.at(json.at("freq"));
  rule.time = parse_time_of_day(json.at("time").get<std::string>()).value();
  rule.zone = zone;
  if (json.at("freq") == "weekdays") {
    std::vector<Rule> five(5, rule);
    for (unsigned day = 1; day <= 5; ++day) five[day - 1].weekday = std::chrono::weekday{day};
    return five;
  }
  if (rule.frequency == Frequency::weekly) rule.weekday = weekday(json.at("day"));
  if (json.contains("day") && json.at("day").is_number()) {
    const int day = json.at("day");
    rule.day_of_month = day == -1 ? last_day : day;
  }
  return {rule};
}

std::vector<std::string> answers(const std::vector<Rule>& rules, Instant after, std::size_t count) {
  std::set<Instant> all;
  for (const Rule& rule : rules) {
    const auto of_rule = occurrences(rule, after, count);
    all.insert(of_rule.begin(), of_rule.end());
  }
  std::vector<std::string> out;
  for (const Instant at : all) {
    if (out.size() < count) out.push_back(rfc3339(at));
  }
  return out;
}

// `at` ends the gap that holds the rule's time of that day or, where a whole day was left out, of the day before.
bool after_gap(const Rule& rule, Instant at) {
  const std::chrono::sys_days today{date_of(rule.zone.civil(at))};
  for (const auto day : {today, today - std::chrono::days{1}}) {
    Civil civil = midnight(day);
    civil.hour = rule.time.hour;
    civil.minute = rule.time.minute;
    const auto found = rule.zone.lookup(civil);
    if (found.kind == Zone::Kind::skipped && found.transition == at) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("occurrences of other schedulers") {
  std::ifstream in(test::data("schedules/matrix.json"));
  const auto file = nlohmann::json::parse(in);
  int same = 0;
  std::set<std::string> with_gap, with_short_month;
  for (const auto& row : file.at("rows")) {
    const std::string id = row.at("id");
    CAPTURE(id);
    const Zone zone = Zone::named(row.at("tz").get<std::string>()).value();
    const auto rules = rules_from(row.at("rule"), zone);
    const Instant after = parse_instant(row.at("after").get<std::string>(), zone).value();
    const std::vector<std::string> expected = row.at("expected");
    const auto ours = answers(rules, after, expected.size());
    if (!row.contains("model")) {
      CHECK(ours == expected);
      ++same;
      continue;
    }
    CHECK(ours == row.at("model").get<std::vector<std::string>>());
    REQUIRE(rules.size() == 1);
    // Nothing of theirs is missing up to our last, and all that is added has one of the two reasons.
    for (const auto& theirs : expected) {
      CHECK((theirs > ours.back() || std::count(ours.begin(), ours.end(), theirs) == 1));
    }
    for (const auto& added : ours) {
      if (std::count(expected.begin(), expected.end(), added)) continue;
      const Instant at = parse_instant(added, zone).value();
      const Civil civil = zone.civil(at);
      const bool gap = after_gap(rules[0], at);
      const bool short_month = rules[0].frequency >= Frequency::monthly && civil.day < rules[0].day_of_month &&
                               zone.civil(at + std::chrono::hours{24}).month != civil.month;
      CHECK((gap || short_month));
      if (gap) with_gap.insert(id);
      if (short_month) with_short_month.insert(id);
    }
  }
  CHECK(same == 176);
  CHECK(with_gap == gaps);
  CHECK(with_short_month == short_months);
}
