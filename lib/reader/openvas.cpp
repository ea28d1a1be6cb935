#include "reader/openvas.hpp"

#include <fmt/core.h>

#include "base/parse.hpp"
#include "base/text.hpp"
#include "finding/words.hpp"
#include "reader/elements.hpp"
#include "reader/place.hpp"
#include "reader/rating.hpp"
#include "reader/rows.hpp"
#include "reader/shape.hpp"

namespace mssp::reader {
namespace {

// "512/tcp", "general/tcp", "https (443/tcp)".
void set_place(finding::Identity& identity, std::string_view text) {
  if (const std::size_t bracket = text.find('('); bracket != std::string_view::npos) {
    text = text.substr(bracket + 1, text.find(')', bracket) - bracket - 1);
  }
  const std::size_t slash = std::min(text.find('/'), text.size());
  set_port(identity, text.substr(0, slash), text.substr(std::min(slash + 1, text.size())));
}

// The value of a key in "summary=...|solution=...".
std::string_view tagged(std::string_view tags, std::string_view key) {
  for (const std::string_view part : split(tags, '|')) {
    if (part.size() > key.size() && part.starts_with(key) && part[key.size()] == '=') return trim(part.substr(key.size() + 1));
  }
  return {};
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += "\n\n";
    text += part;
  }
  return finding::safe_text(text);
}

// Greenbone has no word for critical; what it calls Log is information.
void judge(finding::Draft& draft, std::string_view word, std::string_view number) {
  const auto cvss = score(number);
  rate(draft, severity_word(word), cvss && cvss->tenths > 0 ? cvss : std::nullopt);
  if (lower_ascii(word) == "false positive") draft.begins_as = finding::State::false_positive;
}

finding::Draft draft_of(const Element& result, std::string asset) {
  const Element& test = result["nvt"];
  finding::Draft draft;
  draft.identity.asset = std::move(asset);
  draft.identity.source = "openvas";
  const std::string_view oid = trim(test.attribute("oid"));
  const std::string_view name = test.at("name").empty() ? result.at("name") : test.at("name");
  draft.identity.rule = finding::safe_name(oid.empty() || oid == "0" ? name : oid);
  set_place(draft.identity, result.at("port"));
  draft.title = finding::safe_line(name.empty() ? oid : name);
  const std::string_view tags = test.at("tags");
  const std::string_view solution = test.at("solution").empty() ? tagged(tags, "solution") : test.at("solution");
  draft.description = joined({tagged(tags, "summary"), result.at("description"), solution});
  judge(draft, result.at("threat").empty() ? result.at("original_threat") : result.at("threat"),
        result.at("severity").empty() ? test.at("cvss_base") : result.at("severity"));
  for (const Element& reference : test["refs"].children) {
    if (lower_ascii(reference.attribute("type")) == "cve") add_cves(draft, reference.attribute("id"));
  }
  add_cves(draft, test.at("cve"));
  add_cves(draft, oid);
  return draft;
}

}  // namespace

bool is_openvas_xml(std::string_view start) {
  const std::string root = root_element(start);
  return root == "get_reports_response" || root == "report" || root == "get_results_response" ||
         (root == "results" && start.find("<nvt") != std::string_view::npos);
}

finding::Facts read_openvas_xml(const Input& input, finding::Sink& sink) {
  finding::Facts facts;
  std::string status;
  std::int64_t shown = 0;
  std::int64_t found = 0;
  const auto seen = [&](std::string_view address, std::string_view hostname) {
    finding::AssetSeen asset;
    asset.address = asset_name(address);
    if (asset.address.empty()) {
      asset.address = named_asset(input, "");
      if (input.asset.empty()) facts.partial = asset_unsure;
    }
    asset.hostname = finding::safe_name(hostname, 253);
    std::string name = asset.address;
    sink.asset(std::move(asset));
    return name;
  };
  facts.incomplete = read_elements(
      input.open(), input.name,
      {.paths = {"results/result", "report/host", "report/scan_run_status", "result_count/full"},
       .part = [&](std::size_t path, Element&& element, scan::Position) {
         if (path == 0) {
           ++shown;
           const Element& host = element["host"];
           sink.draft(draft_of(element, seen(trim(host.text), host.at("hostname"))));
         } else if (path == 1) {
           if (!element.at("ip").empty()) seen(element.at("ip"), {});
         } else if (path == 2) {
           status = trim(element.text);
         } else if (const auto number = parse_integer(trim(element.text))) {
           found = *number;
         }
       }});
  if (!status.empty() && status != "Done") {
    facts.partial = fmt::format("the scan is '{}', not 'Done'", finding::safe_line(status));
  } else if (found > shown) {
    facts.partial = fmt::format("the report shows {} of {} results", shown, found);
  }
  facts.sources = {"openvas"};
  return facts;
}

bool is_openvas_csv(std::string_view start) {
  return has_columns(start, {"IP", "NVT Name"}) || has_columns(start, {"IP", "NVT OID"});
}

finding::Facts read_openvas_csv(const Input& input, finding::Sink& sink) {
  Rows rows(input, {"IP", "NVT Name"});
  while (rows.next()) {
    finding::AssetSeen asset;
    asset.address = asset_name(rows[{"IP", "Hostname"}]);
    if (asset.address.empty()) asset.address = named_asset(input, "");
    asset.hostname = finding::safe_name(rows[{"Hostname"}], 253);
    finding::Draft draft;
    draft.identity.asset = asset.address;
    draft.identity.source = "openvas";
    draft.identity.rule = finding::safe_name(rows[{"NVT OID", "NVT Name"}]);
    set_port(draft.identity, rows[{"Port"}], rows[{"Port Protocol"}]);
    draft.title = finding::safe_line(rows[{"NVT Name", "NVT OID"}]);
    draft.description = joined({rows[{"Summary"}], rows[{"Specific Result"}], rows[{"Solution"}]});
    judge(draft, rows[{"Severity"}], rows[{"CVSS"}]);
    add_cves(draft, rows[{"CVEs"}]);
    add_cves(draft, rows[{"NVT OID", "NVT Name"}]);
    sink.asset(std::move(asset));
    sink.draft(std::move(draft));
  }
  finding::Facts facts;
  facts.sources = {"openvas"};
  return facts;
}

}  // namespace mssp::reader
