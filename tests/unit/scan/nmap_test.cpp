#include "scan/nmap.hpp"

#include <fmt/core.h>

#include <catch2/catch.hpp>
#include <random>

#include "scan_files.hpp"

using namespace mssp;
using namespace mssp::scan;
using scan_files::read;

namespace {

std::vector<Host> up(const Report& report) {
  std::vector<Host> hosts;
  std::copy_if(report.hosts.begin(), report.hosts.end(), std::back_inserter(hosts),
               [](const Host& host) { return host.status == HostStatus::up; });
  return hosts;
}

std::string describe(const std::vector<Node>& nodes) {
  std::string text;
  for (const Node& node : nodes) text += fmt::format("({}={}{})", node.key, node.text, describe(node.children));
  return text;
}

// Everything a report holds, as text.
std::string describe(const Report& report) {
  std::string text = fmt::format("{} {} {} {} {} {} {}", report.scanner, report.version, report.arguments, report.exit,
                                 report.complete, report.incomplete, report.hosts_total.value_or(-1));
  for (const Scanned& scanned : report.scanned) {
    text += fmt::format("\n{} {}", name(scanned.protocol), scanned.technique);
    for (const PortRange& range : scanned.ports) text += fmt::format(" {}-{}", range.first, range.last);
  }
  for (const Host& host : report.hosts) {
    text += fmt::format("\n{} {} {} {} {}", host.ipv4, host.ipv6, host.mac, int(host.status), host.os);
    for (const std::string& hostname : host.hostnames) text += " " + hostname;
    const auto add_scripts = [&](const std::vector<Script>& scripts) {
      for (const Script& script : scripts) text += fmt::format("\n{} {} {}", script.id, script.output, describe(script.result));
    };
    for (const Port& port : host.ports) {
      text += fmt::format("\n{}/{} {} {} {} {} {}", port.number, name(port.protocol), name(port.state), port.service,
                          port.product, port.version, port.extra_info);
      for (const std::string& cpe : port.cpes) text += " " + cpe;
      add_scripts(port.scripts);
    }
    add_scripts(host.scripts);
  }
  return text;
}

std::string in_host(const std::string& inner) {
  return "<nmaprun scanner='nmap'><host><status state='up'/><address addr='10.0.0.1' addrtype='ipv4'/>" + inner +
         "</host><runstats><finished time='1' exit='success'/></runstats></nmaprun>";
}

}  // namespace

TEST_CASE("reports agree with what other readers of nmap files see") {
  int files = 0;
  const nlohmann::json files_expected = scan_files::expected();
  for (const auto& [file, expected] : files_expected.items()) {
    CAPTURE(file);
    if (expected.contains("error")) {
      CHECK_THROWS_AS(read(scan_files::content(file)), Error);
      continue;
    }
    ++files;
    const Report report = read(scan_files::content(file));
    CHECK(report.scanner == "nmap");
    CHECK(report.complete);
    CHECK(report.problems.empty());
    if (expected.contains("counts")) {
      const auto& counts = expected["counts"];
      std::size_t open = 0;
      for (const Host& host : report.hosts) {
        open += static_cast<std::size_t>(std::count_if(host.ports.begin(), host.ports.end(),
                                                       [](const Port& port) { return port.state == PortState::open; }));
      }
      CHECK(report.hosts.size() == counts["hosts"]);
      CHECK(up(report).size() == counts["hosts_up"]);
      CHECK(open == counts["open_ports"]);
      continue;
    }
    CHECK(report.hosts_up == expected["hosts_up"].get<std::int64_t>());
    CHECK(report.hosts_down == expected["hosts_down"].get<std::int64_t>());
    CHECK(report.hosts_total == expected["hosts_total"].get<std::int64_t>());
    CHECK(epoch(report.started.value()) == expected["started"]);
    CHECK(epoch(report.finished.value()) == expected["endtime"]);
    CHECK(report.scanned.at(0).technique == expected["scan_type"]);
    CHECK(report.hosts.size() == expected["hosts_listed"]);
    const std::vector<Host> hosts = up(report);
    REQUIRE(hosts.size() == expected["hosts"].size());
    for (std::size_t i = 0; i < hosts.size(); ++i) {
      const auto& wanted = expected["hosts"][i];
      CHECK(hosts[i].address() == wanted["address"]);
      CHECK(hosts[i].hostnames == wanted["hostnames"].get<std::vector<std::string>>());
      nlohmann::json ports = nlohmann::json::object();
      nlohmann::json services = nlohmann::json::object();
      for (const Port& port : hosts[i].ports) {
        const std::string key = fmt::format("{}/{}", port.number, name(port.protocol));
        ports[key] = name(port.state);
        if (port.state == PortState::open) services[key] = port.service;
      }
      CHECK(ports == wanted["ports"]);
      CHECK(services == wanted["services"]);
    }
  }
  CHECK(files == 14);
}

