#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/table.hpp"
#include "sla/commands.hpp"
#include "sla/from_config.hpp"
#include "sla/policy_store.hpp"
#include "sla/terms.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/period_store.hpp"
#include "ticket/simulation.hpp"

namespace mssp::sla {
namespace {

using ticket::Compared;
using ticket::Turned;

struct Options {
  std::string tenant;
  Month month;
  PolicyChange change;
};

Options read(const cli::Arguments& arguments) {
  Options options{*arguments.slug("tenant"), *arguments.month("month"), change_from(arguments)};
  const PolicyChange& change = options.change;
  const bool times = change.response || change.update || change.no_update || change.resolution;
  if (change.uptime) throw Error(Code::usage, "--uptime changes no clock: it cannot be simulated");
  if (!times && !change.calendar && !change.p1_around_the_clock) {
    throw Error(Code::usage, "nothing to simulate",
                "give one of --response-time, --update-time, --resolution-time, --calendar, --p1-24x7");
  }
  if (change.priority && !times) {
    throw Error(Code::usage, "--priority needs --response-time, --update-time or --resolution-time");
  }
  return options;
}

render::Value side(const std::optional<ClockRow>& row) {
  if (!row) return {};
  return render::Object{{{"target_seconds", row->target},
                         {"met", row->met},
                         {"missed", row->missed},
                         {"void", row->voided},
                         {"open", row->open},
                         {"compliance_percent", row->compliance()}}};
}

render::Value side(const std::optional<Clock>& clock) {
  if (!clock) return {};
  return render::Object{{{"state", name(clock->state)}, {"used_seconds", clock->used}, {"due_at", clock->due_at}}};
}

void add_table(std::vector<std::string>& lines, render::List list) {
  const std::string table = render::table({.answer = std::move(list)}, false);
  lines.emplace_back();
  for (const std::string_view line : split(std::string_view(table).substr(0, table.size() - 1), '\n')) lines.emplace_back(line);
}

render::Value compliance(const std::optional<ClockRow>& row) {
  if (!row) return "-";
  return row->compliance() ? render::Value(*row->compliance()) : render::Value("n/a");
}

std::string state(const std::optional<Clock>& clock) { return clock ? std::string(name(clock->state)) : "no clock"; }

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  const Zone zone = tenant::zone_of(tenant);
  const Period period = period_of(options.month, zone);
  if (period.from > context.now()) {
    throw Error(Code::usage, "month " + text(options.month) + " has not begun at " + rfc3339(context.now()));
  }
  const Calendars calendars(config::load_calendars(context.folder()));
  if (options.change.calendar) static_cast<void>(calendars.get(*options.change.calendar));
  const auto histories = ticket::histories(store, ticket::touching(tenant.id, period));
  const Versions known = versions(store, {tenant}).at(tenant.id);
  const Policy& now_promised = policy_at(known, context.now());
  check(with(now_promised, options.change));
  const ticket::Simulation simulated =
      ticket::simulate(histories, known, calendars, options.change, period, context.now());

  const std::string proposed = difference(now_promised, with(now_promised, options.change));
  render::Array rows;
  render::Array turned;
  render::List row_table{.columns = {{"", "CLOCK"}, {"", "PRIORITY"}, {"", "MET", render::Align::right},
                                     {"", "MISSED", render::Align::right}, {"", "COMPLIANCE", render::Align::right},
                                     {"", "THEN MET", render::Align::right}, {"", "THEN MISSED", render::Align::right},
                                     {"", "THEN COMPLIANCE", render::Align::right}},
                         .when_empty = "no clocks in this period"};
  render::List turned_table{.columns = {{"", "TICKET"}, {"", "CLOCK"}, {"", "PRIORITY"}, {"", "STARTED"}, {"", "IS"}, {"", "WOULD BE"}},
                            .when_empty = "no ticket would be judged otherwise"};
  const auto counted_as = [](const std::optional<ClockRow>& row, std::int64_t ClockRow::* figure) {
    return row ? render::Value((*row).*figure) : render::Value("-");
  };
  for (const Compared& row : simulated.rows) {
    rows.push_back(render::Object{{{"clock", name(row.kind)},
                                   {"priority", name(row.priority)},
                                   {"before", side(row.before)},
                                   {"after", side(row.after)}}});
    row_table.rows.push_back({name(row.kind), name(row.priority), counted_as(row.before, &ClockRow::met),
                              counted_as(row.before, &ClockRow::missed), compliance(row.before),
                              counted_as(row.after, &ClockRow::met), counted_as(row.after, &ClockRow::missed),
                              compliance(row.after)});
  }
  for (const Turned& each : simulated.turned) {
    turned.push_back(render::Object{{{"ticket", ticket::handle(each.number)},
                                     {"clock", name(each.kind)},
                                     {"priority", name(each.priority)},
                                     {"started_at", each.started},
                                     {"before", side(each.before)},
                                     {"after", side(each.after)}}});
    turned_table.rows.push_back({ticket::handle(each.number), name(each.kind), name(each.priority),
                                 local_text(each.started, zone), state(each.before), state(each.after)});
  }
  std::vector<std::string> lines{tenant.slug + ", " + long_text(options.month) + ", simulated; nothing is changed",
                                 "proposed: " + (proposed.empty() ? "what is promised now" : proposed)};
  add_table(lines, std::move(row_table));
  add_table(lines, std::move(turned_table));
  render::Object object{{{"tenant", tenant.slug},
                         {"period", render::Object{{{"from", period.from}, {"to", period.to}, {"timezone", tenant.timezone}}}},
                         {"as_of", context.now()},
                         {"proposed", proposed},
                         {"clocks", std::move(rows)},
                         {"turned", std::move(turned)}}};
  return {.answer = render::Record{.object = std::move(object), .lines = std::move(lines)}};
}

}  // namespace

cli::Command simulate() {
  return {.path = "sla simulate",
          .summary = "replay a month under another promise, and change nothing",
          .details = "Every ticket is judged by the policy that grades it, and by that policy with the given terms in it. "
                     "Shown are both figures of every clock, and the tickets whose verdict would be another.",
          .examples = {"synos-mssp sla simulate --tenant acme-corp --month 2025-09 --priority P2 --resolution-time 4h",
                       "synos-mssp sla simulate --tenant acme-corp --month 2025-09 --calendar berlin-office --format json"},
          .needs = {.store = true},
          .options = terms({options::tenant(),
                            {.name = "month", .value = "MONTH", .help = "the month to replay, such as 2025-09", .required = true}}),
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::sla
