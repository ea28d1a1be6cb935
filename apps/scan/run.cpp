#include <fmt/core.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "options.hpp"
#include "scan/commands.hpp"
#include "scan/conduct.hpp"
#include "scan/quota.hpp"
#include "scan/run_store.hpp"
#include "scan/scan_store.hpp"
#include "tenant/tenant_store.hpp"
#include "world/process.hpp"
#include "world/program.hpp"

namespace mssp::scan {
namespace {

struct Options {
  std::string tenant;
  config::ScanType scan_type = config::ScanType::full;
  std::optional<std::string> profile;
  std::vector<Network> targets;
};

Options read(const cli::Arguments& arguments) {
  Options options{.tenant = *arguments.slug("tenant"),
                  .scan_type = config::parse_scan_type(arguments.text("type")).value(),
                  .profile = arguments.slug("profile"),
                  .targets = {}};
  for (const std::string& written : arguments.texts("target")) {
    const auto network = parse_network(written);
    if (!network) cli::refuse("target", "an address or a network such as 192.0.2.0/28", written, "host names are not taken: they may lead elsewhere");
    options.targets.push_back(network->begin());
  }
  return options;
}

// Inserts the run, claimed by this process.
Order claim(Context& context, db::Connection& store, const std::vector<config::Tier>& tiers, const Options& options) {
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  tenant::require_open(tenant);
  Order order;
  order.profile = require_profile(config::load_profiles(context.folder()),
                                  options.profile.value_or(std::string(config::name(options.scan_type))));
  order.targets = targets_for(store, tenant, order.profile, options.targets, context.now());
  require_another_scan(store, tenant, tiers, context.now());
  std::vector<Run> runs{{.tenant_id = tenant.id,
                         .tenant = tenant.slug,
                         .scan_type = options.scan_type,
                         .profile = order.profile.name,
                         .started_at = context.now(),
                         .holder = world::this_process(context.world().host),
                         .lease_until = context.now() + lease}};
  insert(store, runs);
  order.run = std::move(runs.front());
  return order;
}

render::Object answer_object(const Order& order, const Run& run) {
  render::Object object = describe(run);
  render::Array networks;
  for (const Network& network : order.targets.networks) networks.emplace_back(text(network));
  object.members.push_back({"targets", std::move(networks)});
  const auto words = shown_command(order);
  object.members.push_back({"command", render::Array(words.begin(), words.end())});
  return object;
}

render::Result run(Context& context, const Options& options) {
  const auto tiers = config::load_tiers(context.folder());
  if (context.dry_run()) {
    const Order order = context.change([&](db::Connection& store) { return claim(context, store, tiers, options); });
    return context.changed(fmt::format("would scan {} of tenant '{}' with {}",
                                       order.targets.networks.empty() ? "this machine" : counted(order.targets.networks.size(), "network"),
                                       order.run.tenant, join(shown_command(order), " ")),
                           answer_object(order, order.run));
  }
  const world::Interruption interruption;
  const Order order = context.stage([&](db::Connection& store) { return claim(context, store, tiers, options); });
  const Run done = conduct(context, tiers, order);
  const std::string which = fmt::format("scan run '{}' of tenant '{}'", run_handle(done.number), done.tenant);
  if (done.state == RunState::done) {
    return context.changed(fmt::format("{} is scan '{}': {}", which, handle(done.scan.value_or(0)), counted(static_cast<std::size_t>(done.hosts.value_or(0)), "host")),
                           answer_object(order, done));
  }
  render::Result result = context.changed(fmt::format("{} {}: {}", which, name(done.state), done.detail), answer_object(order, done));
  result.status = exit_status(done.state == RunState::cancelled ? Code::interrupted : Code::failed);
  return result;
}

}  // namespace

cli::Command run_command() {
  return {.path = "scan run",
          .summary = "scan a customer's networks now and import the result",
          .details =
              "Runs nmap as the profile of the type says, or as another one of scan-profiles.yml. Only networks that the "
              "customer has authorised are scanned ('scan scope add'), never those excluded; without --target all of "
              "them. The scanner runs without rights, without a shell and within the time limits of the profile.\n"
              "A scan counts only when its result is whole and tells of a host; what failed, was stopped or lost stays in "
              "'scan schedule history' until it is acknowledged. Exit status 1 says that it did not get to its end.",
          .examples = {"synos-mssp scan run --tenant acme-corp --type full",
                       "synos-mssp scan run --tenant acme-corp --type critical --target 192.0.2.0/28"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(),
                      {.name = "type", .value = "TYPE", .help = "full or critical", .required = true, .choices = {"full", "critical"}},
                      {.name = "profile", .value = "NAME", .help = "a profile of scan-profiles.yml instead of the type's"},
                      {.name = "target", .value = "NETWORK", .help = "an address or network, instead of all that is authorised", .repeatable = true}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::scan
