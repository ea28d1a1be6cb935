#include "reader/rating.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/parse.hpp"
#include "base/text.hpp"

namespace mssp::reader {

std::optional<finding::Severity> severity_word(std::string_view word) {
  using enum finding::Severity;
  static constexpr std::array<std::pair<std::string_view, finding::Severity>, 24> words{{
      {"critical", critical}, {"serious", critical},     {"urgent", critical},   {"high", high},
      {"important", high},    {"error", high},           {"medium", medium},     {"moderate", medium},
      {"warning", medium},    {"low", low},              {"minor", low},         {"note", info},
      {"info", info},         {"informational", info},   {"information", info},  {"none", info},
      {"negligible", info},   {"unknown", info},         {"log", info},          {"debug", info},
      {"unassigned", info},   {"undefined", info},       {"minimal", info},      {"untriaged", info},
  }};
  const std::string lower = lower_ascii(trim(word));
  const auto found = std::find_if(words.begin(), words.end(), [&](const auto& row) { return row.first == lower; });
  if (found == words.end()) return std::nullopt;
  return found->second;
}

std::optional<finding::Cvss> score(std::string_view text) {
  text = trim(text);
  const std::size_t point = std::min(text.find('.'), text.size());
  const auto ones = parse_integer(text.substr(0, point));
  const std::string_view decimals = point < text.size() ? text.substr(point + 1) : "0";
  const bool digits = std::all_of(decimals.begin(), decimals.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!ones || *ones < 0 || *ones > 10 || decimals.empty() || !digits || text.starts_with('-')) return std::nullopt;
  const int round = decimals.size() > 1 && decimals[1] >= '5' ? 1 : 0;
  const int tenths = static_cast<int>(*ones) * 10 + (decimals[0] - '0') + round;
  if (tenths > 100) return std::nullopt;
  return finding::Cvss{tenths};
}

void rate(finding::Draft& draft, std::optional<finding::Severity> scanner, std::optional<finding::Cvss> cvss) {
  draft.scanner_severity = scanner;
  draft.cvss = cvss;
  draft.severity = cvss ? finding::severity_of(*cvss) : scanner.value_or(finding::Severity::info);
}

void add_cves(finding::Draft& draft, std::string_view text) {
  for (std::string& cve : finding::cves_in(text)) {
    if (std::find(draft.cves.begin(), draft.cves.end(), cve) == draft.cves.end()) draft.cves.push_back(std::move(cve));
  }
}

}  // namespace mssp::reader
