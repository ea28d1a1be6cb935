#include <fmt/core.h>

#include <map>

#include "base/text.hpp"
#include "finding/words.hpp"
#include "reader/elements.hpp"
#include "reader/place.hpp"
#include "reader/qualys.hpp"
#include "reader/qualys_rating.hpp"
#include "reader/rating.hpp"
#include "reader/shape.hpp"

namespace mssp::reader {
namespace {

struct Details {
  std::string title;
  std::string text;
  std::string severity;
  std::optional<finding::Cvss> cvss;
};

// The glossary stands after the results.
std::map<std::string, Details, std::less<>> read_glossary(const Input& input) {
  std::map<std::string, Details, std::less<>> glossary;
  read_elements(input.open(), input.name,
                {.paths = {"QID_LIST/QID"}, .part = [&](std::size_t, Element&& element, scan::Position) {
                   auto cvss = qualys_score(element.at("CVSS_V3/BASE"));
                   if (!cvss) cvss = qualys_score(element.at("CVSS_BASE"));
                   glossary.insert_or_assign(std::string(element.at("QID")),
                                             Details{std::string(element.at("TITLE")),
                                                     element.texts({"DESCRIPTION", "IMPACT", "SOLUTION"}),
                                                     std::string(element.at("SEVERITY")), cvss});
                 }});
  return glossary;
}

}  // namespace

bool is_qualys_was(std::string_view start) {
  const std::string root = root_element(start);
  return root == "WAS_SCAN_REPORT" || root == "WAS_WEBAPP_REPORT";
}

finding::Facts read_qualys_was(const Input& input, finding::Sink& sink) {
  const auto glossary = read_glossary(input);
  finding::Facts facts;
  facts.sources = {"qualys/was"};
  facts.partial = "a report of a web application does not cover its host";
  const auto part = [&](std::size_t, Element&& element, scan::Position at) {
    const std::string_view qid = element.at("QID");
    if (qid.empty()) return sink.problem(fmt::format("{}:{}: a result without a QID", at.line, at.column));
    const Url url = parse_url(element.at("URL"));
    finding::AssetSeen asset;
    asset.address = url.host.empty() ? named_asset(input, "") : url.host;
    finding::Draft draft;
    draft.identity.asset = asset.address;
    draft.identity.source = "qualys/was";
    draft.identity.rule = finding::safe_name(qid);
    draft.identity.component = finding::safe_name(url.path.substr(0, url.path.find('?')));
    if (url.port) set_port(draft.identity, std::to_string(*url.port), "tcp");
    if (const auto known = glossary.find(qid); known != glossary.end()) {
      draft.title = finding::safe_line(known->second.title);
      draft.description = finding::safe_text(fmt::format("{}\n\n{}", element.at("URL"), known->second.text));
      rate(draft, qualys_level(known->second.severity), known->second.cvss);
      add_cves(draft, known->second.text);
    }
    if (draft.title.empty()) draft.title = finding::safe_line(fmt::format("QID {}", qid));
    if (lower_ascii(element.at("STATUS")) == "fixed") draft.begins_as = finding::State::fixed;
    sink.asset(std::move(asset));
    sink.draft(std::move(draft));
  };
  facts.incomplete = read_elements(
      input.open(), input.name,
      {.paths = {"VULNERABILITY_LIST/VULNERABILITY", "SENSITIVE_CONTENT_LIST/SENSITIVE_CONTENT"}, .part = part});
  return facts;
}

}  // namespace mssp::reader
