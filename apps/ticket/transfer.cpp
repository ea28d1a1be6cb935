#include <algorithm>

#include "base/text.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "render/table.hpp"
#include "sla/policy_store.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/commands.hpp"
#include "ticket/refresh_store.hpp"
#include "ticket/step.hpp"
#include "ticket/transfer_store.hpp"

namespace mssp::ticket {
namespace {

constexpr std::size_t largest_file = std::size_t{256} << 20U;

struct ImportOptions {
  std::string file;
};

ImportOptions read_import_options(const cli::Arguments& arguments) { return {arguments.text("file")}; }

Known known_to(Context& context, db::Connection& store) {
  std::vector<tenant::Tenant> tenants;
  Known known{.tenants = {},
              .promises = {{}, sla::Calendars(config::load_calendars(context.folder()))},
              .analysts = {},
              .references = {},
              .identities = {},
              .author = context.world().person().login,
              .now = context.now()};
  for (tenant::Listed& listed : tenant::list(store, {})) tenants.push_back(std::move(listed.tenant));
  known.promises.versions = sla::versions(store, tenants);
  refresh(store, known.promises, context.now());
  add_known(store, known);
  // What belongs to an archived tenant can only be read.
  std::erase_if(tenants, [](const tenant::Tenant& tenant) { return tenant.status == tenant::Status::archived; });
  for (tenant::Tenant& tenant : tenants) known.tenants.emplace(tenant.slug, tenant);
  return known;
}

render::Result run_import(Context& context, const ImportOptions& options) {
  const std::string text = context.input(options.file, largest_file);
  const std::string shown = printable(options.file == "-" ? "standard input" : options.file);
  std::size_t untouched = 0;
  const std::size_t created = context.change([&](db::Connection& store) {
    const Known known = known_to(context, store);
    const std::vector<Imported> imported = read_import(text, shown, known, untouched);
    const std::vector<Ticket> tickets = insert(store, imported, known.promises);
    std::vector<audit::Change> changes;
    for (const Ticket& ticket : tickets) {
      changes.push_back({ticket.tenant, "ticket " + handle(ticket.number), "", render::json_line(describe(ticket))});
    }
    context.audit(changes);
    return tickets.size();
  });
  const std::string rest = untouched == 0 ? "" : ", " + std::to_string(untouched) + " there already";
  return context.changed("imported " + counted(created, "ticket") + rest,
                         {{{"file", options.file}, {"created", created}, {"untouched", untouched}}}, created > 0);
}

struct ExportOptions {
  std::optional<std::string> tenant;
  bool csv = false;
};

ExportOptions read_export_options(const cli::Arguments& arguments) {
  return {arguments.slug("tenant"), arguments.optional_text("as").value_or("jsonl") == "csv"};
}

std::string json_line_of(const Exported& each) {
  render::Object object = describe(each.ticket);
  object.members.push_back({"tags", render::Array(each.tags.begin(), each.tags.end())});
  render::Array events;
  for (const Entry& entry : each.entries) events.emplace_back(describe(entry));
  object.members.push_back({"events", std::move(events)});
  return render::json_line(object) + "\n";
}

// When an event of that kind happened last, or for a message the first public one of staff.
render::Value time_of(const Exported& each, sla::EventKind kind) {
  std::optional<Instant> at;
  for (const Entry& entry : each.entries) {
    const bool ends = kind == sla::EventKind::closed && entry.event.kind == sla::EventKind::merged;
    if (entry.event.kind != kind && !ends) continue;
    const bool answer = entry.event.actor == sla::Actor::agent && entry.event.is_public;
    if (kind == sla::EventKind::message && (!answer || at)) continue;
    at = entry.event.at;
  }
  return at;
}

std::string csv_of(const std::vector<Exported>& all) {
  render::List list{.columns = {{"tenant", ""}, {"reference", ""}, {"subject", ""}, {"priority", ""}, {"analyst", ""},
                                {"tags", ""}, {"opened_at", ""}, {"responded_at", ""}, {"resolved_at", ""}, {"closed_at", ""}}};
  for (const Exported& each : all) {
    const Ticket& ticket = each.ticket;
    list.rows.push_back({ticket.tenant, ticket.reference.value_or(handle(ticket.number)), ticket.subject,
                         sla::name(ticket.priority), ticket.analyst.value_or(""), join(each.tags, " "), ticket.opened_at,
                         time_of(each, sla::EventKind::message), time_of(each, sla::EventKind::resolved),
                         time_of(each, sla::EventKind::closed)});
  }
  return render::csv({.answer = std::move(list)});
}

render::Result run_export(Context& context, const ExportOptions& options) {
  if (options.tenant) tenant::get(context.store(), *options.tenant);
  const std::vector<Exported> all = exported(context.store(), options.tenant);
  std::string bytes;
  if (options.csv) {
    bytes = csv_of(all);
  } else {
    for (const Exported& each : all) bytes += json_line_of(each);
  }
  return {.answer = render::Document{std::move(bytes)}, .notes = {"exported " + counted(all.size(), "ticket")}};
}

}  // namespace

cli::Command export_command() {
  return {.path = "ticket export",
          .summary = "write tickets with all their events",
          .details = "JSON Lines hold every event and can be imported again; CSV holds the times of opening, first answer, "
                     "resolution and closing.",
          .examples = {"synos-mssp ticket export --tenant acme-corp -o tickets.jsonl", "synos-mssp ticket export --as csv"},
          .needs = {.store = true},
          .options = {options::tenant(false),
                      {.name = "as", .value = "FORM", .help = "how to write them; default is jsonl", .choices = {"jsonl", "csv"}}},
          .formats = {},
          .prepare = cli::steps(read_export_options, run_export)};
}

cli::Command import_command() {
  return {.path = "ticket import",
          .summary = "add tickets of another system from a file, all or none",
          .details = "The file is JSON Lines as 'ticket export' writes them, or CSV with the columns tenant, reference, "
                     "subject, priority, analyst, tags, opened_at, responded_at, resolved_at and closed_at. A ticket whose "
                     "reference its tenant has already is left alone, so a file may be imported again. Every mistake is "
                     "told with its line; while there is one, nothing is imported.",
          .examples = {"synos-mssp ticket import --file tickets.jsonl", "synos-mssp ticket import --file old.csv --dry-run"},
          .needs = {.store = true, .writes = true},
          .options = {options::file()},
          .takes_file = true,
          .prepare = cli::steps(read_import_options, run_import)};
}

}  // namespace mssp::ticket
