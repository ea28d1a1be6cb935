#include <algorithm>

#include "context.hpp"
#include "monitor/service_store.hpp"
#include "options.hpp"
#include "outage/commands.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::outage {
namespace {

struct Options {
  std::string tenant;
  std::optional<Month> month;
};

Options read(const cli::Arguments& arguments) { return {*arguments.slug("tenant"), arguments.month("month")}; }

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  const Zone zone = tenant::zone_of(tenant);
  const Period period = period_of(options.month.value_or(month_of(context.as_of(), zone)), zone);
  render::List list{.columns = {{"service", "SERVICE"},
                                {"from", "FROM"},
                                {"to", "TO"},
                                {"seconds", "LASTED", render::Align::right},
                                {"source", "SOURCE"},
                                {"cause", "CAUSE"}},
                    .when_empty = "no outages in this month"};
  const Instant end = std::min(period.to, context.as_of());
  for (const monitor::Knowledge& known : monitor::knowledge(store, {tenant}, period.to)) {
    const auto add = [&](Instant from, const std::optional<Instant>& to, const char* source, const std::string& cause) {
      if (from >= end || (to && *to <= period.from)) return;
      const Seconds lasted = std::min(to.value_or(end), end) - from;
      list.rows.push_back({known.service.name, from, to, lasted, source, cause});
    };
    for (const monitor::Outage& outage : known.outages) add(outage.from, outage.to, "recorded", outage.reason);
    for (std::size_t i = 0; i < known.changes.size(); ++i) {
      if (known.changes[i].state != monitor::State::down) continue;
      const bool is_last = i + 1 == known.changes.size();
      add(known.changes[i].from, is_last ? std::nullopt : std::optional(known.changes[i + 1].from), "checked",
          known.changes[i].detail);
    }
  }
  return {.answer = std::move(list)};
}

}  // namespace

cli::Command list_command() {
  return {.path = "outage list",
          .summary = "show the outages of a customer's services in a month",
          .details = "Those that people recorded and those that checks found. One without an end lasts.",
          .examples = {"synos-mssp outage list --tenant acme-corp", "synos-mssp outage list --tenant acme-corp --month 2025-09"},
          .needs = {.store = true, .as_of = true},
          .options = {options::tenant(),
                      {.name = "month", .value = "MONTH", .help = "a month such as 2025-09; default is the current one"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::outage
