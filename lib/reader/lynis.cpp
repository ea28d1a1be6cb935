#include "reader/lynis.hpp"

#include <fmt/core.h>

#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "finding/words.hpp"
#include "reader/lines.hpp"
#include "reader/place.hpp"
#include "reader/rating.hpp"

namespace mssp::reader {
namespace {

// "TEST-1234|text|details|solution|", without the parts that are "-".
std::vector<std::string_view> parts_of(std::string_view value) {
  std::vector<std::string_view> parts;
  for (std::string_view part : split(value, '|')) parts.push_back(trim(part) == "-" ? std::string_view{} : trim(part));
  parts.resize(std::max<std::size_t>(parts.size(), 4));
  return parts;
}

finding::Draft draft_of(std::string_view kind, std::string_view value) {
  const auto parts = parts_of(value);
  const bool package = kind == "vulnerable_package[]";
  finding::Draft draft;
  draft.identity.source = "lynis";
  draft.identity.rule = finding::safe_name(package ? "vulnerable-package" : parts[0]);
  // A test can give several results, which only their text tells apart.
  draft.identity.component = finding::safe_name(package ? parts[0] : parts[1]);
  draft.title = finding::safe_line(package ? fmt::format("vulnerable package {}", parts[0]) : std::string(parts[1]));
  draft.description = finding::safe_text(fmt::format("{}\n{}", parts[2], parts[3]));
  using enum finding::Severity;
  rate(draft, package ? high : kind == "warning[]" ? medium : low, std::nullopt);
  return draft;
}

}  // namespace

bool is_lynis(std::string_view start) {
  return start.starts_with("# Lynis Report") || start.find("\nlynis_version=") != std::string_view::npos;
}

finding::Facts read_lynis(const Input& input, finding::Sink& sink) {
  finding::AssetSeen host;
  std::vector<finding::Draft> drafts;
  bool known = false;
  bool ended = false;
  each_line(input, [&](std::size_t number, std::string_view line) {
    if (line.empty() || line.starts_with('#')) return;
    const std::size_t equals = line.find('=');
    const std::string_view key = line.substr(0, equals);
    const std::string_view value = equals == std::string_view::npos ? "" : line.substr(equals + 1);
    known = known || key == "lynis_version" || key == "report_version_major";
    if (key == "hostname") host.address = asset_name(value);
    if (key == "tests_skipped") {
      for (const std::string_view test : split(value, '|')) {
        if (!test.empty()) host.undecided.emplace_back(test);
      }
    }
    if (key == "finish") ended = value == "true";
    if (key == "warning[]" || key == "suggestion[]" || key == "vulnerable_package[]") {
      drafts.push_back(draft_of(key, value));
      if (drafts.size() > 100'000) throw Error(Code::invalid_input, fmt::format("{}:{}: more than 100,000 results", input.name, number));
    }
  });
  if (!known) throw Error(Code::invalid_input, input.name + ": this is no report of lynis: it has no 'lynis_version'");
  finding::Facts facts;
  facts.sources = {"lynis"};
  if (!ended) facts.partial = "the report has no end";
  if (host.address.empty()) {
    host.address = named_asset(input, "");
    if (input.asset.empty()) facts.partial = asset_unsure;
  }
  sink.asset(host);
  for (finding::Draft& draft : drafts) {
    draft.identity.asset = host.address;
    sink.draft(std::move(draft));
  }
  return facts;
}

}  // namespace mssp::reader
