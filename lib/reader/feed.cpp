#include "reader/feed.hpp"

#include <fmt/core.h>

#include <set>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "json/stream.hpp"
#include "reader/readable.hpp"
#include "reader/rows.hpp"
#include "reader/shape.hpp"

namespace mssp::reader {
namespace {

constexpr std::size_t chunk_entries = 5000;

std::string first_bytes(const Input& input) {
  const Source source = input.open();
  std::string start(4096, '\0');
  start.resize(source(start.data(), start.size()));
  return plain_start(std::move(start));
}

// Checks entries and hands them over in chunks.
template <class Entry>
class Chunks {
 public:
  Chunks(const Input& input, const std::function<void(const std::vector<Entry>&)>& give) : input_(input), give_(give) {}

  void add(std::size_t line, Entry entry) {
    if (!finding::is_cve(entry.cve)) refuse(line, fmt::format("'{}' is no CVE", printable(entry.cve)));
    if (!known_.insert(entry.cve).second) refuse(line, entry.cve + " is listed twice");
    held_.push_back(std::move(entry));
    if (held_.size() == chunk_entries) flush();
  }
  void flush() {
    if (!held_.empty()) give_(held_);
    held_.clear();
  }
  [[noreturn]] void refuse(std::size_t line, const std::string& what) const {
    throw Error(Code::invalid_input, fmt::format("{}:{}: {}", input_.name, line, what));
  }

 private:
  const Input& input_;
  const std::function<void(const std::vector<Entry>&)>& give_;
  std::set<std::string> known_;
  std::vector<Entry> held_;
};

std::string date_in(std::string_view text) {
  text = text.substr(0, 10);
  return parse_date(text) ? std::string(text) : std::string{};
}

}  // namespace

std::string read_kev(const Input& input, const std::function<void(const std::vector<finding::KnownExploited>&)>& chunk) {
  const std::string start = first_bytes(input);
  Chunks<finding::KnownExploited> chunks(input, chunk);
  std::string released;
  if (json_start(start) == '{') {
    const auto there = json::read_parts(
        input.open(), input.name, {"vulnerabilities/*", "dateReleased"},
        [&](std::size_t path, const json::Place& place, json::Tree&& tree) {
          if (path == 1) {
            released = date_in(tree.text());
            return;
          }
          chunks.add(place.line, {tree["cveID"].text(), date_in(tree["dateAdded"].text()),
                                  lower_ascii(tree["knownRansomwareCampaignUse"].text()) == "known"});
        });
    if (!there[0]) throw Error(Code::invalid_input, "'" + input.name + "' has no list 'vulnerabilities'");
  } else {
    Rows rows(input, {"cveID", "dateAdded"});
    while (rows.next()) {
      chunks.add(rows.line(), {std::string(rows[{"cveID"}]), date_in(rows[{"dateAdded"}]),
                               lower_ascii(rows[{"knownRansomwareCampaignUse"}]) == "known"});
    }
  }
  chunks.flush();
  return released;
}

std::string read_epss(const Input& input, const std::function<void(const std::vector<finding::ExploitScore>&)>& chunk) {
  const std::string start = first_bytes(input);
  // "#model_version:v2025.03.14,score_date:2025-06-18T12:55:00Z"
  const std::size_t date = start.find("score_date:");
  std::string released = date == std::string::npos ? "" : date_in(std::string_view(start).substr(date + 11));
  Chunks<finding::ExploitScore> chunks(input, chunk);
  Rows rows(input, {"cve", "epss"});
  while (rows.next()) {
    const auto score = finding::parse_probability(rows[{"epss"}]);
    const auto percentile = finding::parse_probability(rows[{"percentile"}]);
    if (!score || !percentile) chunks.refuse(rows.line(), "a probability must be a number from 0 to 1");
    chunks.add(rows.line(), {std::string(rows[{"cve"}]), *score, *percentile});
  }
  chunks.flush();
  return released;
}

}  // namespace mssp::reader
