#include "base/text.hpp"
#include "context.hpp"
#include "monitor/commands.hpp"
#include "monitor/service_store.hpp"
#include "world/probe.hpp"

namespace mssp::monitor {
namespace {

struct Options {
  std::size_t at_once = 0;
};

Options read(const cli::Arguments& arguments) {
  return {static_cast<std::size_t>(arguments.integer("parallel", 1, 256).value_or(32))};
}

// A run that did not come back within this time is taken for dead; looking up a name may take half a minute by itself.
constexpr Seconds patience{1800};

world::Probe probe_of(const Service& service) {
  const Address address = parse_url(*service.url).value();
  return {.host = address.host,
          .port = address.port,
          .http_path = address.scheme == Address::Scheme::http ? address.path : "",
          .timeout = service.timeout,
          .retries = static_cast<int>(service.retries)};
}

// Three steps: take what is due, look without holding the store, write down what was found.
render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  Claim claim;
  if (context.dry_run()) {
    claim.services = context.change([&](db::Connection& open) { return claim_due(open, context.now(), patience).services; });
  } else {
    claim = store.atomically([&] { return claim_due(store, context.now(), patience); });
  }
  render::Array checks;
  std::size_t down = 0;
  std::vector<world::Answer> answers;
  if (!context.dry_run()) {
    std::vector<world::Probe> probes;
    for (const Service& service : claim.services) probes.push_back(probe_of(service));
    answers = world::probe(probes, options.at_once);
    store.atomically([&] {
      const auto last = last_changes(store, claim);
      std::vector<Found> found;
      for (std::size_t i = 0; i < claim.services.size(); ++i) {
        const Service& service = claim.services[i];
        const State state = answers[i].up ? State::up : State::down;
        for (Change& change : changes_after(service, last[i], context.now(), state, answers[i].detail)) {
          found.push_back({service.tenant_id, service.id, std::move(change)});
        }
      }
      record(store, claim, found, context.now());
    });
  }
  for (std::size_t i = 0; i < claim.services.size(); ++i) {
    const bool looked = i < answers.size();
    if (looked && !answers[i].up) {
      ++down;
      context.note("down: service '" + claim.services[i].name + "' of tenant '" + claim.services[i].tenant + "': " + answers[i].detail);
    }
    checks.push_back(render::Object{{{"tenant", claim.services[i].tenant},
                                     {"service", claim.services[i].name},
                                     {"state", looked ? render::Value(answers[i].up ? "up" : "down") : render::Value()},
                                     {"detail", looked ? render::Value(answers[i].detail) : render::Value()},
                                     {"attempts", looked ? render::Value(answers[i].attempts) : render::Value()}}});
  }
  const std::size_t count = checks.size();
  return context.changed(count == 0          ? "no check is due"
                         : context.dry_run() ? "would check " + counted(count, "service")
                                             : "checked " + counted(count, "service") + ", " + std::to_string(down) + " down",
                         {{{"checked", count}, {"down", down}, {"checks", std::move(checks)}}}, count > 0);
}

}  // namespace

cli::Command run_command() {
  return {.path = "monitor run",
          .summary = "check the services that are due",
          .details =
              "Call it every minute, from synos-mssp-monitor.timer or cron. Services of active tenants are checked when "
              "their interval has passed, many at a time. Two runs at once never check the same service twice. When "
              "runs stay out for more than two and a half intervals, that time is unknown.",
          .examples = {"synos-mssp monitor run", "synos-mssp monitor run --parallel 100 --format json"},
          .needs = {.store = true, .writes = true},
          .options = {{.name = "parallel", .value = "COUNT", .help = "how many connections at a time; default is 32"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::monitor
