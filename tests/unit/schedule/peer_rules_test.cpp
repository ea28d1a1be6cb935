// Rules of RFC 5545 and of cron that our schedules can say too, with the answers of libical, python-dateutil and
// robfig/cron (tests/data/schedules/PROVENANCE.md). What ours cannot say is counted by reason, so that none is lost.
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <variant>

#include "base/text.hpp"
#include "schedule/recurrence.hpp"
#include "support/paths.hpp"

using namespace mssp;
using namespace mssp::schedule;

namespace {

using Rules = std::vector<Rule>;
using Reason = std::string;
using Shared = std::variant<Rules, Reason>;
using Reasons = std::map<std::string, int>;

nlohmann::json rows(const std::string& file) {
  std::ifstream in(test::data("schedules/" + file));
  REQUIRE(in);
  return nlohmann::json::parse(in);
}

// "1997-09-02T09:00:00", "19971224T000000Z" or a date, as UTC.
Instant instant_of(std::string text) {
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '-' || c == ':' || c == 'Z'; }), text.end());
  if (text.size() == 8) text += "T000000";
  REQUIRE(text.size() == 15);
  const auto part = [&](std::size_t at, std::size_t size) { return text.substr(at, size); };
  return parse_instant(part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" + part(9, 2) + ":" + part(11, 2) + ":" + part(13, 2) + "Z",
                       Zone::utc())
      .value();
}

