#include "config/schedules.hpp"

#include <fmt/core.h>

#include <map>
#include <utility>

#include "config/fields.hpp"
#include "config/recurrence.hpp"

namespace mssp::config {
namespace {

constexpr Seconds least_lateness{60};
constexpr Seconds most_lateness{90 * 86400};

const std::initializer_list<Word<ScanType>> scan_types{{"full", ScanType::full}, {"critical", ScanType::critical}};
const std::initializer_list<Word<Frequency>> frequencies{{"hourly", Frequency::hourly},
                                                         {"daily", Frequency::daily},
                                                         {"weekly", Frequency::weekly},
                                                         {"monthly", Frequency::monthly},
                                                         {"quarterly", Frequency::quarterly}};
const std::initializer_list<Word<CatchUp>> catch_ups{{"one", CatchUp::one}, {"all", CatchUp::all}, {"none", CatchUp::none}};
const std::initializer_list<Word<std::string>> weekdays{
    {"monday", "monday"}, {"tuesday", "tuesday"}, {"wednesday", "wednesday"}, {"thursday", "thursday"},
    {"friday", "friday"}, {"saturday", "saturday"}, {"sunday", "sunday"}};

template <class T>
std::optional<T> value_of(std::string_view word, std::initializer_list<Word<T>> table) {
  for (const Word<T>& row : table) {
    if (row.first == word) return row.second;
  }
  return std::nullopt;
}

// "8" for "08", so that the same day is the same text.
std::optional<std::string> day_of_month(std::string_view written) {
  if (written == "last") return std::string(written);
  const auto number = parse_integer(written);
  return number && *number >= 1 && *number <= 31 ? std::optional(std::to_string(*number)) : std::nullopt;
}

std::string day(const Fields& fields, Frequency frequency) {
  Problems& problems = fields.problems();
  if (!has_day(frequency)) {
    if (const Node* node = fields.find("day")) {
      problems.add(node->key_place, fmt::format("'day' has no meaning when 'frequency' is {}", name(frequency)),
                   "remove it, or set 'frequency' to weekly or monthly");
    }
    return "";
  }
  const Node* node = fields.require("day");
  if (frequency == Frequency::weekly) return word(node, weekdays, problems).value_or("");
  return parsed(node, wanted_day(frequency), problems, day_of_month).value_or("");
}

TimeOfDay time(const Fields& fields, Frequency frequency) {
  const Node* node = frequency == Frequency::hourly ? fields.find("time") : fields.require("time");
  return parsed(node, wanted_time(frequency), fields.problems(), [&](std::string_view written) { return parse_time(frequency, written); })
      .value_or(TimeOfDay{});
}

std::optional<Seconds> lateness(const Node* node, Problems& problems) {
  return parsed(node, "a duration from 1m to 90d such as 12h", problems, [](std::string_view written) {
    const auto read = parse_duration(written);
    return read && *read >= least_lateness && *read <= most_lateness ? read : std::nullopt;
  });
}

// Everything but the tenant.
void take_terms(const Node& node, const Fields& fields, ScheduleFile& out) {
  Problems& problems = fields.problems();
  out.scan_type = word(fields.require("scan_type"), scan_types, problems).value_or(out.scan_type);
  Recurrence times = read_recurrence(fields);
  out.frequency = times.frequency;
  out.day = std::move(times.day);
  out.time = times.time;
  out.timezone = std::move(times.timezone);
  out.profile = slug(fields.find("profile"), problems);
  out.enabled = boolean(fields.find("enabled"), problems).value_or(out.enabled);
  out.catch_up = word(fields.find("catch_up"), catch_ups, problems).value_or(out.catch_up);
  out.max_lateness = lateness(fields.find("max_lateness"), problems);
  out.line = node.place.line;
}

ScheduleFile schedule(const Node& node, Problems& problems) {
  const Fields fields(node, "a schedule", {"tenant", "scan_type", "frequency", "day", "time", "timezone", "profile",
                                           "enabled", "catch_up", "max_lateness"}, problems);
  ScheduleFile out;
  const Node* tenant = fields.require("tenant");
  out.tenant = slug(tenant, problems).value_or("");
  if (tenant != nullptr) out.tenant_place = tenant->place;
  take_terms(node, fields, out);
  return out;
}

}  // namespace

ScheduleFile read_schedule_of(const std::string& tenant, const Node& node, Problems& problems) {
  const Fields fields(node, "a schedule",
                      {"scan_type", "frequency", "day", "time", "timezone", "profile", "enabled", "catch_up", "max_lateness"}, problems);
  ScheduleFile out;
  out.tenant = tenant;
  out.tenant_place = node.place;
  take_terms(node, fields, out);
  return out;
}

bool has_day(Frequency frequency) { return frequency != Frequency::hourly && frequency != Frequency::daily; }

std::string wanted_day(Frequency frequency) {
  return frequency == Frequency::weekly ? "a day such as sunday" : fmt::format("1 to 31 or last in a {} schedule", name(frequency));
}

std::optional<std::string> parse_day(Frequency frequency, std::string_view written) {
  return frequency == Frequency::weekly ? value_of(written, weekdays) : day_of_month(written);
}

std::string_view wanted_time(Frequency frequency) {
  return frequency == Frequency::hourly ? "minutes past the hour such as 00:15" : "a time of day such as 02:00";
}

std::optional<TimeOfDay> parse_time(Frequency frequency, std::string_view written) {
  const auto read = parse_time_of_day(written);
  return frequency == Frequency::hourly && read && read->hour != 0 ? std::nullopt : read;
}

Recurrence read_recurrence(const Fields& fields) {
  Recurrence out;
  // Without a frequency nothing can be said about day and time.
  if (const auto frequency = word(fields.require("frequency"), frequencies, fields.problems())) {
    out.frequency = *frequency;
    out.day = day(fields, *frequency);
    out.time = time(fields, *frequency);
  }
  out.timezone = zone_name(fields.find("timezone"), fields.problems());
  return out;
}

Recurrence read_recurrence(const Node& node, std::string_view what, Problems& problems) {
  return read_recurrence(Fields(node, what, {"frequency", "day", "time", "timezone"}, problems));
}

std::string text(const Recurrence& times) {
  return fmt::format("{}{}{} {}{}", name(times.frequency), times.day.empty() ? "" : " ", times.day, mssp::text(times.time),
                     times.timezone ? " " + *times.timezone : "");
}

std::string identity(const ScheduleFile& each) {
  return fmt::format("{} {} {} {} {} {} {}", each.tenant, name(each.scan_type), name(each.frequency), each.day, mssp::text(each.time),
                     each.timezone.value_or("-"), each.profile.value_or("-"));
}

std::string_view name(ScanType type) { return word_of(type, scan_types); }
std::string_view name(Frequency frequency) { return word_of(frequency, frequencies); }
std::string_view name(CatchUp catch_up) { return word_of(catch_up, catch_ups); }
std::optional<ScanType> parse_scan_type(std::string_view word) { return value_of(word, scan_types); }
std::optional<Frequency> parse_frequency(std::string_view word) { return value_of(word, frequencies); }
std::optional<CatchUp> parse_catch_up(std::string_view word) { return value_of(word, catch_ups); }

std::vector<ScheduleFile> read_schedules(std::string_view written, Problems& problems) {
  const auto root = parse_yaml(written, problems);
  if (!root) return {};
  const Fields fields(*root, "scan-schedule.yml", {"schedules"}, problems);
  std::vector<ScheduleFile> out;
  std::map<std::string, int> lines;
  for (const Node* node : items(fields.require("schedules"), problems)) {
    const std::size_t mistakes = problems.count();
    ScheduleFile each = schedule(*node, problems);
    if (problems.count() == mistakes) {
      const auto [first, is_new] = lines.emplace(identity(each), each.line);
      if (!is_new) {
        problems.add(node->place, fmt::format("this schedule of tenant '{}' stands twice", each.tenant),
                     fmt::format("it stands in line {} already", first->second));
      }
    }
    out.push_back(std::move(each));
  }
  return out;
}

}  // namespace mssp::config
