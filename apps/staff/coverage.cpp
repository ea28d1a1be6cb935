#include "staff/coverage.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "staff/commands.hpp"
#include "staff/staff_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::staff {
namespace {

constexpr int at_risk_status = 10;
constexpr int broken_status = 11;

struct Options {
  std::optional<std::string> tenant;
  bool check = false;
};

Options read(const cli::Arguments& arguments) { return {arguments.slug("tenant"), arguments.has("check")}; }

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  if (options.tenant) tenant::get(store, *options.tenant);
  std::vector<std::string> tenants = active_tenants(store);
  if (options.tenant) std::erase_if(tenants, [&](const std::string& slug) { return slug != *options.tenant; });
  const auto weights = config::load_workload(context.folder());
  const auto all = coverage(tenants, roster(store, weights.skills, context.as_of()), context.as_of());
  render::List answer{.columns = {{"tenant", "TENANT"},
                                  {"primary", "PRIMARY"},
                                  {"backups", "BACKUPS"},
                                  {"covered", "COVERED"},
                                  {"problems", "PROBLEMS"},
                                  {"breaks_at", "BREAKS"}},
                      .when_empty = "no active tenants"};
  std::size_t broken = 0;
  std::size_t at_risk = 0;
  for (const Coverage& each : all) {
    broken += each.covered() ? 0 : 1;
    at_risk += each.breaks_at ? 1 : 0;
    answer.rows.push_back({each.tenant, render::Array(each.primary.begin(), each.primary.end()),
                           render::Array(each.backups.begin(), each.backups.end()), each.covered(),
                           render::Array(each.problems.begin(), each.problems.end()), each.breaks_at});
  }
  render::Result result{.answer = std::move(answer)};
  if (broken > 0) result.notes.push_back("not covered: " + counted(broken, "tenant"));
  if (at_risk > 0) result.notes.push_back("not covered within a week: " + counted(at_risk, "tenant"));
  if (options.check) result.status = broken > 0 ? broken_status : at_risk > 0 ? at_risk_status : 0;
  return result;
}

}  // namespace

cli::Command coverage_command() {
  return {.path = "staff coverage",
          .summary = "show whether every active customer has a primary and a backup",
          .details = "Who is away, has a conflict of interest or lacks a skill that is required does not count. BREAKS "
                     "tells when, within a week, leave or the end of an assignment will leave a gap.",
          .examples = {"synos-mssp staff coverage", "synos-mssp staff coverage --check --quiet",
                       "synos-mssp staff coverage --as-of 2025-12-24 --format json"},
          .needs = {.store = true, .as_of = true},
          .options = {options::tenant(false),
                      {.name = "check", .value = "", .help = "exit 11 when a customer is not covered, 10 when one will not be"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::staff
