#include "onboard/apply_parts.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/parse.hpp"
#include "device/commands.hpp"
#include "monitor/commands.hpp"
#include "monitor/service_store.hpp"
#include "onboard/commands.hpp"
#include "onboard/scan_part.hpp"
#include "patch/commands.hpp"
#include "patch/window_store.hpp"
#include "report/commands.hpp"
#include "report/schedule_store.hpp"
#include "scan/commands.hpp"
#include "scan/scope_store.hpp"
#include "sla/commands.hpp"
#include "sla/set.hpp"
#include "staff/commands.hpp"
#include "tenant/commands.hpp"
#include "tenant/tenant_store.hpp"
#include "user/commands.hpp"
#include "user/user_store.hpp"

namespace mssp::onboard {
namespace {

// A command line in the making. Values stand behind '=', so that none can be taken for a flag.
class Line {
 public:
  using Row = cli::Command (*)();
  explicit Line(Row row) : row_(row) {}

  Line& flag(const std::string& name, const std::string& value) {
    words_.push_back("--" + name + "=" + value);
    return *this;
  }
  Line& flag(const std::string& name, const std::optional<std::string>& value) { return value ? flag(name, *value) : *this; }
  Line& flag(const std::string& name, const std::optional<std::chrono::year_month_day>& value) {
    return value ? flag(name, text(*value)) : *this;
  }
  Line& set(const std::string& name) {
    words_.push_back("--" + name);
    return *this;
  }

  Part at(config::Place place) const {
    return {place, [row = row_, words = words_](Context& whole) {
              const cli::Command command = row();
              const cli::Arguments arguments = cli::parse(command, words);
              const cli::Job job = command.prepare(arguments);
              Context part(whole, command, arguments);
              job(part);
            }};
  }

