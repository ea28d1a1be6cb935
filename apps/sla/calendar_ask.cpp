#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "sla/commands.hpp"
#include "sla/moment.hpp"
#include "sla/question.hpp"

namespace mssp::sla {
namespace {

constexpr std::size_t largest_file = std::size_t{256} << 20U;

struct Options {
  std::optional<std::string> file;  // else one question:
  std::string calendar;
  std::optional<Moment> from;
  std::optional<Seconds> within;
  std::optional<Moment> to;
};

Options read(const cli::Arguments& arguments, std::string_view asked) {
  Options options{.file = arguments.optional_text("file"),
                  .calendar = arguments.optional_text("calendar").value_or(""),
                  .from = moment(arguments, "from"),
                  .within = arguments.duration("within"),
                  .to = moment(arguments, "to")};
  for (const std::string_view flag : {std::string_view("calendar"), std::string_view("from"), asked}) {
    const bool given = arguments.has(flag);
    if (options.file && given) throw Error(Code::usage, "--" + std::string(flag) + " and --file exclude each other");
    if (!options.file && !given) {
      throw Error(Code::usage, "--" + std::string(flag) + " is required", "or --file with a question a line");
    }
  }
  return options;
}

Options read_due(const cli::Arguments& arguments) { return read(arguments, "within"); }
Options read_elapsed(const cli::Arguments& arguments) { return read(arguments, "to"); }

render::Result run(Context& context, const Options& options) {
  const Calendars calendars(config::load_calendars(context.folder()));
  if (options.file) {
    const std::string shown = *options.file == "-" ? "standard input" : printable(*options.file);
    return {.answer = render::Document{answers(context.input(*options.file, largest_file), shown, calendars)}};
  }
  Question question{.calendar = &calendars.get(options.calendar), .from = {}, .asked = {}};
  const Zone& zone = question.calendar->zone();
  question.from = options.from->in(zone);
  if (options.within) {
    question.asked = Due{*options.within};
  } else {
    question.asked = Elapsed{options.to->in(zone)};
  }
  try {
    return {.answer = render::Record{.object = answer(question)}};
  } catch (const Error& error) {
    // A time that the calendar refuses was typed here, not read from a file.
    if (error.code() == Code::invalid_input) throw Error(Code::usage, error.message(), error.hint());
    throw;
  }
}

std::vector<cli::Option> options_with(cli::Option asked) {
  return {{.name = "calendar", .value = "NAME", .help = "a calendar of calendars.yml, or 24x7",
           .offers = cli::Offers::calendars},
          {.name = "from", .value = "TIME", .help = "where counting begins, in the calendar's zone"},
          std::move(asked),
          {.name = "file", .value = "FILE", .help = "questions as JSON Lines; - is standard input",
           .offers = cli::Offers::files}};
}

const std::string file_details =
    "--file answers one JSON line for each line of {\"calendar\",\"from\",\"within_seconds\"} or "
    "{\"calendar\",\"from\",\"to\"}, in order. Negative seconds are counted backwards, and a time before 'from' is that far "
    "back. While a line is wrong, nothing is answered.";

}  // namespace

cli::Command calendar_due() {
  return {.path = "sla calendar due",
          .summary = "tell when an amount of open time is used up",
          .details = "Time that ends exactly at closing is due at the closing time. " + file_details,
          .examples = {"synos-mssp sla calendar due --calendar 24x7 --from 2025-09-15T10:00:00Z --within 8h",
                       "synos-mssp sla calendar due --file questions.jsonl"},
          .options = options_with({.name = "within", .value = "DURATION", .help = "how much open time"}),
          .takes_file = true,
          .prepare = cli::steps(read_due, run)};
}

cli::Command calendar_elapsed() {
  return {.path = "sla calendar elapsed",
          .summary = "tell how much open time lies between two times",
          .details = file_details,
          .examples = {"synos-mssp sla calendar elapsed --calendar 24x7 --from '2025-09-15 10:00' --to '2025-09-16 10:00'"},
          .options = options_with({.name = "to", .value = "TIME", .help = "where it ends, not included"}),
          .takes_file = true,
          .prepare = cli::steps(read_elapsed, run)};
}

}  // namespace mssp::sla
