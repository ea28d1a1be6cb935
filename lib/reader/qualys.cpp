#include "reader/qualys.hpp"

#include <fmt/core.h>

#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "finding/words.hpp"
#include "reader/elements.hpp"
#include "reader/place.hpp"
#include "reader/qualys_rating.hpp"
#include "reader/rating.hpp"
#include "reader/rows.hpp"
#include "reader/shape.hpp"

namespace mssp::reader {
namespace {

struct Details {
  std::string title;
  std::string text;
  std::string severity;
  std::optional<finding::Cvss> cvss;
  std::string cves;
};

std::string cves_of(const Element& element) {
  std::string ids;
  for (const Element& id : element["CVE_ID_LIST"].children) ids += std::string(id.at("ID")) + " ";
  return ids;
}

// The knowledge of an asset data report stands after its hosts.
std::map<std::string, Details, std::less<>> read_glossary(const Input& input) {
  std::map<std::string, Details, std::less<>> glossary;
  read_elements(input.open(), input.name,
                {.paths = {"VULN_DETAILS_LIST/VULN_DETAILS"}, .part = [&](std::size_t, Element&& element, scan::Position) {
                   auto cvss = qualys_score(element.at("CVSS3_SCORE/CVSS3_BASE"));
                   if (!cvss) cvss = qualys_score(element.at("CVSS_SCORE/CVSS_BASE"));
                   glossary.insert_or_assign(
                       std::string(element.at("QID")),
                       Details{std::string(element.at("TITLE")),
                               finding::safe_text(element.texts({"THREAT", "IMPACT", "SOLUTION"})),
                               std::string(element.at("SEVERITY")), cvss, cves_of(element)});
                 }});
  return glossary;
}

finding::Draft start_draft(const std::string& asset, std::string_view qid) {
  finding::Draft draft;
  draft.identity.asset = asset;
  draft.identity.source = "qualys";
  draft.identity.rule = finding::safe_name(qid);
  return draft;
}

}  // namespace

bool is_qualys_xml(std::string_view start) {
  const std::string root = root_element(start);
  return root == "ASSET_DATA_REPORT" || (root == "SCAN" && start.find("qualys") != std::string_view::npos);
}

finding::Facts read_qualys_xml(const Input& input, finding::Sink& sink) {
  const auto glossary = read_glossary(input);
  finding::Facts facts;
  facts.sources = {"qualys"};
  finding::AssetSeen host;
  std::string port;
  std::string protocol;
  const auto next_host = [&](std::string_view address, std::string_view name) {
    host = {};
    host.address = asset_name(address);
    host.hostname = finding::safe_name(name, 253);
    if (!host.address.empty()) sink.asset(host);
  };
  const auto begins = [&](std::string_view name, std::size_t depth, const scan::Attributes& attributes) {
    if (depth == 0 && name != "ASSET_DATA_REPORT" && name != "SCAN") {
      throw Error(Code::invalid_input, fmt::format("{}: the root element is '{}', which Qualys does not write", input.name, printable(name)));
    }
    if (depth == 1 && name == "IP") next_host(attributes.text("value"), attributes.text("name"));
    if (name == "CAT") {
      port = attributes.text("port");
      protocol = attributes.text("protocol");
    }
  };
  const auto part = [&](std::size_t path, Element&& element, scan::Position at) {
    if (path == 0) return next_host(trim(element.text), {});
    if (path == 1) {
      host.hostname = finding::safe_name(element.text, 253);
      if (!host.address.empty()) sink.asset(host);
      return;
    }
    const bool listed = path == 2;
    const std::string_view qid = listed ? element.at("QID") : element.attribute("number");
    if (host.address.empty() || qid.empty()) {
      return sink.problem(fmt::format("{}:{}: a result without a host or a QID", at.line, at.column));
    }
    finding::Draft draft = start_draft(host.address, qid);
    const auto known = glossary.find(qid);
    if (listed && known != glossary.end()) {
      draft.title = finding::safe_line(known->second.title);
      draft.description = finding::safe_text(known->second.text + "\n\n" + std::string(element.at("RESULT")));
      rate(draft, qualys_level(known->second.severity), known->second.cvss);
      add_cves(draft, known->second.cves);
    } else if (!listed) {
      draft.title = finding::safe_line(element.at("TITLE"));
      draft.description = finding::safe_text(element.texts({"DIAGNOSIS", "CONSEQUENCE", "SOLUTION", "RESULT"}));
      auto cvss = qualys_score(element.at("CVSS3_BASE"));
      if (!cvss) cvss = qualys_score(element.at("CVSS_BASE"));
      rate(draft, qualys_level(element.attribute("severity")), cvss);
      add_cves(draft, cves_of(element));
    }
    if (draft.title.empty()) draft.title = finding::safe_line(fmt::format("QID {}", qid));
    set_port(draft.identity, listed ? element.at("PORT") : std::string_view(port),
             listed ? element.at("PROTOCOL") : std::string_view(protocol));
    if (element.at("VULN_STATUS") == "Fixed") draft.begins_as = finding::State::fixed;
    sink.draft(std::move(draft));
  };
  facts.incomplete = read_elements(input.open(), input.name,
                                   {.paths = {"HOST/IP", "HOST/DNS", "VULN_INFO_LIST/VULN_INFO", "VULNS/CAT/VULN"},
                                    .part = part,
                                    .begins = begins});
  return facts;
}

bool is_qualys_csv(std::string_view start) {
  return has_columns(start, {"QID", "Title", "Severity"}) && (has_columns(start, {"IP"}) || has_columns(start, {"Asset Name"}));
}

finding::Facts read_qualys_csv(const Input& input, finding::Sink& sink) {
  Rows rows(input, {"QID", "Title"});
  const bool by_cve = rows.has("CVE");
  while (rows.next()) {
    const std::string_view qid = rows[{"QID"}];
    if (qid.empty()) {
      sink.problem(fmt::format("{}: a row without a QID", rows.line()));
      continue;
    }
    finding::AssetSeen asset;
    asset.address = asset_name(rows[{"IP", "Asset IPV4", "Asset IPV6", "DNS", "Asset Name"}]);
    if (asset.address.empty()) asset.address = named_asset(input, "");
    asset.hostname = finding::safe_name(rows[{"FQDN", "DNS", "Asset Name"}], 253);
    finding::Draft draft = start_draft(asset.address, qid);
    if (by_cve) {
      draft.identity.source = "qualys/cve";
      draft.identity.rule = finding::safe_name(fmt::format("{} {}", qid, rows[{"CVE"}]));
    }
    set_port(draft.identity, rows[{"Port"}], rows[{"Protocol"}]);
    draft.title = finding::safe_line(rows[{"Title"}]);
    draft.description = finding::safe_text(fmt::format("{}\n\n{}\n\n{}", rows[{"Threat", "CVE-Description"}], rows[{"Solution"}], rows[{"Results"}]));
    auto cvss = qualys_score(rows[{"CVSS3 Base", "CVSSv3.1 Base (nvd)", "CVSS3.1 Base"}]);
    if (!cvss) cvss = qualys_score(rows[{"CVSS Base", "CVSSv2 Base (nvd)", "CVSS"}]);
    rate(draft, qualys_level(rows[{"Severity"}]), cvss);
    add_cves(draft, rows[{"CVE", "CVE ID"}]);
    if (lower_ascii(rows[{"Vuln Status", "Status"}]) == "fixed") draft.begins_as = finding::State::fixed;
    sink.asset(std::move(asset));
    sink.draft(std::move(draft));
  }
  finding::Facts facts;
  facts.sources = {by_cve ? "qualys/cve" : "qualys"};
  return facts;
}

}  // namespace mssp::reader
