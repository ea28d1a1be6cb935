#include "context.hpp"
#include "options.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/commands.hpp"
#include "ticket/ticket_store.hpp"

namespace mssp::ticket {
namespace {

Filter read(const cli::Arguments& arguments) {
  const auto status = arguments.optional_text("status");
  return {.tenant = arguments.slug("tenant"), .status = status ? parse_status(*status) : std::nullopt};
}

render::Result run(Context& context, const Filter& filter) {
  if (filter.tenant) tenant::get(context.store(), *filter.tenant);
  render::List answer{.columns = {{"ticket", "TICKET"},
                                  {"tenant", "TENANT"},
                                  {"subject", "SUBJECT"},
                                  {"priority", "PRIORITY"},
                                  {"status", "STATUS"},
                                  {"opened_at", "OPENED"},
                                  {"changed_at", "CHANGED"},
                                  {"policy_version", ""}},
                      .rows = {},
                      .when_empty = "no tickets"};
  for (const Ticket& ticket : list(context.store(), filter)) {
    std::vector<render::Value> row;
    for (render::Member& member : describe(ticket).members) row.push_back(std::move(member.value));
    answer.rows.push_back(std::move(row));
  }
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command list_command() {
  return {.path = "ticket list",
          .summary = "show tickets",
          .examples = {"synos-mssp ticket list --tenant acme-corp --status open"},
          .needs = {.store = true},
          .options = {options::tenant(false),
                      {.name = "status", .value = "STATUS", .help = "only those in this state",
                       .choices = {"new", "open", "waiting-customer", "waiting-vendor", "resolved", "closed"}}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::ticket
