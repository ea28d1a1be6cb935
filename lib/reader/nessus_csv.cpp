#include <array>
#include <string>

#include "finding/words.hpp"
#include "reader/merge.hpp"
#include "reader/nessus.hpp"
#include "reader/place.hpp"
#include "reader/rating.hpp"
#include "reader/rows.hpp"

namespace mssp::reader {
namespace {

std::string told(const Rows& rows) {
  std::string text;
  // Vulnerability Management calls them definition.*.
  constexpr std::array<std::array<std::string_view, 2>, 4> columns{{{"Synopsis", "definition.synopsis"},
                                                                    {"Description", "definition.description"},
                                                                    {"Solution", "definition.solution"},
                                                                    {"Plugin Output", "output"}}};
  for (const auto& [column, newer] : columns) {
    const std::string_view words = column == "Plugin Output" ? rows[{column, newer, "Plugin Text"}] : rows[{column, newer}];
    if (words.empty()) continue;
    if (!text.empty()) text += "\n\n";
    text += words;
  }
  return finding::safe_text(text);
}

finding::Draft draft_of(const Rows& rows, std::string asset) {
  finding::Draft draft;
  draft.identity.asset = std::move(asset);
  draft.identity.source = "nessus";
  draft.identity.rule = finding::safe_name(rows[{"Plugin ID", "Plugin", "definition.id"}]);
  set_port(draft.identity, rows[{"Port"}], rows[{"Protocol"}]);
  draft.title = finding::safe_line(rows[{"Name", "Plugin Name", "definition.name", "Plugin ID", "Plugin", "definition.id"}]);
  draft.description = told(rows);
  auto cvss = score(rows[{"CVSS v3.0 Base Score", "CVSS V3 Base Score", "CVSS3 Base Score", "CVSSv3", "definition.cvss3.base_score"}]);
  if (!cvss) cvss = score(rows[{"CVSS v4.0 Base Score", "CVSS V4 Base Score", "definition.cvss4.base_score"}]);
  if (!cvss) cvss = score(rows[{"CVSS v2.0 Base Score", "CVSS V2 Base Score", "CVSS Base Score", "CVSS", "definition.cvss2.base_score"}]);
  auto severity = severity_word(rows[{"Risk"}]);
  if (!severity) severity = severity_word(rows[{"Severity"}]);
  if (!severity) severity = severity_word(rows[{"Risk Factor"}]);
  rate(draft, severity, cvss);
  add_cves(draft, rows[{"CVE", "definition.cve"}]);
  return draft;
}

}  // namespace

bool is_nessus_csv(std::string_view start) {
  return has_columns(start, {"Plugin ID", "Host"}) || has_columns(start, {"Plugin", "Plugin Name", "IP Address"}) ||
         has_columns(start, {"Plugin ID", "IP Address"}) || has_columns(start, {"definition.id", "port", "protocol"});
}

finding::Facts read_nessus_csv(const Input& input, finding::Sink& sink) {
  Rows rows(input, {"Port", "Protocol"});
  Merge merge(sink);
  while (rows.next()) {
    if (rows[{"Plugin ID", "Plugin", "definition.id"}].empty()) {
      sink.problem(std::to_string(rows.line()) + ": a row without a plugin");
      continue;
    }
    finding::AssetSeen asset;
    asset.address = asset_name(rows[{"Host", "IP Address", "DNS Name", "FQDN", "asset.display_ipv4_address", "asset.ipv4_addresses",
                                   "asset.host_name", "asset.display_fqdn", "asset.name"}]);
    if (asset.address.empty()) asset.address = named_asset(input, "");
    asset.hostname = finding::safe_name(rows[{"DNS Name", "FQDN", "asset.display_fqdn", "asset.host_name"}], 253);
    sink.asset(asset);
    merge.add(draft_of(rows, std::move(asset.address)));
  }
  merge.end();
  finding::Facts facts;
  facts.sources = {"nessus"};
  return facts;
}

}  // namespace mssp::reader
