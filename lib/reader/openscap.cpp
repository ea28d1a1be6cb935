#include "reader/openscap.hpp"

#include <fmt/core.h>

#include <map>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "finding/words.hpp"
#include "reader/elements.hpp"
#include "reader/place.hpp"
#include "reader/rating.hpp"
#include "reader/shape.hpp"

namespace mssp::reader {
namespace {

struct Rule {
  std::string title;
  std::string description;
  std::string severity;
  std::string ids;
};
using Rules = std::map<std::string, Rule, std::less<>>;

std::string ids_in(const Element& element) {
  std::string ids;
  for (const Element& child : element.children) {
    if (child.name == "ident") ids += child.text + " ";
  }
  return ids;
}

Rules read_rules(const Input& input) {
  Rules rules;
  read_elements(input.open(), input.name,
                {.paths = {"Rule"}, .part = [&](std::size_t, Element&& element, scan::Position) {
                   rules.insert_or_assign(std::string(element.attribute("id")),
                                          Rule{finding::safe_line(element.at("title")), finding::safe_text(element.at("description")),
                                               std::string(element.attribute("severity")), ids_in(element)});
                 }});
  return rules;
}

finding::Draft draft_of(const Element& result, const Rules& rules) {
  const std::string_view id = result.attribute("idref");
  const auto found = rules.find(id);
  const Rule rule = found == rules.end() ? Rule{} : found->second;
  finding::Draft draft;
  draft.identity.source = "openscap";
  draft.identity.rule = finding::safe_name(id);
  draft.title = rule.title.empty() ? finding::safe_line(id) : rule.title;
  draft.description = rule.description;
  std::string_view severity = result.attribute("severity");
  if (severity.empty()) severity = rule.severity;
  rate(draft, severity_word(severity.empty() ? "medium" : severity), std::nullopt);
  add_cves(draft, ids_in(result));
  add_cves(draft, rule.ids);
  return draft;
}

}  // namespace

bool is_openscap(std::string_view start) {
  const std::string root = root_element(start);
  return root == "Benchmark" || root == "TestResult" || root == "asset-report-collection" || root == "data-stream-collection";
}

finding::Facts read_openscap(const Input& input, finding::Sink& sink) {
  const Rules rules = read_rules(input);
  finding::AssetSeen target;
  std::vector<finding::Draft> failed;  // those of a target that is not named yet
  std::size_t results = 0;
  finding::Facts facts;
  facts.sources = {"openscap"};
  const auto part = [&](std::size_t path, Element&& element, scan::Position) {
    if (path == 0) {
      target.address = asset_name(element.text);
    } else if (path == 1) {
      if (target.address.empty()) target.address = asset_name(element.text);
    } else {
      ++results;
      const std::string result = lower_ascii(element.at("result"));
      if (result == "fail") {
        finding::Draft draft = draft_of(element, rules);
        if (target.address.empty()) {
          failed.push_back(std::move(draft));
          return;
        }
        finding::AssetSeen seen;
        seen.address = draft.identity.asset = target.address;
        sink.asset(std::move(seen));
        sink.draft(std::move(draft));
      } else if (result != "pass" && result != "fixed" && result != "notapplicable") {
        target.undecided.push_back(finding::safe_name(element.attribute("idref")));
      }
    }
  };
  facts.incomplete = read_elements(
      input.open(), input.name,
      {.paths = {"TestResult/target", "TestResult/target-address", "TestResult/rule-result"}, .part = part});
  if (target.address.empty()) {
    target.address = named_asset(input, "");
    if (input.asset.empty()) facts.partial = asset_unsure;
  }
  if (results > 0) sink.asset(target);
  for (finding::Draft& draft : failed) {
    draft.identity.asset = target.address;
    sink.draft(std::move(draft));
  }
  if (results == 0 && facts.incomplete.empty()) {
    throw Error(Code::invalid_input, input.name + ": no TestResult is in it",
                "'oscap xccdf eval --results FILE' writes one; a benchmark alone holds no results");
  }
  return facts;
}

}  // namespace mssp::reader
