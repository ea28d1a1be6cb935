#include "reader/trivy.hpp"

#include <fmt/core.h>

#include <array>
#include <map>
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

// Where results can stand, and what stands above their lists. Newer reports of clusters have one list of resources,
// older ones two and summaries one of findings; the oldest reports are arrays of targets.
const std::vector<std::string> targets{"Results/*", "Resources/*/Results/*", "Vulnerabilities/*/Results/*",
                                       "Misconfigurations/*/Results/*", "Findings/*/Results/*", "*"};
constexpr std::array<std::string_view, 4> lists{"Vulnerabilities", "Misconfigurations", "Secrets", "Licenses"};

// What a target's results have in common.
struct Target {
  std::string name;
  std::string kind;      // "lang-pkgs"
  std::string resource;  // of a cluster: "default/Service/web"
};
using Key = std::pair<std::size_t, std::vector<std::size_t>>;  // which of `targets`, and its indexes

struct Report {
  std::string artifact;
  bool known = false;  // something that only Trivy writes was there
  bool cluster = false;
  std::map<Key, Target> targets;
  std::map<Key, Target> resources;
};

// First, what is said of the artifact and its targets: keys may come in any order.
Report read_report(const Input& input) {
  Report report;
  std::vector<std::string> paths{"ArtifactName", "ClusterName", "SchemaVersion", "Metadata/RepoTags/*", "Metadata/ImageID"};
  const std::size_t fixed = paths.size();
  for (const std::string& target : targets) {
    paths.push_back(target + "/Target");
    paths.push_back(target + "/Class");
  }
  const std::size_t of_resources = paths.size();
  constexpr std::array<std::string_view, 3> parts{"Namespace", "Kind", "Name"};
  for (std::size_t list = 1; list < targets.size() - 1; ++list) {
    for (const std::string_view part : parts) {
      paths.push_back(targets[list].substr(0, targets[list].find('/')) + "/*/" + std::string(part));
    }
  }
  std::string tag;
  std::string image;
  json::read_parts(input.open(), input.name, paths, [&](std::size_t path, const json::Place& place, json::Tree&& tree) {
    const std::string& text = tree.text();
    if (path < fixed) {
      report.known = report.known || path < 3;
      if (path < 2 && !text.empty()) report.artifact = text;
      if (path == 1) report.cluster = true;
      if (path == 3 && tag.empty()) tag = text;
      if (path == 4) image = text;
    } else if (path < of_resources) {
      Target& target = report.targets[{(path - fixed) / 2, place.indexes}];
      ((path - fixed) % 2 == 0 ? target.name : target.kind) = text;
    } else {
      Target& resource = report.resources[{(path - of_resources) / parts.size() + 1, place.indexes}];
      resource.resource += (resource.resource.empty() ? "" : "/") + text;
    }
  });
  if (report.artifact.empty()) report.artifact = !tag.empty() ? tag : image;
  for (auto& [key, target] : report.targets) {
    report.known = report.known || key.first < targets.size() - 1 || !target.name.empty();
    if (const auto found = report.resources.find({key.first, {key.second.front()}}); found != report.resources.end()) {
      target.resource = found->second.resource;
    }
  }
  // The oldest form names the artifact in its first target: "debian (debian 10.8)".
  if (report.artifact.empty() && !report.targets.empty()) {
    const std::string& name = report.targets.begin()->second.name;
    report.artifact = name.substr(0, name.find(" ("));
  }
  return report;
}

std::optional<finding::Cvss> cvss_of(const json::Tree& vulnerability) {
  const json::Tree& by_source = vulnerability["CVSS"];
  std::vector<const json::Tree*> sources{&by_source[vulnerability["SeveritySource"].text()], &by_source["nvd"]};
  for (const json::Tree& other : by_source.items()) sources.push_back(&other);
  for (const std::string_view version : {"V3Score", "V40Score", "V2Score"}) {
    for (const json::Tree* source : sources) {
      if (const auto cvss = score((*source)[version].text())) return cvss;
    }
  }
  return std::nullopt;
}

std::string component(const Target& target, std::string_view package, std::string_view path) {
  std::string name(package);
  const bool file = target.kind.starts_with("lang") && path.empty();
  for (const std::string_view part : {std::string_view(target.resource), file ? std::string_view(target.name) : path}) {
    if (!part.empty()) name += fmt::format("{}{}", name.empty() ? "" : " in ", part);
  }
  return finding::safe_name(name);
}

