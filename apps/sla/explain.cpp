#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/table.hpp"
#include "sla/commands.hpp"
#include "sla/explain.hpp"
#include "sla/policy_store.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/terms.hpp"
#include "ticket/ticket_store.hpp"

namespace mssp::sla {
namespace {

struct Options {
  std::int64_t ticket = 0;
  std::string clock;  // or "all"
};

Options read(const cli::Arguments& arguments) {
  const auto number = ticket::parse_handle(arguments.text("ticket"));
  if (!number) cli::refuse("ticket", "a ticket such as T-17", arguments.text("ticket"));
  return {*number, arguments.optional_text("clock").value_or("resolution")};
}

// What the explanation rests on.
struct Ground {
  ticket::Ticket ticket;
  Policy policy;
  std::string calendar;
  Zone zone = Zone::utc();  // the calendar's; of the calendar that never closes, the tenant's
  std::vector<Explanation> clocks;
};

Ground explained(Context& context, const Options& options) {
  db::Connection& store = context.store();
  Ground ground;
  ground.ticket = ticket::get(store, options.ticket);
  const tenant::Tenant tenant = tenant::get(store, ground.ticket.tenant);
  std::vector<Event> events;
  for (const ticket::Entry& entry : ticket::entries(store, ground.ticket)) events.push_back(entry.event);
  const Versions known = versions(store, {tenant}).at(tenant.id);
  const Calendars calendars(config::load_calendars(context.folder()));
  const TermsOf terms = ticket::terms_of(tenant.slug, known, calendars);
  ground.policy = policy_of(known, ground.ticket.policy_version);
  const Calendar& calendar = *terms(ground.ticket.priority, ground.ticket.policy_version).calendar;
  ground.calendar = calendar.name();
  ground.zone = ground.calendar == Calendar::always_name ? tenant::zone_of(tenant) : calendar.zone();
  for (Explanation& each :
       explain(events, ground.ticket.priority, ground.ticket.policy_version, terms, ground.zone, context.as_of())) {
    if (options.clock == "all" || options.clock == name(each.clock.kind)) ground.clocks.push_back(std::move(each));
  }
  if (ground.clocks.empty()) {
    throw Error(Code::not_found, ticket::handle(options.ticket) + " has no " + options.clock + " clock",
                options.clock == "update" ? "it begins when the customer writes after the first answer, if an update time is promised"
                                          : "it was not opened yet at that time");
  }
  return ground;
}

render::Object described(const Explanation& each, const Zone& zone) {
  const Clock& clock = each.clock;
  render::Array lines;
  for (const Stretch& stretch : each.stretches) {
    lines.push_back(render::Object{{{"from", stretch.period.from},
                                    {"to", stretch.period.to},
                                    {"local_from", told_time(stretch.period.from, zone)},
                                    {"what", name(stretch.what)},
                                    {"why", stretch.why},
                                    {"counted_seconds", stretch.counted},
                                    {"sum_seconds", stretch.sum},
                                    {"due_at", stretch.due_at}}});
  }
  return {{{"clock", name(clock.kind)},
           {"number", clock.ordinal},
           {"state", name(clock.state)},
           {"target_seconds", clock.target},
           {"used_seconds", clock.used},
           {"started_at", clock.started},
           {"due_at", clock.due_at},
           {"stopped_at", clock.stopped_at},
           {"paused", clock.paused},
           {"lines", std::move(lines)},
           {"verdict", verdict(clock, zone)}}};
}

void add_lines(std::vector<std::string>& out, const Explanation& each, const Zone& zone) {
  using render::Align;
  render::List list{.columns = {{"", "FROM"}, {"", "TO"}, {"", "COUNTED", Align::right}, {"", "SUM", Align::right}, {"", "WHY"}}};
  for (const Stretch& stretch : each.stretches) {
    const bool mark = stretch.period.from == stretch.period.to;
    const bool same_day = date_of(zone.civil(stretch.period.from)) == date_of(zone.civil(stretch.period.to));
    // "Mon 2025-12-22 09:00 CET" on the same day is "09:30 CET".
    const std::string to = told_time(stretch.period.to, zone);
    constexpr std::size_t day_width = 15;
    list.rows.push_back({told_time(stretch.period.from, zone), mark ? "" : same_day ? to.substr(day_width) : to,
                         mark ? render::Value("") : render::Value(stretch.counted), stretch.sum, stretch.why});
  }
  const std::string table = render::table({.answer = std::move(list)}, false);
  for (const std::string_view line : split(std::string_view(table).substr(0, table.size() - 1), '\n')) out.emplace_back(line);
  out.emplace_back();
  out.push_back(verdict(each.clock, zone));
}

render::Result run(Context& context, const Options& options) {
  const Ground ground = explained(context, options);
  const ticket::Ticket& ticket = ground.ticket;
  render::Array clocks;
  std::vector<std::string> lines{
      ticket::handle(ticket.number) + " of " + ticket.tenant + ", " + std::string(name(ticket.priority)) + ": " +
          printable(ticket.subject),
      source_of(ground.policy) == "built-in"
          ? "the built-in policy"
          : "policy version " + std::to_string(std::abs(ground.policy.version)) +
                (ground.policy.version < 0 ? " of the house default" : "") + ", in force from " +
                told_time(ground.policy.effective_from, ground.zone)};
  lines.back() += "; calendar " + ground.calendar + ", times of " + ground.zone.name();
  for (const Explanation& each : ground.clocks) {
    clocks.push_back(described(each, ground.zone));
    lines.emplace_back();
    add_lines(lines, each, ground.zone);
  }
  const bool built_in = ground.policy.version == 0;
  render::Object object{{{"ticket", ticket::handle(ticket.number)},
                         {"tenant", ticket.tenant},
                         {"priority", name(ticket.priority)},
                         {"policy_version", ground.policy.version},
                         {"policy_effective_from", built_in ? render::Value() : render::Value(ground.policy.effective_from)},
                         {"calendar", ground.calendar},
                         {"timezone", ground.zone.name()},
                         {"as_of", context.as_of()},
                         {"clocks", std::move(clocks)}}};
  return {.answer = render::Record{.object = std::move(object), .lines = std::move(lines)}};
}

}  // namespace

cli::Command explain_command() {
  return {.path = "sla explain",
          .summary = "show line by line why a clock of a ticket stands where it stands",
          .details =
              "Each line is a stretch of time, what it counted and why, and the sum so far: open hours, closed nights, "
              "weekends and holidays by name, pauses, changes of the clocks; and where the due time was set or moved. "
              "What was counted adds up to what the clock used. The last line is the verdict.\n\n"
              "Times are those of the calendar's zone; of 24x7, the tenant's.",
          .examples = {"synos-mssp sla explain --ticket T-17", "synos-mssp sla explain --ticket T-17 --clock response --format json"},
          .needs = {.store = true, .as_of = true},
          .options = {{.name = "ticket", .value = "TICKET", .help = "the ticket, such as T-17", .required = true,
                       .offers = cli::Offers::tickets},
                      {.name = "clock", .value = "CLOCK", .help = "which clock; default is resolution",
                       .choices = {"response", "update", "resolution", "all"}}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::sla
