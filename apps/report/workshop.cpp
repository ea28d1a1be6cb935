#include "report/workshop.hpp"

namespace mssp::report {

Workshop workshop(Context& context) {
  const config::Settings& settings = context.settings();
  return {.sources = {settings.organization, config::load_tiers(context.folder()),
                      sla::Calendars(config::load_calendars(context.folder()))},
          .folder = context.reports_folder(),
          .mail_host = context.world().host,
          .keep_files = !context.dry_run(),
          .program = context.world().program};
}

std::vector<std::string> recipients(const cli::Arguments& arguments) {
  std::vector<std::string> all;
  for (const std::string& given : arguments.texts("email")) {
    auto address = parse_email(given);
    if (!address) cli::refuse("email", "an e-mail address such as ceo@example.com", given);
    all.push_back(std::move(*address));
  }
  return all;
}

}  // namespace mssp::report
