#include "report/round.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "report/template_load.hpp"
#include "tenant/tenant_store.hpp"
#include "user/user_store.hpp"

namespace mssp::report {
namespace {

template <class When>
std::vector<Task> tasks(db::Connection& store, When when) {
  std::vector<Task> all;
  const auto tenants = tenant::named(store, std::string(every_tenant));
  for (const Schedule& schedule : schedules(store)) {
    if (schedule.paused) continue;
    for (const tenant::Tenant& tenant : tenants) {
      if (schedule.target != every_tenant && schedule.target != tenant.slug) continue;
      const std::optional<Instant> at = when(schedule, tenant::zone_of(tenant));
      if (at) all.push_back({{schedule.id, tenant.id, *at}, schedule, tenant});
    }
  }
  return all;
}

// Users of each tenant by slug; asked once, and only when a schedule names roles.
using Users = std::map<std::string, std::vector<user::Membership>>;
Users users_of(db::Connection& store, const std::vector<Task>& tasks) {
  Users users;
  if (std::none_of(tasks.begin(), tasks.end(), [](const Task& task) { return !task.schedule.roles.empty(); })) return users;
  for (user::Membership& each : user::list(store, std::nullopt)) users[each.tenant].push_back(std::move(each));
  return users;
}

std::vector<std::string> addressees(const Task& task, const Users& users) {
  std::vector<std::string> to = task.schedule.recipients;
  const auto own = users.find(task.tenant.slug);
  if (own != users.end()) {
    for (const user::Membership& each : own->second) {
      const auto& roles = task.schedule.roles;
      const bool wanted = std::find(roles.begin(), roles.end(), each.role) != roles.end();
      if (wanted && std::find(to.begin(), to.end(), each.email) == to.end()) to.push_back(each.email);
    }
  }
  if (to.empty() && task.schedule.roles.empty() && !task.tenant.contact.empty()) to = {task.tenant.contact};
  return to;
}

// Templates as they are needed, each read once.
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

}  // namespace

std::vector<Task> due_tasks(db::Connection& store, Instant now) {
  return tasks(store, [&](const Schedule& schedule, const Zone& zone) { return schedule.latest_due(zone, now); });
}

std::vector<Task> rehearsed_tasks(db::Connection& store, Instant now) {
  return tasks(store, [&](const Schedule& schedule, const Zone& zone) { return std::optional(schedule.previous_due(zone, now)); });
}

Round round_of(db::Connection& store, const config::Folder& folder, const std::vector<Task>& tasks) {
  Round round;
  Forms forms(folder);
  const Users users = users_of(store, tasks);
  for (const Task& task : tasks) {
    round.done.push_back({task.occurrence, true, {}});
    const Template* form = forms.find(task.schedule.type_template, round.done.back().detail);
    if (form == nullptr) continue;
    round.task_of.push_back(round.done.size() - 1);
    const Span span = task.schedule.span_reported(task.occurrence.due_at, tenant::zone_of(task.tenant));
    round.orders.push_back({task.tenant, span, *form, task.schedule.formats, addressees(task, users)});
  }
  return round;
}

}  // namespace mssp::report
