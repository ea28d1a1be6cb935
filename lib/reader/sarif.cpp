#include "reader/sarif.hpp"

#include <fmt/core.h>

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "finding/words.hpp"
#include "json/stream.hpp"
#include "reader/place.hpp"
#include "reader/rating.hpp"
#include "reader/shape.hpp"

namespace mssp::reader {
namespace {

struct Rule {
  std::string id;
  std::string name;
  std::string level;
  std::string text;
  std::optional<finding::Cvss> severity;  // "security-severity", on the scale of CVSS
  std::map<std::string, std::string> messages;
  std::string tags;
};

// What a run says of itself, wherever in it that stands.
struct Run {
  std::string tool;
  std::string repository;
  bool failed = false;
  bool elsewhere = false;                  // results are in files of their own
  std::vector<std::vector<Rule>> rules;    // of the driver, then of its extensions
};

std::string first_text(const json::Tree& rule, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    const std::string& text = rule[key]["text"].text();
    if (!text.empty()) return text;
  }
  return {};
}

Rule rule_of(const json::Tree& tree) {
  Rule rule;
  rule.id = tree["id"].text();
  rule.name = first_text(tree, {"shortDescription"});
  rule.text = first_text(tree, {"fullDescription", "help"});
  if (rule.name.empty()) rule.name = tree["name"].text().empty() ? rule.text : tree["name"].text();
  rule.level = tree["defaultConfiguration"]["level"].text();
  rule.severity = score(tree["properties"]["security-severity"].text());
  const json::Tree& messages = tree["messageStrings"];
  for (std::size_t i = 0; i < messages.keys().size(); ++i) {
    rule.messages.emplace(messages.keys()[i], messages.items()[i]["text"].text());
  }
  for (const json::Tree& tag : tree["properties"]["tags"].items()) rule.tags += tag.text() + " ";
  return rule;
}

std::vector<Rule> rules_of(const json::Tree& component) {
  std::vector<Rule> rules;
  for (const json::Tree& rule : component["rules"].items()) rules.push_back(rule_of(rule));
  return rules;
}

void read_tool(Run& run, const json::Tree& tool) {
  run.tool = tool["driver"]["name"].text();
  run.rules.push_back(rules_of(tool["driver"]));
  for (const json::Tree& extension : tool["extensions"].items()) run.rules.push_back(rules_of(extension));
}

std::map<std::size_t, Run> read_runs(const Input& input) {
  std::map<std::size_t, Run> runs;
  const auto there = json::read_parts(
      input.open(), input.name,
      {"runs/*/tool", "runs/*/versionControlProvenance/*", "runs/*/invocations/*/executionSuccessful",
       "runs/*/externalPropertyFileReferences/results"},
      [&](std::size_t path, const json::Place& place, json::Tree&& tree) {
        Run& run = runs[place.indexes.front()];
        if (path == 0) read_tool(run, tree);
        if (path == 1 && run.repository.empty()) run.repository = tree["repositoryUri"].text();
        if (path == 2 && tree.text() == "false") run.failed = true;
        if (path == 3) run.elsewhere = true;
      });
  if (!there[0] && runs.empty()) {
    json::read_parts(input.open(), input.name, {"runs"}, [&](std::size_t, const json::Place&, json::Tree&& tree) {
      if (tree.kind() == json::Tree::Kind::array && tree.items().empty()) runs[0] = {};
    });
    if (runs.empty()) throw Error(Code::invalid_input, input.name + ": this is no SARIF: it has no 'runs'");
  }
  return runs;
}

std::optional<std::size_t> index_in(const json::Tree& tree) {
  const auto number = parse_integer(tree.text());
  if (!number || *number < 0) return std::nullopt;
  return static_cast<std::size_t>(*number);
}

// By its index in the component that has it, else by its id, of which "CA1000/1" is a part of "CA1000".
const Rule* rule_for(const Run& run, const json::Tree& result, const std::string& id) {
  const json::Tree& reference = result["rule"];
  const auto component = index_in(reference["toolComponent"]["index"]);
  const std::size_t list = component ? *component + 1 : 0;
  auto index = index_in(result["ruleIndex"]);
  if (!index) index = index_in(reference["index"]);
  if (index && list < run.rules.size() && *index < run.rules[list].size()) return &run.rules[list][*index];
  const std::string parent = id.substr(0, id.find('/'));
  for (const std::string& wanted : {id, parent}) {
    for (const auto& rules : run.rules) {
      for (const Rule& rule : rules) {
        if (!wanted.empty() && rule.id == wanted) return &rule;
      }
    }
  }
  return nullptr;
}

std::string message_of(const json::Tree& result, const Rule* rule) {
  const json::Tree& message = result["message"];
  std::string text = message["text"].text();
  if (text.empty()) text = message["markdown"].text();
  if (text.empty() && rule != nullptr) {
    const auto found = rule->messages.find(message["id"].text());
    if (found != rule->messages.end()) text = found->second;
  }
  std::size_t number = 0;
  for (const json::Tree& argument : message["arguments"].items()) {
    const std::string mark = fmt::format("{{{}}}", number++);
    const std::size_t at = text.find(mark);
    if (at != std::string::npos) text.replace(at, mark.size(), argument.text());
  }
  return text;
}

// What tells this place from others in the next version of the code: a fingerprint, else its line and column.
std::string place_of(const json::Tree& result) {
  const json::Tree& locations = result["locations"];
  static const json::Tree nowhere;
  const json::Tree& location = locations.items().empty() ? nowhere : locations.items().front();
  const json::Tree& physical = location["physicalLocation"];
  std::string place = physical["artifactLocation"]["uri"].text();
  if (place.empty()) place = physical["address"]["absoluteAddress"].text();
  for (const json::Tree& logical : location["logicalLocations"].items()) {
    place += (place.empty() ? "" : " ") + logical["fullyQualifiedName"].text();
  }
  std::string mark;
  for (const std::string_view kind : {"fingerprints", "partialFingerprints"}) {
    const json::Tree& prints = result[kind];
    for (const json::Tree& print : prints.items()) {
      const std::string& text = print.kind() == json::Tree::Kind::object ? print["value"].text() : print.text();
      if (!text.empty()) mark += (mark.empty() ? "" : " ") + text;
    }
    if (!mark.empty()) break;
  }
  const json::Tree& region = physical["region"];
  if (mark.empty()) mark = region["startLine"].text();
  if (mark == region["startLine"].text() && region["startColumn"]) mark += ":" + region["startColumn"].text();
  return mark.empty() ? place : place + " #" + mark;
}

// Whether somebody decided that this needs no repair; a suppression can be under review or rejected.
const json::Tree* suppression_of(const json::Tree& result) {
  const json::Tree* accepted = nullptr;
  for (const json::Tree& suppression : result["suppressions"].items()) {
    const std::string& status = suppression["status"].text();
    if (!status.empty() && status != "accepted") return nullptr;
    accepted = &suppression;
  }
  return accepted;
}

finding::Draft draft_of(const json::Tree& result, const Run& run, const std::string& asset) {
  finding::Draft draft;
  draft.identity.asset = asset;
  draft.identity.source = finding::safe_name("sarif/" + (run.tool.empty() ? "unnamed" : run.tool), 100);
  std::string id = result["ruleId"].text();
  if (id.empty()) id = result["rule"]["id"].text();
  const Rule* rule = rule_for(run, result, id);
  if (id.empty() && rule != nullptr) id = rule->id;
  const std::string message = message_of(result, rule);
  draft.identity.rule = finding::safe_name(id.empty() ? "unnamed" : id);
  draft.identity.component = finding::safe_name(place_of(result), 500);
  draft.title = finding::safe_line(!message.empty() ? message.substr(0, message.find('\n')) : rule != nullptr ? rule->name : id);
  draft.description = finding::safe_text(fmt::format("{}\n\n{}", message, rule != nullptr ? rule->text : ""));
  std::string level = result["level"].text();
  if (level.empty() && rule != nullptr) level = rule->level;
  if (level.empty()) level = "warning";
  auto severity = score(result["properties"]["security-severity"].text());
  if (!severity && rule != nullptr) severity = rule->severity;
  rate(draft, severity_word(level), severity);
  add_cves(draft, id);
  add_cves(draft, message);
  if (rule != nullptr) add_cves(draft, rule->tags);
  if (const json::Tree* suppression = suppression_of(result)) {
    draft.begins_as = finding::State::false_positive;
    draft.reason = finding::safe_line("suppressed in the tool " + (*suppression)["justification"].text());
  }
  return draft;
}

}  // namespace

