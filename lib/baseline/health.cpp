#include "baseline/health.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace mssp::baseline {
namespace {

namespace fact = device::fact;
using config::Area;
using device::KeptFact;

constexpr std::array<std::string_view, 4> healths{"healthy", "warn", "fail", "unknown"};
constexpr std::size_t most_named = 5;

int gravity(Health health) {
  switch (health) {
    case Health::fail:
      return 3;
    case Health::warn:
      return 2;
    case Health::unknown:
      return 1;
    case Health::healthy:
      break;
  }
  return 0;
}

std::string few(const std::vector<std::string>& names) {
  std::vector<std::string> shown(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), most_named)));
  for (std::string& each : shown) each = printable(each);
  if (names.size() > most_named) shown.push_back(fmt::format("{} more", names.size() - most_named));
  return join(shown, ", ");
}

// Collects what speaks for and against one area.
class Gathered {
 public:
  Gathered(Area area, const Observed& observed, const config::Baseline& limits, Instant now)
      : observed_(observed), oldest_(now - limits.fresh_within.at(static_cast<std::size_t>(area))) {
    out_.area = area;
  }

  // The fresh facts of that name: for each item the newest.
  std::vector<const KeptFact*> facts(std::string_view name) {
    std::vector<const KeptFact*> all;
    std::set<std::string> items;
    for (const KeptFact& kept : observed_.facts) {
      if (kept.fact.name != name || !items.insert(kept.fact.item).second) continue;
      if (kept.gone_at) continue;
      if (kept.observed_at < oldest_) {
        stale_ = true;
        continue;
      }
      all.push_back(&kept);
    }
    return all;
  }

  bool fresh(Instant at) {
    stale_ = stale_ || at < oldest_;
    return at >= oldest_;
  }

  void say(Health health, const std::string& what, const std::string& source, Instant at) {
    if (!told_ || gravity(health) > gravity(out_.health)) out_.health = health;
    told_ = true;
    said_.push_back({health, what});
    if (std::find(sources_.begin(), sources_.end(), source) == sources_.end()) sources_.push_back(source);
    if (!out_.at || at < *out_.at) out_.at = at;
  }
  void say(Health health, const std::string& what, const KeptFact& from) { say(health, what, from.source, from.observed_at); }

  AreaHealth finish() {
    // What is bad first; what is well only when nothing is bad.
    std::stable_sort(said_.begin(), said_.end(), [](const auto& a, const auto& b) { return gravity(a.first) > gravity(b.first); });
    std::vector<std::string> words;
    for (const auto& [health, what] : said_) {
      if (gravity(health) == gravity(out_.health) || health == Health::warn || health == Health::fail) words.push_back(what);
    }
    out_.evidence = told_ ? join(words, "; ") : stale_ ? "what is known is too old" : "no source tells of it";
    out_.source = join(sources_, ", ");
    return std::move(out_);
  }

 private:
  const Observed& observed_;
  Instant oldest_;
  bool stale_ = false;
  bool told_ = false;
  std::vector<std::pair<Health, std::string>> said_;
  std::vector<std::string> sources_;
  AreaHealth out_;
};

std::int64_t number(const KeptFact& kept) { return parse_integer(kept.fact.value).value_or(0); }

std::string of(const KeptFact& kept) { return kept.fact.item.empty() ? "" : " " + printable(kept.fact.item); }

// Patches of a category that are told and fresh: what is missing, or that nothing is.
void patches(Gathered& area, const Observed& observed, patch::Category category) {
  std::vector<std::string> missing;
  bool critical = false;
  const patch::Patch* newest = nullptr;
  for (const patch::Patch& each : observed.patches) {
    if (each.category != category || !area.fresh(each.observed_at)) continue;
    if (newest == nullptr || each.observed_at > newest->observed_at) newest = &each;
    if (each.status == patch::Status::installed) continue;
    missing.push_back(each.id);
    critical = critical || each.severity == patch::Severity::critical;
  }
  if (newest == nullptr) return;
  const std::string what = missing.empty() ? "no patch is missing" : fmt::format("{} missing: {}", counted(missing.size(), "patch", "patches"), few(missing));
  area.say(missing.empty() ? Health::healthy : critical ? Health::fail : Health::warn, what, newest->source, newest->observed_at);
}

