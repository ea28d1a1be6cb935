#include "onboard/customer_file.hpp"

#include <fmt/core.h>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "config/fields.hpp"
#include "monitor/service.hpp"
#include "onboard/customer_devices.hpp"
#include "onboard/once.hpp"
#include "tenant/tenant.hpp"
#include "user/user.hpp"

namespace mssp::onboard {
namespace {

using config::Fields;
using config::Node;
using config::Problems;

std::optional<std::chrono::year_month_day> date(const Node* node, Problems& problems) {
  return config::parsed(node, "a date such as 2026-12-31", problems, parse_date);
}

std::optional<std::string> email(const Node* node, Problems& problems) {
  return config::parsed(node, "an e-mail address such as ann@acme.com", problems, parse_email);
}

std::optional<std::string> handle(const Node* node, Problems& problems) {
  return config::accepted(node, "a handle such as john.doe", problems, is_handle);
}

std::optional<Seconds> duration(const Node* node, Problems& problems) {
  return config::parsed(node, "a duration such as 2h", problems, [](std::string_view written) {
    const auto read = parse_duration(written);
    return read && *read > Seconds{0} ? read : std::nullopt;
  });
}

template <std::size_t N>
std::optional<std::string> one_of(const Node* node, const std::array<std::string_view, N>& words, Problems& problems) {
  const std::vector<std::string> known(words.begin(), words.end());
  const auto index = config::word_index(node, known, problems);
  return index ? std::optional(known[*index]) : std::nullopt;
}

Placed<TenantWish> tenant(const Node& node, Problems& problems) {
  const Fields fields(node, "the tenant", {"name", "slug", "tier", "seats", "status", "timezone", "contact"}, problems);
  Placed<TenantWish> out{{}, node.place};
  TenantWish& wish = out.value;
  wish.name = config::text(fields.require("name"), problems).value_or("");
  const auto slug = config::slug(fields.find("slug"), problems);
  if (!wish.name.empty()) {
    try {
      wish.name = tenant::checked_name(wish.name);
      wish.slug = tenant::slug_for(wish.name, slug);
    } catch (const Error& error) {
      problems.add(fields.find("name")->place, error.message(), "give one with 'slug'");
    }
  }
  wish.tier = config::slug(fields.require("tier"), problems).value_or("");
  wish.seats = config::integer(fields.require("seats"), 1, tenant::most_seats, problems).value_or(1);
  wish.status = one_of(fields.find("status"), std::array<std::string_view, 3>{"prospect", "onboarding", "active"}, problems);
  wish.timezone = config::zone_name(fields.find("timezone"), problems);
  wish.contact = email(fields.find("contact"), problems);
  return out;
}

Placed<ContractWish> contract(const Node& node, Problems& problems) {
  const Fields fields(node, "the contract", {"reference", "from", "until"}, problems);
  Placed<ContractWish> out{{}, node.place};
  out.value.reference = config::text(fields.require("reference"), problems).value_or("");
  out.value.from = date(fields.find("from"), problems);
  out.value.until = date(fields.require("until"), problems).value_or(std::chrono::year_month_day{});
  if (out.value.from && out.value.until.ok() && *out.value.from > out.value.until) {
    problems.add(fields.find("until")->place, "'until' is before 'from'");
  }
  return out;
}

void take_times(const Fields& fields, sla::PolicyChange& change, Problems& problems) {
  change.response = duration(fields.find("response"), problems);
  change.resolution = duration(fields.find("resolution"), problems);
  const Node* update = fields.find("update");
  change.no_update = update && update->kind == Node::Kind::scalar && update->text == "none";
  if (!change.no_update) change.update = duration(update, problems);
}

// What holds for every priority first, then what differs.
std::vector<sla::PolicyChange> sla_changes(const Node& node, Problems& problems) {
  const Fields fields(node, "sla", {"response", "resolution", "update", "uptime", "calendar", "p1_24x7", "priorities"}, problems);
  std::vector<sla::PolicyChange> all(1);
  take_times(fields, all.front(), problems);
  all.front().uptime = config::parsed(fields.find("uptime"), "a percentage such as 99.9%", problems, parse_percent);
  all.front().calendar = config::text(fields.find("calendar"), problems, 63);
  all.front().p1_around_the_clock = config::boolean(fields.find("p1_24x7"), problems);
  const Node* priorities = fields.find("priorities");
  if (priorities == nullptr) return all;
  const Fields by_priority(*priorities, "priorities", {"P1", "P2", "P3", "P4"}, problems);
  for (const char* name : {"P1", "P2", "P3", "P4"}) {
    const Node* each = by_priority.find(name);
    if (each == nullptr) continue;
    const Fields times(*each, "a priority", {"response", "resolution", "update"}, problems);
    sla::PolicyChange change;
    change.priority = sla::parse_priority(name);
    take_times(times, change, problems);
    all.push_back(change);
  }
  return all;
}

std::vector<Placed<StaffWish>> staff(const Node& node, Problems& problems) {
  const Fields fields(node, "staff", {"primary", "secondary"}, problems);
  std::vector<Placed<StaffWish>> all;
  Once once("the analyst", problems);
  const auto add = [&](const Node* each, const char* role) {
    const auto analyst = handle(each, problems);
    if (!analyst) return;
    once.add(*analyst, each->place);
    all.push_back({{*analyst, role}, each->place});
  };
  add(fields.find("primary"), "primary");
  for (const Node* each : config::items(fields.find("secondary"), problems)) add(each, "secondary");
  return all;
}

std::vector<Placed<UserWish>> users(const Node& node, Problems& problems) {
  std::vector<Placed<UserWish>> all;
  Once once("the user", problems);
  for (const Node* item : config::items(&node, problems)) {
    const Fields fields(*item, "a user", {"email", "role"}, problems);
    UserWish wish{email(fields.require("email"), problems).value_or(""), one_of(fields.require("role"), user::roles, problems).value_or("")};
    once.add(lower_ascii(wish.email), item->place);
    all.push_back({std::move(wish), item->place});
  }
  return all;
}

std::vector<Placed<ScopeWish>> scopes(const Node& node, Problems& problems) {
  std::vector<Placed<ScopeWish>> all;
  Once once("the network", problems);
  for (const Node* item : config::items(&node, problems)) {
    const Fields fields(*item, "a scope", {"network", "exclude", "reference", "until"}, problems);
    ScopeWish wish;
    if (const auto network = config::parsed(fields.require("network"), "an address or a network such as 192.0.2.0/24", problems, scan::parse_network)) {
      wish.network = *network;
      once.add(scan::text(*network), item->place);
    }
    wish.exclude = config::boolean(fields.find("exclude"), problems).value_or(false);
    if (wish.exclude) {
      for (const char* key : {"reference", "until"}) {
        if (const Node* found = fields.find(key)) problems.add(found->key_place, fmt::format("'{}' has no meaning with 'exclude'", key));
      }
    } else {
      wish.reference = config::text(fields.require("reference"), problems).value_or("");
      wish.until = date(fields.require("until"), problems);
    }
    all.push_back({std::move(wish), item->place});
  }
  return all;
}

std::vector<config::ScheduleFile> scans(const Node& node, const std::string& slug, Problems& problems) {
  std::vector<config::ScheduleFile> all;
  Once once("the schedule", problems);
  for (const Node* item : config::items(&node, problems)) {
    const std::size_t mistakes = problems.count();
    all.push_back(config::read_schedule_of(slug, *item, problems));
    if (problems.count() == mistakes) once.add(config::identity(all.back()), item->place);
  }
  return all;
}

std::vector<std::string> words(const Node* node, Problems& problems) {
  std::vector<std::string> all;
  for (const Node* item : config::items(node, problems)) {
    if (auto word = config::slug(item, problems)) all.push_back(std::move(*word));
  }
  return all;
}

std::vector<Placed<ReportWish>> reports(const Node& node, Problems& problems) {
  std::vector<Placed<ReportWish>> all;
  Once once("the template", problems);
  for (const Node* item : config::items(&node, problems)) {
    const Fields fields(*item, "a report", {"template", "frequency", "day", "time", "files", "email", "roles"}, problems);
    ReportWish wish;
    wish.form = config::slug(fields.require("template"), problems).value_or("");
    wish.frequency = one_of(fields.require("frequency"), std::array<std::string_view, 2>{"monthly", "quarterly"}, problems).value_or("monthly");
    wish.day = config::accepted(fields.find("day"), "1 to 31 or last", problems, [](std::string_view written) {
                 const auto day = parse_integer(written);
                 return written == "last" || (day && *day >= 1 && *day <= 31);
               }).value_or("");
    wish.time = config::parsed(fields.find("time"), "a time of day such as 06:00", problems, parse_time_of_day);
    wish.files = words(fields.find("files"), problems);
    for (const Node* address : config::items(fields.find("email"), problems)) {
      if (auto read = email(address, problems)) wish.email.push_back(std::move(*read));
    }
    for (const Node* role : config::items(fields.find("roles"), problems)) {
      if (auto read = one_of(role, user::roles, problems)) wish.roles.push_back(std::move(*read));
    }
    once.add(wish.form, item->place);
    all.push_back({std::move(wish), item->place});
  }
  return all;
}

// As in patch-policy.yml: the kinds of work, each with its times, of one group or of all devices.
std::vector<Placed<WindowWish>> windows(const Node& node, Problems& problems) {
  std::vector<Placed<WindowWish>> all;
  Once once("the window", problems);
  for (const Node* item : config::items(&node, problems)) {
    const Fields fields(*item, "a window", {"group", "os_updates", "third_party", "signatures", "scripts"}, problems);
    const auto group = config::accepted(fields.find("group"), "a name such as servers", problems, is_handle).value_or("");
    bool any = false;
    for (const patch::Work work : patch::works) {
      const Node* times = fields.find(patch::name(work));
      if (times == nullptr) continue;
      any = true;
      all.push_back({{group, work, config::read_recurrence(*times, "a window", problems)}, times->place});
      once.add(patch::subject({.group = group, .work = work, .times = {}, .agreed_at = {}}), times->place);
    }
    if (!any) problems.add(item->place, "no window stands here", "give os_updates, third_party, signatures or scripts");
  }
  return all;
}

std::vector<Placed<ServiceWish>> services(const Node& node, Problems& problems) {
  std::vector<Placed<ServiceWish>> all;
  Once once("the service", problems);
  for (const Node* item : config::items(&node, problems)) {
    const Fields fields(*item, "a service", {"name", "url", "interval"}, problems);
    ServiceWish wish;
    wish.name = config::slug(fields.require("name"), problems).value_or("");
    wish.url = config::accepted(fields.find("url"), "tcp://HOST:PORT or http://HOST[:PORT][/PATH]", problems,
                                [](std::string_view written) { return monitor::parse_url(written).has_value(); });
    wish.interval = duration(fields.find("interval"), problems);
    once.add(wish.name, item->place);
    all.push_back({std::move(wish), item->place});
  }
  return all;
}

}  // namespace

CustomerFile read_customer_file(std::string_view written, Problems& problems) {
  CustomerFile out;
  const auto root = config::parse_yaml(written, problems);
  if (!root) return out;
  const Fields fields(*root, "a customer's file",
                      {"tenant", "contract", "checklist", "sla", "staff", "users", "scopes", "scans", "reports", "windows", "services",
                       "devices"},
                      problems);
  if (const Node* node = fields.require("tenant")) out.tenant = tenant(*node, problems);
  if (const Node* node = fields.find("contract")) out.contract = contract(*node, problems);
  if (const Node* node = fields.find("checklist")) {
    if (auto name = config::slug(node, problems)) out.checklist = Placed<std::string>{std::move(*name), node->place};
  }
  if (const Node* node = fields.find("sla")) out.sla = Placed<std::vector<sla::PolicyChange>>{sla_changes(*node, problems), node->place};
  if (const Node* node = fields.find("staff")) out.staff = staff(*node, problems);
  if (const Node* node = fields.find("users")) out.users = users(*node, problems);
  if (const Node* node = fields.find("scopes")) out.scopes = scopes(*node, problems);
  if (const Node* node = fields.find("scans")) {
    out.scans = scans(*node, out.tenant.value.slug, problems);
    out.scans_place = node->place;
  }
  if (const Node* node = fields.find("reports")) out.reports = reports(*node, problems);
  if (const Node* node = fields.find("windows")) out.windows = windows(*node, problems);
  if (const Node* node = fields.find("devices")) out.devices = read_devices(*node, problems);
  if (const Node* node = fields.find("services")) out.services = services(*node, problems);
  return out;
}

}  // namespace mssp::onboard
