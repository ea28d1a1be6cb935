#include "finding/finding.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "base/parse.hpp"

using namespace mssp;
using namespace mssp::finding;

TEST_CASE("severity follows CVSS at its edges") {
  const auto [score, severity] = GENERATE(table<std::string, Severity>({
      {"10.0", Severity::critical}, {"10", Severity::critical}, {"9.0", Severity::critical}, {"8.9", Severity::high},
      {"7.0", Severity::high}, {"6.9", Severity::medium}, {"4.0", Severity::medium}, {"3.9", Severity::low},
      {"0.1", Severity::low}, {"0.0", Severity::info}, {"0", Severity::info},
  }));
  CAPTURE(score);
  REQUIRE(parse_cvss(score));
  CHECK(severity_of(*parse_cvss(score)) == severity);
}

TEST_CASE("what is no CVSS score") {
  const auto text = GENERATE(as<std::string>(), "", ".", "10.1", "11", "-1", "-0.5", "9.", ".9", "9.85", "nan", "9,8", "1e1", " 9");
  CAPTURE(text);
  CHECK_FALSE(parse_cvss(text));
}

TEST_CASE("words of severities and states read back") {
  for (const Severity severity : severities) CHECK(parse_severity(name(severity)) == severity);
  for (const State state : {State::open, State::fixed, State::accepted, State::false_positive})
    CHECK(parse_state(name(state)) == state);
  CHECK(name(State::false_positive) == "false-positive");
  CHECK_FALSE(parse_severity("High"));
  CHECK_FALSE(parse_state(""));
}

TEST_CASE("CVE ids") {
  CHECK(is_cve("CVE-2021-44228"));
  CHECK(is_cve("CVE-1999-0001"));
  for (const char* text : {"cve-2021-44228", "CVE-2021-442", "CVE-21-44228", "CVE-2021-44228 ", "CVE-2021-44228x", "CVE-2021", ""}) {
    CAPTURE(text);
    CHECK_FALSE(is_cve(text));
  }
  CHECK(cves_in("CVE:CVE-2017-0143 and cve-2017-0144,CVE-2017-0143 xCVE-2017-0145 CVE-2017-01a CVE-2017-0146b") ==
        std::vector<std::string>{"CVE-2017-0143", "CVE-2017-0144"});
  CHECK(cves_in("CVE-CVE-2017-0143") == std::vector<std::string>{"CVE-2017-0143"});
  CHECK(cves_in("CVE-").empty());
}

TEST_CASE("a finding is known by where it is and what it is") {
  const Identity base{"10.0.0.1", 22, "tcp", "nmap/vulners", "CVE-2015-5600", ""};
  const std::string key = identity_key("acme-corp", base);
  // sha256 of "9:acme-corp8:10.0.0.16:22/tcp12:nmap/vulners13:CVE-2015-56000:"; it must never change
  CHECK(key == "947c937eec2f8bec1aaa70f8116e988029530bad62d653c2778511ebbc49b36a");
  CHECK(handle(key) == "F-" + key.substr(0, 16));
  CHECK(scanner_of(base.source) == "nmap");
  CHECK(scanner_of("openvas") == "openvas");

  std::set<std::string> keys{key};
  const auto differs = [&](auto change) {
    Identity other = base;
    change(other);
    return keys.insert(identity_key("acme-corp", other)).second;
  };
  CHECK(differs([](Identity& other) { other.asset = "10.0.0.12"; }));
  CHECK(differs([](Identity& other) { other.port = 2; }));
  CHECK(differs([](Identity& other) { other.port.reset(); }));
  CHECK(differs([](Identity& other) { other.protocol = "udp"; }));
  CHECK(differs([](Identity& other) { other.source = "nmap"; }));
  CHECK(differs([](Identity& other) { other.rule = "CVE-2015-5601"; }));
  CHECK(differs([](Identity& other) { other.component = "openssh"; }));
  CHECK(differs([](Identity& other) { other.rule = "", other.component = "CVE-2015-5600"; }));
  CHECK(keys.insert(identity_key("acme", base)).second);
}

TEST_CASE("repair is due at the same local time, days later") {
  const Zone berlin = Zone::named("Europe/Berlin").value();
  const Instant start = parse_instant("2025-10-24 10:00", berlin).value();  // the clock goes back on 26 October
  const auto due = [&](Severity severity) { return remediation_due(severity, start, berlin); };
  CHECK(rfc3339(due(Severity::critical).value()) == "2025-10-31T09:00:00Z");
  CHECK(due(Severity::high) == parse_instant("2025-11-23 10:00", berlin));
  CHECK(due(Severity::medium) == parse_instant("2026-01-22 10:00", berlin));
  CHECK(due(Severity::low) == parse_instant("2026-02-21 10:00", berlin));
  CHECK_FALSE(due(Severity::info));
  Remediation policy;
  policy.info = 0;
  CHECK(remediation_due(Severity::info, start, berlin, policy) == start);
}

TEST_CASE("what is known to be exploited is due within fourteen days of local time") {
  const Zone berlin = Zone::named("Europe/Berlin").value();
  const Instant start = parse_instant("2025-10-24 10:00", berlin).value();
  CHECK(exploited_due(start, berlin) == parse_instant("2025-11-07 10:00", berlin));
}
