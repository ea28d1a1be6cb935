// The maintenance windows that are agreed with a customer.
#include <fmt/core.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "device/device_store.hpp"
#include "options.hpp"
#include "patch/commands.hpp"
#include "patch/window_store.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::patch {
namespace {

struct Options {
  std::string tenant;
  Agreed agreed;  // without its time
};

std::vector<std::string> work_names() {
  std::vector<std::string> all;
  all.reserve(works.size());
  for (const Work each : works) all.emplace_back(name(each));
  return all;
}

Options read(const cli::Arguments& arguments) {
  Options options{*arguments.slug("tenant"), {}};
  options.agreed.work = parse_work(*arguments.choice("work", work_names())).value();
  options.agreed.group = arguments.handle("group").value_or("");
  return options;
}

config::Recurrence read_times(const cli::Arguments& arguments) {
  config::Recurrence out;
  out.frequency = config::parse_frequency(arguments.text("frequency")).value();
  const auto day = arguments.optional_text("day");
  if (day.has_value() != config::has_day(out.frequency)) {
    throw Error(Code::usage, fmt::format("--day {} with --frequency {}", day ? "has no meaning" : "is missing", name(out.frequency)));
  }
  if (day) {
    const auto known = config::parse_day(out.frequency, *day);
    if (!known) cli::refuse("day", config::wanted_day(out.frequency), *day);
    out.day = *known;
  }
  const std::string time = arguments.text("time");
  const auto known = config::parse_time(out.frequency, time);
  if (!known) cli::refuse("time", config::wanted_time(out.frequency), time);
  out.time = *known;
  if (const auto zone = arguments.zone("timezone")) out.timezone = zone->name();
  return out;
}

Options read_set(const cli::Arguments& arguments) {
  Options options = read(arguments);
  options.agreed.times = read_times(arguments);
  return options;
}

render::Object describe(const std::string& tenant, const Agreed& each) {
  return {{{"tenant", tenant},
           {"group", each.group.empty() ? render::Value() : render::Value(each.group)},
           {"work", name(each.work)},
           {"frequency", config::name(each.times.frequency)},
           {"day", each.times.day.empty() ? render::Value() : render::Value(each.times.day)},
           {"time", text(each.times.time)},
           {"timezone", each.times.timezone ? render::Value(*each.times.timezone) : render::Value()},
           {"agreed_at", each.agreed_at}}};
}

std::optional<Agreed> find(db::Connection& store, const tenant::Tenant& tenant, const Agreed& wanted) {
  for (const Agreed& each : agreed_windows(store, tenant)) {
    if (each.group == wanted.group && each.work == wanted.work) return each;
  }
  return std::nullopt;
}

render::Result run_set(Context& context, const Options& options) {
  Agreed wanted = options.agreed;
  wanted.agreed_at = context.now();
  const auto [changed, kept, grouped] = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    const bool known = wanted.group.empty() || device::groups(store, tenant).contains(wanted.group);
    const auto before = find(store, tenant, wanted);
    if (before && text(before->times) == text(wanted.times)) return std::tuple(false, *before, known);
    agree(store, tenant, wanted);
    context.audit({{tenant.slug, "patch window " + subject(wanted), before ? render::json_line(describe(tenant.slug, *before)) : "",
                    render::json_line(describe(tenant.slug, wanted))}});
    return std::tuple(true, wanted, known);
  });
  if (!grouped) context.note(fmt::format("tenant '{}' has no device in a group '{}' yet", options.tenant, wanted.group));
  return context.changed(fmt::format("{} of tenant '{}'{}: {}{}", title(kept.work), options.tenant,
                                     kept.group.empty() ? "" : ", group '" + kept.group + "'", text(kept.times),
                                     changed ? "" : ", as agreed already"),
                         describe(options.tenant, kept), changed);
}

render::Result run_remove(Context& context, const Options& options) {
  const Agreed removed = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    const auto before = find(store, tenant, options.agreed);
    if (!before) {
      throw Error(Code::not_found, fmt::format("no window was agreed for {} with tenant '{}'", subject(options.agreed), tenant.slug),
                  "'synos-mssp patch window list --tenant " + tenant.slug + "' shows what was");
    }
    withdraw(store, tenant, *before);
    context.audit({{tenant.slug, "patch window " + subject(*before), render::json_line(describe(tenant.slug, *before)), ""}});
    return *before;
  });
  return context.changed(fmt::format("the window for {} of tenant '{}' is no longer agreed", subject(removed), options.tenant),
                         describe(options.tenant, removed));
}

std::string read_list(const cli::Arguments& arguments) { return *arguments.slug("tenant"); }

render::Result run_list(Context& context, const std::string& slug) {
  db::Connection& store = context.store();
  const tenant::Tenant tenant = tenant::get(store, slug);
  render::List answer{.columns = {{"tenant", ""}, {"group", "GROUP"}, {"work", "WORK"}, {"frequency", "FREQUENCY"}, {"day", "DAY"},
                                  {"time", "TIME"}, {"timezone", "TIMEZONE"}, {"agreed_at", "AGREED"}},
                      .rows = {},
                      .when_empty = "no windows were agreed: 'patch policy show' tells what holds"};
  for (const Agreed& each : agreed_windows(store, tenant)) {
    std::vector<render::Value> row;
    for (render::Member& member : describe(slug, each).members) row.push_back(std::move(member.value));
    answer.rows.push_back(std::move(row));
  }
  return {.answer = std::move(answer)};
}

cli::Option work_option() {
  return {.name = "work", .value = "WORK", .help = "what is done then", .required = true, .choices = work_names()};
}

cli::Option group_option() { return {.name = "group", .value = "NAME", .help = "of the devices of a group; else of all"}; }

}  // namespace

cli::Command window_set() {
  return {.path = "patch window set",
          .summary = "agree with a customer when his devices are patched",
          .details = "It holds instead of what patch-policy.yml says of the tenant, or of the group. Once a window was agreed for a kind "
                     "of work, it is changed by agreeing on another. Without --timezone it is the tenant's time.",
          .examples = {"synos-mssp patch window set --tenant acme-corp --work os_updates --frequency weekly --day sunday --time 03:00",
                       "synos-mssp patch window set --tenant acme-corp --group servers --work third_party --frequency daily --time 04:30"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(),
                      work_option(),
                      group_option(),
                      {.name = "frequency", .value = "HOW-OFTEN", .help = "how often", .required = true,
                       .choices = {"hourly", "daily", "weekly", "monthly", "quarterly"}},
                      {.name = "day", .value = "DAY", .help = "sunday for weekly; 1 to 31 or last for monthly and quarterly"},
                      {.name = "time", .value = "HH:MM", .help = "when it begins; of hourly ones 00:MM", .required = true},
                      {.name = "timezone", .value = "ZONE", .help = "whose time it is (default: the tenant's)"}},
          .prepare = cli::steps(read_set, run_set)};
}

cli::Command window_list() {
  return {.path = "patch window list",
          .summary = "show which windows were agreed with a customer",
          .details = "'patch windows' shows the days and hours that follow from them and from the policy.",
          .examples = {"synos-mssp patch window list --tenant acme-corp"},
          .needs = {.store = true},
          .options = {options::tenant()},
          .prepare = cli::steps(read_list, run_list)};
}

cli::Command window_remove() {
  return {.path = "patch window remove",
          .summary = "end the agreement on a window: the policy's times hold again",
          .details = "",
          .examples = {"synos-mssp patch window remove --tenant acme-corp --work os_updates --group servers"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), work_option(), group_option()},
          .prepare = cli::steps(read, run_remove)};
}

}  // namespace mssp::patch
