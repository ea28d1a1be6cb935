#include "patch/patch.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "schedule/from_config.hpp"

namespace mssp::patch {
namespace {

constexpr std::array<std::string_view, 5> severities{"critical", "high", "medium", "low", "none"};
constexpr std::array<std::string_view, 3> categories{"os", "third-party", "signature"};
constexpr std::array<std::string_view, 5> statuses{"missing", "approved", "installed", "failed", "pending-reboot"};
constexpr std::array<std::string_view, 7> verdicts{"compliant", "overdue", "reboot", "no_data", "stale", "never_seen", "exempt"};

template <class T, std::size_t size>
std::optional<T> find_word(const std::array<std::string_view, size>& words, std::string_view text) {
  const auto found = std::find(words.begin(), words.end(), text);
  return found == words.end() ? std::nullopt : std::optional(static_cast<T>(found - words.begin()));
}

const config::Recurrence& window_of(Category category, const Policy& policy) {
  switch (category) {
    case Category::os:
      return policy.os_updates.value;
    case Category::third_party:
      return policy.third_party.value;
    case Category::signature:
      break;
  }
  return policy.signatures.value;
}

bool covers(const Exemption& exemption, std::int64_t device) { return !exemption.device || *exemption.device == device; }

std::string hours(Seconds seconds) { return duration_text(Seconds{seconds.count() / 3600 * 3600}); }

}  // namespace

std::string_view name(Severity severity) { return severities.at(static_cast<std::size_t>(severity)); }
std::string_view name(Category category) { return categories.at(static_cast<std::size_t>(category)); }
std::string_view name(Status status) { return statuses.at(static_cast<std::size_t>(status)); }
std::string_view name(Verdict verdict) { return verdicts.at(static_cast<std::size_t>(verdict)); }

std::optional<Severity> parse_severity(std::string_view text) {
  const std::string word = lower_ascii(trim(text));
  if (word.empty() || word == "unspecified") return Severity::none;
  if (word == "important") return Severity::high;
  if (word == "moderate") return Severity::medium;
  return find_word<Severity>(severities, word);
}

std::optional<Category> parse_category(std::string_view text) { return find_word<Category>(categories, lower_ascii(trim(text))); }
std::optional<Status> parse_status(std::string_view text) { return find_word<Status>(statuses, lower_ascii(trim(text))); }

bool is_due(const Patch& patch, const Policy& policy) {
  if (patch.status == Status::missing) return policy.approval.value == config::Approval::automatic;
  return patch.status == Status::approved || patch.status == Status::failed;
}

Deadline deadline(const Patch& patch, const Policy& policy, const Zone& tenant_zone) {
  Instant from = patch.released_at.value_or(patch.first_seen);
  if (policy.approval.value == config::Approval::manual) from = std::max(from, patch.approved_at.value_or(patch.status_since));
  const Instant window = schedule::next_after(schedule::rule_of(window_of(patch.category, policy), tenant_zone), from);
  if (patch.severity == Severity::critical) return {std::min(window, from + policy.critical_within.value), from + policy.critical_within.value};
  return {window, window + policy.retry.value};
}

Judged judge(const device::Device& device, const std::vector<Patch>& patches, const Counted& counted, const Policy& policy,
             const std::vector<Exemption>& exemptions, const Zone& tenant_zone, Instant now) {
  const bool listed = counted.listed || !patches.empty();
  Judged out{.device = &device, .told = listed || counted.told};
  for (const Exemption& each : exemptions) {
    if (!each.patch.empty() || !covers(each, device.id) || !each.holds(now)) continue;
    out.verdict = Verdict::exempt;
    out.exemption = each;
    return out;
  }
  std::optional<Instant> reboot = counted.reboot_since;
  for (const Patch& patch : patches) {
    if (patch.status == Status::pending_reboot && (!reboot || patch.status_since < *reboot)) reboot = patch.status_since;
    if (!is_due(patch, policy)) continue;
    const bool exempt = std::any_of(exemptions.begin(), exemptions.end(), [&](const Exemption& each) {
      return each.patch == patch.id && covers(each, device.id) && each.holds(now);
    });
    if (exempt) {
      out.exempt.push_back(patch.id);
      continue;
    }
    const Deadline limit = deadline(patch, policy, tenant_zone);
    Item item{patch.id, patch.title, patch.severity, patch.category, limit.by};
    if (limit.by < now) out.overdue.push_back(std::move(item));
    else if (limit.window < now) out.retrying.push_back(std::move(item));
  }
  if (!listed && counted.critical.value_or(0) > 0 && counted.critical_since) {
    const Instant by = *counted.critical_since + policy.critical_within.value;
    Item item{"", mssp::counted(static_cast<std::size_t>(*counted.critical), "critical update"), Severity::critical, Category::os, by};
    (by < now ? out.overdue : out.retrying).push_back(std::move(item));
  }
  const auto earlier = [](const Item& a, const Item& b) { return std::pair(a.by, a.patch) < std::pair(b.by, b.patch); };
  std::sort(out.overdue.begin(), out.overdue.end(), earlier);
  std::sort(out.retrying.begin(), out.retrying.end(), earlier);
  if (!device.seen_at) {
    out.verdict = Verdict::never_seen;
  } else if (now - *device.seen_at > policy.seen_within.value) {
    out.verdict = Verdict::stale;
    out.waited = now - *device.seen_at;
  } else if (!out.told) {
    out.verdict = Verdict::no_data;
  } else if (!out.overdue.empty()) {
    out.verdict = Verdict::overdue;
  } else if (reboot && now - *reboot > policy.reboot_grace.value) {
    out.verdict = Verdict::reboot;
    out.waited = now - *reboot;
  } else {
    out.verdict = Verdict::compliant;
  }
  return out;
}

std::string reason(const Judged& judged, const std::function<std::string(Instant)>& time) {
  switch (judged.verdict) {
    case Verdict::compliant:
      return "";
    case Verdict::exempt:
      return fmt::format("{}, approved by {}, until {}", judged.exemption->reason, judged.exemption->approver, time(judged.exemption->expires_at));
    case Verdict::never_seen:
      return "it never checked in";
    case Verdict::stale:
      return fmt::format("last seen {} ago", hours(judged.waited));
    case Verdict::no_data:
      return "no list of its patches was imported";
    case Verdict::reboot:
      return fmt::format("a restart is pending for {}", hours(judged.waited));
    case Verdict::overdue:
      break;
  }
  const Item& first = judged.overdue.front();
  const std::string words = fmt::format("{} due since {}", first.patch.empty() ? first.title : "'" + first.patch + "'", time(first.by));
  return judged.overdue.size() == 1 ? words : fmt::format("{}, and {} more", words, judged.overdue.size() - 1);
}

std::optional<Percent> share(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return std::nullopt;
  return Percent{part * 100'000 / whole};
}

std::optional<Percent> Compliance::percent() const { return share(compliant, counted); }

std::int64_t Compliance::count(Verdict verdict) const {
  return std::count_if(devices.begin(), devices.end(), [&](const Judged& each) { return each.verdict == verdict; });
}

}  // namespace mssp::patch
