#include "sla/ics_holidays.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "sla/ics_lines.hpp"

namespace mssp::sla {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::size_t most_events = 10'000;
constexpr std::size_t longest_name = 200;  // as calendars.yml takes it
constexpr int last_year = 2199;

struct Event {
  std::size_t line = 0;
  std::map<std::string, IcsLine> once;      // properties that stand once
  std::vector<IcsLine> added, removed;      // RDATE, EXDATE
};

class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  IcsHolidays read(std::string_view text) {
    std::vector<std::string> open;  // components around the line: VALARM and VTIMEZONE have dates of their own
    bool any = false;
    Event event;
    for (IcsLine& line : read_ics_lines(text, file_)) {
      if (line.name == "BEGIN") {
        if (open.empty() && line.value != "VCALENDAR") refuse(line, "expected BEGIN:VCALENDAR");
        any = true;
        open.push_back(line.value);
        if (open.size() > 8) refuse(line, "components stand too deep in each other");
        if (line.value == "VEVENT") event = Event{.line = line.number, .once = {}, .added = {}, .removed = {}};
        continue;
      }
      if (open.empty()) refuse(line, "expected BEGIN:VCALENDAR");
      if (line.name == "END") {
        if (line.value != open.back()) refuse(line, "END:" + line.value + " where " + open.back() + " is open");
        if (open.back() == "VEVENT") take(event);
        open.pop_back();
        continue;
      }
      if (open.back() != "VEVENT") continue;
      if (line.name == "RDATE") {
        event.added.push_back(std::move(line));
      } else if (line.name == "EXDATE") {
        event.removed.push_back(std::move(line));
      } else {
        event.once.emplace(line.name, std::move(line));
      }
    }
    if (!any) throw Error(Code::invalid_input, file_ + ": not an iCalendar file", "it would begin with BEGIN:VCALENDAR");
    if (!open.empty()) {
      throw Error(Code::invalid_input, file_ + ": ends inside " + printable(open.back()), "the file is cut off: fetch it again");
    }
    finish();
    return std::move(out_);
  }

 private:
  [[noreturn]] void refuse(const IcsLine& line, const std::string& what) const {
    throw Error(Code::invalid_input, file_ + ":" + std::to_string(line.number) + ": " + printable(what));
  }

  void skip(const Event& event, const std::string& name, const std::string& why) {
    out_.skipped.push_back(std::to_string(event.line) + ": event '" + name + "' " + why);
  }

