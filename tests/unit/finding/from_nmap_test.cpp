#include "finding/from_nmap.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "../scan/scan_files.hpp"
#include "base/text.hpp"
#include "finding/exposure.hpp"

using namespace mssp;
using namespace mssp::finding;

namespace {

std::vector<Draft> of_script(const std::string& script) {
  const auto report = scan_files::read(
      "<nmaprun><host><status state='up'/><address addr='10.0.0.1' addrtype='ipv4'/><ports>"
      "<port protocol='tcp' portid='22'><state state='open'/><service name='ssh'/>" + script + "</port></ports></host></nmaprun>");
  std::vector<Draft> drafts = drafts_of(report);
  drafts.erase(drafts.begin());  // the open port
  return drafts;
}

Severity severity_of_service(const std::string& service, int number, bool tls = false) {
  scan::Port port;
  port.service = service;
  port.number = number;
  port.tls = tls;
  return exposure_of(port).severity;
}

}  // namespace

TEST_CASE("every open port is a finding, and counts agree with other readers") {
  int files = 0;
  const nlohmann::json files_expected = scan_files::expected();
  for (const auto& [file, expected] : files_expected.items()) {
    if (expected.contains("error")) continue;
    CAPTURE(file);
    ++files;
    std::size_t open = 0;
    if (expected.contains("counts")) {
      open = expected["counts"]["open_ports"];
      CHECK(open == expected["findings_of_peer"]);
    } else {
      for (const auto& host : expected["hosts"]) open += host["services"].size();
    }
    const std::vector<Draft> drafts = drafts_of(scan_files::read(scan_files::content(file)));
    CHECK(open == static_cast<std::size_t>(std::count_if(drafts.begin(), drafts.end(), [](const Draft& draft) {
      return draft.identity.rule == "open-port" && draft.identity.source == "nmap";
    })));
    std::set<Identity> identities;
    for (const Draft& draft : drafts) {
      CHECK(identities.insert(draft.identity).second);
      CHECK_FALSE(has_control(draft.title));
      CHECK(std::all_of(draft.cves.begin(), draft.cves.end(), is_cve));
    }
  }
  CHECK(files == 14);
}

TEST_CASE("vulnerabilities of a real scan") {
  const std::vector<Draft> drafts = drafts_of(scan_files::read(scan_files::content("libnmap/dionaea_scan.xml")));
  const auto from = [&](const std::string& source) {
    return std::find_if(drafts.begin(), drafts.end(), [&](const Draft& draft) { return draft.identity.source == source; });
  };
  const auto eternal = from("nmap/smb-vuln-ms17-010");
  REQUIRE(eternal != drafts.end());
  CHECK(eternal->title == "Remote Code Execution vulnerability in Microsoft SMBv1 servers (ms17-010)");
  CHECK(eternal->identity.rule == "CVE-2017-0143");
  CHECK(eternal->cves == std::vector<std::string>{"CVE-2017-0143"});
  CHECK(eternal->severity == Severity::high);
  CHECK_FALSE(eternal->scanner_severity);
  CHECK_FALSE(eternal->identity.port);
  const auto pulsar = from("nmap/smb-double-pulsar-backdoor");
  REQUIRE(pulsar != drafts.end());
  CHECK(pulsar->cvss == Cvss{100});
  CHECK(pulsar->severity == Severity::critical);
  CHECK(pulsar->scanner_severity == Severity::critical);
  const auto listed = std::count_if(drafts.begin(), drafts.end(), [](const Draft& draft) {
    return draft.identity.source == "nmap/vulners" && draft.identity.port == 11211;
  });
  CHECK(listed == 6);  // five CVEs and an exploit
  CHECK(drafts.size() == 16 + 2 + 6);
}

TEST_CASE("vulners gives one finding for each id, with its score") {
  const auto drafts = of_script(
      "<script id='vulners' output='x'><table key='cpe:/a:openbsd:openssh:6.6'>"
      "<table><elem key='type'>cve</elem><elem key='id'>CVE-2015-5600</elem><elem key='cvss'>8.5</elem></table>"
      "<table><elem key='type'>cve</elem><elem key='id'>CVE-2016-0777</elem><elem key='cvss'>4.0</elem></table>"
      "<table><elem key='type'>exploitdb</elem><elem key='id'>EDB-ID:45939</elem><elem key='cvss'>5.0</elem></table></table>"
      "<table key='cpe:/a:other'><table><elem key='id'>CVE-2016-0777</elem><elem key='cvss'>9.1</elem></table>"
      "<table><elem key='id'> </elem></table></table></script>");
  REQUIRE(drafts.size() == 3);
  CHECK(drafts[0].identity.rule == "CVE-2015-5600");
  CHECK(drafts[0].identity.port == 22);
  CHECK(drafts[0].severity == Severity::high);
  CHECK(drafts[1].cvss == Cvss{91});
  CHECK(drafts[1].severity == Severity::critical);
  CHECK(drafts[2].cves.empty());
  CHECK(drafts[2].identity.rule == "EDB-ID:45939");
}

TEST_CASE("a host that is listed twice gives each finding once") {
  const std::string host =
      "<host><status state='up'/><address addr='10.0.0.1' addrtype='ipv4'/><ports>"
      "<port protocol='tcp' portid='22'><state state='open'/></port></ports></host>";
  CHECK(drafts_of(scan_files::read("<nmaprun>" + host + host + "</nmaprun>")).size() == 1);
}

TEST_CASE("a host that is down, or has no address, gives nothing") {
  const auto status = GENERATE(as<std::string>(), "<status state='down'/><address addr='10.0.0.1' addrtype='ipv4'/>",
                               "<status state='up'/>");
  const auto report = scan_files::read("<nmaprun><host>" + status +
                                       "<ports><port protocol='tcp' portid='22'><state state='open'/></port></ports></host></nmaprun>");
  CHECK(report.hosts.size() == 1);
  CHECK(drafts_of(report).empty());
}

