#include "reader/cyclonedx.hpp"

#include <fmt/core.h>

#include <map>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "finding/words.hpp"
#include "json/stream.hpp"
#include "reader/elements.hpp"
#include "reader/place.hpp"
#include "reader/rating.hpp"
#include "reader/shape.hpp"

namespace mssp::reader {
namespace {

struct Component {
  std::string name;
  std::string version;
};
using Components = std::map<std::string, Component, std::less<>>;  // by reference

// One rating, in both forms.
struct Rating {
  std::string_view score;
  std::string_view severity;
  std::string_view method;
};

// One vulnerability, in both forms; views are of the document.
struct Vulnerability {
  std::string_view id;
  std::string_view description;
  std::string_view recommendation;
  std::string_view state;
  std::string_view justification;
  std::vector<Rating> ratings;
  std::vector<std::string_view> references;  // other ids of it
  std::vector<std::string_view> affects;     // components
};

std::string full_name(std::string_view group, std::string_view name) {
  return group.empty() ? std::string(name) : fmt::format("{}/{}", group, name);
}

void judge(finding::Draft& draft, const std::vector<Rating>& ratings) {
  std::optional<finding::Severity> word;
  std::optional<finding::Cvss> cvss;
  for (const std::string_view method : {"cvssv3", "cvssv4", "cvssv2", ""}) {
    for (const Rating& rating : ratings) {
      if (!lower_ascii(rating.method).starts_with(method)) continue;
      // A score of another method is not on the scale of CVSS.
      if (!cvss && !method.empty()) cvss = score(rating.score);
      if (!word) word = severity_word(rating.severity);
    }
  }
  rate(draft, word, cvss);
}

void decide(finding::Draft& draft, const Vulnerability& found) {
  if (found.state == "not_affected" || found.state == "false_positive") draft.begins_as = finding::State::false_positive;
  if (found.state == "resolved" || found.state == "resolved_with_pedigree") draft.begins_as = finding::State::fixed;
  if (draft.begins_as != finding::State::open) {
    draft.reason = finding::safe_line(fmt::format("{} {}", found.state, found.justification));
  }
}

// A reference is that of a component, or a BOM-Link that ends in one: "urn:cdx:SERIAL/VERSION#REF".
Component component_of(const Components& components, std::string_view reference) {
  auto found = components.find(reference);
  const std::size_t mark = reference.find('#');
  if (found == components.end() && mark != std::string_view::npos) found = components.find(reference.substr(mark + 1));
  return found != components.end() ? found->second : Component{std::string(reference), {}};
}

void add(finding::Sink& sink, const Vulnerability& found, const Components& components, const std::string& asset) {
  std::vector<Component> affected;
  for (const std::string_view reference : found.affects) affected.push_back(component_of(components, reference));
  if (affected.empty()) affected.emplace_back();
  for (const Component& component : affected) {
    finding::Draft draft;
    draft.identity.asset = asset;
    draft.identity.source = "cyclonedx";
    draft.identity.rule = finding::safe_name(found.id);
    draft.identity.component = finding::safe_name(component.name);
    draft.title = finding::safe_line(component.name.empty() ? std::string(found.id) : fmt::format("{}: {}", component.name, found.id));
    draft.description = finding::safe_text(fmt::format("{} {}\n\n{}\n\n{}", component.name, component.version, found.description,
                                                       found.recommendation));
    judge(draft, found.ratings);
    decide(draft, found);
    add_cves(draft, found.id);
    for (const std::string_view id : found.references) add_cves(draft, id);
    sink.draft(std::move(draft));
  }
}

void add_components(Components& components, const json::Tree& tree) {
  const std::string& reference = tree["bom-ref"].text();
  const Component component{full_name(tree["group"].text(), tree["name"].text()), tree["version"].text()};
  if (!reference.empty()) components.try_emplace(reference, component);
  if (!tree["purl"].text().empty()) components.try_emplace(tree["purl"].text(), component);
  for (const json::Tree& inner : tree["components"].items()) add_components(components, inner);
}

void add_components(Components& components, const Element& element) {
  const Component component{full_name(element.at("group"), element.at("name")), std::string(element.at("version"))};
  const std::string reference(element.attribute("bom-ref"));
  if (!reference.empty()) components.try_emplace(reference, component);
  if (!element.at("purl").empty()) components.try_emplace(std::string(element.at("purl")), component);
  for (const Element& inner : element["components"].children) add_components(components, inner);
}

Vulnerability vulnerability_of(const json::Tree& tree) {
  Vulnerability found;
  found.id = tree["id"].text();
  found.description = tree["detail"].text().empty() ? tree["description"].text() : tree["detail"].text();
  found.recommendation = tree["recommendation"].text();
  found.state = tree["analysis"]["state"].text();
  found.justification = tree["analysis"]["justification"].text();
  for (const json::Tree& rating : tree["ratings"].items()) {
    found.ratings.push_back({rating["score"].text(), rating["severity"].text(), rating["method"].text()});
  }
  for (const json::Tree& reference : tree["references"].items()) found.references.emplace_back(reference["id"].text());
  for (const json::Tree& target : tree["affects"].items()) found.affects.emplace_back(target["ref"].text());
  return found;
}

// The element of version 1.4, and that of the extension for version 1.0 to 1.3 of the format.
Vulnerability vulnerability_of(const Element& element) {
  Vulnerability found;
  found.id = element.at("id");
  found.description = element.at("detail").empty() ? element.at("description") : element.at("detail");
  found.recommendation = element.at("recommendation");
  if (found.recommendation.empty()) found.recommendation = element.at("recommendations/recommendation");
  found.state = element.at("analysis/state");
  found.justification = element.at("analysis/justification");
  for (const Element& rating : element["ratings"].children) {
    const std::string_view base = rating.at("score/base");
    found.ratings.push_back({base.empty() ? rating.at("score") : base, rating.at("severity"), rating.at("method")});
  }
  for (const Element& reference : element["references"].children) found.references.push_back(reference.at("id"));
  for (const Element& target : element["affects"].children) found.affects.push_back(target.at("ref"));
  if (!element.attribute("ref").empty()) found.affects.push_back(element.attribute("ref"));
  return found;
}

finding::Facts facts_for(const Input& input, finding::Sink& sink, std::string_view about, std::string& asset) {
  asset = named_asset(input, about);
  finding::AssetSeen seen;
  seen.address = asset;
  sink.asset(std::move(seen));
  finding::Facts facts;
  facts.sources = {"cyclonedx"};
  if (about.empty() && input.asset.empty()) facts.partial = asset_unsure;
  return facts;
}

}  // namespace

bool is_cyclonedx_json(std::string_view start) {
  return json_start(start) == '{' && has_key(start, "bomFormat") && start.find("CycloneDX") != std::string_view::npos;
}

finding::Facts read_cyclonedx_json(const Input& input, finding::Sink& sink) {
  Components components;
  std::string about;
  bool known = false;
  json::read_parts(input.open(), input.name, {"components/*", "metadata/component", "bomFormat"},
                   [&](std::size_t path, const json::Place&, json::Tree&& tree) {
                     if (path == 2) known = tree.text() == "CycloneDX";
                     if (path < 2) add_components(components, tree);
                     if (path == 1) about = full_name(tree["group"].text(), tree["name"].text());
                   });
  if (!known) throw Error(Code::invalid_input, input.name + ": this is no CycloneDX document: 'bomFormat' does not say so");
  std::string asset;
  finding::Facts facts = facts_for(input, sink, about, asset);
  json::read_parts(input.open(), input.name, {"vulnerabilities/*"},
                   [&](std::size_t, const json::Place& place, json::Tree&& tree) {
                     const Vulnerability found = vulnerability_of(tree);
                     if (found.id.empty()) return sink.problem(fmt::format("{}: a vulnerability without an id", place.line));
                     add(sink, found, components, asset);
                   });
  return facts;
}

bool is_cyclonedx_xml(std::string_view start) {
  return root_element(start) == "bom" && start.find("cyclonedx.org/schema/bom") != std::string_view::npos;
}

finding::Facts read_cyclonedx_xml(const Input& input, finding::Sink& sink) {
  Components components;
  std::string about;
  read_elements(input.open(), input.name,
                {.paths = {"metadata/component", "components/component"},
                 .part = [&](std::size_t path, Element&& element, scan::Position) {
                   add_components(components, element);
                   if (path == 0) about = full_name(element.at("group"), element.at("name"));
                 }});
  std::string asset;
  finding::Facts facts = facts_for(input, sink, about, asset);
  facts.incomplete = read_elements(
      input.open(), input.name,
      {.paths = {"vulnerabilities/vulnerability"}, .part = [&](std::size_t, Element&& element, scan::Position at) {
         const Vulnerability found = vulnerability_of(element);
         if (found.id.empty()) return sink.problem(fmt::format("{}:{}: a vulnerability without an id", at.line, at.column));
         add(sink, found, components, asset);
       }});
  return facts;
}

}  // namespace mssp::reader