  // "20251225", "20251225T000000", with a Z or not.
  struct Written {
    sys_days day;
    bool at_midnight = true;
  };
  Written date(const IcsLine& line, std::string_view text) const {
    std::string dashed;
    if (text.size() >= 8) dashed = std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) + "-" + std::string(text.substr(6, 2));
    const auto day = parse_date(dashed);
    if (!day) refuse(line, "'" + std::string(text) + "' is no date of iCalendar such as 20251225");
    const std::string_view time = text.substr(8);
    return {*day, time.empty() || time == "T000000"};
  }

  // Days of "P1D", "P2W", "PT24H"; none when it is not whole days.
  std::optional<days> length(const IcsLine& line) const {
    std::string_view text = line.value;
    if (text.starts_with('+')) text.remove_prefix(1);
    if (!text.starts_with('P')) refuse(line, "'" + line.value + "' is no duration of iCalendar such as P1D");
    std::string plain = lower_ascii(text.substr(1));
    plain.erase(std::remove(plain.begin(), plain.end(), 't'), plain.end());
    const auto duration = parse_duration(plain);
    if (!duration) refuse(line, "'" + line.value + "' is no duration of iCalendar such as P1D");
    if (*duration % days{1} != Seconds{0} || *duration <= Seconds{0}) return std::nullopt;
    return std::chrono::duration_cast<days>(*duration);
  }

  struct Rule {
    bool yearly = false;            // without an end
    std::optional<std::int64_t> count;
    std::optional<sys_days> until;
  };
  // None when it is a rule that is more than the same date every year.
  std::optional<Rule> rule(const IcsLine& line, year_month_day start) const {
    Rule rule{.yearly = true, .count = {}, .until = {}};
    bool plain = false;
    for (const std::string_view part : split(line.value, ';')) {
      const std::size_t equals = part.find('=');
      if (equals == std::string_view::npos) refuse(line, "RRULE has '" + std::string(part) + "', which is no NAME=VALUE");
      const std::string_view name = part.substr(0, equals);
      const std::string_view value = part.substr(equals + 1);
      if (name == "FREQ") {
        plain = value == "YEARLY";
      } else if (name == "INTERVAL") {
        if (value != "1") return std::nullopt;
      } else if (name == "COUNT") {
        rule.count = parse_integer(value);
        if (!rule.count || *rule.count < 1) refuse(line, "COUNT must be a positive number");
        rule.yearly = false;
      } else if (name == "UNTIL") {
        rule.until = date(line, value).day;
        rule.yearly = false;
      } else if (name == "BYMONTH") {
        if (parse_integer(value) != static_cast<unsigned>(start.month())) return std::nullopt;
      } else if (name == "BYMONTHDAY") {
        if (parse_integer(value) != static_cast<unsigned>(start.day())) return std::nullopt;
      } else if (name != "WKST") {
        return std::nullopt;
      }
    }
    return plain ? std::optional(rule) : std::nullopt;
  }

  std::string name_of(const Event& event) const {
    const auto found = event.once.find("SUMMARY");
    std::string name = found == event.once.end() ? "" : ics_text(found->second.value);
    if (name.size() <= longest_name) return name;
    std::size_t end = longest_name - 3;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;  // not inside a character
    return name.substr(0, end) + "...";
  }

  std::set<sys_days> dates(const std::vector<IcsLine>& lines) const {
    std::set<sys_days> all;
    for (const IcsLine& line : lines) {
      for (const std::string_view each : split(line.value, ',')) all.insert(date(line, each).day);
    }
    return all;
  }

  void take(const Event& event) {
    if (++events_ > most_events) {
      throw Error(Code::invalid_input, file_ + ": more than " + std::to_string(most_events) + " events");
    }
    const std::string name = name_of(event);
    const auto find = [&](const char* key) {
      const auto found = event.once.find(key);
      return found == event.once.end() ? nullptr : &found->second;
    };
    const IcsLine* start_line = find("DTSTART");
    if (!start_line) return skip(event, name, "has no DTSTART");
    if (const IcsLine* status = find("STATUS"); status && status->value == "CANCELLED") return skip(event, name, "is cancelled");
    if (find("RECURRENCE-ID")) return skip(event, name, "changes one date of another event");
    const Written start = date(*start_line, start_line->value);
    std::optional<days> lasts = days{1};
    if (const IcsLine* end_line = find("DTEND")) {
      const Written end = date(*end_line, end_line->value);
      if (end.day < start.day) refuse(*end_line, "the event ends before it begins");
      // Some programs write the same day twice for an event of one day.
      lasts = end.at_midnight ? std::optional(std::max(end.day - start.day, days{1})) : std::nullopt;
    } else if (const IcsLine* duration_line = find("DURATION")) {
      lasts = length(*duration_line);
    }
    if (!start.at_midnight || !lasts) return skip(event, name, "does not last whole days");
    if (*lasts > days{365}) refuse(*start_line, "a holiday cannot be longer than 365 days");

    const IcsLine* rule_line = find("RRULE");
    const auto repeats = rule_line ? rule(*rule_line, year_month_day{start.day}) : std::optional(Rule{});
    if (!repeats) return skip(event, name, "repeats by a rule that is more than the same date every year");
    const std::set<sys_days> removed = dates(event.removed);
    if (repeats->yearly && !removed.empty()) return skip(event, name, "repeats for ever but for some dates");

    std::set<sys_days> begins = dates(event.added);
    if (!repeats->count && !repeats->until) begins.insert(start.day);
    if (repeats->count || repeats->until) {
      const year_month_day first{start.day};
      std::int64_t left = repeats->count.value_or(last_year);
      for (auto year = first.year(); static_cast<int>(year) <= last_year && left > 0; ++year) {
        const year_month_day day = year / first.month() / first.day();
        if (!day.ok()) continue;  // 29 February
        if (repeats->until && sys_days{day} > *repeats->until) break;
        begins.insert(day);
        --left;
      }
    }
    for (const sys_days day : begins) {
      if (removed.contains(day)) continue;
      out_.holidays.push_back({day, day + *lasts - days{1}, repeats->yearly && day == start.day, name});
    }
  }

  void finish() {
    const auto key = [](const config::Holiday& h) { return std::tie(h.from, h.to, h.yearly, h.name); };
    auto& all = out_.holidays;
    std::sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    all.erase(std::unique(all.begin(), all.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }), all.end());
  }

  std::string file_;
  std::size_t events_ = 0;
  IcsHolidays out_;
};

}  // namespace

IcsHolidays read_ics_holidays(std::string_view text, const std::string& file) { return Reader(file).read(text); }

}  // namespace mssp::sla