TEST_CASE("the text of an older vulners is read too") {
  const auto drafts = of_script(
      "<script id='vulners' output='&#xa;  cpe:/a:openbsd:openssh:6.6: &#xa;    &#x9;CVE-2015-5600&#x9;8.5&#x9;https://vulners.com/cve/CVE-2015-5600"
      "&#xa;    &#x9;nonsense'/>");
  REQUIRE(drafts.size() == 1);
  CHECK(drafts[0].cves == std::vector<std::string>{"CVE-2015-5600"});
  CHECK(drafts[0].cvss == Cvss{85});
}

TEST_CASE("the state of a script decides") {
  const auto [state, severity] = GENERATE(table<std::string, std::optional<Severity>>({
      {"VULNERABLE", Severity::high},
      {"VULNERABLE (Exploitable)", Severity::critical},
      {"LIKELY VULNERABLE", Severity::medium},
      {"NOT VULNERABLE", std::nullopt},
      {"UNKNOWN (unable to test)", std::nullopt},
  }));
  CAPTURE(state);
  const auto drafts = of_script("<script id='s' output='State: " + state + "'><table key='CVE-2014-3566'><elem key='state'>" +
                                state + "</elem><table key='ids'><elem>CVE:CVE-2014-3566</elem></table></table></script>");
  REQUIRE(drafts.size() == (severity ? 1 : 0));
  if (severity) CHECK(drafts[0].severity == *severity);
  if (severity) CHECK(drafts[0].identity.rule == "CVE-2014-3566");
}

TEST_CASE("a script without structure is read by its words") {
  const auto [output, findings] = GENERATE(table<std::string, int>({
      {"MS08-067: VULNERABLE (CVE-2008-4250)", 1},
      {"MS08-067: NOT VULNERABLE", 0},
      {"MS08-067: NOT VULNERABLE&#xa;Conficker: LIKELY VULNERABLE", 1},
      {"INVULNERABLE", 0},
      {"this may be vulnerable", 0},
      {"", 0},
  }));
  CAPTURE(output);
  const auto drafts = of_script("<script id='smb-check-vulns' output='" + output + "'/>");
  CHECK(drafts.size() == static_cast<std::size_t>(findings));
  for (const Draft& draft : drafts) CHECK(draft.identity.rule == "smb-check-vulns");
}

TEST_CASE("titles and descriptions are safe to show") {
  const auto drafts = of_script("<script id='s' output='VULNERABLE&#x202e;x&#xa;&#x9b;second'><table key='k'>"
                                "<elem key='state'>VULNERABLE</elem><elem key='title'>a&#xa;b" + std::string(500, 'x') + "é</elem></table></script>");
  REQUIRE(drafts.size() == 1);
  CHECK(drafts[0].title.starts_with("a\\nbxxx"));
  CHECK(drafts[0].title.size() <= 200);
  CHECK(drafts[0].description == "VULNERABLE\\u{202e}x\n\\u{9b}second");
}

TEST_CASE("exposed services are graded by name, by port when nmap has no name, and by TLS") {
  CHECK(severity_of_service("telnet", 2323) == Severity::high);
  CHECK(severity_of_service("", 23) == Severity::high);
  CHECK(severity_of_service("unknown", 3389) == Severity::medium);
  CHECK(severity_of_service("ssh", 23) == Severity::info);
  CHECK(severity_of_service("redis", 6379, true) == Severity::high);
  CHECK(severity_of_service("telnet", 992, true) == Severity::info);
  CHECK(severity_of_service("ftp", 990, true) == Severity::info);
  CHECK(severity_of_service("http", 80) == Severity::info);
  CHECK(severity_of_service("rpcbind", 111) == Severity::low);
}

TEST_CASE("coverage of real scans") {
  const scan::Report full = scan_files::read(scan_files::content("libnmap/dionaea_scan.xml"));
  auto sources = named_sources(full.arguments);
  CHECK(sources.contains("nmap/default"));
  add_sources(sources, full.hosts.front());
  CHECK(sources.contains("nmap/smb-vuln-ms17-010"));
  CHECK_FALSE(sources.contains("nmap/http-vuln-cve2017-5638"));
  const auto spans = spans_of(full.scanned);
  CHECK(spans.contains("tcp"));
  CHECK_FALSE(spans.contains("udp"));
  CHECK(ambiguous_protocols(full.scanned).empty());

  // An xmas scan gets no answer from an open port: 22 and 25 are open|filtered, 80 is closed.
  const scan::Report xmas = scan_files::read(scan_files::content("libnmap/1_hosts_banner_ports_xmas.xml"));
  CHECK(ambiguous_protocols(xmas.scanned) == std::vector<std::string>{"tcp"});
  for (const PortSeen& port : asset_of(xmas.hosts.front()).ports) CHECK(port.decided == (port.number > 25));
  // A null scan in which nothing answered at all.
  const scan::Report null = scan_files::read(scan_files::content("libnmap/2_null_hosts.xml"));
  CHECK(null.hosts.size() == 2);
  CHECK(asset_of(null.hosts.front()).listed_only);
  CHECK_FALSE(asset_of(null.hosts.front()).whole);
}

TEST_CASE("a host's name is made safe") {
  scan::Host host;
  host.ipv4 = "192.0.2.1";
  host.hostnames = {std::string(300, 'x'), "web\xe2\x80\xae.example"};
  CHECK(asset_of(host).hostname == "web\\u{202e}.example");
}
