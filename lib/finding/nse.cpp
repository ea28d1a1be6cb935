#include "finding/nse.hpp"

#include <fmt/core.h>

#include <utility>

#include "base/text.hpp"

namespace mssp::finding {
namespace {

std::string text_of(const scan::Node& table, std::string_view key) {
  const scan::Node* node = table.child(key);
  return node ? node->text : std::string();
}

std::optional<Severity> severity_of_state(std::string_view state) {
  if (state.starts_with("LIKELY VULNERABLE")) return Severity::medium;
  if (!state.starts_with("VULNERABLE")) return std::nullopt;
  return state.find("(Exploitable)") == std::string_view::npos ? Severity::high : Severity::critical;
}

// The leading number of "10.0 (HIGH) (AV:N/...)"; version 3 before version 2.
std::optional<Cvss> score_of(const scan::Node& table) {
  const scan::Node* scores = table.child("scores");
  if (scores == nullptr) return std::nullopt;
  std::optional<Cvss> best;
  for (const scan::Node& score : scores->children) {
    const auto value = parse_cvss(std::string_view(score.text).substr(0, score.text.find(' ')));
    if (value && (!best || score.key.starts_with("CVSSv3"))) best = value;
  }
  return best;
}

Weakness scored(std::string id, std::string title, std::optional<Cvss> cvss) {
  Weakness weakness{std::move(id), std::move(title), Severity::info, cvss, {}};
  if (cvss) weakness.severity = severity_of(*cvss);
  weakness.cves = cves_in(weakness.rule);
  return weakness;
}

// vulners: <table key="cpe:/..."><table><elem key="id"/><elem key="cvss"/><elem key="type"/>...; before version 1.3 of
// the script only its output, one "ID  SCORE  URL" a line.
std::vector<Weakness> vulners(const scan::Script& script) {
  std::vector<Weakness> found;
  for (const scan::Node& component : script.result) {
    for (const scan::Node& entry : component.children) {
      std::string id(trim(text_of(entry, "id")));
      if (id.empty()) continue;
      std::string title = fmt::format("{} in {}", id, component.key);
      found.push_back(scored(std::move(id), std::move(title), parse_cvss(trim(text_of(entry, "cvss")))));
    }
  }
  if (!script.result.empty()) return found;
  for (const std::string_view line : split(script.output, '\n')) {
    std::vector<std::string_view> words;
    for (const std::string_view part : split(line, '\t')) {
      if (!trim(part).empty()) words.push_back(trim(part));
    }
    if (words.size() < 3 || !words[2].starts_with("https://vulners.com/")) continue;
    if (const auto cvss = parse_cvss(words[1]))
      found.push_back(scored(std::string(words[0]), std::string(words[0]), cvss));
  }
  return found;
}

// The vulns library: any table that holds a "state"; its key is the vulnerability's id.
void vulns_library(const scan::Script& script, const std::vector<scan::Node>& nodes, std::vector<Weakness>& found,
                   bool& spoke) {
  for (const scan::Node& node : nodes) {
    const scan::Node* state = node.child("state");
    if (state == nullptr || state->text.find("VULNERABLE") == std::string::npos) {
      vulns_library(script, node.children, found, spoke);
      continue;
    }
    spoke = true;
    const auto severity = severity_of_state(state->text);
    if (!severity) continue;
    std::string ids = node.key;
    if (const scan::Node* table = node.child("ids")) {
      for (const scan::Node& id : table->children) ids += " " + id.text;
    }
    std::string title = text_of(node, "title");
    Weakness weakness{node.key, {}, *severity, score_of(node), cves_in(ids)};
    if (!weakness.cves.empty()) weakness.rule = weakness.cves.front();
    if (weakness.rule.empty()) weakness.rule = title.empty() ? script.id : title;
    weakness.title = title.empty() ? weakness.rule : std::move(title);
    if (weakness.cvss) weakness.severity = severity_of(*weakness.cvss);
    found.push_back(std::move(weakness));
  }
}

bool says_vulnerable(std::string_view output) {
  constexpr std::string_view word = "VULNERABLE";
  for (std::size_t at = output.find(word); at != std::string_view::npos; at = output.find(word, at + 1)) {
    const std::string_view before = output.substr(0, at);
    const bool denied = before.ends_with("NOT ") || before.ends_with("NOT_");
    const bool part_of_word = !before.empty() && before.back() >= 'A' && before.back() <= 'Z';
    if (!denied && !part_of_word) return true;
  }
  return false;
}

}  // namespace

std::vector<Weakness> weaknesses_in(const scan::Script& script) {
  if (script.id == "vulners") return vulners(script);
  std::vector<Weakness> found;
  bool structured = false;
  vulns_library(script, script.result, found, structured);
  if (!structured && says_vulnerable(script.output))
    found.push_back({script.id, script.id, Severity::high, std::nullopt, cves_in(script.output)});
  return found;
}

}  // namespace mssp::finding
