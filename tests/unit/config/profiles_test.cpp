#include "config/profiles.hpp"

#include <catch2/catch.hpp>

#include "unit/config/mistakes.hpp"

using namespace mssp;
using namespace mssp::config;

namespace {

using Messages = std::vector<std::string>;

Messages mistakes_in(const std::string& profile) { return mistakes("profiles:\n  - {name: x, " + profile + "}\n", read_profiles); }

}  // namespace

TEST_CASE("scan-profiles.yml: a profile replaces the built-in one of its name") {
  const auto read = strictly("f.yml",
                             "profiles:\n"
                             "  - {name: critical, ports: top-20, scripts: [ssl-cert], timing: polite, versions: true, discovery: false,\n"
                             "     names: false, privileged: true, host_timeout: 5m, timeout: 1h, program: /opt/nmap/bin/nmap}\n"
                             "  - {name: own, scanner: lynis}\n"
                             "  - {name: web, ports: 80}\n",
                             read_profiles);
  REQUIRE(read.size() == 4);
  CHECK(read[0].ports == "top-20");
  CHECK(read[0].scripts == Messages{"ssl-cert"});
  CHECK(read[0].timing == Timing::polite);
  CHECK(read[0].privileged);
  CHECK_FALSE(read[0].discovery);
  CHECK(read[0].host_timeout == Seconds{300});
  CHECK(read[0].timeout == Seconds{3600});
  CHECK(read[0].program == "/opt/nmap/bin/nmap");
  CHECK(read[1].scanner == Scanner::lynis);
  CHECK(read[1].program == "/usr/sbin/lynis");
  CHECK(read[2].ports == "80");
  CHECK(read[2].program == "/usr/bin/nmap");
  CHECK(read[3].name == "full");
  CHECK(read[3].ports == "all");
}

TEST_CASE("scan-profiles.yml: mistakes") {
  const auto ports = [](const std::string& written) { return mistakes_in("ports: \"" + written + "\""); };
  for (const std::string fine : {"all", "top-1", "22", "1-65535", "22,80,8000-8100"}) {
    INFO(fine);
    CHECK(ports(fine).empty());
  }
  for (const std::string wrong : {"0", "65536", "22,", "80-22", "22 80", "-", "top-", "top-0", "T:22", "22;id", "--script=evil"}) {
    INFO(wrong);
    CHECK(ports(wrong) == Messages{"f.yml:2:22: 'ports' must be all, top-100 or a list such as \"22,80,8000-8100\", not '" + wrong + "'"});
  }
  CHECK(mistakes_in("scripts: [http-slowloris]").size() == 1);
  CHECK(mistakes_in("scripts: [\"--script-args=x\"]").size() == 1);
  CHECK(mistakes_in("arguments: -sU") .front().starts_with("f.yml:2:15: unknown key 'arguments' in a profile"));
  CHECK(mistakes_in("program: nmap") == Messages{"f.yml:2:24: 'program' must be an absolute path, not 'nmap'"});
  CHECK(mistakes_in("timeout: 9s") == Messages{"f.yml:2:24: 'timeout' must be a duration from 10s to 7d such as 2h, not '9s'"});
  CHECK(mistakes_in("timeout: 8d").size() == 1);
  CHECK(mistakes_in("scanner: lynis, ports: all") == Messages{"f.yml:2:31: 'ports' has no meaning when 'scanner' is lynis"});
  CHECK(mistakes_in("benchmark: x") == Messages{"f.yml:2:15: 'benchmark' has no meaning when 'scanner' is nmap"});
  CHECK(mistakes_in("scanner: openscap") ==
        Messages{"f.yml:2:5: 'datastream' is missing in a profile", "f.yml:2:5: 'benchmark' is missing in a profile"});
  CHECK(mistakes_in("scanner: openscap, datastream: /ds.xml, benchmark: xccdf_org.ssgproject.content_profile_standard").empty());
  CHECK(mistakes_in("scanner: openscap, datastream: /ds.xml, benchmark: \"--remediate\"").size() == 1);
  CHECK(mistakes("profiles:\n  - {name: a}\n  - {name: a}\n", read_profiles) == Messages{"f.yml:3:5: profile 'a' stands twice"});
  CHECK(mistakes("", read_profiles).size() == 1);
}
