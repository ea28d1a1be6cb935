#include <algorithm>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "options.hpp"
#include "report/commands.hpp"
#include "report/round.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::report {
namespace {

struct Options {
  std::string drill_to;  // empty: the real run
  std::string tenant{every_tenant};
};

Options read_run(const cli::Arguments&) { return {}; }
Options read_drill(const cli::Arguments& arguments) {
  const auto to = parse_email(arguments.text("to"));
  if (!to) cli::refuse("to", "an e-mail address such as me@example.com", arguments.text("to"));
  return {*to, arguments.slug("tenant").value_or(std::string(every_tenant))};
}

// What is due and was not done yet.
std::vector<Task> open_tasks(db::Connection& store, Instant now) {
  std::vector<Task> due = due_tasks(store, now);
  std::vector<Occurrence> occurrences;
  for (const Task& task : due) occurrences.push_back(task.occurrence);
  std::vector<Task> left;
  auto next = due.begin();
  for (const Occurrence& open : unclaimed(store, occurrences)) {  // which keeps the order
    next = std::find_if(next, due.end(), [&](const Task& task) {
      return task.occurrence.schedule_id == open.schedule_id && task.occurrence.tenant_id == open.tenant_id;
    });
    left.push_back(std::move(*next));
  }
  return left;
}

std::vector<Task> drill_tasks(db::Connection& store, const std::string& tenant, Instant now) {
  if (tenant != every_tenant) tenant::require_open(tenant::get(store, tenant));
  std::vector<Task> all = rehearsed_tasks(store, now);
  std::erase_if(all, [&](const Task& task) { return tenant != every_tenant && task.tenant.slug != tenant; });
  return all;
}

render::Result run(Context& context, const Options& options) {
  const bool drill = !options.drill_to.empty();
  Workshop shop = workshop(context);
  shop.drill_to = options.drill_to;
  Round round;
  std::vector<Task> tasks;
  std::vector<Outcome> outcomes;
  context.change([&](db::Connection& store) {
    tasks = drill ? drill_tasks(store, options.tenant, context.now()) : open_tasks(store, context.now());
    round = round_of(store, context.folder(), tasks);
    outcomes = make(context, store, shop, round.orders);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      Done& each = round.done[round.task_of[i]];
      each.failed = outcomes[i].failure.has_value();
      each.detail = each.failed ? outcomes[i].failure->message() : outcomes[i].produced->revision.handle();
    }
    if (!drill) record(store, round.done, context.now());
    return true;
  });
  tell(context, outcomes, round.orders, context.dry_run() || drill);
  render::Array reports;
  for (const Outcome& outcome : outcomes) {
    if (outcome.produced) reports.push_back(describe(*outcome.produced));
  }
  const std::size_t count = tasks.size();
  const std::size_t made = reports.size();
  for (std::size_t i = 0; i < count; ++i) {
    const bool ordered = std::find(round.task_of.begin(), round.task_of.end(), i) != round.task_of.end();
    if (!ordered) context.note("failed: tenant '" + tasks[i].tenant.slug + "': " + round.done[i].detail);
  }
  const std::string nothing = drill ? "no schedule asks for a report" : "nothing is due";
  const std::string done = (drill ? "drilled " : "made ") + counted(made, "report") + (made < count ? ", " + std::to_string(count - made) + " failed" : "");
  render::Result result = context.changed(count == 0 ? nothing : done, {{{"reports", std::move(reports)}, {"failed", count - made}}}, count > 0);
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
                     "report could not be made. --dry-run names what is due and keeps nothing.",
          .examples = {"synos-mssp report schedule run --quiet", "synos-mssp report schedule run --dry-run"},
          .needs = {.store = true, .writes = true},
          .options = {verbose_option()},
          .prepare = cli::steps(read_run, run)};
}

cli::Command drill() {
  return {.path = "report drill",
          .summary = "make everything schedules ask for, and mail it to yourself instead of the customers",
          .details = "Every schedule that is not paused, for every tenant it is for, as of the last time it was due. Each "
                     "report comes in a mail of its own that tells to whom it would go. Title, classification and subject "
                     "say that it is a drill. No revision is kept, nothing counts as made or sent, and what is due stays "
                     "due. The files go to a folder '_drill' of the reports folder, which may be deleted once the "
                     "mail is delivered.",
          .examples = {"synos-mssp report drill --to me@example.net", "synos-mssp report drill --to me@example.net --tenant acme-corp --verbose"},
          .needs = {.store = true, .writes = true},
          .options = {{.name = "to", .value = "ADDRESS", .help = "whom to mail all of it to", .required = true},
                      options::tenant(false), verbose_option()},
          .prepare = cli::steps(read_drill, run)};
}

}  // namespace mssp::report
