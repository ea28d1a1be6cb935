#include "context.hpp"
#include "options.hpp"
#include "sla/moment.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/commands.hpp"
#include "ticket/step.hpp"
#include "ticket/ticket_store.hpp"
#include "ticket/urgency.hpp"

namespace mssp::ticket {
namespace {

struct Options {
  std::string tenant;
  std::string subject;
  sla::Priority priority = sla::Priority::p3;
  sla::Actor by = sla::Actor::customer;
  std::optional<sla::Moment> at;
};

Options read(const cli::Arguments& arguments) {
  const auto by = arguments.optional_text("by");
  return {.tenant = *arguments.slug("tenant"),
          .subject = checked_subject(arguments.text("subject")),
          .priority = wanted_priority(arguments).value_or(sla::Priority::p3),
          .by = by ? *parse_actor(*by) : sla::Actor::customer,
          .at = sla::moment(arguments, "at")};
}

render::Result run(Context& context, const Options& options) {
  const Ticket made = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    const auto given = options.at ? std::optional(options.at->in(tenant::zone_of(tenant))) : std::nullopt;
    const Instant at = event_time(given, context.now());
    const Promises promises = promises_for(context, store, {tenant});
    const std::int64_t version = sla::policy_for_ticket(promises.versions.at(tenant.id), at).version;
    const Entry opened{.event = {.at = at,
                                 .kind = sla::EventKind::opened,
                                 .actor = options.by,
                                 .is_public = true,
                                 .priority = options.priority,
                                 .policy_version = version},
                       .author = context.world().person().login,
                       .message = {}};
    const Ticket asked{.tenant_id = tenant.id,
                       .tenant = tenant.slug,
                       .subject = options.subject,
                       .priority = options.priority,
                       .opened_at = at,
                       .changed_at = at,
                       .policy_version = version};
    Ticket ticket = record(store, {{asked, {opened}}}, promises).front();
    context.audit({{tenant.slug, "ticket " + handle(ticket.number), "", audited(ticket, {opened}, context.now())}});
    return ticket;
  });
  return context.changed("opened ticket '" + handle(made.number) + "'", describe(made));
}

}  // namespace

cli::Command open_command() {
  std::vector<cli::Option> all{
      options::tenant(), {.name = "subject", .value = "TEXT", .help = "what it is about, in one line", .required = true}};
  for (cli::Option& option : priority_options()) all.push_back(std::move(option));
  all.push_back({.name = "by", .value = "WHO", .help = "who noticed; default is the customer",
                 .choices = {"customer", "agent"}});
  all.push_back(at_option());
  return {.path = "ticket open",
          .summary = "record that something is asked or wrong",
          .details = "The clocks of the tenant's SLA start. --at records history; the audit trail says so.",
          .examples = {"synos-mssp ticket open --tenant acme-corp --subject \"mail is down\" --priority P1",
                       "synos-mssp ticket open --tenant acme-corp --subject \"one mailbox is full\" --urgency high --impact low"},
          .needs = {.store = true, .writes = true},
          .options = std::move(all),
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::ticket