TEST_CASE("scripts, products and coverage of a full scan") {
  const Report report = read(scan_files::content("libnmap/dionaea_scan.xml"));
  CHECK(report.version == "7.91");
  CHECK(report.arguments.starts_with("nmap -sV -O -p 1-65535 --script default,safe"));
  CHECK(report.scanned.at(0).ports == PortRanges{{1, 65535}});
  const Host& host = report.hosts.at(0);
  CHECK(host.mac == "02:42:ac:1c:01:03");
  CHECK(host.unlisted == std::vector{PortState::closed});
  const auto web = std::find_if(host.ports.begin(), host.ports.end(), [](const Port& port) { return port.number == 80; });
  REQUIRE(web != host.ports.end());
  CHECK(web->product == "nginx");
  CHECK(web->cpes == std::vector<std::string>{"cpe:/a:igor_sysoev:nginx"});
  const auto title = std::find_if(web->scripts.begin(), web->scripts.end(),
                                  [](const Script& script) { return script.id == "http-title"; });
  REQUIRE(title != web->scripts.end());
  CHECK(title->output == "Directory listing for /");
  CHECK(describe(title->result) == "(title=Directory listing for /)");
  const auto agents = std::find_if(web->scripts.begin(), web->scripts.end(),
                                   [](const Script& script) { return script.id == "http-useragent-tester"; });
  CHECK(agents->result.at(1).key == "Allowed User Agents");
  CHECK(agents->result.at(1).children.at(1).text == "libwww");
}

TEST_CASE("how a file is cut into chunks changes nothing") {
  const auto file = GENERATE(as<std::string>(), "libnmap/dionaea_scan.xml", "libnmap/2_hosts_achange.xml");
  const std::string xml = scan_files::content(file);
  const std::string whole = describe(read(xml));
  CHECK(whole.size() > 500);
  std::mt19937 random(20251123);
  for (const std::size_t most : {1, 2, 7, 1000}) {
    CAPTURE(file, most);
    std::string_view rest = xml;
    const Source pieces = [&](char* buffer, std::size_t size) {
      const std::size_t taken = rest.copy(buffer, std::min(size, 1 + random() % most));
      rest.remove_prefix(taken);
      return taken;
    };
    CHECK(describe(read_nmap(pieces, "scan.xml")) == whole);
  }
}

TEST_CASE("a file cut anywhere gives the hosts before the cut, and is not complete") {
  const auto file = GENERATE(as<std::string>(), "libnmap/dionaea_scan.xml", "libnmap/2_hosts_achange.xml",
                             "libnmap/fullscan.xml", "defectdojo/nmap_multiple_port.xml");
  const std::string xml = scan_files::content(file);
  const std::size_t hosts = read(xml).hosts.size();
  std::size_t before = 0;
  for (std::size_t percent = 1; percent < 100; ++percent) {
    CAPTURE(file, percent);
    const std::string cut = xml.substr(0, xml.size() * percent / 100);
    if (cut.find("<nmaprun ") == std::string::npos || cut.find('>', cut.find("<nmaprun ")) == std::string::npos) {
      CHECK_THROWS_WITH(read(cut), Catch::Contains("before its first element"));
      continue;
    }
    const Report report = read(cut);
    CHECK_FALSE(report.complete);
    CHECK(report.incomplete.starts_with("the file ends too early at "));
    CHECK(report.hosts.size() >= before);
    CHECK(report.hosts.size() <= hosts);
    before = report.hosts.size();
    CHECK_THROWS_WITH(read(cut, {Truncation::refuse, {}}), Catch::Contains("the file ends too early"));
  }
}

TEST_CASE("what is no report of nmap is refused with the reason") {
  const auto [xml, message] = GENERATE(table<std::string, std::string>({
      {"", "'scan.xml' is empty"},
      {" \n ", "scan.xml:2:2: the file ends before its first element"},
      {"<html/>", "scan.xml:1:1: the root element is 'html', not 'nmaprun'"},
      {"Starting Nmap 7.91", "scan.xml:1:1: syntax error"},
      {"<nmaprun args='\xe9'/>", "scan.xml:1:16: not well-formed (invalid token)"},
  }));
  CAPTURE(xml);
  CHECK_THROWS_WITH(read(xml), message);
}

