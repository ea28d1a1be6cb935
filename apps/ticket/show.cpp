#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/table.hpp"
#include "sla/frozen.hpp"
#include "sla/policy_store.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/commands.hpp"
#include "ticket/label_store.hpp"
#include "ticket/refresh_store.hpp"
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
                                {"stopped_at", "STOPPED"}, {"priority", ""}, {"number", ""}}};
  for (const sla::Clock& clock : clocks) {
    list.rows.push_back({sla::name(clock.kind), sla::name(clock.state), clock.target, clock.used, clock.paused,
                         clock.due_at, clock.stopped_at, sla::name(clock.priority), clock.ordinal});
  }
  return list;
}

// What a table says of an event in one cell.
render::Value about(const Entry& entry) {
  std::string text = entry.detail;
  if (entry.event.kind == sla::EventKind::prioritized) text = sla::name(*entry.event.priority);
  if (entry.event.kind == sla::EventKind::restamped) text = "policy " + std::to_string(*entry.event.policy_version);
  if (entry.event.clock) text = name(*entry.event.clock) + (text.empty() ? "" : ", approved by " + text);
  return text.empty() ? render::Value() : render::Value(text);
}

// Two lists of the same events: the keys of JSON and what a table shows.
render::List event_list(const std::vector<Entry>& entries) {
  render::List list{.columns = {{"at", "AT"}, {"kind", "EVENT"}, {"actor", "WHO"}, {"is_public", "PUBLIC"},
                                {"author", "RECORDED BY"}, {"message", ""}, {"detail", ""}, {"priority", ""},
                                {"policy_version", ""}, {"clock", ""}, {"", "ABOUT"}, {"", "MESSAGE"}}};
  for (const Entry& entry : entries) {
    std::vector<render::Value> row;
    for (render::Member& member : describe(entry).members) row.push_back(std::move(member.value));
    row.push_back(about(entry));
    row.emplace_back(entry.message);
    list.rows.push_back(std::move(row));
  }
  return list;
}

render::Array objects(const render::List& list) {
  render::Array all;
  for (const auto& row : list.rows) {
    render::Object object;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!list.columns[i].key.empty()) object.members.push_back({list.columns[i].key, row[i]});
    }
    all.emplace_back(std::move(object));
  }
  return all;
}

// As the keys of a record are shown, in the width of the longest of a ticket's.
std::string label(std::string text) {
  constexpr std::size_t width = 16;
  text.front() = static_cast<char>(text.front() - 'a' + 'A');
  text.resize(width, ' ');
  return text;
}

void add_lines(std::vector<std::string>& lines, std::string_view text) {
  if (!text.empty()) text.remove_suffix(1);  // its last newline
  for (const std::string_view line : split(text, '\n')) lines.emplace_back(line);
}

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const Ticket ticket = get(store, options.number);
  const std::vector<Entry> recorded = entries(store, ticket);
  const sla::Calendars calendars(config::load_calendars(context.folder()));
  std::vector<sla::ClockRecord> records = clocks_of(store, ticket);
  const Stale outdated = stale(store, calendars);
  if (outdated.any()) {  // answered from the events, as the next change of any ticket will store them
    const tenant::Tenant tenant = tenant::get(store, ticket.tenant);
    const sla::Versions versions = sla::versions(store, {tenant}).at(tenant.id);
    History history{ticket, {}};
    for (const Entry& entry : recorded) history.events.push_back(entry.event);
    records = sla::with_frozen(sla::settled(std::move(records), context.now()),
                               ticket::records(history, versions, calendars, context.now()));
  }

  render::Record record{.object = describe(ticket)};
  add_lines(record.lines, render::table({.answer = record}, false));
  const render::List clock_rows = clock_list(standing_of(records, calendars, context.now()));
  const render::List event_rows = event_list(recorded);
  record.object.members.push_back({"clocks", objects(clock_rows)});
  record.object.members.push_back({"events", objects(event_rows)});
  const Links links = links_of(store, ticket);
  std::vector<std::string> merged;
  for (const std::int64_t number : duplicates(store, ticket)) merged.push_back(handle(number));
  const std::pair<const char*, std::vector<std::string>> attached[]{{"tags", tags_of(store, ticket)},
                                                                    {"assets", links.assets},
                                                                    {"findings", links.findings},
                                                                    {"duplicates", merged}};
  for (const auto& [key, values] : attached) {
    record.object.members.push_back({key, render::Array(values.begin(), values.end())});
    if (!values.empty()) record.lines.push_back(label(key) + join(values, ", "));
  }
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
