#include "config/profiles.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/parse.hpp"
#include "base/text.hpp"
#include "config/fields.hpp"

namespace mssp::config {
namespace {

constexpr int highest_port = 65535;
constexpr Seconds shortest_timeout{10};
constexpr Seconds longest_timeout{7 * 86400};

const std::initializer_list<Word<Scanner>> scanners{
    {"nmap", Scanner::nmap}, {"lynis", Scanner::lynis}, {"openscap", Scanner::openscap},
    {"packages", Scanner::packages}};
const std::initializer_list<Word<Timing>> timings{
    {"polite", Timing::polite}, {"normal", Timing::normal}, {"aggressive", Timing::aggressive}};

// Scripts that look and do not touch: of nmap's categories safe and vuln, without those of dos, exploit and brute, and
// none that tells a third party what it saw.
const std::initializer_list<Word<std::string>> scripts{
    {"banner", "banner"}, {"ftp-anon", "ftp-anon"}, {"http-headers", "http-headers"},
    {"http-security-headers", "http-security-headers"}, {"http-title", "http-title"},
    {"rdp-ntlm-info", "rdp-ntlm-info"}, {"smb-protocols", "smb-protocols"}, {"smb-security-mode", "smb-security-mode"},
    {"smb-vuln-ms17-010", "smb-vuln-ms17-010"}, {"smb2-security-mode", "smb2-security-mode"}, {"ssh-auth-methods", "ssh-auth-methods"},
    {"ssh2-enum-algos", "ssh2-enum-algos"}, {"ssl-ccs-injection", "ssl-ccs-injection"}, {"ssl-cert", "ssl-cert"},
    {"ssl-dh-params", "ssl-dh-params"}, {"ssl-enum-ciphers", "ssl-enum-ciphers"}, {"ssl-heartbleed", "ssl-heartbleed"},
    {"ssl-poodle", "ssl-poodle"}, {"sslv2-drown", "sslv2-drown"}, {"tls-ticketbleed", "tls-ticketbleed"}};

bool is_port(std::string_view text) {
  const auto number = parse_integer(text);
  return number && *number >= 1 && *number <= highest_port;
}

bool is_port_list(std::string_view written) {
  const auto parts = split(written, ',');
  return std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
    const std::size_t dash = part.find('-');
    if (dash == std::string_view::npos) return is_port(part);
    const auto first = parse_integer(part.substr(0, dash));
    return is_port(part.substr(0, dash)) && is_port(part.substr(dash + 1)) && *first <= *parse_integer(part.substr(dash + 1));
  });
}

bool is_ports(std::string_view written) {
  if (written == "all") return true;
  return written.starts_with("top-") ? is_port(written.substr(4)) : is_port_list(written);
}

std::optional<Seconds> limit(const Node* node, Problems& problems) {
  return parsed(node, "a duration from 10s to 7d such as 2h", problems, [](std::string_view written) {
    const auto read = parse_duration(written);
    return read && *read >= shortest_timeout && *read <= longest_timeout ? read : std::nullopt;
  });
}

std::string default_program(Scanner scanner) {
  switch (scanner) {
    case Scanner::nmap:
      return "/usr/bin/nmap";
    case Scanner::lynis:
      return "/usr/sbin/lynis";
    case Scanner::packages:
      return "/usr/bin/apt-get";
    case Scanner::openscap:
      break;
  }
  return "/usr/bin/oscap";
}

// Keys that only some scanners understand would be obeyed by nobody.
void refuse_foreign(const Fields& fields, Scanner scanner) {
  const auto refuse_all = [&](std::initializer_list<std::string_view> keys, Scanner owner) {
    if (scanner == owner) return;
    for (const std::string_view key : keys) {
      const Node* node = fields.find(key);
      if (node == nullptr) continue;
      fields.problems().add(node->key_place, fmt::format("'{}' has no meaning when 'scanner' is {}", key, name(scanner)), "remove it");
    }
  };
  refuse_all({"ports", "versions", "scripts", "timing", "discovery", "names", "privileged", "host_timeout"}, Scanner::nmap);
  refuse_all({"datastream", "benchmark"}, Scanner::openscap);
}

