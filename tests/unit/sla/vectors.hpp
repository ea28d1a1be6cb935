// Reads the vectors of tests/data/sla into the types of lib/sla.
#pragma once

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/parse.hpp"
#include "sla/calendar.hpp"
#include "support/paths.hpp"

namespace mssp::test {

inline nlohmann::json read_vectors(const std::string& file) {
  std::ifstream in(mssp::test::data(file));
  if (!in) throw std::runtime_error("no vectors in " + file);
  return nlohmann::json::parse(in);
}

// One row starts at a fraction of a second; instants are whole seconds.
inline Instant utc(std::string text) {
  if (const auto dot = text.find('.'); dot != std::string::npos) text = text.substr(0, dot) + "Z";
  return parse_instant(text, Zone::utc()).value();
}

inline std::vector<sla::Window> windows_from(const nlohmann::json& pairs) {
  const auto minutes = [](const std::string& clock) {
    return std::stoi(clock.substr(0, 2)) * 60 + std::stoi(clock.substr(3, 2));
  };
  std::vector<sla::Window> out;
  for (const auto& pair : pairs) out.push_back({minutes(pair[0]), minutes(pair[1])});
  return out;
}

inline sla::Calendar calendar_from(const nlohmann::json& json) {
  static const std::map<std::string, std::size_t> weekdays{{"sun", 0}, {"mon", 1}, {"tue", 2}, {"wed", 3},
                                                           {"thu", 4}, {"fri", 5}, {"sat", 6}};
  sla::CalendarRules rules;
  rules.name = "vector";
  rules.zone = Zone::named(json.at("tz").get<std::string>()).value();
  for (const auto& [day, pairs] : json.at("weekly").items()) rules.hours[weekdays.at(day)] = windows_from(pairs);
  const auto none = nlohmann::json::array();
  for (const auto& date : json.value("holidays", none)) {
    const auto day = parse_date(date.get<std::string>()).value();
    rules.holidays.push_back({day, day, false, ""});
  }
  for (const auto& month_day : json.value("holidays_yearly", none)) {
    const auto day = parse_date("2000-" + month_day.get<std::string>()).value();
    rules.holidays.push_back({day, day, true, ""});
  }
  const nlohmann::json specials = json.value("special_days", nlohmann::json::object());
  for (const auto& [date, pairs] : specials.items()) {
    rules.special_days.push_back({parse_date(date).value(), windows_from(pairs)});
  }
  // A date on which the week's closing does not hold: it has the hours of the first day that has any.
  for (const auto& date : json.value("extra_working_dates", none)) {
    const auto open = std::find_if(rules.hours.begin(), rules.hours.end(), [](const auto& day) { return !day.empty(); });
    rules.special_days.push_back({parse_date(date.get<std::string>()).value(), *open});
  }
  return sla::Calendar(std::move(rules));
}

inline std::vector<sla::Calendar> calendars_from(const nlohmann::json& file) {
  std::vector<sla::Calendar> out;
  for (const auto& calendar : file.at("calendars")) out.push_back(calendar_from(calendar));
  return out;
}

}  // namespace mssp::test
