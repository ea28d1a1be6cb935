#include <algorithm>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "staff/staff_store.hpp"
#include "tenant/tenant.hpp"
#include "tenant/tier.hpp"
#include "workload/commands.hpp"
#include "workload/plan_answer.hpp"
#include "workload/situation.hpp"
#include "workload/workload_store.hpp"

namespace mssp::workload {
namespace {

constexpr std::int64_t most_at_once = 1'000;
constexpr std::int64_t most_weeks = 52;

struct Options {
  std::vector<Measured> tenants;  // without slugs
  std::vector<std::string> absent;
  std::int64_t weeks = 1;
};

// "tier=enterprise,seats=50,count=2"
void read_tenants(const std::string& given, std::vector<Measured>& tenants) {
  Measured measured;
  measured.active = true;
  std::int64_t count = 1;
  const auto refuse = [&] {
    cli::refuse("add-tenant", "as tier=enterprise,seats=50", given, "the keys are tier, seats, assets and count");
  };
  for (const std::string_view part : split(given, ',')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) refuse();
    const std::string_view key = part.substr(0, equals);
    const std::string_view value = part.substr(equals + 1);
    if (key == "tier") {
      measured.tier = value;
      continue;
    }
    const auto number = parse_integer(value);
    if (!number || *number < 0 || *number > tenant::most_seats) refuse();
    if (key == "seats") {
      measured.seats = *number;
    } else if (key == "assets") {
      measured.assets = *number;
    } else if (key == "count" && *number >= 1 && *number <= most_at_once) {
      count = *number;
    } else {
      refuse();
    }
  }
  if (measured.tier.empty()) refuse();
  tenants.insert(tenants.end(), static_cast<std::size_t>(count), measured);
}

Options read(const cli::Arguments& arguments) {
  Options options;
  for (const std::string& given : arguments.whole_texts("add-tenant")) read_tenants(given, options.tenants);
  options.absent = arguments.texts("absent");
  if (options.tenants.empty() && options.absent.empty()) throw Error(Code::usage, "nothing is assumed", "give --add-tenant or --absent");
  if (arguments.has("weeks") && options.absent.empty()) throw Error(Code::usage, "--weeks goes with --absent");
  options.weeks = arguments.integer("weeks", 1, most_weeks).value_or(1);
  return options;
}

Assumed assumed(Context& context, db::Connection& store, const Options& options) {
  Assumed result;
  const auto tiers = config::load_tiers(context.folder());
  const std::vector<Measured> known = measure(store, context.now());
  std::size_t number = 0;
  for (Measured measured : options.tenants) {
    tenant::require_tier(tiers, measured.tier);
    const auto taken = [&] {
      return std::any_of(known.begin(), known.end(), [&](const Measured& each) { return each.tenant == measured.tenant; });
    };
    do {
      measured.tenant = "new-" + std::to_string(++number);
    } while (taken());
    result.tenants.push_back(std::move(measured));
  }
  for (const std::string& handle : options.absent) result.absent.insert(staff::get(store, handle).handle);
  result.back = rfc3339(context.now() + Seconds{options.weeks * 7 * 86'400});
  return result;
}

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const config::Workload weights = config::load_workload(context.folder());
  const Assumed extra = assumed(context, store, options);
  const Staffing staffing = workload::staffing(store, weights, context.now(), extra);
  require_people(staffing);
  const Plan plan = balance(staffing.situation);
  render::Record record = answer(staffing, plan, false);
  render::Array tenants;
  std::vector<std::string> lines;
  for (const Measured& each : extra.tenants) {
    tenants.emplace_back(render::Object{{{"tenant", each.tenant}, {"tier", each.tier}, {"seats", each.seats}, {"assets", each.assets}}});
    lines.push_back("assumed: tenant " + each.tenant + ", " + each.tier + " with " + counted(static_cast<std::size_t>(each.seats), "seat"));
  }
  for (const std::string& handle : extra.absent) lines.push_back("assumed: " + handle + " is away until " + extra.back);
  record.lines.insert(record.lines.begin(), lines.begin(), lines.end());
  record.object.members.push_back({"assumed_tenants", std::move(tenants)});
  record.object.members.push_back({"assumed_absent", render::Array(extra.absent.begin(), extra.absent.end())});
  render::Result result{.answer = std::move(record), .notes = shortcomings(staffing, plan)};
  constexpr std::int64_t whole = 1'000;
  if (plan.after.max_utilisation > whole) {
    result.notes.push_back("the team is too small: somebody would be at " + percent(plan.after.max_utilisation));
  }
  result.notes.emplace_back("only assumed: nothing is kept");
  return result;
}

}  // namespace

cli::Command what_if() {
  return {.path = "workload what-if",
          .summary = "plan for customers that are not there yet, or without people who are",
          .details = "Adds what is assumed to what the store says, plans as 'workload balance' does, and keeps nothing. "
                     "'before' leaves the assumed work with nobody.",
          .examples = {"synos-mssp workload what-if --add-tenant tier=enterprise,seats=50",
                       "synos-mssp workload what-if --absent john.doe --weeks 2",
                       "synos-mssp workload what-if --add-tenant tier=starter,seats=5,count=10 --absent john.doe"},
          .needs = {.store = true},
          .options = {{.name = "add-tenant", .value = "LIST", .help = "a new customer, as tier=enterprise,seats=50; also assets, and count for several alike",
                       .repeatable = true},
                      {.name = "absent", .value = "HANDLE", .help = "somebody who is away", .repeatable = true,
                       .offers = cli::Offers::analysts},
                      {.name = "weeks", .value = "N", .help = "for how many weeks from now; default is 1"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::workload
