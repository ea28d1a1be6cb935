#include <fmt/core.h>

#include <algorithm>
#include <tuple>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "render/json.hpp"
#include "scan/commands.hpp"
#include "scan/conduct.hpp"
#include "scan/quota.hpp"
#include "scan/run_store.hpp"
#include "scan/scan_store.hpp"
#include "scan/schedule/owed.hpp"
#include "schedule/applied_store.hpp"
#include "tenant/tenant_store.hpp"
#include "world/process.hpp"
#include "world/program.hpp"

namespace mssp::scan {
namespace {

struct Options {};
Options read(const cli::Arguments&) { return {}; }

class Runner {
 public:
  explicit Runner(Context& context)
      : context_(context),
        tiers_(config::load_tiers(context.folder())),
        profiles_(config::load_profiles(context.folder())),
        holder_(world::this_process(context.world().host)) {}

  // One transaction: gives up what was lost, notes what was missed, and claims the next occurrence, if there is one.
  // `settled` takes the runs that ended here without a scanner.
  std::optional<Order> next(db::Connection& store, std::vector<Run>& settled) {
    const Instant now = context_.world().now();
    const auto lost = lose(store, now, [&](const std::string& holder) { return world::process_is_gone(holder, context_.world().host); });
    std::vector<Run> runs;
    std::optional<Order> claimed;
    const auto schedules = schedule::applied(store);
    const auto tenants = tenant::list(store, {});
    // Only what was due when this command began: it ends, however long its scans take.
    for (const Owed& each : owed(store, schedules, tenants, context_.now())) {
      Run run = run_for(each, now);
      if (run.state == RunState::running) {
        if (claimed) continue;
        claimed = order_for(store, *each.tenant, run);
        // A refusal ends this transaction as well, so that each asks the store once.
        if (!claimed) claimed.emplace();
      }
      runs.push_back(std::move(run));
    }
    insert(store, runs);
    if (claimed) {
      const auto ours = std::find_if(runs.begin(), runs.end(), [](const Run& run) { return run.state == RunState::running; });
      if (ours != runs.end()) claimed->run = *ours;
    }
    settled.insert(settled.end(), lost.begin(), lost.end());
    for (const Run& run : runs) {
      if (run.state != RunState::running) settled.push_back(run);
    }
    record(store, lost, runs);
    return claimed;
  }

  Run perform(const Order& order) { return conduct(context_, tiers_, order); }

 private:
  Run run_for(const Owed& owed, Instant now) const {
    const config::ScheduleFile& wish = owed.schedule->wish;
    Run run{.tenant_id = owed.tenant->id,
            .tenant = owed.tenant->slug,
            .schedule_id = owed.schedule->id,
            .due_at = owed.due.at,
            .scan_type = wish.scan_type,
            .profile = wish.profile.value_or(std::string(config::name(wish.scan_type))),
            .late = owed.due.run && now - owed.due.at > schedule::punctual,
            .started_at = now};
    if (owed.tenant->status != tenant::Status::active) {
      settle(run, RunState::skipped, "the tenant is suspended");
    } else if (!owed.due.run) {
      settle(run, RunState::missed, owed.due.missed);
    } else {
      run.holder = holder_;
      run.lease_until = now + lease;
    }
    return run;
  }

  static void settle(Run& run, RunState state, std::string detail) {
    run.state = state;
    run.detail = std::move(detail);
    run.late = run.late && state == RunState::done;
    run.finished_at = run.started_at;
    run.lease_until.reset();
  }

  // What to do for a run, or nothing, with the reason in the run.
  std::optional<Order> order_for(db::Connection& store, const tenant::Tenant& tenant, Run& run) const {
    try {
      require_another_scan(store, tenant, tiers_, run.started_at);
      const config::Profile& profile = require_profile(profiles_, run.profile);
      return Order{run, profile, targets_for(store, tenant, profile, {}, run.started_at)};
    } catch (const Error& error) {
      settle(run, error.code() == Code::limit ? RunState::refused : RunState::failed, error.message());
      return std::nullopt;
    }
  }

  void record(db::Connection& store, const std::vector<Run>& lost, const std::vector<Run>& runs) {
    audit::Actor actor = context_.actor();
    actor.at = context_.world().now();
    std::vector<audit::Change> trail;
    for (const auto* some : {&lost, &runs}) {
      for (const Run& run : *some) trail.push_back({run.tenant, "scan run " + run_handle(run.number), "", render::json_line(describe(run))});
    }
    audit::record(store, actor, trail);
  }

  Context& context_;
  std::vector<config::Tier> tiers_;
  std::vector<config::Profile> profiles_;
  std::string holder_;
};

std::string note_of(const Run& run) {
  std::string text = fmt::format("{} {} scan of tenant '{}'", run_handle(run.number), config::name(run.scan_type), run.tenant);
  if (run.due_at) text += ", due " + rfc3339(*run.due_at) + ",";
  if (run.state != RunState::done) return fmt::format("{} {}: {}", text, name(run.state), run.detail);
  return fmt::format("{} done{}: scan '{}', {}", text, run.late ? " late" : "", handle(*run.scan), counted(static_cast<std::size_t>(run.hosts.value_or(0)), "host"));
}

render::Result answer(Context& context, const std::vector<Run>& ended) {
  render::Array runs;
  const auto count = [&](auto which) { return std::count_if(ended.begin(), ended.end(), which); };
  const auto done = count([](const Run& run) { return run.state == RunState::done; });
  const auto wrong = count([](const Run& run) { return run.state != RunState::done && run.open(); });
  for (const Run& run : ended) {
    runs.emplace_back(describe(run));
    context.note(note_of(run));
  }
  render::Result result = context.changed(ended.empty() ? "nothing is due" : fmt::format("{} done, {} not", counted(static_cast<std::size_t>(done), "scan"), ended.size() - static_cast<std::size_t>(done)),
                                          {{{"runs", std::move(runs)}, {"done", done}, {"failed", wrong}}}, !ended.empty());
  if (wrong > 0) result.status = exit_status(Code::failed);
  return result;
}

render::Result run(Context& context, const Options&) {
  Runner runner(context);
  std::vector<Run> ended;
  if (context.dry_run()) {
    context.change([&](db::Connection& store) {
      const auto order = runner.next(store, ended);
      if (order && order->run.number > 0) ended.push_back(order->run);
      return true;
    });
    return answer(context, ended);
  }
  const world::Interruption interruption;
  while (world::Interruption::pending() == 0) {
    const auto order = context.stage([&](db::Connection& store) { return runner.next(store, ended); });
    if (!order) break;
    if (order->run.number > 0) ended.push_back(runner.perform(*order));
  }
  const bool stopped = world::Interruption::pending() != 0;
  render::Result result = answer(context, ended);
  if (stopped) result.status = exit_status(Code::interrupted);
  return result;
}

}  // namespace

cli::Command schedule_run() {
  return {.path = "scan schedule run",
          .summary = "make the scans that are due now",
          .details =
              "For cron and systemd. Each time a schedule is due it is claimed before it runs, so that it runs once, whoever calls "
              "this, on however many machines, and however often. Of several times that were missed, catch_up says which are "
              "made up for: the last one (built in), all, or none; max_lateness says how late a scan may start.\n"
              "A runner that dies leaves its run as lost: the next one finds that at once on the same machine, and after five "
              "minutes on another. Exit status 1 says that something failed, was missed or was refused; "
              "'scan schedule history' keeps that in view until it is acknowledged. --dry-run tells what would be run first.",
          .examples = {"synos-mssp scan schedule run --quiet"},
          .needs = {.store = true, .writes = true},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::scan