TEST_CASE("a value that cannot be costs its element only") {
  const Report report = read(in_host(
      "<address addr='10.0.0.999' addrtype='ipv4'/><address addr='AA:BB' addrtype='mac'/>"
      "<address addr='2001:DB8:0:0::1' addrtype='ipv6'/><address addr='AA:BB:CC:DD:EE:0F' addrtype='mac'/><ports>"
      "<port protocol='tcp' portid='70000'><state state='open'/></port>"
      "<port protocol='tcp' portid='-1'><state state='open'/></port>"
      "<port protocol='tcp' portid='010'><state state='open'/></port>"
      "<port protocol='tcq' portid='80'><state state='open'/></port>"
      "<port protocol='tcp' portid='81'><state state='ajar'/></port>"
      "<port protocol='tcp' portid='82'/>"
      "<port protocol='udp' portid='0'><state state='open|filtered'/></port></ports>"));
  CHECK(report.complete);
  const Host& host = report.hosts.at(0);
  CHECK(host.ipv6 == "2001:db8::1");
  CHECK(host.mac == "aa:bb:cc:dd:ee:0f");
  REQUIRE(host.ports.size() == 2);
  CHECK(host.ports[0].number == 10);
  CHECK(host.ports[1].state == PortState::open_filtered);
  CHECK(report.problem_count == 6);
  CHECK(report.problems.at(0).ends_with("'10.0.0.999' is no address of type 'ipv4'"));
  CHECK(report.problems.at(2).ends_with("'70000/tcp' is no port"));
}

TEST_CASE("a port range that cannot be read is not scanned") {
  const Report report = read("<nmaprun><scaninfo protocol='tcp' services='1-99999'/><scaninfo protocol='udp' services='53'/></nmaprun>");
  REQUIRE(report.scanned.size() == 1);
  CHECK(report.scanned[0].protocol == Protocol::udp);
  CHECK(report.problem_count == 1);
}

TEST_CASE("the problems kept are bounded") {
  std::string ports;
  for (int i = 0; i < 1000; ++i) ports += "<port protocol='tcp' portid='x'/>";
  const Report report = read(in_host("<ports>" + ports + "</ports>"));
  CHECK(report.problem_count == 1000);
  CHECK(report.problems.size() == 100);
}

TEST_CASE("the scanner's own word on its end counts") {
  const auto [end, complete, reason] = GENERATE(table<std::string, bool, std::string>({
      {"<runstats><finished time='1' exit='success'/></runstats>", true, ""},
      {"<runstats><finished time='1'/></runstats>", true, ""},
      {"<runstats><finished time='1' exit='error' errormsg='no route'/></runstats>", false, "nmap ended with 'error': no route"},
      {"", false, "nmap did not record its end"},
      {"<finished time='1' exit='success'/>", false, "nmap did not record its end"},
  }));
  CAPTURE(end);
  const Report report = read("<nmaprun>" + end + "</nmaprun>");
  CHECK(report.complete == complete);
  CHECK(report.incomplete == reason);
}

TEST_CASE("elements in places where nmap writes none do no harm") {
  const Report report = read(in_host(
      "<ports><port protocol='tcp' portid='1'><state state='open'/><script id='a' output='b'><script id='c'/>"
      "<elem key='k'>v<elem>w</elem></elem><x><table><elem>y</elem></table></x></script></port></ports>"
      "<port protocol='tcp' portid='2'><state state='open'/></port><host><address addr='10.0.0.2' addrtype='ipv4'/></host>"));
  REQUIRE(report.hosts.size() == 1);
  CHECK(report.hosts[0].ipv4 == "10.0.0.1");
  REQUIRE(report.hosts[0].ports.size() == 1);
  REQUIRE(report.hosts[0].ports[0].scripts.size() == 1);
  CHECK(report.hosts[0].ports[0].scripts[0].id == "a");
  CHECK(describe(report.hosts[0].ports[0].scripts[0].result).starts_with("(k="));
}

TEST_CASE("hosts can be taken one by one") {
  std::size_t hosts = 0;
  const std::string xml = scan_files::content("libnmap/fullscan.xml");
  const Report report = read_nmap(from_text(xml), "scan.xml", {}, [&](Host&&) { ++hosts; });
  CHECK(hosts == 256);
  CHECK(report.hosts.empty());
  CHECK(report.hosts_total == 256);
}