Profile profile(const Node& node, Problems& problems) {
  const Fields fields(node, "a profile", {"name", "scanner", "program", "ports", "versions", "scripts", "timing", "discovery", "names",
                                          "privileged", "host_timeout", "timeout", "datastream", "benchmark"}, problems);
  Profile out;
  out.name = slug(fields.require("name"), problems).value_or("");
  out.scanner = word(fields.find("scanner"), scanners, problems).value_or(out.scanner);
  out.program = absolute_path(fields.find("program"), problems).value_or(default_program(out.scanner));
  out.ports = accepted(fields.find("ports"), "all, top-100 or a list such as \"22,80,8000-8100\"", problems, is_ports).value_or(out.ports);
  out.versions = boolean(fields.find("versions"), problems).value_or(out.versions);
  for (const Node* script : items(fields.find("scripts"), problems)) {
    if (const auto known = word(script, scripts, problems)) out.scripts.push_back(*known);
  }
  out.timing = word(fields.find("timing"), timings, problems).value_or(out.timing);
  out.discovery = boolean(fields.find("discovery"), problems).value_or(out.discovery);
  out.names = boolean(fields.find("names"), problems).value_or(out.names);
  out.privileged = boolean(fields.find("privileged"), problems).value_or(out.privileged);
  out.host_timeout = limit(fields.find("host_timeout"), problems).value_or(out.host_timeout);
  out.timeout = limit(fields.find("timeout"), problems).value_or(out.timeout);
  const bool openscap = out.scanner == Scanner::openscap;
  out.datastream = absolute_path(openscap ? fields.require("datastream") : nullptr, problems).value_or("");
  out.benchmark = accepted(openscap ? fields.require("benchmark") : nullptr, "the name of a profile in the data stream", problems,
                           [](std::string_view written) {
                             return written.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") ==
                                        std::string_view::npos &&
                                    !written.starts_with('-');
                           })
                      .value_or("");
  refuse_foreign(fields, out.scanner);
  out.line = node.place.line;
  return out;
}

}  // namespace

std::string_view name(Scanner scanner) { return word_of(scanner, scanners); }
std::string_view name(Timing timing) { return word_of(timing, timings); }

std::vector<Profile> built_in_profiles() {
  Profile full;
  full.name = "full";
  full.program = default_program(Scanner::nmap);
  full.versions = true;
  full.timing = Timing::aggressive;
  Profile critical = full;
  critical.name = "critical";
  critical.ports =
      "21-23,25,53,69,80,88,110-111,135,137-139,143,161,389,443,445,465,502,512-514,554,587,623,631,636,873,993,995,1080,1099,"
      "1433,1521,1723,1883,2049,2181,2222,2375-2376,3000,3128,3268,3306,3389,4444,4786,5000,5432,5555,5601,5672,5900-5901,"
      "5984-5986,6379,6443,7001,8000,8008-8009,8080-8081,8443,8888,9000,9090,9100,9200,9418,10000,10250,11211,15672,27017,50000";
  critical.scripts = {"smb-vuln-ms17-010", "ssl-ccs-injection", "ssl-heartbleed", "ssl-poodle"};
  critical.host_timeout = Seconds{10 * 60};
  critical.timeout = Seconds{2 * 3600};
  return {full, critical};
}

std::vector<Profile> read_profiles(std::string_view written, Problems& problems) {
  const auto root = parse_yaml(written, problems);
  if (!root) return {};
  const Fields fields(*root, "scan-profiles.yml", {"profiles"}, problems);
  std::vector<Profile> out;
  std::map<std::string, int> lines;
  for (const Node* node : items(fields.require("profiles"), problems)) {
    Profile each = profile(*node, problems);
    const auto [first, is_new] = lines.emplace(each.name, each.line);
    if (!is_new && !each.name.empty()) {
      problems.add(node->place, fmt::format("profile '{}' stands twice", each.name), fmt::format("it stands in line {} already", first->second));
    }
    out.push_back(std::move(each));
  }
  for (Profile& built_in : built_in_profiles()) {
    if (!lines.contains(built_in.name)) out.push_back(std::move(built_in));
  }
  return out;
}

}  // namespace mssp::config
