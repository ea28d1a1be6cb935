#include "config/patch_policy.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.hpp"

namespace mssp::config {
namespace {

constexpr Seconds hour{3600};
constexpr Seconds day{86400};
constexpr Seconds longest{90 * 86400};

const std::initializer_list<Word<Reboot>> reboots{
    {"if-required", Reboot::if_required}, {"always", Reboot::always}, {"never", Reboot::never}};
const std::initializer_list<Word<Approval>> approvals{{"automatic", Approval::automatic}, {"manual", Approval::manual}};

constexpr std::array<std::pair<std::string_view, std::string_view>, areas.size()> area_words{
    {{"windows_update", "Windows Update"},
     {"third_party_apps", "3rd-party apps"},
     {"antivirus", "AV / EDR"},
     {"disk_health", "Disk health"},
     {"firewall", "Firewall"},
     {"local_admins", "Users / local admins"},
     {"remote_access", "Remote access"}}};

template <class T, class Read>
std::optional<Written<T>> written(const Fields& fields, std::string_view key, Read read) {
  const Node* node = fields.find(key);
  if (node == nullptr) return std::nullopt;
  auto value = read(node);
  return value ? std::optional(Written<T>{std::move(*value), node->key_place.line}) : std::nullopt;
}

std::optional<Written<Recurrence>> window(const Fields& fields, std::string_view key) {
  return written<Recurrence>(fields, key, [&](const Node* node) -> std::optional<Recurrence> {
    const std::size_t mistakes = fields.problems().count();
    Recurrence read = read_recurrence(*node, "a window", fields.problems());
    return fields.problems().count() == mistakes ? std::optional(std::move(read)) : std::nullopt;
  });
}

std::optional<Written<Seconds>> duration(const Fields& fields, std::string_view key) {
  return written<Seconds>(fields, key, [&](const Node* node) {
    return parsed(node, "a duration from 1h to 90d such as 72h", fields.problems(), [](std::string_view text) {
      const auto read = parse_duration(text);
      return read && *read >= hour && *read <= longest ? read : std::nullopt;
    });
  });
}

std::optional<std::vector<std::string>> words(const Node* node, Problems& problems) {
  std::vector<std::string> all;
  for (const Node* item : items(node, problems)) {
    if (auto each = text(item, problems, 80)) all.push_back(std::move(*each));
  }
  return all;
}

PatchPolicy policy(const Node& node, Problems& problems, bool scoped) {
  const Fields fields = scoped ? Fields(node, "a policy", {"tenant", "group", "device", "os_updates", "third_party", "signatures", "scripts",
                                                          "tasks", "window_length", "reboot", "reboot_grace", "critical_within", "retry",
                                                          "seen_within", "approval"}, problems)
                               : Fields(node, "the default", {"os_updates", "third_party", "signatures", "scripts", "tasks", "window_length", "reboot",
                                                             "reboot_grace", "critical_within", "retry", "seen_within", "approval"},
                                        problems);
  PatchPolicy out;
  out.line = node.place.line;
  if (scoped) {
    const Node* tenant = fields.require("tenant");
    out.tenant = slug(tenant, problems).value_or("");
    if (tenant != nullptr) out.tenant_place = tenant->place;
    const auto handle = [&](std::string_view key) {
      return accepted(fields.find(key), "a name such as servers", problems, is_handle).value_or("");
    };
    out.group = handle("group");
    out.device = handle("device");
    if (!out.group.empty() && !out.device.empty()) {
      problems.add(fields.find("device")->key_place, "'group' and 'device' exclude each other", "write two policies");
    }
  }
  out.os_updates = window(fields, "os_updates");
  out.third_party = window(fields, "third_party");
  out.signatures = window(fields, "signatures");
  out.scripts = window(fields, "scripts");
  out.tasks = written<std::vector<std::string>>(fields, "tasks", [&](const Node* item) { return words(item, problems); });
  out.window_length = duration(fields, "window_length");
  out.reboot = written<Reboot>(fields, "reboot", [&](const Node* item) { return word(item, reboots, problems); });
  out.reboot_grace = duration(fields, "reboot_grace");
  out.critical_within = duration(fields, "critical_within");
  out.retry = duration(fields, "retry");
  out.seen_within = duration(fields, "seen_within");
  out.approval = written<Approval>(fields, "approval", [&](const Node* item) { return word(item, approvals, problems); });
  return out;
}

void read_baseline(const Node& node, Baseline& out, Problems& problems) {
  const Fields fields(node, "the baseline", {"fresh_within", "expected_admins", "disk_warn_percent", "disk_fail_percent", "update_warn",
                                             "signatures_warn"}, problems);
  if (const Node* fresh = fields.find("fresh_within")) {
    const Fields limits(*fresh, "the limits", {"windows_update", "third_party_apps", "antivirus", "disk_health", "firewall",
                                               "local_admins", "remote_access"}, problems);
    for (const Area area : areas) {
      if (const auto limit = duration(limits, name(area))) out.fresh_within.at(static_cast<std::size_t>(area)) = limit->value;
    }
  }
  if (const Node* admins = fields.find("expected_admins")) {
    out.expected_admins = words(admins, problems).value_or(std::vector<std::string>{});
    for (std::string& each : out.expected_admins) each = lower_ascii(each);
  }
  out.disk_warn_percent = integer(fields.find("disk_warn_percent"), 0, 100, problems).value_or(out.disk_warn_percent);
  out.disk_fail_percent = integer(fields.find("disk_fail_percent"), 0, 100, problems).value_or(out.disk_fail_percent);
  if (const auto limit = duration(fields, "update_warn")) out.update_warn = limit->value;
  if (const auto limit = duration(fields, "signatures_warn")) out.signatures_warn = limit->value;
}

}  // namespace

std::string_view name(Reboot reboot) { return word_of(reboot, reboots); }
std::string_view name(Approval approval) { return word_of(approval, approvals); }
std::string_view name(Area area) { return area_words.at(static_cast<std::size_t>(area)).first; }
std::string_view title(Area area) { return area_words.at(static_cast<std::size_t>(area)).second; }

PatchPolicies built_in_patch_policies() {
  PatchPolicy policy;
  const auto at = [](Frequency frequency, std::string weekday, int clock, int minute) {
    return Written<Recurrence>{{frequency, std::move(weekday), TimeOfDay{clock, minute}, "UTC"}, 0};
  };
  policy.os_updates = at(Frequency::weekly, "wednesday", 2, 0);
  policy.third_party = at(Frequency::daily, "", 2, 30);
  policy.signatures = at(Frequency::daily, "", 3, 0);
  policy.scripts = at(Frequency::weekly, "sunday", 4, 0);
  policy.tasks = Written<std::vector<std::string>>{{"disk-cleanup", "temp-file-purge", "event-log-trim"}, 0};
  policy.window_length = Written<Seconds>{2 * hour, 0};
  policy.reboot = Written<Reboot>{Reboot::if_required, 0};
  policy.reboot_grace = Written<Seconds>{72 * hour, 0};
  policy.critical_within = Written<Seconds>{24 * hour, 0};
  policy.retry = Written<Seconds>{72 * hour, 0};
  policy.seen_within = Written<Seconds>{72 * hour, 0};
  policy.approval = Written<Approval>{Approval::automatic, 0};
  PatchPolicies all{{std::move(policy)}, {}};
  all.baseline.fresh_within.fill(7 * day);
  all.baseline.fresh_within.at(static_cast<std::size_t>(Area::antivirus)) = 3 * day;
  all.baseline.fresh_within.at(static_cast<std::size_t>(Area::admins)) = 30 * day;
  all.baseline.fresh_within.at(static_cast<std::size_t>(Area::remote_access)) = 30 * day;
  all.baseline.expected_admins = {"administrator", "root"};
  return all;
}

PatchPolicies read_patch_policies(std::string_view written_text, Problems& problems) {
  PatchPolicies out = built_in_patch_policies();
  const auto root = parse_yaml(written_text, problems);
  if (!root || root->kind == Node::Kind::null) return out;
  const Fields fields(*root, "patch-policy.yml", {"default", "policies", "baseline"}, problems);
  if (const Node* node = fields.find("default")) out.policies.push_back(policy(*node, problems, false));
  std::map<std::tuple<std::string, std::string, std::string>, int> lines;
  if (const Node* list = fields.find("policies")) {
    for (const Node* node : items(list, problems)) {
      PatchPolicy each = policy(*node, problems, true);
      const auto [first, is_new] = lines.emplace(std::tuple(each.tenant, each.group, each.device), each.line);
      if (!is_new && !each.tenant.empty()) {
        problems.add(node->place, fmt::format("this policy of tenant '{}' stands twice", each.tenant),
                     fmt::format("it stands in line {} already", first->second));
      }
      out.policies.push_back(std::move(each));
    }
  }
  if (const Node* node = fields.find("baseline")) read_baseline(*node, out.baseline, problems);
  return out;
}

}  // namespace mssp::config
