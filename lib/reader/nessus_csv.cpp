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
  for (const std::string_view column : {"Synopsis", "Description", "Solution", "Plugin Output", "Plugin Text"}) {
    const std::string_view words = rows[{column}];
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
  draft.identity.rule = finding::safe_name(rows[{"Plugin ID", "Plugin"}]);
  set_port(draft.identity, rows[{"Port"}], rows[{"Protocol"}]);
  draft.title = finding::safe_line(rows[{"Name", "Plugin Name", "Plugin ID", "Plugin"}]);
  draft.description = told(rows);
  auto cvss = score(rows[{"CVSS v3.0 Base Score", "CVSS V3 Base Score", "CVSS3 Base Score", "CVSSv3"}]);
  if (!cvss) cvss = score(rows[{"CVSS v4.0 Base Score", "CVSS V4 Base Score"}]);
  if (!cvss) cvss = score(rows[{"CVSS v2.0 Base Score", "CVSS V2 Base Score", "CVSS Base Score", "CVSS"}]);
  auto severity = severity_word(rows[{"Risk"}]);
  if (!severity) severity = severity_word(rows[{"Severity"}]);
  if (!severity) severity = severity_word(rows[{"Risk Factor"}]);
  rate(draft, severity, cvss);
  add_cves(draft, rows[{"CVE"}]);
  return draft;
}

}  // namespace

bool is_nessus_csv(std::string_view start) {
  return has_columns(start, {"Plugin ID", "Host"}) || has_columns(start, {"Plugin", "Plugin Name", "IP Address"}) ||
         has_columns(start, {"Plugin ID", "IP Address"});
}

finding::Facts read_nessus_csv(const Input& input, finding::Sink& sink) {
  Rows rows(input, {"Port", "Protocol"});
  Merge merge(sink);
  while (rows.next()) {
    if (rows[{"Plugin ID", "Plugin"}].empty()) {
      sink.problem(std::to_string(rows.line()) + ": a row without a plugin");
      continue;
    }
    finding::AssetSeen asset;
    asset.address = asset_name(rows[{"Host", "IP Address", "DNS Name", "FQDN"}]);
    if (asset.address.empty()) asset.address = named_asset(input, "");
    asset.hostname = finding::safe_name(rows[{"DNS Name", "FQDN"}], 253);
    sink.asset(asset);
    merge.add(draft_of(rows, std::move(asset.address)));
  }
  merge.end();
  finding::Facts facts;
  facts.sources = {"nessus"};
  return facts;
}

}  // namespace mssp::reader
