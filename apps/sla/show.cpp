#include "context.hpp"
#include "options.hpp"
#include "sla/commands.hpp"
#include "sla/policy_store.hpp"
#include "sla/whose.hpp"

namespace mssp::sla {
namespace {

void add_rows(render::List& list, const Policy& policy, bool is_in_force, const std::string& source) {
  const render::Value from = policy.version == 0 ? render::Value() : render::Value(policy.effective_from);
  for (const Priority priority : {Priority::p1, Priority::p2, Priority::p3, Priority::p4}) {
    const Targets& targets = policy.of(priority);
    list.rows.push_back({policy.version, from, is_in_force, name(priority), targets.response, targets.resolution,
                         policy.calendar_of(priority), policy.uptime, targets.update, source});
  }
}

render::Result run(Context& context, const Whose& asked) {
  const Versions all = versions_of(context, asked);
  const Policy& in_force = policy_at(all, context.as_of());
  render::List list{.columns = {{"version", "VERSION", render::Align::right},
                                {"effective_from", "FROM"},
                                {"in_force", "IN FORCE"},
                                {"priority", "PRIORITY"},
                                {"response_seconds", "RESPONSE", render::Align::right},
                                {"resolution_seconds", "RESOLUTION", render::Align::right},
                                {"calendar", "CALENDAR"},
                                {"uptime_percent", "UPTIME", render::Align::right},
                                {"update_seconds", "UPDATE", render::Align::right},
                                {"source", "SOURCE"}}};
  // Of the house only what holds for this tenant now.
  if (in_force.version <= 0) add_rows(list, in_force, true, source_of(in_force));
  for (const Policy& policy : all) {
    if (policy.version <= 0) continue;
    add_rows(list, policy, policy.version == in_force.version, asked.tenant ? source_of(policy) : "default");
  }
  return {.answer = std::move(list)};
}

}  // namespace

cli::Command show() {
  return {.path = "sla show",
          .summary = "show what a customer was promised, version by version",
          .details = "Version 0 is the built-in policy, shown while no other is in force. Numbers below 0 are versions of the "
                     "house default, shown while the tenant has none of its own in force.",
          .examples = {"synos-mssp sla show --tenant acme-corp", "synos-mssp sla show --default"},
          .needs = {.store = true, .as_of = true},
          .options = {options::tenant(false),
                      house_default()},
          .prepare = cli::steps(whose, run)};
}

}  // namespace mssp::sla
