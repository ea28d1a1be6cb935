#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "options.hpp"
#include "report/commands.hpp"
#include "report/schedule_store.hpp"
#include "report/template_load.hpp"
#include "report/workshop.hpp"
#include "tenant/tenant_store.hpp"
#include "user/user_store.hpp"

namespace mssp::report {
namespace {

struct None {};
None read(const cli::Arguments&) { return {}; }

struct Task {
  Occurrence occurrence;
  const Schedule* schedule = nullptr;
  const tenant::Tenant* tenant = nullptr;
};

// What is due and not done, for tenants that are active now.
std::vector<Task> tasks(db::Connection& store, const std::vector<Schedule>& schedules,
                        const std::vector<tenant::Tenant>& tenants, Instant now) {
  std::vector<Task> all;
  std::vector<Occurrence> due;
  for (const Schedule& schedule : schedules) {
    if (schedule.paused) continue;
    for (const tenant::Tenant& tenant : tenants) {
      if (schedule.target != every_tenant && schedule.target != tenant.slug) continue;
      const Zone zone = tenant::zone_of(tenant);
      const auto at = schedule.latest_due(zone, now);
      if (!at) continue;
      due.push_back({schedule.id, tenant.id, *at});
      all.push_back({due.back(), &schedule, &tenant});
    }
  }
  std::vector<Task> left;
  std::size_t next = 0;
  for (const Occurrence& occurrence : unclaimed(store, due)) {
    // unclaimed() keeps the order
    while (all[next].occurrence.schedule_id != occurrence.schedule_id || all[next].occurrence.tenant_id != occurrence.tenant_id) ++next;
    left.push_back(all[next]);
  }
  return left;
}

// Users of each tenant by slug; asked once, and only when a schedule names roles.
using Users = std::map<std::string, std::vector<user::Membership>>;
Users users_of(db::Connection& store, const std::vector<Task>& tasks) {
  Users users;
  if (std::none_of(tasks.begin(), tasks.end(), [](const Task& task) { return !task.schedule->roles.empty(); })) return users;
  for (user::Membership& each : user::list(store, std::nullopt)) users[each.tenant].push_back(std::move(each));
  return users;
}

std::vector<std::string> addressees(const Task& task, const Users& users) {
  std::vector<std::string> to = task.schedule->recipients;
  const auto own = users.find(task.tenant->slug);
  if (own != users.end()) {
    for (const user::Membership& each : own->second) {
      const auto& roles = task.schedule->roles;
      const bool wanted = std::find(roles.begin(), roles.end(), each.role) != roles.end();
      if (wanted && std::find(to.begin(), to.end(), each.email) == to.end()) to.push_back(each.email);
    }
  }
  if (to.empty() && task.schedule->roles.empty() && !task.tenant->contact.empty()) to = {task.tenant->contact};
  return to;
}

// Templates as they are needed, each read once. One that is gone or has a mistake fails its own reports only.
class Forms {
 public:
  explicit Forms(config::Folder folder) : folder_(std::move(folder)) {}

  // Null, with the reason in `why`.
  const Template* find(const std::string& name, std::string& why) {
    const auto known = forms_.find(name);
    if (known != forms_.end()) return &known->second;
    try {
      return &forms_.emplace(name, find_template(folder_, name)).first->second;
    } catch (const Error& error) {
      why = error.message();
      return nullptr;
    }
  }

 private:
  config::Folder folder_;
  std::map<std::string, Template> forms_;
};

render::Result run(Context& context, const None&) {
  Workshop shop = workshop(context);
  Forms forms(context.folder());
  std::vector<Order> orders;
  std::vector<Outcome> outcomes;
  const std::size_t count = context.change([&](db::Connection& store) {
    orders.clear();  // a transaction that met another one is begun again
    const auto all_schedules = schedules(store);
    const auto tenants = tenant::named(store, std::string(every_tenant));
    const auto due = tasks(store, all_schedules, tenants, context.now());
    const Users users = users_of(store, due);
    std::vector<Done> done;
    std::vector<std::size_t> made;  // of which task each order is
    for (const Task& task : due) {
      done.push_back({task.occurrence, true, {}});
      const Template* form = forms.find(task.schedule->type_template, done.back().detail);
      if (form == nullptr) {
        context.note("failed: tenant '" + task.tenant->slug + "': " + done.back().detail);
        continue;
      }
      made.push_back(done.size() - 1);
      const Span span = task.schedule->span_reported(task.occurrence.due_at, tenant::zone_of(*task.tenant));
      orders.push_back({*task.tenant, span, *form, task.schedule->formats, addressees(task, users)});
    }
    outcomes = make(context, store, shop, orders);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      Done& each = done[made[i]];
      each.failed = outcomes[i].failure.has_value();
      each.detail = each.failed ? outcomes[i].failure->message() : outcomes[i].produced->revision.handle();
    }
    record(store, done, context.now());
    return done.size();
  });
  tell(context, outcomes, orders, false);
  render::Array reports;
  for (const Outcome& outcome : outcomes) {
    if (outcome.produced) reports.push_back(describe(*outcome.produced));
  }
  const std::size_t made = reports.size();
  render::Result result = context.changed(
      count == 0 ? "nothing is due" : "made " + counted(made, "report") + (made < count ? ", " + std::to_string(count - made) + " failed" : ""),
      {{{"reports", std::move(reports)}, {"failed", count - made}}}, count > 0);
  if (made < count) result.status = exit_status(Code::failed);
  return result;
}

struct Question {
  std::optional<std::string> tenant;
};
Question read_history(const cli::Arguments& arguments) { return {arguments.slug("tenant")}; }

render::Result run_history(Context& context, const Question& options) {
  if (options.tenant) tenant::get(context.store(), *options.tenant);
  render::List answer{.columns = {{"tenant", "TENANT"}, {"template", "TEMPLATE"}, {"schedule", ""}, {"due_at", "DUE"}, {"run_at", "RUN"}, {"state", "STATE"}, {"detail", "DETAIL"}},
                      .when_empty = "nothing has been due yet"};
  for (const Past& past : history(context.store(), options.tenant)) {
    answer.rows.push_back(render::row(past.tenant, past.type_template, past.target, past.due_at, past.run_at, past.failed ? "failed" : "done", past.detail));
  }
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command schedule_history() {
  return {.path = "report schedule history",
          .summary = "show what became of the reports that were due",
          .examples = {"synos-mssp report schedule history", "synos-mssp report schedule history --tenant acme-corp --format csv"},
          .needs = {.store = true},
          .options = {options::tenant(false)},
          .prepare = cli::steps(read_history, run_history)};
}

cli::Command schedule_run() {
  return {.path = "report schedule run",
          .summary = "make the reports that are due now",
          .details = "For cron and systemd. Each time a report is due it is made once, whoever runs this and however "
                     "often; of several times missed only the last is made up. Exit status 1 says that at least one "
                     "report could not be made.",
          .examples = {"synos-mssp report schedule run --quiet"},
          .needs = {.store = true, .writes = true},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::report
