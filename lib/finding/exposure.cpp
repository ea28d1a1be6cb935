#include "finding/exposure.hpp"

#include <array>

namespace mssp::finding {
namespace {

constexpr std::string_view clear_shell = "it gives a shell and carries passwords in clear text";
constexpr std::string_view desktop = "it gives control of the desktop, often with a weak password or none";
constexpr std::string_view no_password = "it ships without a password";
constexpr std::string_view clear_text = "it carries passwords or data in clear text";
constexpr std::string_view administrative = "an administrative service belongs behind a VPN";
constexpr std::string_view file_share = "file shares belong behind a VPN";
constexpr std::string_view database = "a database belongs behind a firewall";
constexpr std::string_view tells = "it tells much about the host";

struct Row {
  std::string_view service;  // as in nmap-services and nmap-service-probes
  int port;                  // -1: the name only
  scan::Protocol protocol;
  Exposure exposure;
};

constexpr auto tcp = scan::Protocol::tcp;
constexpr auto udp = scan::Protocol::udp;
constexpr std::array rows{
    Row{"telnet", 23, tcp, {Severity::high, clear_shell}},
    Row{"login", 513, tcp, {Severity::high, clear_shell}},
    Row{"shell", 514, tcp, {Severity::high, clear_shell}},
    Row{"exec", 512, tcp, {Severity::high, clear_shell}},
    Row{"vnc", 5900, tcp, {Severity::high, desktop}},
    Row{"vnc-http", 5800, tcp, {Severity::high, desktop}},
    Row{"X11", 6000, tcp, {Severity::high, desktop}},
    Row{"redis", 6379, tcp, {Severity::high, no_password}},
    Row{"memcached", 11211, tcp, {Severity::high, no_password}},
    Row{"memcache", 11211, tcp, {Severity::high, no_password}},
    Row{"mongodb", 27017, tcp, {Severity::high, no_password}},
    Row{"mongod", 27017, tcp, {Severity::high, no_password}},
    Row{"elasticsearch", -1, tcp, {Severity::high, no_password}},
    Row{"cassandra", 9042, tcp, {Severity::high, no_password}},
    Row{"docker", 2375, tcp, {Severity::high, no_password}},
    Row{"ftp", 21, tcp, {Severity::medium, clear_text}},
    Row{"tftp", 69, udp, {Severity::medium, clear_text}},
    Row{"snmp", 161, udp, {Severity::medium, clear_text}},
    Row{"microsoft-ds", 445, tcp, {Severity::medium, file_share}},
    Row{"netbios-ssn", 139, tcp, {Severity::medium, file_share}},
    Row{"nfs", 2049, tcp, {Severity::medium, file_share}},
    Row{"rsync", 873, tcp, {Severity::medium, file_share}},
    Row{"ms-wbt-server", 3389, tcp, {Severity::medium, administrative}},
    Row{"ajp13", 8009, tcp, {Severity::medium, administrative}},
    Row{"mysql", 3306, tcp, {Severity::medium, database}},
    Row{"postgresql", 5432, tcp, {Severity::medium, database}},
    Row{"ms-sql-s", 1433, tcp, {Severity::medium, database}},
    Row{"ms-sql-m", 1434, udp, {Severity::medium, database}},
    Row{"oracle", 1521, tcp, {Severity::medium, database}},
    Row{"oracle-tns", 1521, tcp, {Severity::medium, database}},
    Row{"ibm-db2", 50000, tcp, {Severity::medium, database}},
    Row{"couchdb", 5984, tcp, {Severity::medium, database}},
    Row{"finger", 79, tcp, {Severity::low, tells}},
    Row{"rpcbind", 111, tcp, {Severity::low, tells}},
    Row{"ldap", 389, tcp, {Severity::low, tells}},
};

bool matches(const Row& row, const scan::Port& port) {
  if (!port.service.empty() && port.service != "unknown") return row.service == port.service;
  return row.port == port.number && row.protocol == port.protocol;
}

}  // namespace

Exposure exposure_of(const scan::Port& port) {
  for (const Row& row : rows) {
    if (!matches(row, port)) continue;
    const bool only_clear_text = row.exposure.reason == clear_shell || row.exposure.reason == clear_text;
    return port.tls && only_clear_text ? Exposure{} : row.exposure;
  }
  return {};
}

}  // namespace mssp::finding
