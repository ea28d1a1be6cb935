#include "context.hpp"
#include "options.hpp"
#include "sla/moment.hpp"
#include "staff/staff_store.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/commands.hpp"
#include "ticket/current.hpp"
#include "ticket/label_store.hpp"
#include "ticket/ticket_store.hpp"

namespace mssp::ticket {
namespace {

struct Options {
  Filter filter;  // but for the time below, whose zone is known only later
  std::optional<sla::Moment> due_before;
};

Options read(const cli::Arguments& arguments) {
  const auto status = arguments.optional_text("status");
  const auto priority = arguments.optional_text("priority");
  const auto tag = arguments.optional_text("tag");
  if (tag && !parse_tag(*tag)) cli::refuse("tag", "1 to 40 of lower-case letters, digits and -_.:", *tag);
  return {{.tenant = arguments.slug("tenant"),
           .status = status ? parse_status(*status) : std::nullopt,
           .priority = priority ? sla::parse_priority(*priority) : std::nullopt,
           .analyst = arguments.handle("analyst"),
           .tag = tag,
           .at_risk = arguments.has("at-risk"),
           .breached = arguments.has("breached")},
          sla::moment(arguments, "due-before")};
}

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  Filter filter = options.filter;
  Zone zone = Zone::utc();
  std::vector<tenant::Tenant> tenants;
  std::optional<std::int64_t> only;
  if (filter.tenant) {
    tenants = {tenant::get(store, *filter.tenant)};
    only = tenants.front().id;
    zone = tenant::zone_of(tenants.front());
  } else {
    for (tenant::Listed& listed : tenant::list(store, {})) tenants.push_back(std::move(listed.tenant));
  }
  if (filter.analyst) staff::get(store, *filter.analyst);
  if (options.due_before) filter.due_before = options.due_before->in(filter.tenant ? zone : context.organization_zone());
  render::List answer{.columns = {{"ticket", "TICKET"},
                                  {"tenant", "TENANT"},
                                  {"subject", "SUBJECT"},
                                  {"priority", "PRIORITY"},
                                  {"status", "STATUS"},
                                  {"opened_at", "OPENED"},
                                  {"changed_at", "CHANGED"},
                                  {"policy_version", ""},
                                  {"analyst", "ANALYST"},
                                  {"merged_into", ""},
                                  {"reference", ""},
                                  {"due_at", "DUE"},
                                  {"tags", ""}},
                      .rows = {},
                      .when_empty = "no tickets"};
  const auto tags = all_tags(store, filter.tenant);
  for (const Listed& listed : list(store, filter, current(context, tenants, only).fresh, context.now())) {
    std::vector<render::Value> row;
    for (render::Member& member : describe(listed.ticket).members) row.push_back(std::move(member.value));
    row.emplace_back(listed.due_at);
    const auto own = tags.find(listed.ticket.id);
    row.emplace_back(own == tags.end() ? render::Array() : render::Array(own->second.begin(), own->second.end()));
    answer.rows.push_back(std::move(row));
  }
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command list_command() {
  return {.path = "ticket list",
          .summary = "show tickets",
          .details = "By number; with --due-before, --at-risk or --breached the most urgent first. DUE is the earliest due "
                     "time of a ticket's open clocks that run.",
          .examples = {"synos-mssp ticket list --tenant acme-corp --status open",
                       "synos-mssp ticket list --analyst jane.roe --at-risk --breached"},
          .needs = {.store = true},
          .options = {options::tenant(false),
                      {.name = "status", .value = "STATUS", .help = "only those in this state",
                       .choices = {"new", "open", "waiting-customer", "waiting-vendor", "resolved", "closed"}},
                      {.name = "priority", .value = "PRIORITY", .help = "only those of this priority",
                       .choices = {"P1", "P2", "P3", "P4"}},
                      {.name = "analyst", .value = "HANDLE", .help = "only those this analyst works on",
                       .offers = cli::Offers::analysts},
                      {.name = "tag", .value = "TAG", .help = "only those with this tag"},
                      {.name = "due-before", .value = "TIME", .help = "only those with a clock that is due before"},
                      {.name = "at-risk", .value = "", .help = "only those with a clock at risk"},
                      {.name = "breached", .value = "", .help = "only those with a clock that is overdue"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::ticket
