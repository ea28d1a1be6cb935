#include "reader/generic.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "finding/words.hpp"
#include "json/stream.hpp"
#include "reader/place.hpp"
#include "reader/rating.hpp"
#include "reader/rows.hpp"
#include "reader/shape.hpp"

namespace mssp::reader {
namespace {

// What may be said of a finding. First what is kept here, then what DefectDojo's generic format knows beyond that: read
// over, so that a file made for it can be imported as it is.
const std::vector<std::string_view>& known_keys() {
  static const std::vector<std::string_view> keys{
      "title", "severity", "description", "asset", "hostname", "port", "protocol", "rule", "component", "cvss", "cves",
      "cve", "vulnerability_ids", "vuln_id_from_tool", "unique_id_from_tool", "component_name", "component_version",
      "file_path", "line", "endpoints", "service", "mitigation", "impact", "references", "cvssv3_score", "cvssv4_score",
      "active", "false_p", "is_mitigated", "mitigated",
      "date", "cwe", "cwes", "cvssv3", "cvssv4", "epss_score", "epss_percentile", "steps_to_reproduce",
      "severity_justification", "verified", "duplicate", "out_of_scope", "risk_accepted", "under_review",
      "under_defect_review", "thread_id", "numerical_severity", "param", "payload", "static_finding", "dynamic_finding",
      "scanner_confidence", "sast_source_object", "sast_sink_object", "sast_source_line", "sast_source_file_path",
      "nb_occurences", "publish_date", "planned_remediation_date", "planned_remediation_version", "effort_for_fixing",
      "tags", "kev_date", "known_exploited", "ransomware_used", "fix_available", "fix_version", "files", "url", "locations",
      "request", "response", "has_finding_groups"};
  return keys;
}

// A finding in either form: the text under the first of these names that is there.
using Lookup = std::function<std::string_view(std::initializer_list<std::string_view> names)>;

bool yes(std::string_view text) {
  const std::string lower = lower_ascii(text);
  return lower == "true" || lower == "yes" || lower == "1";
}

// Where it is: the asset that is named, else that of its first endpoint, else what the user said.
std::string place(const Input& input, finding::Identity& identity, std::string_view asset, const Url& endpoint,
                  const Lookup& get) {
  identity.asset = asset_name(asset);
  if (identity.asset.empty()) identity.asset = endpoint.host;
  std::string name = identity.asset.empty() ? named_asset(input, "") : identity.asset;
  identity.asset = name;
  set_port(identity, get({"port"}), get({"protocol"}));
  if (!identity.port && endpoint.port) set_port(identity, std::to_string(*endpoint.port), "tcp");
  return name;
}

finding::Draft draft_of(const Lookup& get) {
  finding::Draft draft;
  draft.identity.source = "generic";
  const std::string_view title = get({"title"});
  const std::string_view rule = get({"rule", "vuln_id_from_tool"});
  draft.identity.rule = finding::safe_name(rule.empty() ? title : rule);
  std::string component(get({"component", "component_name"}));
  const std::string_view file = get({"file_path"});
  if (!file.empty()) component += fmt::format("{}{}{}{}", component.empty() ? "" : " in ", file, get({"line"}).empty() ? "" : ":", get({"line"}));
  const std::string_view unique = get({"unique_id_from_tool"});
  if (!unique.empty()) component = unique;
  draft.identity.component = finding::safe_name(component);
  draft.title = finding::safe_line(title);
  draft.description = finding::safe_text(fmt::format("{}\n\n{}\n\n{}", get({"description"}), get({"impact"}), get({"mitigation"})));
  rate(draft, severity_word(get({"severity"})), score(get({"cvss", "cvssv3_score", "cvssv4_score"})));
  add_cves(draft, get({"cve"}));
  add_cves(draft, get({"cves"}));
  if (yes(get({"false_p", "falsepositive"}))) draft.begins_as = finding::State::false_positive;
  if (yes(get({"is_mitigated", "ismitigated"}))) draft.begins_as = finding::State::fixed;
  return draft;
}

// The first of "endpoints": a text, or an object with host, port and path.
Url endpoint_of(const json::Tree& finding) {
  const json::Tree& endpoints = finding["endpoints"];
  if (endpoints.items().empty()) return {};
  const json::Tree& first = endpoints.items().front();
  if (first.kind() != json::Tree::Kind::object) return parse_url(first.text());
  Url url = parse_url(first["host"].text());
  url.host = asset_name(first["host"].text());
  url.path = first["path"].text();
  finding::Identity port;
  set_port(port, first["port"].text(), "");
  if (port.port) url.port = port.port;
  return url;
}

void require_form(const json::Tree& tree, const std::function<void(const std::string&)>& refuse) {
  if (tree.kind() != json::Tree::Kind::object) refuse("a finding must be an object");
  for (const std::string_view key : {"title", "severity", "description"}) {
    if (tree[key].kind() != json::Tree::Kind::text) refuse(fmt::format("a finding has no '{}'", key));
  }
  const auto& known = known_keys();
  for (const std::string& key : tree.keys()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) refuse(fmt::format("'{}' is no key of a finding", printable(key)));
  }
  if (!severity_word(tree["severity"].text())) refuse(fmt::format("'{}' is no severity", printable(tree["severity"].text())));
}

}  // namespace

