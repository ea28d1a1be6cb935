#include "context.hpp"
#include "base/text.hpp"
#include "workload/commands.hpp"
#include "workload/situation.hpp"

namespace mssp::workload {
namespace {

struct Options {
  bool carry_out = false;
  std::optional<std::size_t> max_moves;
};

Options read(const cli::Arguments& arguments) {
  Options options{arguments.has("auto"), std::nullopt};
  if (const auto most = arguments.integer("max-moves", 0, 1'000'000)) options.max_moves = static_cast<std::size_t>(*most);
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
  planned.plan = balance(planned.staffing.situation, options.max_moves);
  require_primaries(planned.staffing, planned.plan);
  return planned;
}

render::Object object(const Measure& measure) {
  return {{{"max_utilisation", measure.max_utilisation}, {"spread", measure.spread}}};
}

std::string percent(std::int64_t thousandths) { return text(Percent{thousandths * 100}) + " %"; }

render::Record answer(const Planned& planned, bool applied) {
  const auto& [staffing, plan] = planned;
  const auto handle = [&people = staffing.situation.people](const std::optional<std::size_t>& person) {
    return person ? render::Value(people[*person].handle) : render::Value();
  };
  const auto shown = [&people = staffing.situation.people](const std::optional<std::size_t>& person) {
    return person ? people[*person].handle : std::string("nobody");
  };
  render::Record record;
  render::Array moves;
  record.lines.push_back("highest utilisation " + percent(plan.before.max_utilisation) + " -> " +
                         percent(plan.after.max_utilisation) + ", spread " + percent(plan.before.spread) + " -> " +
                         percent(plan.after.spread) + ", at best " + percent(plan.lower_bound));
  for (const Move& move : plan.moves) {
    const staff::Assignment& old = staffing.assignments[move.duty];
    moves.emplace_back(render::Object{{{"tenant", old.tenant},
                                       {"role", name(old.role)},
                                       {"from", handle(move.from)},
                                       {"to", handle(move.to)},
                                       {"reason", move.reason}}});
    record.lines.push_back(old.tenant + " " + std::string(name(old.role)) + ": " + shown(move.from) + " -> " +
                           shown(move.to) + " (" + move.reason + ")");
  }
  record.object = {{{"applied", applied},
                    {"before", object(plan.before)},
                    {"after", object(plan.after)},
                    {"lower_bound", plan.lower_bound},
                    {"moves", std::move(moves)}}};
  return record;
}

std::vector<std::string> notes(const Planned& planned, const Options& options, bool dry_run) {
  if (planned.staffing.situation.tenants.empty()) return {"nobody to balance: no customer is active"};
  std::vector<std::string> lines;
  for (const std::size_t duty : planned.plan.open) {
    lines.push_back("nobody is left to be backup of tenant '" + planned.staffing.assignments[duty].tenant + "'");
  }
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
  return {.answer = answer(planned, options.carry_out && !context.dry_run()),
          .notes = notes(planned, options, context.dry_run())};
}

}  // namespace

cli::Command balance_command() {
  return {.path = "workload balance",
          .summary = "plan who should look after which customer, so that nobody has too much",
          .details = "Fills missing primaries and backups, then lowers the highest utilisation with as few moves as "
                     "it finds. Leave and conflicts of interest are kept; a primary is never his own backup. Less than "
                     "half a percent of a capacity is no reason to move anything. Utilisation is in thousandths in JSON.",
          .examples = {"synos-mssp workload balance", "synos-mssp workload balance --auto --max-moves 5"},
          .needs = {.store = true, .writes = true},
          .options = {{.name = "auto", .value = "", .help = "carry the plan out"},
                      {.name = "max-moves", .value = "N", .help = "at most N moves"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::workload
