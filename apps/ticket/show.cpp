#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/table.hpp"
#include "sla/policy_store.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/commands.hpp"
#include "ticket/step.hpp"
#include "ticket/ticket_store.hpp"

namespace mssp::ticket {
namespace {

struct Options {
  std::int64_t number = 0;
};

Options read(const cli::Arguments& arguments) { return {number(arguments)}; }

render::List clock_list(const std::vector<sla::Clock>& clocks) {
  using render::Align;
  render::List list{.columns = {{"clock", "CLOCK"}, {"state", "STATE"}, {"target_seconds", "TARGET", Align::right},
                                {"used_seconds", "USED", Align::right}, {"paused", "PAUSED"}, {"due_at", "DUE"},
                                {"stopped_at", "STOPPED"}}};
  for (const sla::Clock& clock : clocks) {
    list.rows.push_back({sla::name(clock.kind), sla::name(clock.state), clock.target, clock.used, clock.paused,
                         clock.due_at, clock.stopped_at});
  }
  return list;
}

render::List event_list(const std::vector<Entry>& entries) {
  render::List list{.columns = {{"at", "AT"}, {"kind", "EVENT"}, {"actor", "WHO"}, {"is_public", "PUBLIC"},
                                {"author", "RECORDED BY"}, {"message", "MESSAGE"}}};
  for (const Entry& entry : entries) {
    std::vector<render::Value> row;
    for (render::Member& member : describe(entry).members) row.push_back(std::move(member.value));
    list.rows.push_back(std::move(row));
  }
  return list;
}

render::Array objects(const render::List& list) {
  render::Array all;
  for (const auto& row : list.rows) {
    render::Object object;
    for (std::size_t i = 0; i < row.size(); ++i) object.members.push_back({list.columns[i].key, row[i]});
    all.emplace_back(std::move(object));
  }
  return all;
}

void add_lines(std::vector<std::string>& lines, std::string_view text) {
  if (!text.empty()) text.remove_suffix(1);  // its last newline
  for (const std::string_view line : split(text, '\n')) lines.emplace_back(line);
}

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  History history{.ticket = get(store, options.number), .events = {}};
  const tenant::Tenant tenant = tenant::get(store, history.ticket.tenant);
  const std::vector<Entry> recorded = entries(store, history.ticket);
  for (const Entry& entry : recorded) history.events.push_back(entry.event);
  const sla::Calendars calendars(config::load_calendars(context.folder()));
  const auto versions = sla::versions(store, {tenant}).at(tenant.id);

  render::Record record{.object = describe(history.ticket)};
  add_lines(record.lines, render::table({.answer = record}, false));
  const render::List clock_rows = clock_list(clocks(history, versions, calendars, context.now()));
  const render::List event_rows = event_list(recorded);
  record.object.members.push_back({"clocks", objects(clock_rows)});
  record.object.members.push_back({"events", objects(event_rows)});
  for (const render::List* list : {&clock_rows, &event_rows}) {
    record.lines.emplace_back();
    add_lines(record.lines, render::table({.answer = *list}, false));
  }
  return {.answer = std::move(record)};
}

}  // namespace

cli::Command show() {
  return {.path = "ticket show",
          .summary = "show a ticket, its clocks and its history",
          .examples = {"synos-mssp ticket show --ticket T-17"},
          .needs = {.store = true},
          .options = {ticket_option()},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::ticket
