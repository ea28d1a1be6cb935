#include "sla/calendar_review.hpp"

#include <algorithm>
#include <array>

#include "base/parse.hpp"
#include "base/text.hpp"
#include "sla/from_config.hpp"

namespace mssp::sla {
namespace {

constexpr std::array<const char*, 7> weekdays{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr int day_minutes = 24 * 60;
constexpr std::chrono::days one_year{366};

void overlaps(const config::CalendarFile& file, std::vector<Doubt>& out) {
  for (std::size_t day = 0; day < file.hours.size(); ++day) {
    const auto& today = file.hours.at(day);
    const auto& next = file.hours.at((day + 1) % 7);
    if (today.empty() || next.empty()) continue;
    if (today.back().end_minute - day_minutes <= next.front().start_minute) continue;
    out.push_back({file.name, file.line,
                   std::string("the hours of ") + weekdays.at(day) + " run into those of " + weekdays.at((day + 1) % 7),
                   "time in both counts once"});
  }
}

void special_days(const config::CalendarFile& file, const Calendar& calendar, std::vector<Doubt>& out) {
  for (const config::SpecialDay& special : file.special_days) {
    const Holiday* holiday = calendar.holiday_on(special.date);
    if (!holiday || special.hours.empty()) continue;
    out.push_back({file.name, file.line,
                   "special day " + text(special.date) + " is closed: it falls on holiday '" + printable(holiday->name) + "'",
                   "a holiday beats a special day"});
  }
}

void outdated(const config::CalendarFile& file, const Calendar& calendar, Instant now, std::vector<Doubt>& out) {
  if (file.holidays.empty()) return;
  const auto today = date_of(calendar.zone().civil(now));
  std::chrono::year_month_day last = file.holidays.front().to;
  for (const config::Holiday& each : file.holidays) {
    if (each.yearly) return;
    last = std::max(last, each.to);
  }
  if (last >= today) return;
  out.push_back({file.name, file.line, "the last holiday was " + text(last),
                 "'synos-mssp sla calendar import' adds those of an iCalendar file"});
}

}  // namespace

std::vector<Doubt> review(const std::vector<config::CalendarFile>& calendars, Instant now) {
  std::vector<Doubt> out;
  for (const config::CalendarFile& file : calendars) {
    const Calendar calendar(rules_from(file));
    if (calendar.open_time(now, now + one_year) == Seconds{0}) {
      out.push_back({file.name, file.line, "does not open within a year from now", "clocks that count on it stand still"});
    }
    overlaps(file, out);
    special_days(file, calendar, out);
    outdated(file, calendar, now, out);
  }
  return out;
}

}  // namespace mssp::sla