bool is_generic_json(std::string_view start) { return json_start(start) == '{' && has_key(start, "findings"); }

finding::Facts read_generic_json(const Input& input, finding::Sink& sink) {
  finding::Facts facts;
  facts.sources = {"generic"};
  const auto read = [&](const json::Place& at, const json::Tree& tree) {
    require_form(tree, [&](const std::string& what) {
      throw Error(Code::invalid_input, fmt::format("{}:{}: {}", input.name, at.line, what),
                  "'man synos-mssp-scan' describes the form");
    });
    const Lookup get = [&](std::initializer_list<std::string_view> names) -> std::string_view {
      for (const std::string_view name : names) {
        if (!tree[name].text().empty()) return tree[name].text();
      }
      return {};
    };
    finding::Draft draft = draft_of(get);
    for (const std::string_view list : {"cves", "vulnerability_ids"}) {
      for (const json::Tree& id : tree[list].items()) add_cves(draft, id.text());
    }
    finding::AssetSeen asset;
    const Url endpoint = endpoint_of(tree);
    if (get({"asset"}).empty() && endpoint.host.empty() && input.asset.empty()) facts.partial = asset_unsure;
    asset.address = place(input, draft.identity, get({"asset"}), endpoint, get);
    asset.hostname = finding::safe_name(get({"hostname"}), 253);
    sink.asset(std::move(asset));
    sink.draft(std::move(draft));
  };
  const auto there = json::read_parts(input.open(), input.name, {"findings/*"},
                                      [&](std::size_t, const json::Place& at, json::Tree&& tree) { read(at, tree); });
  if (!there[0]) {
    throw Error(Code::invalid_input, input.name + ": it has no list 'findings'", "'man synos-mssp-scan' describes the form");
  }
  return facts;
}

bool is_generic_csv(std::string_view start) { return has_columns(start, {"title", "severity"}); }

finding::Facts read_generic_csv(const Input& input, finding::Sink& sink) {
  Rows rows(input, {"title", "severity"});
  finding::Facts facts;
  facts.sources = {"generic"};
  const Lookup get = [&](std::initializer_list<std::string_view> names) { return rows[names]; };
  while (rows.next()) {
    const auto refuse = [&](const std::string& what) {
      throw Error(Code::invalid_input, fmt::format("{}:{}: {}", input.name, rows.line(), what),
                  "'man synos-mssp-scan' describes the form");
    };
    if (get({"title"}).empty()) refuse("a finding has no 'title'");
    if (!get({"severity"}).empty() && !severity_word(get({"severity"}))) refuse(fmt::format("'{}' is no severity", printable(get({"severity"}))));
    finding::Draft draft = draft_of(get);
    add_cves(draft, get({"vulnerabilityid", "vulnerability_ids"}));
    finding::AssetSeen asset;
    const Url endpoint = parse_url(get({"url"}));
    if (get({"asset"}).empty() && endpoint.host.empty() && input.asset.empty()) facts.partial = asset_unsure;
    asset.address = place(input, draft.identity, get({"asset"}), endpoint, get);
    asset.hostname = finding::safe_name(get({"hostname"}), 253);
    sink.asset(std::move(asset));
    sink.draft(std::move(draft));
  }
  return facts;
}

}  // namespace mssp::reader
