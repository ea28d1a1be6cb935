#include <fmt/core.h>

#include "base/text.hpp"
#include "config/patch_policy.hpp"
#include "context.hpp"
#include "device/device_store.hpp"
#include "options.hpp"
#include "patch/commands.hpp"
#include "patch/compliance_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::patch {
namespace {

struct Options {
  std::string tenant;
  bool check = false;
};

Options read(const cli::Arguments& arguments) { return {*arguments.slug("tenant"), arguments.has("check")}; }

std::int64_t hours_left(Instant by, Instant now) { return (by - now).count() / 3600; }

render::Array items(const std::vector<Item>& all, Instant now, bool retrying) {
  render::Array out;
  for (const Item& each : all) {
    render::Object object{{{"patch", each.patch.empty() ? render::Value() : render::Value(each.patch)},
                           {"title", each.title},
                           {"severity", name(each.severity)},
                           {"category", name(each.category)},
                           {"due_at", each.by}}};
    if (retrying) object.members.push_back({"hours_left", hours_left(each.by, now)});
    out.push_back(std::move(object));
  }
  return out;
}

std::vector<std::string> lines_of(const tenant::Tenant& tenant, const Compliance& all, Instant now) {
  std::vector<std::string> lines;
  const auto percent = all.percent();
  lines.push_back(fmt::format("Patch compliance of '{}': {} ({} of {} devices)", tenant.slug, percent ? text(*percent) + " %" : "n/a", all.compliant,
                              all.counted));
  for (const auto& [verdict, what] : {std::pair{Verdict::overdue, "past a deadline"}, {Verdict::reboot, "restart pending too long"},
                                      {Verdict::stale, "not seen lately"}, {Verdict::never_seen, "never seen"},
                                      {Verdict::no_data, "without data"}}) {
    if (all.count(verdict) > 0) lines.push_back(fmt::format("  {:>6}  {}", all.count(verdict), what));
  }
  lines.push_back(fmt::format("Left out: {} exempt, {} retired", all.exempt, all.retired));
  for (const Judged& each : all.devices) {
    if (each.verdict == Verdict::compliant) continue;
    lines.push_back(fmt::format("{}: {}: {}", each.device->name, name(each.verdict), reason(each, rfc3339)));
  }
  for (const Judged& each : all.devices) {
    if (each.retrying.empty()) continue;
    const Item& first = each.retrying.front();
    lines.push_back(fmt::format("{}: in retry, {}h left: {}", each.device->name, hours_left(first.by, now),
                                first.patch.empty() ? first.title : "'" + first.patch + "'"));
  }
  return lines;
}

render::Result run(Context& context, const Options& options) {
  const config::PatchPolicies policies = config::load_patch_policies(context.folder());
  db::Connection& store = context.store();
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  const auto devices = device::devices(store, {.tenant = tenant.slug, .every = true});
  const Instant now = context.now();
  const Compliance all = compliance(store, tenant, policies, devices, now);
  render::Array told;
  bool late = false;
  bool risk = false;
  for (const Judged& each : all.devices) {
    render::Array exempt(each.exempt.begin(), each.exempt.end());
    late = late || (each.verdict != Verdict::compliant && each.verdict != Verdict::exempt);
    risk = risk || !each.retrying.empty();
    told.push_back(render::Object{{{"device", each.device->name},
                                   {"group", each.device->details.group.empty() ? render::Value() : render::Value(each.device->details.group)},
                                   {"verdict", name(each.verdict)},
                                   {"reason", each.verdict == Verdict::compliant ? render::Value() : render::Value(reason(each, rfc3339))},
                                   {"seen_at", each.device->seen_at},
                                   {"overdue", items(each.overdue, now, false)},
                                   {"retrying", items(each.retrying, now, true)},
                                   {"exempt_patches", std::move(exempt)}}});
  }
  render::Object answer{{{"tenant", tenant.slug}, {"as_of", now}, {"compliance_percent", all.percent()}, {"compliant", all.compliant},
                         {"counted", all.counted}, {"exempt", all.exempt}, {"retired", all.retired}}};
  for (const Verdict verdict : {Verdict::overdue, Verdict::reboot, Verdict::stale, Verdict::never_seen, Verdict::no_data}) {
    answer.members.push_back({std::string(name(verdict)), all.count(verdict)});
  }
  answer.members.push_back({"devices", std::move(told)});
  render::Result result{.answer = render::Record{.object = std::move(answer), .lines = lines_of(tenant, all, now)}};
  if (options.check) result.status = late ? 11 : risk ? 10 : 0;
  return result;
}

}  // namespace

cli::Command status() {
  return {.path = "patch status",
          .summary = "show which devices keep to the patch policy, and why others do not",
          .details = "A device complies when it was seen within 72 hours, no patch it has to have is past its deadline, and no restart "
                     "has been pending for too long. Stale devices, those never seen and those without data do not comply; only "
                     "exempt and retired ones are left out. Shares are rounded down.",
          .examples = {"synos-mssp patch status --tenant acme-corp", "synos-mssp patch status --tenant acme-corp --format json --check"},
          .needs = {.store = true},
          .options = {options::tenant(),
                      {.name = "check", .value = "", .help = "exit 10 when a device is in retry, 11 when one does not comply"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::patch
