#include "finding/finding.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/parse.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"

namespace mssp::finding {
namespace {

constexpr std::array<std::string_view, 5> severity_names{"critical", "high", "medium", "low", "info"};
constexpr std::array<std::string_view, 4> state_names{"open", "fixed", "accepted", "false-positive"};

template <class Enum, class Names>
std::optional<Enum> enum_of(const Names& names, std::string_view word) {
  const auto found = std::find(names.begin(), names.end(), word);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool word_character(char c) {
  return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// The length of the CVE id at the start of `text`, in either case; 0 when there is none.
std::size_t cve_length(std::string_view text) {
  constexpr std::size_t year_at = 4;
  constexpr std::size_t number_at = 9;
  if (text.size() < number_at + 4 || lower_ascii(text.substr(0, year_at)) != "cve-" || text[number_at - 1] != '-')
    return 0;
  if (!std::all_of(text.begin() + year_at, text.begin() + number_at - 1, digit)) return 0;
  const auto end = std::find_if_not(text.begin() + number_at, text.end(), digit);
  const auto length = static_cast<std::size_t>(end - text.begin());
  return length >= number_at + 4 ? length : 0;
}

Instant days_after(Instant start, int days, const Zone& zone) {
  Civil due = zone.civil(start);
  const std::chrono::year_month_day date{std::chrono::sys_days{date_of(due)} + std::chrono::days{days}};
  due.year = static_cast<int>(date.year());
  due.month = static_cast<int>(static_cast<unsigned>(date.month()));
  due.day = static_cast<int>(static_cast<unsigned>(date.day()));
  return zone.first_instant(due);
}

}  // namespace

std::string_view name(Severity severity) {
  return severity_names.at(static_cast<std::size_t>(severity));
}
std::optional<Severity> parse_severity(std::string_view word) {
  return enum_of<Severity>(severity_names, word);
}
std::string_view name(State state) {
  return state_names.at(static_cast<std::size_t>(state));
}
std::optional<State> parse_state(std::string_view word) {
  return enum_of<State>(state_names, word);
}

std::optional<Cvss> parse_cvss(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view decimals = point == std::string_view::npos ? "0" : text.substr(point + 1);
  const auto ones = parse_integer(text.substr(0, point));
  if (!ones || text.starts_with('-') || *ones > 10 || decimals.size() != 1 || !digit(decimals[0])) return std::nullopt;
  const int tenths = static_cast<int>(*ones) * 10 + (decimals[0] - '0');
  if (tenths > 100) return std::nullopt;
  return Cvss{tenths};
}

Severity severity_of(Cvss score) {
  if (score.tenths >= 90) return Severity::critical;
  if (score.tenths >= 70) return Severity::high;
  if (score.tenths >= 40) return Severity::medium;
  return score.tenths > 0 ? Severity::low : Severity::info;
}

bool is_cve(std::string_view text) {
  return text.starts_with("CVE-") && cve_length(text) == text.size();
}

std::vector<std::string> cves_in(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size();) {
    const bool word_begins = at == 0 || !word_character(text[at - 1]);
    const std::size_t length = word_begins ? cve_length(text.substr(at)) : 0;
    if (length == 0) {
      ++at;
      continue;
    }
    std::string id = "CVE-" + std::string(text.substr(at + 4, length - 4));
    at += length;
    const bool word_ends = at == text.size() || !word_character(text[at]);
    if (word_ends && std::find(found.begin(), found.end(), id) == found.end()) found.push_back(std::move(id));
  }
  return found;
}

std::string identity_key(std::string_view tenant, const Identity& identity) {
  const std::string port = identity.port ? fmt::format("{}/{}", *identity.port, identity.protocol) : "";
  std::string parts;
  for (const std::string_view part :
       {tenant, std::string_view(identity.asset), std::string_view(port), std::string_view(identity.source),
        std::string_view(identity.rule), std::string_view(identity.component)}) {
    parts += fmt::format("{}:{}", part.size(), part);
  }
  return sha256_hex(parts);
}

std::string handle(std::string_view key) {
  return fmt::format("F-{}", key.substr(0, 16));
}

std::string_view scanner_of(std::string_view source) {
  return source.substr(0, source.find('/'));
}

std::optional<int> days(const Remediation& policy, Severity severity) {
  switch (severity) {
    case Severity::critical:
      return policy.critical;
    case Severity::high:
      return policy.high;
    case Severity::medium:
      return policy.medium;
    case Severity::low:
      return policy.low;
    case Severity::info:
      return policy.info;
  }
  return std::nullopt;
}

std::optional<Instant> remediation_due(Severity severity, Instant start, const Zone& zone, const Remediation& policy) {
  const auto allowed = days(policy, severity);
  if (!allowed) return std::nullopt;
  return days_after(start, *allowed, zone);
}

Instant exploited_due(Instant start, const Zone& zone, const Remediation& policy) {
  return days_after(start, policy.known_exploited, zone);
}

}  // namespace mssp::finding
