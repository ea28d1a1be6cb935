#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/calendar_edit.hpp"
#include "context.hpp"
#include "options.hpp"
#include "sla/commands.hpp"
#include "sla/from_config.hpp"
#include "sla/ics_holidays.hpp"
#include "world/file.hpp"

namespace mssp::sla {
namespace {

constexpr std::size_t largest_file = std::size_t{8} << 20U;

struct Options {
  std::string file;
  std::optional<std::string> calendar;
  std::optional<Month> since;
};

Options read(const cli::Arguments& arguments) {
  return {arguments.text("file"), arguments.optional_text("calendar"), arguments.month("since")};
}

std::vector<config::Holiday> wanted(const std::vector<config::Holiday>& all, const std::optional<Month>& since) {
  if (!since) return all;
  const std::chrono::year_month_day first = std::chrono::year{since->year} / since->month / 1;
  std::vector<config::Holiday> out;
  for (const config::Holiday& each : all) {
    if (each.yearly || each.to >= first) out.push_back(each);
  }
  return out;
}

// Lines for calendars.yml, to be looked at or pasted; nothing is changed.
render::Result printed(const std::vector<config::Holiday>& holidays) {
  std::string out = "holidays:\n";
  for (const config::Holiday& each : holidays) out += "  - " + config::holiday_item(each) + "\n";
  if (holidays.empty()) out = "holidays: []\n";
  return {.answer = render::Document{std::move(out)}, .notes = {"read " + counted(holidays.size(), "holiday")}};
}

render::Result added(Context& context, const std::string& calendar, const std::vector<config::Holiday>& holidays) {
  const config::Folder folder = context.folder();
  const std::string path = (std::filesystem::path(folder.path) / "calendars.yml").native();
  const std::vector<config::CalendarFile> known = config::load_calendars(folder);
  std::vector<std::string> names;
  const config::CalendarFile* target = nullptr;
  for (const config::CalendarFile& each : known) {
    names.push_back(each.name);
    if (each.name == calendar) target = &each;
  }
  if (!target) refuse_calendar(calendar, names);
  const std::vector<config::Holiday> missing = config::missing_from(*target, holidays);
  const std::string text = folder.read("calendars.yml").value_or("");
  const std::string edited = config::with_holidays(text, path, calendar, missing);
  if (!context.dry_run() && !missing.empty()) world::write_atomically(context.world().at(path), edited);
  return context.changed("calendar '" + calendar + "': added " + counted(missing.size(), "holiday") + ", " +
                             std::to_string(holidays.size() - missing.size()) + " there already",
                         {{{"calendar", calendar},
                           {"file", path},
                           {"added", missing.size()},
                           {"there_already", holidays.size() - missing.size()}}},
                         !missing.empty());
}

render::Result run(Context& context, const Options& options) {
  const std::string shown = options.file == "-" ? "standard input" : printable(options.file);
  const IcsHolidays found = read_ics_holidays(context.input(options.file, largest_file), shown);
  for (const std::string& each : found.skipped) context.note("skipped " + shown + ":" + printable(each));
  const std::vector<config::Holiday> holidays = wanted(found.holidays, options.since);
  return options.calendar ? added(context, *options.calendar, holidays) : printed(holidays);
}

}  // namespace

cli::Command calendar_import() {
  return {.path = "sla calendar import",
          .summary = "take holidays from an iCalendar file",
          .details =
              "Reads the whole-day events of holidays.ics (RFC 5545), those that repeat on the same date every year too. "
              "What is no holiday is skipped and named.\n\n"
              "Without --calendar the lines for calendars.yml are printed, or written with --output. With it they are "
              "added to that calendar; comments and everything else in the file stay as they are, and what the "
              "calendar closes already is not added again.",
          .examples = {"synos-mssp sla calendar import --file holidays.ics",
                       "synos-mssp sla calendar import --file holidays.ics --calendar berlin-office --since 2025-01 "
                       "--dry-run"},
          .options = {options::file(),
                      {.name = "calendar", .value = "NAME", .help = "the calendar of calendars.yml to add them to",
                       .offers = cli::Offers::calendars},
                      {.name = "since", .value = "MONTH", .help = "leave out what ended before this month"},
                      {.name = "dry-run", .value = "", .help = "tell what would be added and change nothing", .letter = 'n'}},
          .takes_file = true,
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::sla