std::optional<std::chrono::weekday> weekday_of(std::string_view word) {
  constexpr std::array<std::string_view, 7> names{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  const auto found = std::find(names.begin(), names.end(), word);
  if (found == names.end()) return std::nullopt;
  return std::chrono::weekday(static_cast<unsigned>(found - names.begin()));
}

struct Recurrence {
  std::map<std::string, std::string> parts;
  Instant start;
  bool has(const std::string& key) const { return parts.contains(key); }
  std::string part(const std::string& key) const { return has(key) ? parts.at(key) : ""; }
};

Recurrence recurrence(const nlohmann::json& row) {
  Recurrence out{.parts = {}, .start = instant_of(row.at("dtstart"))};
  const std::string rule = row.at("rrule");
  for (const auto part : split(rule, ';')) {
    const std::size_t equals = part.find('=');
    if (equals != std::string_view::npos) out.parts.emplace(part.substr(0, equals), part.substr(equals + 1));
  }
  return out;
}

// The rules for "days of the month": 29 to 31 are clamped here and left out there.
Shared monthly(const Rule& base, const std::string& days) {
  Rules rules;
  for (const auto day : split(days, ',')) {
    const auto number = parse_integer(day.starts_with('+') ? day.substr(1) : day);
    if (!number || *number > 28 || (*number < 1 && *number != -1)) return Reason("a day that some months do not have");
    Rule rule = base;
    rule.frequency = Frequency::monthly;
    rule.day_of_month = *number == -1 ? last_day : static_cast<int>(*number);
    rules.push_back(rule);
  }
  return rules;
}

Shared weekly(const Rule& base, const std::string& days) {
  Rules rules;
  for (const auto day : split(days, ',')) {
    const auto weekday = weekday_of(day);
    if (!weekday) return Reason("the nth weekday");
    Rule rule = base;
    rule.frequency = Frequency::weekly;
    rule.weekday = *weekday;
    rules.push_back(rule);
  }
  return rules;
}

Shared shared(const Recurrence& given) {
  for (const std::string key : {"BYSETPOS", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYHOUR", "BYMINUTE", "BYSECOND", "BYEASTER", "RSCALE", "SKIP"}) {
    if (given.has(key)) return Reason("a filter such as BYMONTH or BYSETPOS");
  }
  const Civil civil = Zone::utc().civil(given.start);
  if (civil.second != 0) return Reason("seconds");
  if (given.has("INTERVAL") && given.part("INTERVAL") != "1") return Reason("every nth time");
  Rule base;
  base.time = {civil.hour, civil.minute};
  const std::string frequency = given.part("FREQ");
  const bool by_day = given.has("BYDAY");
  const bool by_date = given.has("BYMONTHDAY");
  if (by_day && by_date) return Reason("weekday and date at once");
  if (frequency == "DAILY" || frequency == "WEEKLY") {
    if (by_day) return weekly(base, given.part("BYDAY"));
    if (by_date) return monthly(base, given.part("BYMONTHDAY"));
    base.frequency = frequency == "DAILY" ? Frequency::daily : Frequency::weekly;
    base.weekday = std::chrono::weekday{std::chrono::sys_days{date_of(civil)}};
    return Rules{base};
  }
  if (frequency == "MONTHLY" && !by_day) return monthly(base, by_date ? given.part("BYMONTHDAY") : std::to_string(civil.day));
  if (frequency == "MONTHLY") return Reason("weekdays of a month");
  if (frequency != "HOURLY") return Reason("a frequency of years, minutes or seconds");
  if (by_day || by_date) return Reason("hours of some days");
  base.frequency = Frequency::hourly;
  return Rules{base};
}

std::vector<Instant> merged(const Rules& rules, Instant after, std::size_t count) {
  std::set<Instant> all;
  for (const Rule& rule : rules) {
    const auto some = occurrences(rule, after, count);
    all.insert(some.begin(), some.end());
  }
  std::vector<Instant> out(all.begin(), all.end());
  out.resize(std::min(out.size(), count));
  return out;
}

Reasons compare(const std::string& file) {
  Reasons reasons;
  for (const auto& row : rows(file)) {
    const std::string id = row.at("id");
    const Recurrence given = recurrence(row);
    CAPTURE(id, row.at("rrule").get<std::string>());
    const Shared ours = shared(given);
    if (const auto* reason = std::get_if<Reason>(&ours)) {
      ++reasons[*reason];
      continue;
    }
    ++reasons["the same"];
    std::vector<Instant> expected;
    for (const std::string text : row.at("expected")) expected.push_back(instant_of(text));
    const auto answers = merged(std::get<Rules>(ours), given.start - Seconds{1}, expected.size() + 1);
    REQUIRE(answers.size() == expected.size() + 1);
    CHECK(std::equal(expected.begin(), expected.end(), answers.begin()));
    // The next one is past the end of the rule, if that has one.
    if (given.has("UNTIL")) CHECK(answers.back() > instant_of(given.part("UNTIL")));
  }
  return reasons;
}

// "0 M H * * ?" and its kin, with one number or a star in each field.
std::variant<Rule, Reason> cron_rule(const nlohmann::json& row) {
  const std::string text = row.at("cron_with_seconds");
  const auto fields = split(text, ' ');
  REQUIRE(fields.size() == 6);
  if (fields[0] != "0") return Reason("seconds");
  if (fields[4] != "*") return Reason("months");
  if (fields[5] != "*" && fields[5] != "?") return Reason("weekday and date at once");
  const auto minute = parse_integer(fields[1]);
  const auto hour = parse_integer(fields[2]);
  const auto day = parse_integer(fields[3]);
  if (!minute || (!hour && fields[2] != "*") || (!day && fields[3] != "*")) return Reason("several minutes or days");
  Rule rule;
  rule.zone = Zone::named(row.at("tz").get<std::string>()).value();
  rule.frequency = !hour ? Frequency::hourly : day ? Frequency::monthly : Frequency::daily;
  rule.time = {hour ? static_cast<int>(*hour) : 0, static_cast<int>(*minute)};
  rule.day_of_month = day ? static_cast<int>(*day) : 1;
  return rule;
}

std::string told(const Reasons& reasons) {
  std::string lines;
  for (const auto& [reason, count] : reasons) lines += std::to_string(count) + " " + reason + "\n";
  return lines;
}

}  // namespace

TEST_CASE("recurrence rules as libical reads them") {
  CHECK(told(compare("libical_rrule.json")) ==
        "4 a day that some months do not have\n"
        "43 a filter such as BYMONTH or BYSETPOS\n"
        "3 a frequency of years, minutes or seconds\n"
        "8 every nth time\n"
        "11 the same\n"
        "3 weekdays of a month\n");
}

TEST_CASE("recurrence rules as python-dateutil reads them") {
  CHECK(told(compare("dateutil_rrule.json")) ==
        "77 a filter such as BYMONTH or BYSETPOS\n"
        "3 a frequency of years, minutes or seconds\n"
        "9 every nth time\n"
        "1 hours of some days\n"
        "10 the same\n"
        "4 weekday and date at once\n"
        "2 weekdays of a month\n");
}

TEST_CASE("cron lines as robfig/cron reads them") {
  Reasons reasons;
  for (const auto& row : rows("robfig_cron.json")) {
    const std::string id = row.at("id");
    CAPTURE(id, row.at("cron_with_seconds").get<std::string>());
    const auto rule = cron_rule(row);
    if (const auto* reason = std::get_if<Reason>(&rule)) {
      ++reasons[*reason];
      continue;
    }
    const Rule& ours = std::get<Rule>(rule);
    const Instant after = parse_instant(row.at("after").get<std::string>(), Zone::utc()).value();
    const Instant expected = parse_instant(row.at("expected").get<std::string>(), Zone::utc()).value();
    const auto found = ours.zone.lookup(ours.zone.civil(expected));
    if (ours.frequency != Frequency::hourly && found.kind == Zone::Kind::repeated && expected == found.later) {
      ++reasons["a time that occurs twice runs twice"];
      continue;
    }
    ++reasons["the same"];
    CHECK(rfc3339(next_after(ours, after)) == rfc3339(expected));
  }
  CHECK(told(reasons) ==
        "1 a time that occurs twice runs twice\n"
        "4 months\n"
        "3 seconds\n"
        "2 several minutes or days\n"
        "16 the same\n");
}
