#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "sla/calendar_review.hpp"
#include "sla/commands.hpp"

namespace mssp::sla {
namespace {

struct Options {};
Options read(const cli::Arguments&) { return {}; }

render::Value or_absent(const std::string& text) { return text.empty() ? render::Value() : render::Value(text); }

render::Result run(Context& context, const Options&) {
  const config::Folder folder = context.folder();
  const config::CheckedCalendars checked = config::check_calendars(folder);
  std::vector<std::string> lines;
  render::Array mistakes;
  const auto tell = [&](const std::string& message, const std::string& hint) {
    lines.push_back(printable(message));
    if (!hint.empty()) lines.push_back("  " + printable(hint));
  };
  for (const Error& error : checked.mistakes) {
    tell(error.message(), error.hint());
    mistakes.push_back(render::Object{{{"message", error.message()}, {"hint", or_absent(error.hint())}}});
  }
  render::Array warnings;
  // A calendar with a mistake in it says nothing about what was meant.
  const std::vector<Doubt> doubts =
      checked.mistakes.empty() ? review(checked.calendars, context.now()) : std::vector<Doubt>{};
  for (const Doubt& doubt : doubts) {
    tell("warning: line " + std::to_string(doubt.line) + ": calendar '" + doubt.calendar + "': " + doubt.message, doubt.hint);
    warnings.push_back(render::Object{{{"calendar", doubt.calendar},
                                       {"line", doubt.line},
                                       {"message", doubt.message},
                                       {"hint", or_absent(doubt.hint)}}});
  }
  if (!checked.found) lines.emplace_back("there is no calendars.yml: only 24x7 is known");
  const bool valid = checked.mistakes.empty();
  lines.push_back((valid ? "no mistakes" : counted(checked.mistakes.size(), "mistake")) + " in " +
                  counted(checked.calendars.size(), "calendar") +
                  (doubts.empty() ? "" : ", " + counted(doubts.size(), "warning")));
  render::Record record{.object = {{{"found", checked.found},
                                    {"valid", valid},
                                    {"calendars", checked.calendars.size()},
                                    {"mistakes", std::move(mistakes)},
                                    {"warnings", std::move(warnings)}}},
                        .lines = std::move(lines)};
  return {.answer = std::move(record), .status = valid ? 0 : exit_status(Code::invalid_config)};
}

}  // namespace

cli::Command calendar_check() {
  return {.path = "sla calendar check",
          .summary = "find every mistake in calendars.yml, and what is hardly meant",
          .details = "Mistakes are named as FILE:LINE:COLUMN; exit status 5 when there is one. Warnings change no exit "
                     "status: calendars that never open for a year, hours that run into the next day's, special days on "
                     "a holiday, holidays that are all past.",
          .examples = {"synos-mssp sla calendar check", "synos-mssp sla calendar check --config-dir ./etc"},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::sla
