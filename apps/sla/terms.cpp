#include "sla/terms.hpp"

#include <utility>

namespace mssp::sla {

std::vector<cli::Option> terms(std::vector<cli::Option> others) {
  std::vector<cli::Option> all = std::move(others);
  all.insert(all.end(),
             {{.name = "response-time", .value = "DURATION", .help = "open time until the first answer"},
              {.name = "update-time", .value = "DURATION",
               .help = "open time until each later message of the customer is answered; none takes it away"},
              {.name = "resolution-time", .value = "DURATION", .help = "open time until it is resolved"},
              {.name = "uptime", .value = "PERCENT", .help = "of a calendar month, for every service; up to four decimals"},
              {.name = "priority", .value = "PRIORITY", .help = "whose times to set; default is every priority",
               .choices = {"P1", "P2", "P3", "P4"}},
              {.name = "calendar", .value = "NAME", .help = "a calendar of calendars.yml, or 24x7",
               .offers = cli::Offers::calendars},
              {.name = "p1-24x7", .value = "YES", .help = "whether P1 counts around the clock whatever the calendar",
               .choices = {"yes", "no"}}});
  return all;
}

PolicyChange change_from(const cli::Arguments& arguments) {
  const auto priority = arguments.optional_text("priority");
  const auto around = arguments.optional_text("p1-24x7");
  const bool no_update = arguments.optional_text("update-time") == "none";
  return {.priority = priority ? parse_priority(*priority) : std::nullopt,
          .response = arguments.duration("response-time"),
          .update = no_update ? std::nullopt : arguments.duration("update-time"),
          .no_update = no_update,
          .resolution = arguments.duration("resolution-time"),
          .uptime = arguments.percent("uptime"),
          .calendar = arguments.optional_text("calendar"),
          .p1_around_the_clock = around ? std::optional(*around == "yes") : std::nullopt};
}

}  // namespace mssp::sla
