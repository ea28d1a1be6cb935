#include "finding/ticketing.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/parse.hpp"
#include "base/text.hpp"
#include "finding/words.hpp"

namespace mssp::finding {
namespace {

constexpr std::size_t lines_told = 100;
constexpr std::size_t cves_told = 50;
constexpr std::size_t details_told = 5;
constexpr std::size_t text_bytes = 20'000;
constexpr std::array<std::string_view, 2> per_names{"rule", "asset"};

Subject subject_of(const Finding& finding, Per per) {
  const Identity& identity = finding.identity;
  if (per == Per::asset) return {finding.tenant, per, {}, identity.asset};
  return {finding.tenant, per, identity.source, identity.rule};
}

const Finding& worst(const Group& group) {
  return *std::min_element(group.findings.begin(), group.findings.end(),
                           [](const Finding& a, const Finding& b) { return a.severity < b.severity; });
}

std::string asset_text(const Finding& finding) {
  const std::string& address = finding.identity.asset;
  return finding.hostname.empty() ? address : fmt::format("{} ({})", address, finding.hostname);
}

// "- 192.0.2.7 (web.example) 443/tcp openssl, due 2025-10-15T10:00:00Z, F-0123456789abcdef"
std::string line_of(const Finding& finding, Per per) {
  const Identity& identity = finding.identity;
  std::string line = "- " + (per == Per::rule ? asset_text(finding) : fmt::format("{}: {}", name(finding.severity), finding.title));
  if (identity.port) line += fmt::format(" {}/{}", *identity.port, identity.protocol);
  if (per == Per::rule && !identity.component.empty()) line += " " + identity.component;
  if (finding.due_at) line += ", due " + rfc3339(*finding.due_at);
  return line + ", " + finding.handle + "\n";
}

std::string lines_of(const Group& group) {
  std::string text;
  for (std::size_t i = 0; i < std::min(group.findings.size(), lines_told); ++i) text += line_of(group.findings[i], group.subject.per);
  if (group.findings.size() > lines_told) text += fmt::format("- and {} more\n", group.findings.size() - lines_told);
  return text;
}

std::vector<std::string> cves_of(const Group& group) {
  std::set<std::string> all;
  for (const Finding& finding : group.findings) all.insert(finding.cves.begin(), finding.cves.end());
  return {all.begin(), all.end()};
}

// What the scanner says, each text once: the findings of one rule say the same on every asset.
std::string details_of(const Group& group) {
  std::string text;
  std::set<std::string_view> told;
  for (const Finding& finding : group.findings) {
    if (finding.detail.empty() || !told.insert(finding.detail).second) continue;
    if (told.size() > details_told) return text + "\nFurther texts are with the findings: synos-mssp finding show\n";
    text += fmt::format("\n{}:\n{}\n", finding.title, finding.detail);
  }
  return text;
}

std::string references_of(const std::vector<std::string>& cves) {
  std::string text;
  for (std::size_t i = 0; i < std::min(cves.size(), cves_told); ++i) text += "- https://www.cve.org/CVERecord?id=" + cves[i] + "\n";
  if (cves.size() > cves_told) text += fmt::format("- and {} more CVEs\n", cves.size() - cves_told);
  return text;
}

}  // namespace

std::string_view name(Per per) { return per_names.at(static_cast<std::size_t>(per)); }

std::optional<Per> parse_per(std::string_view word) {
  const auto found = std::find(per_names.begin(), per_names.end(), word);
  if (found == per_names.end()) return std::nullopt;
  return static_cast<Per>(found - per_names.begin());
}

std::vector<Group> groups_of(const std::vector<Finding>& findings, Per per,
                             const std::function<bool(const std::string& cve)>& exploited) {
  std::vector<Group> groups;
  std::map<Subject, std::size_t> places;
  for (const Finding& finding : findings) {
    const auto [place, is_new] = places.emplace(subject_of(finding, per), groups.size());
    if (is_new) groups.push_back({place->first, {}, false});
    Group& group = groups[place->second];
    group.findings.push_back(finding);
    group.exploited = group.exploited || std::any_of(finding.cves.begin(), finding.cves.end(), exploited);
  }
  return groups;
}

sla::Priority priority_of(const Group& group) {
  using enum sla::Priority;
  static constexpr std::array by_severity{p1, p2, p3, p4, p4};
  const sla::Priority priority = by_severity.at(static_cast<std::size_t>(worst(group).severity));
  if (!group.exploited || priority == p1) return priority;
  return static_cast<sla::Priority>(static_cast<int>(priority) - 1);
}

std::string subject_line(const Group& group) {
  const auto& findings = group.findings;
  if (group.subject.per == Per::asset) {
    return safe_line("findings on " + asset_text(findings.front()));
  }
  const std::string& title = worst(group).title;
  const bool same = std::all_of(findings.begin(), findings.end(), [&](const Finding& each) { return each.title == title; });
  return safe_line(same ? title : fmt::format("findings of {}, rule {}", group.subject.source, group.subject.subject));
}

std::string ticket_text(const Group& group) {
  std::set<std::string_view> assets;
  for (const Finding& finding : group.findings) assets.insert(finding.identity.asset);
  std::string text = fmt::format("{} on {}, at worst {}{}.\n", counted(group.findings.size(), "open finding"),
                                 counted(assets.size(), "asset"), name(worst(group).severity),
                                 group.exploited ? ", known to be exploited" : "");
  if (group.subject.per == Per::rule) text += fmt::format("Found by {}, rule {}.\n", group.subject.source, group.subject.subject);
  text += "\nAffected:\n" + lines_of(group);
  const auto cves = cves_of(group);
  if (!cves.empty()) text += "\nReferences:\n" + references_of(cves);
  if (const std::string details = details_of(group); !details.empty()) text += "\nWhat the scanner says, and how to repair it:\n" + details;
  if (text.ends_with('\n')) text.pop_back();
  return shortened(std::move(text), text_bytes);
}

std::string joined_text(const Group& group) {
  return shortened(fmt::format("{} more:\n{}", counted(group.findings.size(), "finding"), trim(lines_of(group))), text_bytes);
}

std::string settled_text(std::int64_t fixed, std::int64_t findings, std::string_view scan) {
  const std::string all = counted(static_cast<std::size_t>(findings), "finding");
  if (fixed == findings) return fmt::format("fixed, as scan {} shows: {} of this ticket", scan, findings == 1 ? "the one finding" : "all " + all);
  return fmt::format("none of the {} of this ticket is open any more: {} fixed, as scan {} shows, the others were decided on", all, fixed, scan);
}

std::string decided_text(std::int64_t fixed, std::int64_t findings, State state) {
  const std::string all = counted(static_cast<std::size_t>(findings), "finding");
  const std::string made = fmt::format("the last one as {}", name(state));
  if (fixed > 0) return fmt::format("none of the {} of this ticket is open any more: {} fixed, the others decided on, {}", all, fixed, made);
  return findings == 1 ? fmt::format("the one finding of this ticket is {} now", name(state))
                       : fmt::format("none of the {} of this ticket is open any more: all were decided on, {}", all, made);
}

}  // namespace mssp::finding
