#include "base/error.hpp"
#include "context.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "staff/commands.hpp"
#include "staff/staff_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::staff {
namespace {

using Date = std::chrono::year_month_day;

struct Options {
  std::string analyst;
  Date from;
  Date to;  // the last day away
};

Date date(const cli::Arguments& arguments, std::string_view option) {
  const std::string given = arguments.text(option);
  const auto parsed = parse_date(given);
  if (!parsed) cli::refuse(option, "a date such as 2025-12-24", given);
  return *parsed;
}

Options read(const cli::Arguments& arguments) {
  Options options{*arguments.handle("analyst"), date(arguments, "from"), date(arguments, "to")};
  if (options.to < options.from) {
    throw Error(Code::usage, "--to " + text(options.to) + " is before --from " + text(options.from));
  }
  return options;
}

// Both days are included, in the provider's zone.
Absence absence_of(Context& context, const Options& options) {
  const Zone zone = context.organization_zone();
  const Date next = std::chrono::sys_days(options.to) + std::chrono::days(1);
  return {options.analyst, zone.first_instant(midnight(options.from)), zone.first_instant(midnight(next))};
}

render::Object describe(const Absence& absence) {
  return {{{"analyst", absence.analyst}, {"from", absence.from}, {"to", absence.to}}};
}

std::string days(const Options& options) { return " from " + text(options.from) + " to " + text(options.to); }

render::Result run_add(Context& context, const Options& options) {
  const Absence absence = absence_of(context, options);
  const render::Object object = describe(absence);
  const bool added = context.change([&](db::Connection& store) {
    get(store, options.analyst);
    const bool is_new = insert(store, absence);
    if (is_new) context.audit({{"", "leave " + absence.analyst, "", render::json_line(object)}});
    return is_new;
  });
  return context.changed("'" + absence.analyst + "' is away" + days(options) + (added ? "" : " already"), object, added);
}

render::Result run_remove(Context& context, const Options& options) {
  const Absence absence = absence_of(context, options);
  const render::Object object = describe(absence);
  context.change([&](db::Connection& store) {
    get(store, options.analyst);
    if (!remove(store, absence)) {
      throw Error(Code::not_found, "no leave of '" + options.analyst + "'" + days(options),
                  "'synos-mssp staff leave list' shows what there is");
    }
    context.audit({{"", "leave " + absence.analyst, render::json_line(object), ""}});
    return true;
  });
  return context.changed("'" + absence.analyst + "' is not away" + days(options), object);
}

struct Listed {
  std::optional<std::string> analyst;
};

Listed read_list(const cli::Arguments& arguments) { return {arguments.handle("analyst")}; }

render::Result run_list(Context& context, const Listed& options) {
  db::Connection& store = context.store();
  if (options.analyst) get(store, *options.analyst);
  render::List answer{.columns = {{"analyst", "ANALYST"}, {"from", "FROM"}, {"to", "UNTIL"}, {"away", "AWAY NOW"}},
                      .when_empty = "nobody is away or will be"};
  for (const Absence& absence : absences(store, context.as_of(), options.analyst)) {
    answer.rows.push_back({absence.analyst, absence.from, absence.to, absence.from <= context.as_of()});
  }
  return {.answer = std::move(answer)};
}

std::vector<cli::Option> absence_options() {
  return {analyst_option(),
          {.name = "from", .value = "DATE", .help = "the first day away", .required = true},
          {.name = "to", .value = "DATE", .help = "the last day away", .required = true}};
}

constexpr const char* leave_details =
    "Both days are included, in the organization's time zone. Who is away for a week has no work given by 'workload "
    "balance', and hands his over.";

cli::Command adding(std::string path, std::string summary) {
  std::vector<std::string> examples{"synos-mssp " + path + " --analyst john.doe --from 2025-12-22 --to 2026-01-02"};
  return {.path = std::move(path),
          .summary = std::move(summary),
          .details = leave_details,
          .examples = std::move(examples),
          .needs = {.store = true, .writes = true},
          .options = absence_options(),
          .prepare = cli::steps(read, run_add)};
}

}  // namespace

cli::Command leave() { return adding("staff leave", "short for 'staff leave add'"); }

cli::Command leave_add() { return adding("staff leave add", "note when an analyst is away"); }

cli::Command leave_remove() {
  return {.path = "staff leave remove",
          .summary = "take back a leave that will not be taken",
          .details = "The days are those it was noted with.",
          .examples = {"synos-mssp staff leave remove --analyst john.doe --from 2025-12-22 --to 2026-01-02"},
          .needs = {.store = true, .writes = true},
          .options = absence_options(),
          .prepare = cli::steps(read, run_remove)};
}

cli::Command leave_list() {
  cli::Option who = analyst_option();
  who.required = false;
  return {.path = "staff leave list",
          .summary = "show who is away or will be",
          .examples = {"synos-mssp staff leave list", "synos-mssp staff leave list --analyst john.doe --format json"},
          .needs = {.store = true, .as_of = true},
          .options = {std::move(who)},
          .prepare = cli::steps(read_list, run_list)};
}

}  // namespace mssp::staff