bool is_sarif(std::string_view start) {
  return json_start(start) == '{' && has_key(start, "runs") && (has_key(start, "version") || has_key(start, "tool"));
}

finding::Facts read_sarif(const Input& input, finding::Sink& sink) {
  const std::map<std::size_t, Run> runs = read_runs(input);
  finding::Facts facts;
  std::set<std::string> sources;
  std::map<std::size_t, std::string> assets;
  for (const auto& [index, run] : runs) {
    if (run.tool.empty() && run.rules.empty()) continue;
    finding::AssetSeen asset;
    asset.address = named_asset(input, run.repository.empty() ? run.tool : run.repository);
    if (input.asset.empty() && run.repository.empty()) facts.partial = asset_unsure;
    if (run.failed) facts.partial = "a tool says that its run failed";
    if (run.elsewhere) facts.partial = "a run keeps its results in other files";
    assets[index] = asset.address;
    sources.insert(finding::safe_name("sarif/" + (run.tool.empty() ? "unnamed" : run.tool), 100));
    sink.asset(std::move(asset));
  }
  json::read_parts(input.open(), input.name, {"runs/*/results/*"},
                   [&](std::size_t, const json::Place& place, json::Tree&& result) {
                     const std::string& kind = result["kind"].text();
                     if (!kind.empty() && kind != "fail") return;
                     if (result["baselineState"].text() == "absent") return;
                     const auto run = runs.find(place.indexes.front());
                     if (run == runs.end() || !assets.contains(run->first)) {
                       return sink.problem(fmt::format("{}: a result of a run without a tool", place.line));
                     }
                     sink.draft(draft_of(result, run->second, assets.at(run->first)));
                   });
  facts.sources = {sources.begin(), sources.end()};
  return facts;
}

}  // namespace mssp::reader
