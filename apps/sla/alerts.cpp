#include <algorithm>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "mail/outbox_store.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "sla/commands.hpp"
#include "sla/policy_store.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/refresh_store.hpp"
#include "ticket/register_store.hpp"
#include "ticket/step.hpp"

namespace mssp::sla {
namespace {

constexpr const char* kind = "sla-alert";

struct Options {
  std::optional<std::string> tenant;
};

Options read_run(const cli::Arguments&) { return {}; }
Options read_list(const cli::Arguments& arguments) { return {arguments.slug("tenant")}; }

std::string what(const ticket::RaisedAlert& alert) {
  return alert.alert == ticket::Alert::breach ? "overdue" : "at risk";
}

mail::Message message_of(const ticket::RaisedAlert& alert, const std::string& recipient) {
  const std::string handle = ticket::handle(alert.number);
  const Seconds left = alert.clock.target - alert.clock.used;
  const std::string spent = left < Seconds{0} ? duration_text(-left) + " over" : duration_text(left) + " left";
  return {.tenant_id = alert.tenant_id,
          .kind = kind,
          .about = handle + "/" + ticket::name(alert.name) + "/" + std::string(ticket::name(alert.alert)),
          .recipient = recipient,
          .subject = "[" + alert.tenant + "] " + handle + " " + std::string(name(alert.clock.kind)) + " is " + what(alert),
          .text = "Customer:  " + alert.tenant_name + "\nTicket:    " + handle + "\nSubject:   " + printable(alert.subject) +
                   "\nPriority:  " + std::string(name(alert.clock.priority)) + "\nClock:     " + ticket::name(alert.name) +
                   "\nDue:       " + rfc3339(alert.clock.due_at) + (alert.clock.paused ? " (paused)" : "") +
                   "\nOpen time: " + spent + "\nAnalyst:   " + (alert.analyst.empty() ? "none" : alert.analyst) + "\n"};
}

render::Result run(Context& context, const Options&) {
  const std::string recipient = context.settings().organization.email.value_or("");
  if (recipient.empty()) {
    throw Error(Code::invalid_config, "alerts have no recipient", "write organization: {email: ...} into mssp.yml");
  }
  render::Array told;
  const std::size_t count = context.change([&](db::Connection& store) {
    std::vector<tenant::Tenant> tenants;
    for (tenant::Listed& listed : tenant::list(store, {})) tenants.push_back(std::move(listed.tenant));
    const ticket::Promises promises{versions(store, tenants), Calendars(config::load_calendars(context.folder()))};
    ticket::refresh(store, promises, context.now());
    std::vector<mail::Message> messages;
    std::vector<audit::Change> changes;
    for (const ticket::RaisedAlert& alert : ticket::raise_alerts(store, promises.calendars, context.now())) {
      messages.push_back(message_of(alert, recipient));
      render::Object object{{{"tenant", alert.tenant},
                             {"ticket", ticket::handle(alert.number)},
                             {"clock", name(alert.clock.kind)},
                             {"number", alert.name.ordinal},
                             {"alert", ticket::name(alert.alert)},
                             {"due_at", alert.clock.due_at},
                             {"recipient", recipient}}};
      changes.push_back({alert.tenant, "ticket " + ticket::handle(alert.number), "", render::json_line(object)});
      told.emplace_back(std::move(object));
    }
    mail::queue_new(store, messages, context.world().host, context.now());
    context.audit(changes);
    return messages.size();
  });
  return context.changed(count == 0 ? "nothing to alert of" : "queued " + counted(count, "alert"),
                         {{{"alerts", std::move(told)}}}, count > 0);
}

render::Result list(Context& context, const Options& options) {
  if (options.tenant) tenant::get(context.store(), *options.tenant);
  render::List answer{.columns = {{"tenant", "TENANT"}, {"about", "ABOUT"}, {"recipient", "RECIPIENT"}, {"subject", "SUBJECT"},
                                  {"state", "STATE"}, {"queued_at", "QUEUED"}, {"text", ""}, {"message_id", ""}},
                      .rows = {},
                      .when_empty = "no alerts"};
  for (const mail::Mail& each : mail::list(context.store(), {.tenant = options.tenant, .state = {}, .kind = kind})) {
    answer.rows.push_back(
        {each.tenant, each.about, each.recipient, each.subject, each.state, each.queued_at, each.text, each.message_id});
  }
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command alerts_run() {
  return {.path = "sla alerts run",
          .summary = "queue a message for each clock that is newly at risk or overdue",
          .details = "For cron and systemd. Of every open clock one message tells that 75 % of its time is used and one "
                     "that it is overdue, each once, whoever runs this and however often. They go to the address of the "
                     "organization in mssp.yml and name the tenant's primary analyst.",
          .examples = {"synos-mssp sla alerts run --quiet"},
          .needs = {.store = true, .writes = true},
          .prepare = cli::steps(read_run, run)};
}

cli::Command alerts_list() {
  return {.path = "sla alerts list",
          .summary = "show the alerts that were queued",
          .examples = {"synos-mssp sla alerts list --tenant acme-corp"},
          .needs = {.store = true},
          .options = {options::tenant(false)},
          .prepare = cli::steps(read_list, list)};
}

}  // namespace mssp::sla