void add_vulnerability(finding::Draft& draft, const json::Tree& found, const Target& target) {
  const std::string& package = found["PkgName"].text();
  draft.identity.rule = finding::safe_name(found["VulnerabilityID"].text());
  draft.identity.component = component(target, package, found["PkgPath"].text());
  const std::string& title = found["Title"].text();
  draft.title = finding::safe_line(fmt::format("{}: {}", package, title.empty() ? found["VulnerabilityID"].text() : title));
  const std::string& repaired = found["FixedVersion"].text();
  draft.description = finding::safe_text(
      fmt::format("{} {} is installed, {}\n\n{}", package, found["InstalledVersion"].text(),
                  repaired.empty() ? "no fixed version is known" : "repaired in " + repaired, found["Description"].text()));
  rate(draft, severity_word(found["Severity"].text()), cvss_of(found));
  add_cves(draft, found["VulnerabilityID"].text());
}

void add_other(finding::Draft& draft, const json::Tree& found, const Target& target, std::size_t list) {
  const bool secret = list == 2;
  const bool license = list == 3;
  draft.identity.rule = finding::safe_name(found[secret ? "RuleID" : license ? "Name" : "ID"].text());
  const json::Tree& cause = found["CauseMetadata"];
  std::string place = secret ? found["StartLine"].text() : license ? found["PkgName"].text() : cause["Resource"].text();
  if (!license) place = target.name + (place.empty() ? "" : " " + place);
  draft.identity.component = component({{}, {}, target.resource}, place, license ? found["FilePath"].text() : "");
  const std::string& title = found["Title"].text();
  draft.title = finding::safe_line(license ? fmt::format("{}: licence {}", found["PkgName"].text(), found["Name"].text())
                                           : fmt::format("{}: {}", target.name, title));
  draft.description = finding::safe_text(fmt::format("{}\n\n{}\n\n{}", found["Message"].text(), found["Description"].text(),
                                                     found["Resolution"].text()));
  rate(draft, severity_word(found["Severity"].text()), std::nullopt);
}

}  // namespace

bool is_trivy(std::string_view start) {
  const char first = json_start(start);
  if (first == '{') {
    return (has_key(start, "SchemaVersion") && (has_key(start, "ArtifactName") || has_key(start, "Results"))) ||
           has_key(start, "ClusterName");
  }
  return first == '[' && has_key(start, "Target") && (has_key(start, "Vulnerabilities") || has_key(start, "Type"));
}

finding::Facts read_trivy(const Input& input, finding::Sink& sink) {
  const Report report = read_report(input);
  finding::AssetSeen asset;
  asset.address = named_asset(input, report.artifact);
  finding::Facts facts;
  facts.sources = {"trivy"};
  if (report.artifact.empty() && input.asset.empty()) facts.partial = asset_unsure;
  std::vector<std::string> paths;
  for (const std::string& target : targets) {
    for (const std::string_view list : lists) paths.push_back(target + "/" + std::string(list) + "/*");
  }
  bool told = false;
  const auto tell = [&] {
    if (!told) sink.asset(asset);
    told = true;
  };
  if (report.known) tell();
  json::read_parts(input.open(), input.name, paths, [&](std::size_t path, const json::Place& place, json::Tree&& tree) {
    const std::size_t list = path % lists.size();
    if (list == 1 && tree.has("Status") && tree["Status"].text() != "FAIL") return;
    std::vector<std::size_t> indexes = place.indexes;
    indexes.pop_back();
    const auto found = report.targets.find({path / lists.size(), indexes});
    const Target target = found == report.targets.end() ? Target{} : found->second;
    finding::Draft draft;
    draft.identity.asset = asset.address;
    draft.identity.source = "trivy";
    list == 0 ? add_vulnerability(draft, tree, target) : add_other(draft, tree, target, list);
    if (draft.identity.rule.empty()) return sink.problem(fmt::format("{}: a result without an id", place.line));
    tell();
    sink.draft(std::move(draft));
  });
  if (!report.known && !told) {
    json::read_parts(input.open(), input.name, {""}, [&](std::size_t, const json::Place& place, json::Tree&& tree) {
      if (tree.kind() == json::Tree::Kind::null || (tree.kind() == json::Tree::Kind::array && tree.items().empty())) return;
      throw Error(Code::invalid_input, fmt::format("{}:{}: this is no report of trivy", input.name, place.line));
    });
  }
  return facts;
}

}  // namespace mssp::reader
