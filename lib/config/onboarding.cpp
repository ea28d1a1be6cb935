#include "config/onboarding.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/embedded.hpp"
#include "base/parse.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "config/fields.hpp"

namespace mssp::config {

namespace installed_onboarding {
const std::vector<EmbeddedFile>& files();
}

namespace {

constexpr std::array<std::string_view, 6> evidence_names{"none", "any", "file", "report", "output", "ticket"};

std::vector<std::string> fact_names(bool of_device) {
  std::vector<std::string> all;
  for (const KnownFact& fact : known_facts()) {
    if (fact.of_device == of_device) all.emplace_back(fact.name);
  }
  return all;
}

ChecklistStep step(const Node& node, bool of_device, const std::vector<ChecklistStep>& earlier, Problems& problems) {
  const Fields fields(node, "a step", {"step", "stage", "title", "owner", "after", "evidence", "fact", "output"}, problems);
  ChecklistStep out;
  out.step = slug(fields.require("step"), problems).value_or("");
  out.stage = text(fields.find("stage"), problems, 60).value_or("");
  out.title = text(fields.require("title"), problems).value_or("");
  out.owner = accepted(fields.require("owner"), "a role or a handle such as tech or john.doe", problems, is_handle).value_or("");
  for (const Node* item : items(fields.find("after"), problems)) {
    const auto wanted = slug(item, problems);
    if (!wanted) continue;
    std::vector<std::string> known;
    for (const ChecklistStep& each : earlier) known.push_back(each.step);
    if (std::find(known.begin(), known.end(), *wanted) == known.end()) {
      problems.add(item->place, fmt::format("no step '{}' stands before this one", *wanted), did_you_mean(*wanted, known));
    } else if (std::find(out.after.begin(), out.after.end(), *wanted) != out.after.end()) {
      problems.add(item->place, fmt::format("'{}' stands twice", *wanted));
    } else {
      out.after.push_back(*wanted);
    }
  }
  if (const auto index = word_index(fields.find("fact"), fact_names(of_device), problems)) out.fact = fact_names(of_device)[*index];
  const std::vector<std::string> words(evidence_names.begin(), evidence_names.end());
  const Node* evidence = fields.find("evidence");
  if (const auto index = word_index(evidence, words, problems)) {
    out.evidence = static_cast<Evidence>(*index);
    if (out.evidence == Evidence::none && out.fact.empty()) {
      problems.add(evidence->place, "a step without evidence needs a fact", "name a 'fact', or the evidence that is to be shown");
    }
  } else if (!out.fact.empty()) {
    out.evidence = Evidence::none;
  }
  out.output = text(fields.find("output"), problems).value_or("");
  return out;
}

Checklist checklist(const Node& node, Problems& problems) {
  const Fields fields(node, "a checklist", {"name", "version", "title", "about", "gates", "steps"}, problems);
  Checklist out;
  out.line = node.place.line;
  out.name = slug(fields.require("name"), problems).value_or("");
  out.version = static_cast<int>(integer(fields.find("version"), 1, 1'000'000, problems).value_or(1));
  out.title = text(fields.require("title"), problems).value_or("");
  out.of_device = word<bool>(fields.require("about"), {{"tenant", false}, {"device", true}}, problems).value_or(false);
  const Node* gates = fields.find("gates");
  out.gates = boolean(gates, problems).value_or(false);
  if (out.gates && out.of_device) problems.add(gates->place, "a checklist about devices cannot gate the tenant");
  const Node* steps = fields.require("steps");
  for (const Node* item : items(steps, problems)) {
    ChecklistStep each = step(*item, out.of_device, out.steps, problems);
    const auto same = [&](const ChecklistStep& other) { return !each.step.empty() && other.step == each.step; };
    if (std::any_of(out.steps.begin(), out.steps.end(), same)) {
      problems.add(item->place, fmt::format("the step '{}' stands twice", each.step));
    }
    out.steps.push_back(std::move(each));
  }
  if (steps && steps->kind == Node::Kind::sequence && out.steps.empty()) problems.add(steps->place, "a checklist needs at least one step");
  if (out.steps.size() > most_steps) problems.add(steps->place, fmt::format("a checklist has at most {} steps", most_steps));
  return out;
}

}  // namespace

std::string_view name(Evidence evidence) { return evidence_names.at(static_cast<std::size_t>(evidence)); }

std::optional<Evidence> parse_evidence(std::string_view word) {
  for (std::size_t i = 0; i < evidence_names.size(); ++i) {
    if (evidence_names.at(i) == word) return static_cast<Evidence>(i);
  }
  return std::nullopt;
}

const KnownFact* find_fact(std::string_view name) {
  for (const KnownFact& fact : known_facts()) {
    if (fact.name == name) return &fact;
  }
  return nullptr;
}

std::vector<Checklist> read_onboarding(std::string_view written, Problems& problems) {
  const auto root = parse_yaml(written, problems);
  if (!root) return {};
  const Fields fields(*root, "onboarding.yml", {"checklists"}, problems);
  std::vector<Checklist> out;
  std::map<std::string, int> lines;
  for (const Node* node : items(fields.require("checklists"), problems)) {
    Checklist each = checklist(*node, problems);
    const auto [first, is_new] = lines.emplace(each.name, each.line);
    if (!is_new && !each.name.empty()) {
      problems.add(node->place, fmt::format("the checklist '{}' stands twice", each.name), fmt::format("it stands in line {} already", first->second));
    }
    out.push_back(std::move(each));
  }
  return out;
}

std::vector<Checklist> built_in_checklists() {
  return strictly("onboarding.yml", installed_onboarding::files().front().text, read_onboarding);
}

std::string fingerprint(const Checklist& checklist) {
  // Each text with its length in front, so that no two checklists give the same bytes.
  std::string all;
  const auto add = [&](std::string_view part) { all += fmt::format("{}:{}", part.size(), part); };
  add(checklist.name);
  add(checklist.title);
  add(checklist.of_device ? "device" : "tenant");
  add(checklist.gates ? "gates" : "");
  for (const ChecklistStep& each : checklist.steps) {
    const std::string after = join(each.after, ",");
    for (const std::string* part : {&each.step, &each.stage, &each.title, &each.owner, &after, &each.fact, &each.output}) add(*part);
    add(name(each.evidence));
  }
  return sha256_hex(all);
}

}  // namespace mssp::config
