// Findings: what makes one the same finding in the next scan, how severe it is, when it must be repaired, and what an
// import does to its state. Rules only; finding_store keeps them.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "config/remediation.hpp"

namespace mssp::finding {

enum class Severity { critical, high, medium, low, info };  // worst first
inline constexpr std::array severities{Severity::critical, Severity::high, Severity::medium, Severity::low,
                                       Severity::info};
std::string_view name(Severity severity);
std::optional<Severity> parse_severity(std::string_view word);

// A CVSS base score in tenths: "9.8" is 98.
struct Cvss {
  int tenths = 0;  // 0..100
  friend auto operator<=>(const Cvss&, const Cvss&) = default;
};
std::optional<Cvss> parse_cvss(std::string_view text);  // "9.8", "10", "10.0"; one decimal at most

// The qualitative scale of CVSS v3.1, section 5: from 9.0 critical, 7.0 high, 4.0 medium, 0.1 low; 0.0 is info here.
Severity severity_of(Cvss score);

// "CVE-2021-44228": four digits of a year, four or more of a number, upper case.
bool is_cve(std::string_view text);
// All of them in a text, without repeats, in order of appearance; "cve-..." is written in upper case.
std::vector<std::string> cves_in(std::string_view text);

// What stays the same when the same weakness is seen again. Severity, words and times are no part of it.
struct Identity {
  std::string asset;        // how the tenant's asset is known: an address or a name
  std::optional<int> port;  // empty when the finding is about the host
  std::string protocol;     // "tcp"; empty with no port
  std::string source;       // "nmap", "nmap/vulners": the scanner, then the part of it that found this
  std::string rule;         // the source's own id: "open-port", "CVE-2021-44228"
  std::string component;    // for package scanners; else empty
  friend auto operator<=>(const Identity&, const Identity&) = default;
};

// SHA-256, in hexadecimal, of tenant and identity with each part prefixed by its length, so that no two differ only in
// where one part ends and the next begins.
std::string identity_key(std::string_view tenant, const Identity& identity);
// "F-" and the first 16 digits of the key: what people type.
std::string handle(std::string_view key);
// The scanner of a source: "nmap" for "nmap/vulners".
std::string_view scanner_of(std::string_view source);

enum class State { open, fixed, accepted, false_positive };
std::string_view name(State state);  // "false-positive"
std::optional<State> parse_state(std::string_view word);

// What a scanner reports, before it is compared with what is known. Texts are valid UTF-8 on one line (title) or
// several (description), without other control characters.
struct Draft {
  Identity identity;
  std::string title;
  std::string description;
  Severity severity = Severity::info;        // ours
  std::optional<Severity> scanner_severity;  // what the scanner says, or what its CVSS means; empty when it is silent
  std::optional<Cvss> cvss;
  std::vector<std::string> cves;
  State begins_as = State::open;  // when it is new: what the file says was decided or done already
  std::string reason;             // of that
};

using Remediation = config::RepairDays;
std::optional<int> days(const Remediation& policy, Severity severity);

// The same local time so many calendar days after `start`, in the tenant's zone; empty without a deadline. `start` is
// frozen: when it was first seen, or reopened; never a later sighting.
std::optional<Instant> remediation_due(Severity severity, Instant start, const Zone& zone,
                                       const Remediation& policy = {});
// The latest time to repair what is known to be exploited, counted in the same way.
Instant exploited_due(Instant start, const Zone& zone, const Remediation& policy = {});

}  // namespace mssp::finding
