#include "report/workshop.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "render/json.hpp"

namespace mssp::report {
namespace {

// One line that is written over; gone when the work is done.
void show_progress(world::World& world, std::size_t done, std::size_t of) {
  world.err.write("\r\x1b[K" + (done < of ? "reports: " + std::to_string(done) + " of " + std::to_string(of) : std::string()));
  world.err.flush();
}

void show_line(world::World& world, std::size_t done, std::size_t of, const Order& order, const Outcome& outcome) {
  world.err.write(std::to_string(done) + " of " + std::to_string(of) + ": " +
                  (outcome.produced ? outcome.produced->revision.handle() : "tenant '" + order.tenant.slug + "' failed: " + outcome.failure->message()) + "\n");
  world.err.flush();
}

}  // namespace

Workshop workshop(Context& context) {
  const config::Settings& settings = context.settings();
  Workshop shop{.sources = {settings.organization, config::load_tiers(context.folder()), sla::Calendars(config::load_calendars(context.folder())),
                            config::load_patch_policies(context.folder())},
                .folder = context.reports_folder(),
                .mail_host = context.world().host,
                .keep_files = !context.dry_run(),
                .program = context.world().program};
  world::World& world = context.world();
  if (context.arguments().has("verbose")) {
    shop.progress = [&world](std::size_t done, std::size_t of, const Order& order, const Outcome& outcome) { show_line(world, done, of, order, outcome); };
  } else if (world.err.is_terminal() && !context.arguments().has("quiet")) {
    shop.progress = [&world](std::size_t done, std::size_t of, const Order&, const Outcome&) { show_progress(world, done, of); };
  }
  return shop;
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

std::vector<std::string> formats_of(const cli::Arguments& arguments, const std::string& option) {
  std::vector<std::string> wanted;
  for (const std::string& format : arguments.texts(option)) {
    if (std::find(formats.begin(), formats.end(), format) == formats.end()) {
      cli::refuse(option, "one or more of " + join(formats, ", "), format, did_you_mean(format, formats));
    }
    if (std::find(wanted.begin(), wanted.end(), format) == wanted.end()) wanted.push_back(format);
  }
  if (wanted.empty()) wanted = {"pdf"};
  return wanted;
}

cli::Option format_option() {
  return {.name = "format", .value = "FORMATS", .help = "pdf, html, md, csv, json or txt, or several with commas; default is pdf",
          .repeatable = true};
}

cli::Option verbose_option() { return {.name = "verbose", .value = "", .help = "a line on standard error for each report as it is made"}; }

std::vector<Outcome> make(Context& context, db::Connection& store, Workshop& workshop, const std::vector<Order>& orders) {
  std::vector<Outcome> outcomes = produce(store, workshop, orders, context.now());
  std::vector<audit::Change> changes;
  for (const Outcome& outcome : outcomes) {
    if (!outcome.produced) continue;
    const Revision& revision = outcome.produced->revision;
    changes.push_back({revision.tenant, (outcome.produced->drill ? "drill of " : "report ") + revision.handle(), "", render::json_line(describe(*outcome.produced))});
  }
  context.audit(changes);
  return outcomes;
}

void tell(Context& context, const std::vector<Outcome>& outcomes, const std::vector<Order>& orders, bool each) {
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (outcomes[i].failure) {
      context.note("failed: tenant '" + orders[i].tenant.slug + "': " + outcomes[i].failure->message());
      continue;
    }
    const Produced& produced = *outcomes[i].produced;
    if (each) {
      std::string note = (produced.drill ? "drilled report " : produced.revision.is_new ? "made report " : "report unchanged: ") + produced.revision.handle();
      for (const auto& file : produced.files) note += (context.dry_run() ? ", not written: " : ", ") + file.native();
      context.note(std::move(note));
      for (const Mailed& mail : produced.mail) {
        context.note("mail to " + mail.recipient + " is " + mail.state);
      }
    }
    for (const std::string& warning : produced.warnings) context.note("report " + produced.revision.handle() + ": " + warning);
  }
}

}  // namespace mssp::report
