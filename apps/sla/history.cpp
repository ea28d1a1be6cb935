#include "context.hpp"
#include "options.hpp"
#include "sla/commands.hpp"
#include "sla/policy_store.hpp"
#include "sla/whose.hpp"

namespace mssp::sla {
namespace {

render::Result run(Context& context, const Whose& asked) {
  const Versions all = versions_of(context, asked);
  render::List list{.columns = {{"version", "VERSION", render::Align::right},
                                {"effective_from", "FROM"},
                                {"effective_to", "TO"},
                                {"recorded_at", "RECORDED"},
                                {"recorded_by", "BY"},
                                {"changes", "CHANGES"}},
                    .when_empty = "no version: the " + source_of(policy_at(all, context.now())) + " policy holds"};
  for (const Policy& policy : all) {
    if (policy.version <= 0) continue;
    const render::Value by = policy.recorded_by.empty() ? render::Value() : render::Value(policy.recorded_by);
    list.rows.push_back({policy.version, policy.effective_from, ended(all, policy), policy.recorded_at, by,
                         difference(built_on(all, policy), policy)});
  }
  return {.answer = std::move(list)};
}

}  // namespace

cli::Command history() {
  return {.path = "sla history",
          .summary = "show how a customer's policy changed, when and by whom",
          .details = "A version ends where the next one begins; one that ends where it begins was never in force. CHANGES "
                     "compares with the version it was built on.",
          .examples = {"synos-mssp sla history --tenant acme-corp", "synos-mssp sla history --default"},
          .needs = {.store = true},
          .options = {options::tenant(false),
                      house_default()},
          .prepare = cli::steps(whose, run)};
}

}  // namespace mssp::sla