void updates(Gathered& area, const Observed& observed, const config::Baseline& limits, Instant now) {
  patches(area, observed, patch::Category::os);
  for (const KeptFact* kept : area.facts(fact::critical_pending)) {
    if (number(*kept) > 0) area.say(Health::fail, counted(static_cast<std::size_t>(number(*kept)), "critical update") + " missing", *kept);
  }
  for (const KeptFact* kept : area.facts(fact::updates_pending)) {
    area.say(number(*kept) > 0 ? Health::warn : Health::healthy, number(*kept) > 0 ? counted(static_cast<std::size_t>(number(*kept)), "update") + " missing" : "up to date", *kept);
  }
  for (const KeptFact* kept : area.facts(fact::last_update)) {
    const auto at = parse_instant(kept->fact.value, Zone::utc());
    if (at && now - *at > limits.update_warn) area.say(Health::warn, "last updated " + kept->fact.value, *kept);
  }
  for (const KeptFact* kept : area.facts(fact::reboot_pending)) {
    if (kept->fact.value == "yes") area.say(Health::warn, "a restart is pending", *kept);
  }
  for (const KeptFact* kept : area.facts(fact::auto_update)) {
    if (kept->fact.value == "no") area.say(Health::warn, "automatic updates are off", *kept);
  }
}

void third_party(Gathered& area, const Observed& observed) {
  patches(area, observed, patch::Category::third_party);
  std::vector<std::string> names;
  const auto outdated = area.facts(fact::outdated);
  for (const KeptFact* kept : outdated) names.push_back(kept->fact.item);
  if (!outdated.empty()) area.say(Health::warn, few(names) + " outdated", *outdated.front());
  // Fleet tells with its list which versions have holes: a list without any is an answer.
  for (const KeptFact* kept : area.facts(fact::software)) {
    if (!outdated.empty() || kept->source != "fleet") continue;
    area.say(Health::healthy, "no version with known holes", *kept);
    break;
  }
}

void antivirus(Gathered& area, const config::Baseline& limits, Instant now) {
  const auto products = area.facts(fact::antivirus);
  const bool active = std::any_of(products.begin(), products.end(), [](const KeptFact* kept) { return kept->fact.value == "yes"; });
  for (const KeptFact* kept : products) {
    if ((kept->fact.value == "yes") == active) area.say(active ? Health::healthy : Health::fail, of(*kept).empty() ? (active ? "active" : "inactive") : of(*kept).substr(1) + (active ? " active" : " inactive"), *kept);
  }
  for (const KeptFact* kept : area.facts(fact::signatures)) {
    const auto at = parse_instant(kept->fact.value, Zone::utc());
    if (kept->fact.value == "outdated" || (at && now - *at > limits.signatures_warn)) {
      area.say(Health::warn, "signatures" + of(*kept) + " outdated", *kept);
    }
  }
}

void disks(Gathered& area, const config::Baseline& limits) {
  for (const KeptFact* kept : area.facts(fact::disk_health)) {
    const Health health = kept->fact.value == "ok" ? Health::healthy : kept->fact.value == "warn" ? Health::warn : Health::fail;
    area.say(health, "disk" + of(*kept) + " " + (health == Health::healthy ? "OK" : health == Health::warn ? "may fail" : "fails"), *kept);
  }
  for (const KeptFact* kept : area.facts(fact::disk_errors)) {
    area.say(number(*kept) > 0 ? Health::warn : Health::healthy, counted(static_cast<std::size_t>(number(*kept)), "error") + of(*kept), *kept);
  }
  for (const KeptFact* kept : area.facts(fact::disk_free)) {
    const std::int64_t free = number(*kept);
    area.say(free < limits.disk_fail_percent ? Health::fail : free < limits.disk_warn_percent ? Health::warn : Health::healthy,
             fmt::format("{} % free{}", free, of(*kept)), *kept);
  }
  for (const KeptFact* kept : area.facts(fact::encryption)) {
    if (kept->fact.value == "no") area.say(Health::warn, "not encrypted" + of(*kept), *kept);
  }
}

