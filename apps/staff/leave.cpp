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

render::Result run(Context& context, const Options& options) {
  const Zone zone = context.organization_zone();
  const Date next = std::chrono::sys_days(options.to) + std::chrono::days(1);
  const Absence absence{options.analyst, zone.first_instant(midnight(options.from)), zone.first_instant(midnight(next))};
  const render::Object object{{{"analyst", absence.analyst}, {"from", absence.from}, {"to", absence.to}}};
  const bool added = context.change([&](db::Connection& store) {
    get(store, options.analyst);
    const bool is_new = insert(store, absence);
    if (is_new) context.audit({{"", "leave " + absence.analyst, "", render::json_line(object)}});
    return is_new;
  });
  return context.changed("'" + absence.analyst + "' is away from " + text(options.from) + " to " + text(options.to) +
                             (added ? "" : " already"),
                         object, added);
}

struct Conflict {
  std::string analyst;
  std::string tenant;
  bool gone = false;
};

Conflict read_conflict(const cli::Arguments& arguments) {
  return {*arguments.handle("analyst"), *arguments.slug("tenant"), arguments.has("remove")};
}

render::Result run_conflict(Context& context, const Conflict& options) {
  const bool changed = context.change([&](db::Connection& store) {
    tenant::require_open(tenant::get(store, options.tenant));
    get(store, options.analyst);
    const bool is_new = set_conflict(store, options.tenant, options.analyst, !options.gone, context.now());
    const std::string state =
        render::json_line(render::Object{{{"tenant", options.tenant}, {"analyst", options.analyst}}});
    if (is_new) {
      context.audit({{options.tenant, "conflict " + options.tenant + " " + options.analyst, options.gone ? state : "",
                      options.gone ? "" : state}});
    }
    return is_new;
  });
  return context.changed("'" + options.analyst + "' has " + (options.gone ? "no" : "a") +
                             " conflict of interest with tenant '" + options.tenant + "'" + (changed ? "" : " already"),
                         {{{"tenant", options.tenant}, {"analyst", options.analyst}, {"conflict", !options.gone}}}, changed);
}

}  // namespace

cli::Command leave() {
  return {.path = "staff leave",
          .summary = "note when an analyst is away",
          .details = "Both days are included, in the organization's time zone. Who is away for a week has no work given "
                     "by 'workload balance', and hands his over.",
          .examples = {"synos-mssp staff leave --analyst john.doe --from 2025-12-22 --to 2026-01-02"},
          .needs = {.store = true, .writes = true},
          .options = {analyst_option(),
                      {.name = "from", .value = "DATE", .help = "the first day away", .required = true},
                      {.name = "to", .value = "DATE", .help = "the last day away", .required = true}},
          .prepare = cli::steps(read, run)};
}

cli::Command conflict() {
  return {.path = "staff conflict",
          .summary = "note that an analyst must not work for a customer",
          .details = "'workload balance' gives him none of its work, and takes away what he has.",
          .examples = {"synos-mssp staff conflict --analyst john.doe --tenant acme-corp --reason \"former employer\""},
          .needs = {.store = true, .writes = true},
          .options = {analyst_option(), options::tenant(),
                      {.name = "remove", .value = "", .help = "the conflict no longer exists"}},
          .prepare = cli::steps(read_conflict, run_conflict)};
}

}  // namespace mssp::staff
