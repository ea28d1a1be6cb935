#include <array>

#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "sla/commands.hpp"
#include "sla/from_config.hpp"

namespace mssp::sla {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

std::string time_text(int minute) { return text(TimeOfDay{minute / 60, minute % 60}); }

render::Array hours_text(const std::vector<config::HourWindow>& windows) {
  render::Array all;
  for (const config::HourWindow& each : windows) {
    all.emplace_back(time_text(each.start_minute) + "-" + time_text(each.end_minute));
  }
  return all;
}

// The built-in calendar as the file would write it.
config::CalendarFile always() {
  config::CalendarFile file;
  file.name = config::always_open;
  file.timezone = "UTC";
  file.hours.fill({{0, 24 * 60}});
  return file;
}

std::vector<config::CalendarFile> known(Context& context) {
  std::vector<config::CalendarFile> all = config::load_calendars(context.folder());
  all.insert(all.begin(), always());
  return all;
}

struct ListOptions {};
ListOptions read_list(const cli::Arguments&) { return {}; }

render::Result run_list(Context& context, const ListOptions&) {
  render::List list{.columns = {{"calendar", "CALENDAR"},
                                {"timezone", "TIMEZONE"},
                                {"weekly_seconds", "WEEKLY", render::Align::right},
                                {"holidays", "HOLIDAYS", render::Align::right},
                                {"special_days", "SPECIAL DAYS", render::Align::right}}};
  for (const config::CalendarFile& file : known(context)) {
    std::int64_t minutes = 0;
    for (const auto& day : file.hours) {
      for (const config::HourWindow& each : day) minutes += each.end_minute - each.start_minute;
    }
    list.rows.push_back({file.name, file.timezone, Seconds{minutes * 60}, file.holidays.size(), file.special_days.size()});
  }
  return {.answer = std::move(list)};
}

struct ShowOptions {
  std::string calendar;
};
ShowOptions read_show(const cli::Arguments& arguments) { return {arguments.text("calendar")}; }

render::Object describe(const config::CalendarFile& file) {
  render::Object hours;
  for (std::size_t day = 0; day < weekdays.size(); ++day) {
    hours.members.push_back({std::string(weekdays.at(day)), hours_text(file.hours.at(day))});
  }
  render::Array holidays;
  for (const config::Holiday& each : file.holidays) {
    holidays.push_back(render::Object{{{"name", each.name.empty() ? render::Value() : render::Value(each.name)},
                                       {"from", text(each.from)},
                                       {"to", text(each.to)},
                                       {"yearly", each.yearly}}});
  }
  render::Array special_days;
  for (const config::SpecialDay& each : file.special_days) {
    special_days.push_back(render::Object{{{"date", text(each.date)}, {"hours", hours_text(each.hours)}}});
  }
  return {{{"calendar", file.name},
           {"timezone", file.timezone},
           {"hours", std::move(hours)},
           {"holidays", std::move(holidays)},
           {"special_days", std::move(special_days)}}};
}

std::vector<std::string> lines(const config::CalendarFile& file) {
  const auto hours = [](const std::vector<config::HourWindow>& windows) {
    std::string all;
    for (const render::Value& each : hours_text(windows)) all += "  " + std::get<std::string>(each.content());
    return windows.empty() ? "  closed" : all;
  };
  std::vector<std::string> out{file.name + ", " + file.timezone};
  for (std::size_t day = 0; day < weekdays.size(); ++day) {
    const std::string name(weekdays.at(day));
    out.push_back(name + std::string(10 - name.size(), ' ') + hours(file.hours.at(day)));
  }
  for (const config::Holiday& each : file.holidays) {
    const std::string to = each.to == each.from ? "" : " to " + text(each.to);
    out.push_back("holiday     " + text(each.from) + to + (each.yearly ? ", yearly" : "") +
                  (each.name.empty() ? "" : ": " + printable(each.name)));
  }
  for (const config::SpecialDay& each : file.special_days) {
    out.push_back("special day " + text(each.date) + hours(each.hours));
  }
  return out;
}

render::Result run_show(Context& context, const ShowOptions& options) {
  std::vector<std::string> names;
  for (const config::CalendarFile& file : known(context)) {
    if (file.name == options.calendar) return {.answer = render::Record{.object = describe(file), .lines = lines(file)}};
    names.push_back(file.name);
  }
  refuse_calendar(options.calendar, names);
}

}  // namespace

cli::Command calendar_list() {
  return {.path = "sla calendar list",
          .summary = "show the calendars on which clocks count",
          .details = "The built-in calendar 24x7 and those of calendars.yml. WEEKLY is the open time of a week without "
                     "holidays.",
          .examples = {"synos-mssp sla calendar list"},
          .prepare = cli::steps(read_list, run_list)};
}

cli::Command calendar_show() {
  return {.path = "sla calendar show",
          .summary = "show the hours, holidays and special days of a calendar",
          .examples = {"synos-mssp sla calendar show --calendar 24x7"},
          .options = {{.name = "calendar", .value = "NAME", .help = "the calendar", .required = true,
                       .offers = cli::Offers::calendars}},
          .prepare = cli::steps(read_show, run_show)};
}

}  // namespace mssp::sla
