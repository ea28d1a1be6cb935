#include "config/calendars.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/parse.hpp"
#include "config/fields.hpp"

namespace mssp::config {
namespace {

using Date = std::chrono::year_month_day;

constexpr int day_minutes = 24 * 60;

// "HH:MM" to 48:00, as minutes; seconds may be written when there are none.
std::optional<int> extended_time(std::string_view written) {
  if (written.size() == 8 && written.ends_with(":00")) written.remove_suffix(3);
  if (written.size() != 5 || written[2] != ':' || written.find('-') != std::string_view::npos) return std::nullopt;
  const auto hour = parse_integer(written.substr(0, 2));
  const auto minute = parse_integer(written.substr(3));
  if (!hour || !minute || *minute > 59) return std::nullopt;
  const auto total = static_cast<int>(*hour * 60 + *minute);
  return total <= 2 * day_minutes ? std::optional(total) : std::nullopt;
}

std::optional<HourWindow> window(std::string_view written) {
  const std::size_t dash = std::min(written.find('-'), written.size() - 1);
  const auto start = extended_time(written.substr(0, dash));
  const auto end = extended_time(written.substr(dash + 1));
  if (!start || !end || *start >= day_minutes || *end <= *start) return std::nullopt;
  return HourWindow{*start, *end};
}

std::vector<HourWindow> windows(const Node* node, Problems& problems) {
  std::vector<HourWindow> out;
  for (const Node* each : items(node, problems)) {
    const auto read = parsed(each, "hours such as 09:00-17:30, to 48:00 at most", problems, window);
    if (!read) continue;
    if (!out.empty() && read->start_minute < out.back().end_minute) {
      problems.add(each->place, fmt::format("'{}' begins before the hours written before it end", shown(each->text)),
                   "write the hours of a day in ascending order, without overlap");
      continue;
    }
    out.push_back(*read);
  }
  return out;
}

std::optional<Date> date(const Node* node, Problems& problems) {
  return parsed(node, "a date such as 2025-12-25", problems, parse_date);
}

std::optional<Holiday> holiday(const Node& node, Problems& problems) {
  const Fields fields(node, "a holiday", {"date", "from", "to", "yearly", "name"}, problems);
  Holiday out;
  out.yearly = boolean(fields.find("yearly"), problems).value_or(false);
  out.name = text(fields.find("name"), problems).value_or("");
  const Node* single = fields.find("date");
  const Node* from_node = fields.find("from");
  const Node* to_node = fields.find("to");
  const auto from = date(single ? single : from_node, problems);
  const auto to = single ? from : date(to_node, problems);
  if (node.kind != Node::Kind::mapping) return std::nullopt;
  if ((single && (from_node || to_node)) || (!single && (!from_node || !to_node))) {
    problems.add(node.place, "a holiday needs either 'date', or 'from' and 'to'");
    return std::nullopt;
  }
  if (!from || !to) return std::nullopt;
  out.from = *from;
  out.to = *to;
  const auto days = (std::chrono::sys_days(out.to) - std::chrono::sys_days(out.from)).count() + 1;
  if (days < 1) {
    problems.add(to_node->place, "'to' is before 'from'");
  } else if (days > 365) {
    problems.add(to_node->place, "a holiday cannot be longer than 365 days");
  }
  return out;
}

std::optional<SpecialDay> special_day(const Node& node, Problems& problems) {
  const Fields fields(node, "a special day", {"date", "hours"}, problems);
  const auto day = date(fields.require("date"), problems);
  auto hours = windows(fields.require("hours"), problems);
  return day ? std::optional(SpecialDay{*day, std::move(hours)}) : std::nullopt;
}

void read_hours(const Node* node, CalendarFile& calendar, Problems& problems) {
  if (!node) return;
  const Fields fields(*node, "hours", {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}, problems);
  const std::size_t mistakes = problems.count();
  std::size_t weekday = 0;
  for (const char* name : {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}) {
    calendar.hours[weekday++] = windows(fields.find(name), problems);
  }
  const bool opens = std::any_of(calendar.hours.begin(), calendar.hours.end(), [](const auto& day) { return !day.empty(); });
  if (!opens && node->kind == Node::Kind::mapping && problems.count() == mistakes) {
    problems.add(node->place, "the calendar never opens", "give at least one weekday hours");
  }
}

CalendarFile calendar(const Node& node, Problems& problems) {
  const Fields fields(node, "a calendar", {"name", "timezone", "hours", "holidays", "special_days"}, problems);
  CalendarFile out;
  const Node* name = fields.require("name");
  out.name = slug(name, problems).value_or("");
  if (out.name == always_open) problems.add(name->place, fmt::format("'{}' is built in", out.name), "choose another name");
  out.timezone = zone_name(fields.require("timezone"), problems).value_or("");
  read_hours(fields.require("hours"), out, problems);
  for (const Node* each : items(fields.find("holidays"), problems)) {
    if (auto read = holiday(*each, problems)) out.holidays.push_back(std::move(*read));
  }
  std::map<Date, int> lines;
  for (const Node* each : items(fields.find("special_days"), problems)) {
    auto read = special_day(*each, problems);
    if (!read) continue;
    const auto [first, is_new] = lines.emplace(read->date, each->place.line);
    if (!is_new) {
      problems.add(each->place, fmt::format("special day {} stands twice", mssp::text(read->date)),
                   fmt::format("it stands in line {} already", first->second));
    }
    out.special_days.push_back(std::move(*read));
  }
  out.line = node.place.line;
  return out;
}

}  // namespace

std::vector<CalendarFile> read_calendars(std::string_view written, Problems& problems) {
  const auto root = parse_yaml(written, problems);
  if (!root) return {};
  const Fields fields(*root, "calendars.yml", {"calendars"}, problems);
  std::vector<CalendarFile> out;
  std::map<std::string, int> lines;
  for (const Node* node : items(fields.require("calendars"), problems)) {
    CalendarFile each = calendar(*node, problems);
    const auto [first, is_new] = lines.emplace(each.name, each.line);
    if (!is_new && !each.name.empty()) {
      problems.add(node->place, fmt::format("calendar '{}' stands twice", each.name),
                   fmt::format("it stands in line {} already", first->second));
    }
    out.push_back(std::move(each));
  }
  return out;
}

}  // namespace mssp::config
