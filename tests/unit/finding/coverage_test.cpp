#include "finding/coverage.hpp"

#include <catch2/catch.hpp>

using namespace mssp::finding;

namespace {

Coverage scan() {
  Coverage coverage;
  coverage.scanner = "nmap";
  coverage.sources = {"nmap", "nmap/vulners"};
  coverage.ports = {{"tcp", {{1, 100}, {443, 443}}}, {"udp", {{1, 100}}}};
  coverage.complete = true;
  AssetCoverage host;
  host.open = {{"tcp", 22}};
  host.uncertain = {{"tcp", 25}};
  host.listed_only = {"udp"};
  host.decided = {{"tcp", 22}, {"udp", 53}};
  coverage.assets = {{"10.0.0.1", host}};
  return coverage;
}

Coverage scan_of(int hosts) {
  Coverage coverage = scan();
  coverage.assets.clear();
  for (int i = 0; i < hosts; ++i) coverage.assets["10.0.1." + std::to_string(i)] = {};
  return coverage;
}

}  // namespace

TEST_CASE("absence counts only where the scan looked") {
  const auto [finding, covered] = GENERATE(table<Identity, bool>({
      {{"10.0.0.1", 80, "tcp", "nmap", "open-port", ""}, true},
      {{"10.0.0.1", 100, "tcp", "nmap", "open-port", ""}, true},
      {{"10.0.0.1", 101, "tcp", "nmap", "open-port", ""}, false},
      {{"10.0.0.1", 443, "tcp", "nmap", "open-port", ""}, true},
      {{"10.0.0.1", 80, "sctp", "nmap", "open-port", ""}, false},
      {{"10.0.0.2", 80, "tcp", "nmap", "open-port", ""}, false},   // not up
      {{"10.0.0.1", 80, "tcp", "openvas", "open-port", ""}, false},
      {{"10.0.0.1", 25, "tcp", "nmap", "open-port", ""}, false},   // open|filtered
      {{"10.0.0.1", 69, "udp", "nmap", "open-port", ""}, false},   // silence on UDP
      {{"10.0.0.1", 53, "udp", "nmap", "open-port", ""}, true},
      {{"10.0.0.1", 22, "tcp", "nmap/vulners", "CVE-2015-5600", ""}, true},
      {{"10.0.0.1", 22, "tcp", "nmap/ssl-poodle", "CVE-2014-3566", ""}, false},  // port open, script not run
      {{"10.0.0.1", 443, "tcp", "nmap/ssl-poodle", "CVE-2014-3566", ""}, true},  // port no longer open
      {{"10.0.0.1", std::nullopt, "", "nmap/vulners", "x", ""}, true},
      {{"10.0.0.1", std::nullopt, "", "nmap/smb-vuln-ms17-010", "x", ""}, false},
  }));
  CAPTURE(finding.asset, finding.port.value_or(-1), finding.protocol, finding.source);
  CHECK(covers(scan(), finding) == covered);
}

TEST_CASE("a scan that cannot be trusted closes nothing") {
  CHECK(doubt_in(scan_of(1), std::nullopt) == Doubt::none);
  CHECK(doubt_in(scan_of(0), std::nullopt) == Doubt::empty);
  CHECK(doubt_in(scan_of(8), 10) == Doubt::none);
  CHECK(doubt_in(scan_of(7), 10) == Doubt::shrunken);
  CHECK(doubt_in(scan_of(4), 5) == Doubt::none);
  CHECK(doubt_in(scan_of(3), 4) == Doubt::shrunken);
  CHECK(doubt_in(scan_of(20), 10) == Doubt::none);
  CHECK(doubt_in(scan_of(7), 10, true) == Doubt::none);
  Coverage truncated = scan_of(10);
  truncated.complete = false;
  CHECK(doubt_in(truncated, 10) == Doubt::truncated);
  CHECK(doubt_in(truncated, 10, true) == Doubt::truncated);
  CHECK(text(Doubt::none).empty());
  CHECK_FALSE(text(Doubt::shrunken).empty());
}
