#include "reader/wazuh.hpp"

#include <fmt/core.h>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "finding/words.hpp"
#include "json/stream.hpp"
#include "reader/place.hpp"
#include "reader/rating.hpp"
#include "reader/shape.hpp"

namespace mssp::reader {
namespace {

const std::string& first_of(const std::string& a, const std::string& b) { return a.empty() ? b : a; }

finding::Draft draft_of(std::string_view id, std::string_view package, std::string_view version, std::string_view title,
                        std::string_view description) {
  finding::Draft draft;
  draft.identity.source = "wazuh";
  draft.identity.rule = finding::safe_name(id);
  draft.identity.component = finding::safe_name(package);
  draft.title = finding::safe_line(title.empty() ? fmt::format("{} affects {}", id, package) : std::string(title));
  draft.description = finding::safe_text(fmt::format("{} {} is installed\n\n{}", package, version, description));
  add_cves(draft, id);
  return draft;
}

// An item of GET /vulnerability/AGENT.
finding::Draft item_of(const json::Tree& item, std::string& agent) {
  agent = first_of(first_of(item["agent_name"].text(), item["agent_ip"].text()), item["agent_id"].text());
  finding::Draft draft = draft_of(item["cve"].text(), item["name"].text(), item["version"].text(), item["title"].text(),
                                  item["condition"].text());
  auto cvss = score(item["cvss3_score"].text());
  if (!cvss || cvss->tenths == 0) cvss = score(item["cvss2_score"].text());
  rate(draft, severity_word(item["severity"].text()), cvss && cvss->tenths > 0 ? cvss : std::nullopt);
  return draft;
}

// A document of the index wazuh-states-vulnerabilities.
finding::Draft document_of(const json::Tree& hit, std::string& agent) {
  const json::Tree& source = hit["_source"];
  const json::Tree& vulnerability = source["vulnerability"];
  const json::Tree& package = source["package"];
  agent = first_of(source["agent"]["name"].text(), source["agent"]["id"].text());
  finding::Draft draft = draft_of(vulnerability["id"].text(), package["name"].text(), package["version"].text(), "",
                                  vulnerability["description"].text());
  const auto cvss = score(vulnerability["score"]["base"].text());
  rate(draft, severity_word(vulnerability["severity"].text()), cvss && cvss->tenths > 0 ? cvss : std::nullopt);
  return draft;
}

}  // namespace

bool is_wazuh(std::string_view start) {
  if (json_start(start) != '{') return false;
  return (has_key(start, "data") && has_key(start, "affected_items")) ||
         (has_key(start, "hits") && has_key(start, "_source") && has_key(start, "vulnerability"));
}

finding::Facts read_wazuh(const Input& input, finding::Sink& sink) {
  finding::Facts facts;
  facts.sources = {"wazuh"};
  std::int64_t shown = 0;
  std::int64_t all = 0;
  const auto there = json::read_parts(
      input.open(), input.name,
      {"data/affected_items/*", "hits/hits/*", "data/total_affected_items", "hits/total"},
      [&](std::size_t path, const json::Place& place, json::Tree&& tree) {
        if (path >= 2) {
          const std::string& number = tree.kind() == json::Tree::Kind::object ? tree["value"].text() : tree.text();
          all = parse_integer(number).value_or(0);
          return;
        }
        ++shown;
        std::string agent;
        finding::Draft draft = path == 0 ? item_of(tree, agent) : document_of(tree, agent);
        if (draft.identity.rule.empty()) return sink.problem(fmt::format("{}: a vulnerability without an id", place.line));
        if (agent.empty() && input.asset.empty()) facts.partial = asset_unsure;
        finding::AssetSeen asset;
        asset.address = input.asset.empty() ? named_asset(input, agent) : asset_name(agent.empty() ? input.asset : agent);
        draft.identity.asset = asset.address;
        sink.asset(std::move(asset));
        sink.draft(std::move(draft));
      });
  if (!there[0] && !there[1]) throw Error(Code::invalid_input, input.name + ": these are no vulnerabilities of wazuh");
  if (all > shown) facts.partial = fmt::format("the file holds {} of {} vulnerabilities", shown, all);
  return facts;
}

}  // namespace mssp::reader
