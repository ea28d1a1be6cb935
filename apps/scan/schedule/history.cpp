#include <fmt/core.h>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "options.hpp"
#include "scan/commands.hpp"
#include "scan/run_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::scan {
namespace {

constexpr std::int64_t most_runs = 100'000;
constexpr std::size_t most_named = 100;

struct Options {
  std::string tenant;
  bool only_open = false;
  std::int64_t count = 100;
};

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), arguments.has("unacknowledged"), arguments.integer("count", 1, most_runs).value_or(100)};
}

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const bool every = options.tenant == every_tenant;
  if (!every) tenant::get(store, options.tenant);
  render::List answer{.columns = {{"run", "RUN"},
                                  {"tenant", every ? "TENANT" : ""},
                                  {"scan_type", "TYPE"},
                                  {"profile", ""},
                                  {"due_at", "DUE"},
                                  {"state", "STATE"},
                                  {"detail", "DETAIL"},
                                  {"late", "LATE"},
                                  {"started_at", "STARTED"},
                                  {"finished_at", ""},
                                  {"scan", "SCAN"},
                                  {"hosts", "HOSTS", render::Align::right},
                                  {"acknowledged_at", "ACKNOWLEDGED"},
                                  {"acknowledged_by", ""}},
                      .rows = {},
                      .when_empty = options.only_open ? "nothing waits for acknowledgement" : "no runs"};
  for (const Run& each : history(store, options.tenant, options.only_open, options.count)) {
    std::vector<render::Value> row;
    for (render::Member& member : describe(each).members) row.push_back(std::move(member.value));
    answer.rows.push_back(std::move(row));
  }
  return {.answer = std::move(answer)};
}

struct Acknowledgement {
  std::string tenant;
  std::vector<std::int64_t> runs;
};

Acknowledgement read_ack(const cli::Arguments& arguments) {
  Acknowledgement wanted{.tenant = *arguments.slug("tenant"), .runs = {}};
  for (const std::string& written : arguments.texts("run")) {
    const auto number = parse_run_handle(written);
    if (!number) cli::refuse("run", "a run such as R-1", written);
    wanted.runs.push_back(*number);
  }
  if (wanted.runs.size() > most_named) cli::refuse("run", "at most 100 runs", std::to_string(wanted.runs.size()));
  return wanted;
}

// Every run that was named must be one that waits: a typo is not to be taken for done.
void require_all(const Acknowledgement& wanted, const std::vector<std::int64_t>& done) {
  for (const std::int64_t number : wanted.runs) {
    if (std::find(done.begin(), done.end(), number) != done.end()) continue;
    throw Error(Code::conflict, fmt::format("run '{}' of tenant '{}' does not wait for acknowledgement", run_handle(number), wanted.tenant),
                fmt::format("'synos-mssp scan schedule history --tenant {} --unacknowledged' shows those that do", wanted.tenant));
  }
}

render::Result run_ack(Context& context, const Acknowledgement& wanted) {
  const std::string login = context.world().person().login;
  const std::vector<std::int64_t> done = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, wanted.tenant);
    auto numbers = acknowledge(store, tenant, wanted.runs, login, context.now());
    require_all(wanted, numbers);
    std::vector<audit::Change> trail;
    for (const std::int64_t number : numbers) trail.push_back({tenant.slug, "scan run " + run_handle(number), "", R"({"acknowledged":true})"});
    context.audit(trail);
    return numbers;
  });
  render::Array runs;
  for (const std::int64_t number : done) runs.emplace_back(run_handle(number));
  return context.changed(done.empty() ? fmt::format("nothing of tenant '{}' waits for acknowledgement", wanted.tenant)
                                      : fmt::format("acknowledged {} of tenant '{}'", counted(done.size(), "run"), wanted.tenant),
                         {{{"tenant", wanted.tenant}, {"runs", std::move(runs)}}}, !done.empty());
}

}  // namespace

cli::Command schedule_history() {
  return {.path = "scan schedule history",
          .summary = "show what was scanned, and what was missed or failed",
          .details =
              "The newest comes first, whether a schedule or a person asked for it. States: running, done, failed (no whole "
              "result), cancelled (stopped by a person), lost (its runner died), missed (nobody ran it in time), refused (the tier "
              "allows no more), skipped (the tenant was not active). A run is late when it started more than 15 minutes "
              "after it was due. What was late, missed, refused or did not end well waits for 'scan schedule ack'.",
          .examples = {"synos-mssp scan schedule history --tenant acme-corp",
                       "synos-mssp scan schedule history --tenant all --unacknowledged"},
          .needs = {.store = true},
          .options = {options::tenant_or_all(),
                      {.name = "unacknowledged", .value = "", .help = "only what waits for acknowledgement"},
                      {.name = "count", .value = "N", .help = "how many; default is 100"}},
          .prepare = cli::steps(read, run)};
}

cli::Command schedule_ack() {
  return {.path = "scan schedule ack",
          .summary = "acknowledge runs that were missed, late or failed",
          .details = "Those that are named, or all of the tenant that wait for it.",
          .examples = {"synos-mssp scan schedule ack --tenant acme-corp --run R-3 --reason \"power cut\"",
                       "synos-mssp scan schedule ack --tenant acme-corp"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(),
                      {.name = "run", .value = "RUN", .help = "the runs, such as R-3", .repeatable = true}},
          .prepare = cli::steps(read_ack, run_ack)};
}

}  // namespace mssp::scan
