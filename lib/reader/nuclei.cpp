#include "reader/nuclei.hpp"

#include <fmt/core.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "finding/words.hpp"
#include "json/stream.hpp"
#include "reader/place.hpp"
#include "reader/rating.hpp"
#include "reader/shape.hpp"

namespace mssp::reader {
namespace {

// Keys had underlines before version 2.3, and a few another name.
const std::string& either(const json::Tree& tree, std::string_view now, std::string_view before) {
  const std::string& text = tree[now].text();
  return text.empty() ? tree[before].text() : text;
}

void add_cves_of(finding::Draft& draft, const json::Tree& ids) {
  add_cves(draft, ids.text());
  for (const json::Tree& id : ids.items()) add_cves(draft, id.text());
}

class Matches {
 public:
  Matches(const Input& input, finding::Sink& sink) : input_(input), sink_(sink) {}

  void add(const json::Place& place, const json::Tree& match) {
    const std::string& id = either(match, "template-id", "templateID");
    if (match.kind() != json::Tree::Kind::object || id.empty()) {
      if (++strange_ > 3 && seen_ == 0) {
        throw Error(Code::invalid_input, fmt::format("{}:{}: these are no results of nuclei", input_.name, place.line));
      }
      return sink_.problem(fmt::format("{}: a result without a template", place.line));
    }
    ++seen_;
    if (match.has("matcher-status") && match["matcher-status"].text() == "false") return;
    const json::Tree& info = match["info"];
    const std::string& matched = either(match, "matched-at", "matched");
    Url url = parse_url(matched.empty() ? match["host"].text() : matched);
    if (url.host.empty()) url = parse_url(match["host"].text());
    finding::AssetSeen asset;
    asset.address = url.host.empty() ? named_asset(input_, match["ip"].text()) : url.host;
    finding::Draft draft;
    draft.identity.asset = asset.address;
    draft.identity.source = "nuclei";
    const std::string& matcher = either(match, "matcher-name", "matcher_name");
    draft.identity.rule = finding::safe_name(matcher.empty() ? id : id + ":" + matcher);
    if (url.port) set_port(draft.identity, std::to_string(*url.port), match["type"].text() == "dns" ? "udp" : "tcp");
    const std::string& extractor = either(match, "extractor-name", "extractor_name");
    draft.identity.component = finding::safe_name(url.path.substr(0, url.path.find('?')) + (extractor.empty() ? "" : " " + extractor));
    draft.title = finding::safe_line(info["name"].text().empty() ? id : info["name"].text());
    draft.description = finding::safe_text(fmt::format("{}\n\n{}", matched, info["description"].text()));
    const json::Tree& classes = info["classification"];
    rate(draft, severity_word(info["severity"].text()), score(classes["cvss-score"].text()));
    add_cves_of(draft, classes["cve-id"]);
    add_cves(draft, id);
    sink_.asset(std::move(asset));
    sink_.draft(std::move(draft));
  }

 private:
  const Input& input_;
  finding::Sink& sink_;
  std::size_t seen_ = 0;
  std::size_t strange_ = 0;
};

// Whether the file is one array. Nuclei writes an empty file when it found nothing.
bool is_array(const Input& input) {
  const Source source = input.open();
  char block[4096];
  const std::size_t got = source(block, sizeof block);
  return json_start({block, got}) == '[';
}

}  // namespace

bool is_nuclei(std::string_view start) {
  return json_start(start) != 0 && (has_key(start, "template-id") || has_key(start, "templateID"));
}

finding::Facts read_nuclei(const Input& input, finding::Sink& sink) {
  Matches matches(input, sink);
  const auto add = [&](std::size_t, const json::Place& place, json::Tree&& match) { matches.add(place, match); };
  if (is_array(input)) {
    json::read_parts(input.open(), input.name, {"*"}, add);
  } else {
    json::read_documents(input.open(), input.name, add);
  }
  finding::Facts facts;
  facts.sources = {"nuclei"};
  return facts;
}

}  // namespace mssp::reader
