#include "reader/zap.hpp"

#include <fmt/core.h>

#include <array>
#include <map>
#include <vector>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "finding/words.hpp"
#include "json/stream.hpp"
#include "reader/elements.hpp"
#include "reader/place.hpp"
#include "reader/rating.hpp"
#include "reader/shape.hpp"

namespace mssp::reader {
namespace {

constexpr std::size_t instances_told = 20;

// riskcode: 0 to 3.
std::optional<finding::Severity> risk(std::string_view code) {
  using enum finding::Severity;
  static constexpr std::array levels{info, low, medium, high};
  const auto level = parse_integer(code);
  if (!level || *level < 0 || *level > 3) return std::nullopt;
  return levels.at(static_cast<std::size_t>(*level));
}

// An alert, in both forms.
struct Alert {
  std::string_view id;
  std::string_view title;
  std::string_view words;
  std::string_view solution;
  std::string_view reference;
  std::string_view risk;
  std::string_view confidence;
  std::vector<std::array<std::string_view, 3>> instances;  // method, address, parameter
};

struct Site {
  finding::AssetSeen asset;
  std::string port;
};

// `facts` says when it is not sure what was scanned.
Site site_of(const Input& input, finding::Facts& facts, std::string_view name, std::string_view named_host, std::string_view port) {
  Site site;
  const Url url = parse_url(name);
  const std::string host = asset_name(named_host);
  site.asset.address = !host.empty() ? host : url.host;
  site.port = port;
  if (port.empty() && url.port) site.port = std::to_string(*url.port);
  if (site.asset.address.empty()) {
    site.asset.address = named_asset(input, "");
    if (input.asset.empty()) facts.partial = asset_unsure;
  }
  return site;
}

std::string described(const Alert& alert) {
  std::string text(alert.words);
  std::size_t told = 0;
  for (const auto& [method, address, parameter] : alert.instances) {
    if (++told > instances_told) break;
    text += fmt::format("{}{} {}{}{}", told == 1 ? "\n\n" : "\n", method, address, parameter.empty() ? "" : " ", parameter);
  }
  return finding::safe_text(text + fmt::format("\n\n{}", alert.solution));
}

finding::Draft draft_of(const Alert& alert, const Site& site) {
  finding::Draft draft;
  draft.identity.asset = site.asset.address;
  draft.identity.source = "zap";
  draft.identity.rule = finding::safe_name(alert.id);
  set_port(draft.identity, site.port, "tcp");
  draft.title = finding::safe_line(alert.title);
  draft.description = described(alert);
  rate(draft, risk(alert.risk), std::nullopt);
  if (alert.confidence == "0") draft.begins_as = finding::State::false_positive;
  add_cves(draft, alert.reference);
  return draft;
}

std::string_view first_of(std::string_view a, std::string_view b) { return a.empty() ? b : a; }

Alert alert_of(const Element& element) {
  Alert alert{first_of(element.at("alertRef"), element.at("pluginid")),
              first_of(element.at("alert"), element.at("name")),
              element.at("desc"),
              element.at("solution"),
              element.at("reference"),
              element.at("riskcode"),
              element.at("confidence"),
              {}};
  for (const Element& instance : element["instances"].children) {
    alert.instances.push_back({instance.at("method"), instance.at("uri"), instance.at("param")});
  }
  return alert;
}

Alert alert_of(const json::Tree& tree) {
  Alert alert{first_of(tree["alertRef"].text(), tree["pluginid"].text()),
              first_of(tree["alert"].text(), tree["name"].text()),
              tree["desc"].text(),
              tree["solution"].text(),
              tree["reference"].text(),
              tree["riskcode"].text(),
              tree["confidence"].text(),
              {}};
  for (const json::Tree& instance : tree["instances"].items()) {
    alert.instances.push_back({instance["method"].text(), instance["uri"].text(), instance["param"].text()});
  }
  return alert;
}

}  // namespace

bool is_zap(std::string_view start) { return root_element(start) == "OWASPZAPReport"; }

finding::Facts read_zap(const Input& input, finding::Sink& sink) {
  finding::Facts facts;
  facts.sources = {"zap"};
  Site site;
  const auto begins = [&](std::string_view name, std::size_t depth, const scan::Attributes& attributes) {
    if (depth == 0 && name != "OWASPZAPReport") {
      throw Error(Code::invalid_input, fmt::format("{}: the root element is '{}', not 'OWASPZAPReport'", input.name, printable(name)));
    }
    if (name != "site") return;
    site = site_of(input, facts, attributes.text("name"), attributes.text("host"), attributes.text("port"));
    sink.asset(site.asset);
  };
  const auto part = [&](std::size_t, Element&& element, scan::Position at) {
    const Alert alert = alert_of(element);
    if (alert.id.empty() || site.asset.address.empty()) {
      return sink.problem(fmt::format("{}:{}: an alert without an id or a site", at.line, at.column));
    }
    sink.draft(draft_of(alert, site));
  };
  facts.incomplete = read_elements(input.open(), input.name,
                                   {.paths = {"alerts/alertitem"}, .part = part, .begins = begins});
  return facts;
}

bool is_zap_json(std::string_view start) {
  return json_start(start) == '{' && has_key(start, "@programName") && has_key(start, "site");
}

// The keys of a site may stand after its alerts.
finding::Facts read_zap_json(const Input& input, finding::Sink& sink) {
  finding::Facts facts;
  facts.sources = {"zap"};
  std::map<std::size_t, std::array<std::string, 3>> keys;  // name, host and port
  json::read_parts(input.open(), input.name, {"site/*/@name", "site/*/@host", "site/*/@port"},
                   [&](std::size_t path, const json::Place& place, json::Tree&& tree) {
                     keys[place.indexes.front()].at(path) = tree.text();
                   });
  std::map<std::size_t, Site> sites;
  for (const auto& [index, each] : keys) {
    sites[index] = site_of(input, facts, each[0], each[1], each[2]);
    sink.asset(sites[index].asset);
  }
  if (sites.empty()) {
    bool listed = false;
    json::read_parts(input.open(), input.name, {"site"}, [&](std::size_t, const json::Place&, json::Tree&& tree) {
      listed = tree.kind() == json::Tree::Kind::array;
    });
    if (!listed) throw Error(Code::invalid_input, input.name + ": this is no report of ZAP: it has no list 'site'");
  }
  json::read_parts(input.open(), input.name, {"site/*/alerts/*"},
                   [&](std::size_t, const json::Place& place, json::Tree&& tree) {
                     const auto site = sites.find(place.indexes.front());
                     const Alert alert = alert_of(tree);
                     if (alert.id.empty() || site == sites.end()) {
                       return sink.problem(fmt::format("{}: an alert without an id or a site", place.line));
                     }
                     sink.draft(draft_of(alert, site->second));
                   });
  return facts;
}

}  // namespace mssp::reader
