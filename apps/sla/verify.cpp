#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "render/json.hpp"
#include "sla/commands.hpp"
#include "sla/policy_store.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/refresh_store.hpp"

namespace mssp::sla {
namespace {

struct Options {};

Options read(const cli::Arguments&) { return {}; }

ticket::Promises promises_of_all(Context& context, db::Connection& store) {
  std::vector<tenant::Tenant> tenants;
  for (tenant::Listed& listed : tenant::list(store, {})) tenants.push_back(std::move(listed.tenant));
  return {versions(store, tenants), Calendars(config::load_calendars(context.folder()))};
}

render::Array handles(const std::vector<std::int64_t>& numbers) {
  render::Array all;
  for (const std::int64_t number : numbers) all.emplace_back(ticket::handle(number));
  return all;
}

render::Result run_verify(Context& context, const Options&) {
  db::Connection& store = context.store();
  const ticket::Comparison found = ticket::compare(store, promises_of_all(context, store));
  const std::string kept = found.frozen == 0 ? "" : ", " + counted(found.frozen, "clock") + " decided by earlier calendar rules";
  const std::string count = counted(found.clocks, "clock") + " of " + counted(found.tickets, "ticket");
  render::Result result;
  result.answer = render::Record{.object = {{{"tickets", found.tickets},
                                             {"clocks", found.clocks},
                                             {"frozen", found.frozen},
                                             {"differing", handles(found.differing)}}},
                                 .lines = {count + (found.differing.empty() ? ": as their events say" : ": not all as their events say") + kept}};
  if (!found.differing.empty()) {
    context.note(counted(found.differing.size(), "ticket") + " differ: 'synos-mssp sla rebuild' computes their clocks anew");
    result.status = exit_status(Code::failed);
  }
  return result;
}

render::Result run_rebuild(Context& context, const Options&) {
  const auto rebuilt = context.change([&](db::Connection& store) {
    const ticket::Promises promises = promises_of_all(context, store);
    ticket::refresh(store, promises, context.now());
    const ticket::Comparison found = ticket::compare(store, promises);
    ticket::rebuild(store, promises, found.differing);
    if (!found.differing.empty()) {
      context.audit({{"", "stored clocks", "", render::json_line(render::Object{{{"rebuilt", handles(found.differing)}}})}});
    }
    return found.differing;
  });
  return context.changed(rebuilt.empty() ? "every stored clock is as its events say" : "computed the clocks of " + counted(rebuilt.size(), "ticket") + " anew",
                         {{{"rebuilt", handles(rebuilt)}}}, !rebuilt.empty());
}

}  // namespace

cli::Command verify() {
  return {.path = "sla verify",
          .summary = "prove every stored clock by a replay of its ticket's events",
          .details = "Clocks that were decided before a calendar changed keep their verdict; they are counted apart. Exit "
                     "status 1 says that a clock differs.",
          .examples = {"synos-mssp sla verify"},
          .needs = {.store = true},
          .prepare = cli::steps(read, run_verify)};
}

cli::Command rebuild() {
  return {.path = "sla rebuild",
          .summary = "compute the stored clocks that differ from their events anew",
          .examples = {"synos-mssp sla rebuild --reason \"restored from a damaged disk\""},
          .needs = {.store = true, .writes = true},
          .prepare = cli::steps(read, run_rebuild)};
}

}  // namespace mssp::sla
