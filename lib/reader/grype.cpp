#include "reader/grype.hpp"

#include <fmt/core.h>

#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "finding/words.hpp"
#include "json/stream.hpp"
#include "reader/place.hpp"
#include "reader/rating.hpp"
#include "reader/shape.hpp"

namespace mssp::reader {
namespace {

// Of version 3 where there is one, as others are measured with it.
std::optional<finding::Cvss> cvss_in(const json::Tree& scores) {
  for (const std::string_view version : {"3", "4", "2", ""}) {
    for (const json::Tree& one : scores.items()) {
      if (!one["version"].text().starts_with(version)) continue;
      if (const auto cvss = score(one["metrics"]["baseScore"].text())) return cvss;
    }
  }
  return std::nullopt;
}

std::string scanned(const Input& input) {
  std::string name;
  json::read_parts(input.open(), input.name, {"source"}, [&](std::size_t, const json::Place&, json::Tree&& source) {
    const json::Tree& target = source["target"];
    name = target.kind() == json::Tree::Kind::object ? target["userInput"].text() : target.text();
    if (name.empty()) name = target["imageID"].text();
  });
  return name;
}

finding::Draft draft_of(const json::Tree& match, const std::string& asset) {
  const json::Tree& vulnerability = match["vulnerability"];
  const json::Tree& artifact = match["artifact"];
  const json::Tree& related = match["relatedVulnerabilities"];
  const std::string& id = vulnerability["id"].text();
  finding::Draft draft;
  draft.identity.asset = asset;
  draft.identity.source = "grype";
  draft.identity.rule = finding::safe_name(id);
  std::string component = artifact["name"].text();
  const json::Tree& places = artifact["locations"];
  if (!places.items().empty()) {
    const json::Tree& place = places.items().front();
    const std::string& path = place.kind() == json::Tree::Kind::object ? place["path"].text() : place.text();
    if (!path.empty()) component += " in " + path;
  }
  draft.identity.component = finding::safe_name(component);
  draft.title = finding::safe_line(fmt::format("{}: {}", artifact["name"].text(), id));
  auto cvss = cvss_in(vulnerability["cvss"]);
  const json::Tree* words = &vulnerability["description"];
  add_cves(draft, id);
  for (const json::Tree& other : related.items()) {
    if (!cvss) cvss = cvss_in(other["cvss"]);
    if (words->text().empty()) words = &other["description"];
    add_cves(draft, other["id"].text());
  }
  const json::Tree& repair = vulnerability["fix"];
  std::vector<std::string> versions;
  for (const json::Tree& version : repair["versions"].items()) versions.push_back(version.text());
  const std::string repaired = versions.empty() ? "no fixed version is known" : "repaired in " + join(versions, ", ");
  draft.description = finding::safe_text(fmt::format("{} {} is installed, {}\n\n{}", artifact["name"].text(),
                                                     artifact["version"].text(), repaired, words->text()));
  rate(draft, severity_word(vulnerability["severity"].text()), cvss);
  return draft;
}

}  // namespace

bool is_grype(std::string_view start) {
  return json_start(start) == '{' && has_key(start, "matches") &&
         (has_key(start, "vulnerability") || has_key(start, "descriptor") || has_key(start, "source"));
}

finding::Facts read_grype(const Input& input, finding::Sink& sink) {
  const std::string target = scanned(input);
  finding::AssetSeen asset;
  asset.address = named_asset(input, target);
  sink.asset(asset);
  finding::Facts facts;
  facts.sources = {"grype"};
  if (target.empty() && input.asset.empty()) facts.partial = asset_unsure;
  const auto there = json::read_parts(
      input.open(), input.name, {"matches/*"}, [&](std::size_t, const json::Place& place, json::Tree&& match) {
        finding::Draft draft = draft_of(match, asset.address);
        if (draft.identity.rule.empty()) return sink.problem(fmt::format("{}: a match without an id", place.line));
        sink.draft(std::move(draft));
      });
  // What found nothing may say so with null, as programs in Go do.
  bool nothing = there[0];
  if (!nothing) {
    json::read_parts(input.open(), input.name, {"matches"}, [&](std::size_t, const json::Place&, json::Tree&& matches) {
      nothing = matches.kind() == json::Tree::Kind::null;
    });
  }
  if (!nothing) throw Error(Code::invalid_input, input.name + ": this is no report of grype: it has no 'matches'");
  return facts;
}

}  // namespace mssp::reader
