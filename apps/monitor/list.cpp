#include <algorithm>

#include "context.hpp"
#include "monitor/commands.hpp"
#include "monitor/service_store.hpp"
#include "options.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::monitor {
namespace {

struct Options {
  std::string tenant;
};

Options read(const cli::Arguments& arguments) { return {arguments.slug("tenant").value_or("all")}; }

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const auto tenants = tenant::named(store, options.tenant);
  render::List list{.columns = {{"tenant", "TENANT"},
                                {"service", "SERVICE"},
                                {"state", "STATE"},
                                {"since", "SINCE"},
                                {"detail", "DETAIL"},
                                {"checked_at", "CHECKED"},
                                {"interval_seconds", "EVERY", render::Align::right},
                                {"url", "URL"},
                                {"timeout_seconds", ""},
                                {"retries", ""},
                                {"watched_from", ""}},
                    .when_empty = "no services are watched"};
  for (const Knowledge& known : knowledge(store, tenants, context.as_of() + Seconds{1})) {
    const Service& service = known.service;
    if (service.removed_at && *service.removed_at <= context.as_of()) continue;
    std::optional<Change> last;
    if (!known.changes.empty()) last = known.changes.back();
    if (!service.url) {
      const bool down = std::any_of(known.outages.begin(), known.outages.end(), [&](const Outage& outage) {
        return outage.from <= context.as_of() && (!outage.to || *outage.to > context.as_of());
      });
      last = Change{service.watched_from, down ? State::down : State::up, "as recorded"};
      if (down) last->from = known.outages.back().from;
    }
    const render::Value interval = service.url ? render::Value(service.interval) : render::Value();
    list.rows.push_back({service.tenant, service.name, last ? name(last->state) : name(State::unknown),
                         last ? render::Value(last->from) : render::Value(),
                         last ? render::Value(last->detail) : render::Value("not checked yet"), service.checked_at, interval,
                         service.url, service.timeout, service.retries, service.watched_from});
  }
  return {.answer = std::move(list)};
}

}  // namespace

cli::Command list_command() {
  return {.path = "monitor list",
          .summary = "show the services that are watched and how they are",
          .examples = {"synos-mssp monitor list", "synos-mssp monitor list --tenant acme-corp --format json"},
          .needs = {.store = true, .as_of = true},
          .options = {options::tenant_or_all(false)},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::monitor
