#include "patch/policy.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"

namespace mssp::patch {
namespace {

using config::PatchPolicy;

int rank(const PatchPolicy& policy) {
  if (policy.tenant.empty()) return policy.line == 0 ? 0 : 1;
  return policy.device.empty() ? (policy.group.empty() ? 2 : 3) : 4;
}

std::string scope(const PatchPolicy& policy) {
  if (!policy.device.empty()) return fmt::format(", of device '{}'", policy.device);
  if (!policy.group.empty()) return fmt::format(", of group '{}'", policy.group);
  return policy.tenant.empty() ? ", the default" : fmt::format(", of tenant '{}'", policy.tenant);
}

}  // namespace

Policy effective(const config::PatchPolicies& all, const std::string& tenant, const std::string& group, const std::string& device,
                 const std::string& file) {
  std::vector<const PatchPolicy*> layers;
  for (const PatchPolicy& each : all.policies) {
    const bool applies = (each.tenant.empty() || each.tenant == tenant) && (each.group.empty() || each.group == group) &&
                         (each.device.empty() || each.device == device);
    if (applies) layers.push_back(&each);
  }
  std::stable_sort(layers.begin(), layers.end(), [](const PatchPolicy* a, const PatchPolicy* b) { return rank(*a) < rank(*b); });
  Policy out;
  for (const PatchPolicy* layer : layers) {
    const auto take = [&](auto& field, const auto& written) {
      if (!written) return;
      field.value = written->value;
      if (!layer->origin.empty()) field.origin = layer->origin + scope(*layer);
      else field.origin = written->line == 0 ? "built-in" : fmt::format("{}:{}{}", file, written->line, scope(*layer));
    };
    take(out.os_updates, layer->os_updates);
    take(out.third_party, layer->third_party);
    take(out.signatures, layer->signatures);
    take(out.scripts, layer->scripts);
    take(out.tasks, layer->tasks);
    take(out.window_length, layer->window_length);
    take(out.reboot, layer->reboot);
    take(out.reboot_grace, layer->reboot_grace);
    take(out.critical_within, layer->critical_within);
    take(out.retry, layer->retry);
    take(out.seen_within, layer->seen_within);
    take(out.approval, layer->approval);
  }
  return out;
}

std::vector<Shown> shown(const Policy& policy) {
  std::vector<Shown> all;
  const auto add = [&](std::string field, std::string value, const std::string& origin) { all.push_back({std::move(field), std::move(value), origin}); };
  add("os_updates", text(policy.os_updates.value), policy.os_updates.origin);
  add("third_party", text(policy.third_party.value), policy.third_party.origin);
  add("signatures", text(policy.signatures.value), policy.signatures.origin);
  add("scripts", text(policy.scripts.value), policy.scripts.origin);
  add("tasks", join(policy.tasks.value, ", "), policy.tasks.origin);
  add("window_length", duration_text(policy.window_length.value), policy.window_length.origin);
  add("reboot", std::string(name(policy.reboot.value)), policy.reboot.origin);
  add("reboot_grace", duration_text(policy.reboot_grace.value), policy.reboot_grace.origin);
  add("critical_within", duration_text(policy.critical_within.value), policy.critical_within.origin);
  add("retry", duration_text(policy.retry.value), policy.retry.origin);
  add("seen_within", duration_text(policy.seen_within.value), policy.seen_within.origin);
  add("approval", std::string(name(policy.approval.value)), policy.approval.origin);
  return all;
}

}  // namespace mssp::patch
