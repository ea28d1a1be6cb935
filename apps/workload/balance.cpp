#include "context.hpp"
#include "base/text.hpp"
#include "workload/commands.hpp"
#include "workload/plan_answer.hpp"
#include "workload/situation.hpp"

namespace mssp::workload {
namespace {

struct Options {
  bool carry_out = false;
  Limits limits;
};

Options read(const cli::Arguments& arguments) {
  Options options{arguments.has("auto"), {}};
  if (const auto most = arguments.integer("max-moves", 0, 1'000'000)) options.limits.max_moves = static_cast<std::size_t>(*most);
  if (const auto role = arguments.optional_text("role")) options.limits.role = staff::parse_role(*role);
  return options;
}

struct Planned {
  Staffing staffing;
  Plan plan;
};

Planned make(db::Connection& store, const config::Workload& weights, const Options& options, Instant now) {
  Planned planned{staffing(store, weights, now), {}};
  if (planned.staffing.situation.tenants.empty()) return planned;
  require_people(planned.staffing);
  planned.plan = balance(planned.staffing.situation, options.limits);
  require_primaries(planned.staffing, planned.plan);
  return planned;
}

std::vector<std::string> notes(const Planned& planned, const Options& options, bool dry_run) {
  if (planned.staffing.situation.tenants.empty()) return {"nobody to balance: no customer is active"};
  std::vector<std::string> lines = shortcomings(planned.staffing, planned.plan);
  if (planned.plan.cut) lines.emplace_back("--max-moves leaves tenants without a primary or backup");
  const std::size_t count = planned.plan.moves.size();
  const std::string moves = counted(count, "move");
  if (count == 0) {
    lines.emplace_back("nothing to move");
  } else if (options.carry_out) {
    lines.push_back((dry_run ? "dry run, nothing kept: made " : "made ") + moves);
  } else {
    lines.push_back("a plan of " + moves + ": --auto carries it out");
  }
  return lines;
}

render::Result run(Context& context, const Options& options) {
  const config::Workload weights = config::load_workload(context.folder());
  Planned planned;
  if (options.carry_out) {
    planned = context.change([&](db::Connection& store) {
      Planned made = make(store, weights, options, context.now());
      auto changes = carry_out(store, made.staffing, made.plan, context.now());
      if (!changes.empty()) context.audit(changes);
      return made;
    });
  } else {
    planned = make(context.store(), weights, options, context.now());
  }
  return {.answer = answer(planned.staffing, planned.plan, options.carry_out && !context.dry_run()),
          .notes = notes(planned, options, context.dry_run())};
}

}  // namespace

cli::Command balance_command() {
  return {.path = "workload balance",
          .summary = "plan who should look after which customer, so that nobody has too much",
          .details = "Fills missing primaries and backups, then lowers the highest utilisation with as few moves as "
                     "it finds. Skills, leave and conflicts of interest are kept; a primary is never his own backup. Half a "
                     "percent above the lowest utilisation possible is no reason to move anything. Utilisation is in "
                     "thousandths in JSON.",
          .examples = {"synos-mssp workload balance", "synos-mssp workload balance --auto --max-moves 5",
                       "synos-mssp workload balance --role secondary"},
          .needs = {.store = true, .writes = true},
          .options = {{.name = "auto", .value = "", .help = "carry the plan out"},
                      {.name = "max-moves", .value = "N", .help = "at most N moves"},
                      {.name = "role", .value = "ROLE", .help = "move only primaries, or only backups",
                       .choices = {"primary", "secondary"}}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::workload