 private:
  Row row_;
  std::vector<std::string> words_;
};

std::optional<std::string> text_if(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

void tenant_parts(const Placed<TenantWish>& placed, std::vector<Part>& all) {
  const TenantWish& wish = placed.value;
  const std::string seats = std::to_string(wish.seats);
  all.push_back(Line(tenant::create)
                    .flag("name", wish.name)
                    .flag("slug", wish.slug)
                    .flag("tier", wish.tier)
                    .flag("seats", seats)
                    .flag("status", wish.status.value_or("onboarding"))
                    .flag("timezone", wish.timezone)
                    .flag("contact", wish.contact)
                    .set("if-not-exists")
                    .at(placed.place));
  all.push_back(Line(tenant::set)
                    .flag("tenant", wish.slug)
                    .flag("name", wish.name)
                    .flag("tier", wish.tier)
                    .flag("seats", seats)
                    .flag("timezone", wish.timezone)
                    .flag("contact", wish.contact)
                    .at(placed.place));
}

Part report_part(const std::string& slug, const Placed<ReportWish>& placed) {
  const ReportWish& wish = placed.value;
  Line line(report::schedule_add);
  line.flag("tenant", slug).flag("template", wish.form).flag("frequency", wish.frequency).flag("day", text_if(wish.day));
  if (wish.time) line.flag("time", text(*wish.time));
  for (const std::string& each : wish.files) line.flag("files", each);
  for (const std::string& each : wish.email) line.flag("email", each);
  for (const std::string& each : wish.roles) line.flag("role", each);
  return line.at(placed.place);
}

Part device_part(const std::string& slug, const Placed<DeviceWish>& placed) {
  const DeviceWish& wish = placed.value;
  Line line(device::add);
  line.flag("tenant", slug).flag("hostname", text_if(wish.hostname)).flag("serial", text_if(wish.serial)).flag("uuid", text_if(wish.uuid));
  for (const std::string& each : wish.mac) line.flag("mac", each);
  line.flag("user", text_if(wish.user)).flag("location", text_if(wish.location)).flag("os", text_if(wish.os));
  line.flag("os-version", text_if(wish.os_version)).flag("address", text_if(wish.address)).flag("group", text_if(wish.group));
  return line.set("if-not-exists").at(placed.place);
}

Part window_part(const std::string& slug, const Placed<WindowWish>& placed) {
  const WindowWish& wish = placed.value;
  const config::Recurrence& times = wish.times;
  return Line(patch::window_set)
      .flag("tenant", slug)
      .flag("work", std::string(patch::name(wish.work)))
      .flag("group", text_if(wish.group))
      .flag("frequency", std::string(config::name(times.frequency)))
      .flag("day", text_if(times.day))
      .flag("time", text(times.time))
      .flag("timezone", times.timezone)
      .at(placed.place);
}

// A service that is there is left alone when it is the same one; its history forbids to make it another.
Part service_part(const std::string& slug, const Placed<ServiceWish>& placed) {
  const ServiceWish& wish = placed.value;
  Line line(monitor::add);
  line.flag("tenant", slug).flag("service", wish.name).flag("url", wish.url);
  if (wish.interval) line.flag("interval", duration_text(*wish.interval));
  return {placed.place, [slug, wish, add = line.at(placed.place)](Context& whole) {
            const auto known = monitor::list(whole.store(), slug);
            const auto same = std::find_if(known.begin(), known.end(), [&](const auto& each) { return each.name == wish.name; });
            if (same == known.end()) return add.run(whole);
            if (same->url == wish.url && (!wish.interval || same->interval == *wish.interval)) return;
            throw Error(Code::conflict, fmt::format("the service '{}' is watched otherwise", wish.name),
                        fmt::format("'synos-mssp monitor remove --tenant {} --service {}' ends that", slug, wish.name));
          }};
}

}  // namespace

std::vector<Part> parts(const CustomerFile& file) {
  const std::string& slug = file.tenant.value.slug;
  std::vector<Part> all;
  tenant_parts(file.tenant, all);
  if (file.contract) {
    const ContractWish& wish = file.contract->value;
    all.push_back(Line(tenant::contract).flag("tenant", slug).flag("reference", wish.reference).flag("from", wish.from)
                      .flag("until", std::optional(wish.until)).at(file.contract->place));
  }
  if (file.checklist) {
    all.push_back(Line(start).flag("tenant", slug).flag("checklist", file.checklist->value).set("if-not-exists").at(file.checklist->place));
  }
  if (file.sla) {
    all.push_back({file.sla->place, [slug, changes = file.sla->value](Context& whole) {
                     const cli::Command command = sla::set();
                     const cli::Arguments arguments({});
                     Context part(whole, command, arguments);
                     sla::set_promise(part, {.tenant = slug, .changes = changes, .effective = {}});
                   }});
  }
  for (const auto& each : file.staff) {
    all.push_back(Line(staff::assign_command).flag("tenant", slug).flag("analyst", each.value.analyst).flag("role", each.value.role).at(each.place));
  }
  for (const auto& each : file.users.value_or(std::vector<Placed<UserWish>>{})) {
    all.push_back(Line(user::assign_command).flag("tenant", slug).flag("email", each.value.email).flag("role", each.value.role).at(each.place));
  }
  for (const auto& each : file.scopes.value_or(std::vector<Placed<ScopeWish>>{})) {
    Line line(scan::scope_add);
    line.flag("tenant", slug).flag("network", scan::text(each.value.network)).flag("reference", text_if(each.value.reference)).flag("until", each.value.until);
    if (each.value.exclude) line.set("exclude");
    all.push_back(line.at(each.place));
  }
  if (file.scans) all.push_back({*file.scans_place, [slug, wishes = *file.scans](Context& whole) { apply_scans(whole, slug, wishes, false); }});
  for (const auto& each : file.reports.value_or(std::vector<Placed<ReportWish>>{})) all.push_back(report_part(slug, each));
  for (const auto& each : file.devices) all.push_back(device_part(slug, each));
  // Behind the devices, which make the groups.
  for (const auto& each : file.windows.value_or(std::vector<Placed<WindowWish>>{})) all.push_back(window_part(slug, each));
  for (const auto& each : file.services) all.push_back(service_part(slug, each));
  return all;
}

std::vector<Part> pruning(Context& context, const CustomerFile& file) {
  const std::string& slug = file.tenant.value.slug;
  const config::Place place = file.tenant.place;
  db::Connection& store = context.store();
  std::vector<Part> all;
  const auto named = [](const auto& list, auto&& same) { return std::any_of(list->begin(), list->end(), same); };
  if (file.users) {
    for (const user::Membership& known : user::list(store, slug)) {
      if (named(file.users, [&](const auto& wish) { return lower_ascii(wish.value.email) == lower_ascii(known.email); })) continue;
      all.push_back(Line(user::unassign_command).flag("tenant", slug).flag("email", known.email).at(place));
    }
  }
  if (file.scopes) {
    for (const scan::Scope& known : scan::scopes_of(store, tenant::get(store, slug))) {
      if (named(file.scopes, [&](const auto& wish) { return wish.value.network == known.network; })) continue;
      all.push_back(Line(scan::scope_remove).flag("tenant", slug).flag("network", scan::text(known.network)).at(place));
    }
  }
  if (file.reports) {
    for (const report::Schedule& known : report::schedules(store)) {
      if (known.target != slug || named(file.reports, [&](const auto& wish) { return wish.value.form == known.type_template; })) continue;
      all.push_back(Line(report::schedule_remove).flag("tenant", slug).flag("template", known.type_template).at(place));
    }
  }
  if (file.windows) {
    const tenant::Tenant tenant = tenant::get(store, slug);
    for (const patch::Agreed& known : patch::agreed_windows(store, tenant)) {
      if (named(file.windows, [&](const auto& wish) { return wish.value.group == known.group && wish.value.work == known.work; })) continue;
      all.push_back(Line(patch::window_remove).flag("tenant", slug).flag("work", std::string(patch::name(known.work)))
                        .flag("group", text_if(known.group)).at(place));
    }
  }
  if (file.scans) all.push_back({place, [slug, wishes = *file.scans](Context& whole) { apply_scans(whole, slug, wishes, true); }});
  return all;
}

}  // namespace mssp::onboard