void firewall(Gathered& area) {
  const auto profiles = area.facts(fact::firewall);
  const auto on = std::count_if(profiles.begin(), profiles.end(), [](const KeptFact* kept) { return kept->fact.value == "yes"; });
  for (const KeptFact* kept : profiles) {
    const bool enabled = kept->fact.value == "yes";
    area.say(enabled ? Health::healthy : on == 0 ? Health::fail : Health::warn, (enabled ? "enabled" : "disabled") + of(*kept), *kept);
  }
}

void admins(Gathered& area, const config::Baseline& limits) {
  const auto accounts = area.facts(fact::admin);
  if (accounts.empty()) return;
  std::vector<std::string> extra;
  for (const KeptFact* kept : accounts) {
    const auto& expected = limits.expected_admins;
    if (std::find(expected.begin(), expected.end(), lower_ascii(kept->fact.item)) == expected.end()) extra.push_back(kept->fact.item);
  }
  area.say(extra.empty() ? Health::healthy : Health::warn,
           extra.empty() ? "no extra administrators" : fmt::format("{}: {}", counted(extra.size(), "extra administrator"), few(extra)), *accounts.front());
}

void remote_access(Gathered& area) {
  const auto tools = area.facts(fact::remote_access);
  const bool works = std::any_of(tools.begin(), tools.end(), [](const KeptFact* kept) { return kept->fact.value == "yes"; });
  for (const KeptFact* kept : tools) {
    if ((kept->fact.value == "yes") == works) area.say(works ? Health::healthy : Health::fail, kept->fact.item + (works ? " works" : " does not work"), *kept);
  }
  for (const KeptFact* kept : area.facts(fact::open_door)) {
    if (kept->fact.item.find("ssh") == std::string::npos) area.say(Health::warn, "open to the network: " + kept->fact.item, *kept);
  }
}

void weaknesses(Gathered& area, Area about, const Observed& observed) {
  const auto is_about = [&](const std::string& rule) {
    const std::string part = rule.substr(0, rule.find('-'));
    switch (about) {
      case Area::updates:
        return part == "PKGS" || part == "KRNL";
      case Area::antivirus:
        return part == "MALW";
      case Area::firewall:
        return part == "FIRE";
      case Area::disks:
        return part == "FILE" || part == "STRG";
      case Area::admins:
        return part == "AUTH";
      case Area::remote_access:
        return part == "SSH";
      case Area::third_party:
        break;
    }
    return false;
  };
  for (const Weakness& each : observed.weaknesses) {
    if (is_about(each.rule) && area.fresh(each.seen_at)) area.say(Health::warn, each.rule + ": " + printable(each.title), "lynis", each.seen_at);
  }
}

}  // namespace

std::string_view name(Health health) { return healths.at(static_cast<std::size_t>(health)); }

Sheet examine(const Observed& observed, const config::Baseline& limits, Instant now) {
  Sheet sheet;
  for (const Area each : config::areas) {
    Gathered area(each, observed, limits, now);
    if (each == Area::updates) updates(area, observed, limits, now);
    if (each == Area::third_party) third_party(area, observed);
    if (each == Area::antivirus) antivirus(area, limits, now);
    if (each == Area::disks) disks(area, limits);
    if (each == Area::firewall) firewall(area);
    if (each == Area::admins) admins(area, limits);
    if (each == Area::remote_access) remote_access(area);
    weaknesses(area, each, observed);
    AreaHealth& found = sheet.at(static_cast<std::size_t>(each));
    found = area.finish();
    for (const Note& note : observed.notes) {
      if (note.area == each) found.note = note;
    }
  }
  return sheet;
}

Health overall(const Sheet& sheet) {
  return std::max_element(sheet.begin(), sheet.end(), [](const AreaHealth& a, const AreaHealth& b) { return gravity(a.health) < gravity(b.health); })->health;
}

}  // namespace mssp::baseline
