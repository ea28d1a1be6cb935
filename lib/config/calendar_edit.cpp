#include "config/calendar_edit.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "config/yaml.hpp"
#include "render/json.hpp"

namespace mssp::config {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

[[noreturn]] void refuse(const std::string& path, const Node& node) {
  throw Error(Code::conflict,
              path + ":" + std::to_string(node.place.line) + ": holidays cannot be added to a calendar written like this",
              "leave --calendar out and add the lines that are printed by hand");
}

const Node* child(const Node& node, std::string_view key) {
  const auto found = std::find_if(node.children.begin(), node.children.end(), [&](const Node& c) { return c.key == key; });
  return found == node.children.end() ? nullptr : &*found;
}

int last_line(const Node& node) {
  int line = std::max(node.place.line, node.key_place.line);
  for (const Node& each : node.children) line = std::max(line, last_line(each));
  return line;
}

std::string blanks(int count) { return std::string(static_cast<std::size_t>(std::max(count, 0)), ' '); }

bool same(const Holiday& a, const Holiday& b) {
  return a.from == b.from && a.to == b.to && a.yearly == b.yearly && a.name == b.name;
}

bool same(const CalendarFile& a, const CalendarFile& b) {
  return a.name == b.name && a.timezone == b.timezone && a.hours == b.hours &&
         std::equal(a.holidays.begin(), a.holidays.end(), b.holidays.begin(), b.holidays.end(),
                    [](const Holiday& x, const Holiday& y) { return same(x, y); }) &&
         std::equal(a.special_days.begin(), a.special_days.end(), b.special_days.begin(), b.special_days.end(),
                    [](const SpecialDay& x, const SpecialDay& y) { return x.date == y.date && x.hours == y.hours; });
}

bool closes(const Holiday& holiday, const Holiday& wanted) {
  if (holiday.yearly == wanted.yearly) {
    if (holiday.from == wanted.from && holiday.to == wanted.to) return true;
    const auto in_year = [](year_month_day d) { return d.month() / d.day(); };
    if (holiday.yearly) return in_year(holiday.from) == in_year(wanted.from) && in_year(holiday.to) == in_year(wanted.to);
    return holiday.from <= wanted.from && wanted.to <= holiday.to;
  }
  if (!holiday.yearly) return false;
  for (sys_days day = wanted.from; day <= sys_days{wanted.to}; day += days{1}) {
    const auto at = year_month_day{day}.month() / year_month_day{day}.day();
    const auto from = holiday.from.month() / holiday.from.day();
    const auto to = holiday.to.month() / holiday.to.day();
    if (from <= to ? at < from || to < at : at < from && to < at) return false;
  }
  return true;
}

}  // namespace

std::string holiday_item(const Holiday& holiday) {
  std::string out = "{";
  out += holiday.from == holiday.to ? "date: " + mssp::text(holiday.from)
                                    : "from: " + mssp::text(holiday.from) + ", to: " + mssp::text(holiday.to);
  if (!holiday.name.empty()) out += ", name: " + render::json_string(holiday.name);
  if (holiday.yearly) out += ", yearly: true";
  return out + "}";
}

std::vector<Holiday> missing_from(const CalendarFile& calendar, const std::vector<Holiday>& wanted) {
  std::vector<Holiday> all;
  std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(all), [&](const Holiday& each) {
    return std::none_of(calendar.holidays.begin(), calendar.holidays.end(),
                        [&](const Holiday& there) { return closes(there, each); });
  });
  return all;
}

std::string with_holidays(const std::string& text, const std::string& path, const std::string& calendar,
                          const std::vector<Holiday>& added) {
  std::vector<CalendarFile> expected = strictly(path, text, read_calendars);
  const auto target = std::find_if(expected.begin(), expected.end(), [&](const auto& c) { return c.name == calendar; });
  if (target == expected.end()) throw Error(Code::not_found, "no calendar '" + printable(calendar) + "' in " + path);
  if (added.empty()) return text;
  target->holidays.insert(target->holidays.end(), added.begin(), added.end());

  Problems problems(path);
  const auto root = parse_yaml(text, problems);
  const Node* list = root ? child(*root, "calendars") : nullptr;
  if (!list) throw Error(Code::not_found, "no calendar '" + printable(calendar) + "' in " + path);
  const auto index = static_cast<std::size_t>(target - expected.begin());
  const Node& node = list->children.at(index);
  const Node* holidays = child(node, "holidays");

  std::vector<std::string> lines;
  for (const std::string_view line : split(text, '\n')) lines.emplace_back(line);
  std::vector<std::string> inserted;
  std::size_t at = 0;  // lines before it stay above
  int indent = 0;
  if (holidays && !holidays->children.empty()) {
    // The new items stand under the dash of the last one.
    const Node& last = holidays->children.back();
    const std::string& model = lines.at(static_cast<std::size_t>(last.place.line - 1));
    const std::size_t dash = model.find_first_not_of(' ');
    if (dash == std::string::npos || model.compare(dash, 2, "- ") != 0) refuse(path, node);
    indent = static_cast<int>(dash);
    at = static_cast<std::size_t>(last_line(last));
  } else if (holidays) {
    std::string& line = lines.at(static_cast<std::size_t>(holidays->key_place.line - 1));
    const std::size_t empty = line.find("[]");
    if (empty == std::string::npos) refuse(path, node);
    line.erase(empty, 2);
    while (line.ends_with(' ')) line.pop_back();
    indent = holidays->key_place.column + 1;
    at = static_cast<std::size_t>(holidays->key_place.line);
  } else {
    indent = node.children.front().key_place.column + 1;
    at = static_cast<std::size_t>(last_line(node));
    inserted.push_back(blanks(indent - 2) + "holidays:");
  }
  for (const Holiday& each : added) inserted.push_back(blanks(indent) + "- " + holiday_item(each));
  if (at == lines.size()) lines.emplace_back();  // the last line had no newline
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), inserted.begin(), inserted.end());
  std::string out = join(lines, "\n");

  Problems again(path);
  const std::vector<CalendarFile> got = read_calendars(out, again);
  const bool as_wanted = again.empty() && std::equal(got.begin(), got.end(), expected.begin(), expected.end(),
                                                     [](const auto& a, const auto& b) { return same(a, b); });
  if (!as_wanted) refuse(path, node);
  return out;
}

}  // namespace mssp::config
