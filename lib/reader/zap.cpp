#include "reader/zap.hpp"

#include <fmt/core.h>

#include <array>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "finding/words.hpp"
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

std::string described(const Element& alert) {
  std::string text(alert.at("desc"));
  std::size_t told = 0;
  for (const Element& instance : alert["instances"].children) {
    if (++told > instances_told) break;
    text += fmt::format("{}{} {}{}{}", told == 1 ? "\n\n" : "\n", instance.at("method"), instance.at("uri"),
                        instance.at("param").empty() ? "" : " ", instance.at("param"));
  }
  text += fmt::format("\n\n{}", alert.at("solution"));
  return finding::safe_text(text);
}

}  // namespace

bool is_zap(std::string_view start) { return root_element(start) == "OWASPZAPReport"; }

finding::Facts read_zap(const Input& input, finding::Sink& sink) {
  finding::Facts facts;
  facts.sources = {"zap"};
  finding::AssetSeen site;
  std::string port;
  const auto begins = [&](std::string_view name, std::size_t depth, const scan::Attributes& attributes) {
    if (depth == 0 && name != "OWASPZAPReport") {
      throw Error(Code::invalid_input, fmt::format("{}: the root element is '{}', not 'OWASPZAPReport'", input.name, printable(name)));
    }
    if (name != "site") return;
    const Url url = parse_url(attributes.text("name"));
    const std::string host = asset_name(attributes.text("host"));
    site.address = !host.empty() ? host : url.host;
    port = attributes.text("port");
    if (port.empty() && url.port) port = std::to_string(*url.port);
    if (site.address.empty()) {
      site.address = named_asset(input, "");
      if (input.asset.empty()) facts.partial = asset_unsure;
    }
    sink.asset(site);
  };
  const auto alert = [&](std::size_t, Element&& element, scan::Position at) {
    const std::string_view id = element.at("alertRef").empty() ? element.at("pluginid") : element.at("alertRef");
    if (id.empty() || site.address.empty()) {
      return sink.problem(fmt::format("{}:{}: an alert without an id or a site", at.line, at.column));
    }
    finding::Draft draft;
    draft.identity.asset = site.address;
    draft.identity.source = "zap";
    draft.identity.rule = finding::safe_name(id);
    set_port(draft.identity, port, "tcp");
    draft.title = finding::safe_line(element.at("alert").empty() ? element.at("name") : element.at("alert"));
    draft.description = described(element);
    rate(draft, risk(element.at("riskcode")), std::nullopt);
    if (element.at("confidence") == "0") draft.begins_as = finding::State::false_positive;
    add_cves(draft, element.at("reference"));
    sink.draft(std::move(draft));
  };
  facts.incomplete = read_elements(input.open(), input.name,
                                   {.paths = {"alerts/alertitem"}, .part = alert, .begins = begins});
  return facts;
}

}  // namespace mssp::reader
