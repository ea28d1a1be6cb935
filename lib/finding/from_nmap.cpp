#include "finding/from_nmap.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "finding/exposure.hpp"
#include "finding/nse.hpp"
#include "finding/words.hpp"

namespace mssp::finding {
namespace {


constexpr std::size_t longest_hostname = 253;  // RFC 1035, section 2.3.4, without the root's dot

std::string hostname_of(const scan::Host& host) {
  for (const std::string& hostname : host.hostnames) {
    if (!hostname.empty() && hostname.size() <= longest_hostname) return printable(hostname);
  }
  return {};
}

std::string place(const std::optional<int>& port, const std::string& protocol) {
  return port ? fmt::format("{}/{}", *port, protocol) : "the host";
}

// Keeps each identity once; of two reports of one weakness the higher score stays.
class Drafts {
 public:
  void add(Draft draft) {
    const auto [place, inserted] = index_.try_emplace(draft.identity, drafts_.size());
    if (inserted) {
      drafts_.push_back(std::move(draft));
    } else if (Draft& kept = drafts_[place->second]; draft.cvss > kept.cvss) {
      kept = std::move(draft);
    }
  }
  std::vector<Draft> take() { return std::move(drafts_); }

 private:
  std::map<Identity, std::size_t> index_;
  std::vector<Draft> drafts_;
};

void add_scripts(Drafts& drafts, const std::vector<scan::Script>& scripts, const Identity& where) {
  for (const scan::Script& script : scripts) {
    for (Weakness& weakness : weaknesses_in(script)) {
      Draft draft;
      draft.identity = where;
      draft.identity.source = safe_line("nmap/" + script.id);
      draft.identity.rule = safe_line(weakness.rule);
      draft.title = safe_line(weakness.title);
      draft.description = script.id == "vulners"
                              ? fmt::format("vulners lists it for the service on {}", place(where.port, where.protocol))
                              : safe_text(script.output);
      draft.severity = weakness.severity;
      if (weakness.cvss) draft.scanner_severity = severity_of(*weakness.cvss);
      draft.cvss = weakness.cvss;
      draft.cves = std::move(weakness.cves);
      drafts.add(std::move(draft));
    }
  }
}

Draft open_port(const scan::Port& port, Identity where) {
  where.source = "nmap";
  where.rule = "open-port";
  const Exposure exposure = exposure_of(port);
  std::vector<std::string> words;
  for (const std::string& word : {port.product, port.version, port.extra_info}) {
    if (!word.empty()) words.push_back(printable(word));
  }
  Draft draft;
  draft.title = safe_line(fmt::format("open port {}{}", place(where.port, where.protocol),
                                      port.service.empty() ? "" : fmt::format(" ({})", port.service)));
  draft.description = safe_text(join(words, " "));
  if (!exposure.reason.empty()) draft.description += fmt::format("{}{}", words.empty() ? "" : "\n", exposure.reason);
  draft.severity = exposure.severity;
  draft.identity = std::move(where);
  return draft;
}

void add_host(Drafts& drafts, const scan::Host& host) {
  if (host.status != scan::HostStatus::up || host.address().empty()) return;
  Identity where;
  where.asset = host.address();
  for (const scan::Port& port : host.ports) {
    if (port.state != scan::PortState::open) continue;
    Identity at = where;
    at.port = port.number;
    at.protocol = name(port.protocol);
    drafts.add(open_port(port, at));
    add_scripts(drafts, port.scripts, at);
  }
  add_scripts(drafts, host.scripts, where);
}

bool silence_is_ambiguous(std::string_view technique) {
  constexpr std::array<std::string_view, 7> techniques{"udp",    "fin",     "null",          "xmas",
                                                       "maimon", "ipproto", "sctpcookieecho"};
  return std::find(techniques.begin(), techniques.end(), technique) != techniques.end();
}

bool sees_open_ports(std::string_view technique) {
  return technique != "ack" && technique != "window";
}

bool decided(scan::PortState state) {
  using enum scan::PortState;
  return state == open || state == closed || state == filtered || state == closed_filtered;
}

// The names after each --script of "nmap --script=vulners,ssl-cert ...".
void add_named_scripts(std::string_view arguments, std::set<std::string>& sources) {
  const auto words = split(arguments, ' ');
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view list;
    if (words[i].starts_with("--script=")) list = words[i].substr(9);
    if (words[i] == "--script" && i + 1 < words.size()) list = words[i + 1];
    for (const std::string_view script : split(list, ',')) {
      if (!script.empty()) sources.insert(fmt::format("nmap/{}", script));
    }
  }
}

}  // namespace

std::vector<Draft> drafts_of(const scan::Host& host) {
  Drafts drafts;
  add_host(drafts, host);
  return drafts.take();
}

std::vector<Draft> drafts_of(const scan::Report& report) {
  Drafts drafts;
  for (const scan::Host& host : report.hosts) add_host(drafts, host);
  return drafts.take();
}

AssetSeen asset_of(const scan::Host& host) {
  AssetSeen asset;
  asset.address = host.address();
  asset.hostname = hostname_of(host);
  asset.whole = false;
  asset.listed_only = !std::all_of(host.unlisted.begin(), host.unlisted.end(), decided);
  for (const scan::Port& port : host.ports) {
    asset.ports.push_back({.protocol = std::string(name(port.protocol)),
                           .number = port.number,
                           .open = port.state == scan::PortState::open,
                           .decided = decided(port.state)});
  }
  return asset;
}

std::vector<std::string> ambiguous_protocols(const std::vector<scan::Scanned>& scanned) {
  std::set<std::string> protocols;
  for (const scan::Scanned& part : scanned) {
    if (silence_is_ambiguous(part.technique)) protocols.emplace(name(part.protocol));
  }
  return {protocols.begin(), protocols.end()};
}

std::map<std::string, std::vector<PortSpan>> spans_of(const std::vector<scan::Scanned>& scanned) {
  std::map<std::string, std::vector<PortSpan>> spans;
  for (const scan::Scanned& part : scanned) {
    if (!sees_open_ports(part.technique)) continue;
    for (const scan::PortRange& range : part.ports) spans[std::string(name(part.protocol))].push_back({range.first, range.last});
  }
  return spans;
}

std::set<std::string> named_sources(std::string_view arguments) {
  std::set<std::string> sources{"nmap"};
  add_named_scripts(arguments, sources);
  return sources;
}

void add_sources(std::set<std::string>& sources, const scan::Host& host) {
  for (const scan::Port& port : host.ports) {
    for (const scan::Script& script : port.scripts) sources.insert("nmap/" + script.id);
  }
  for (const scan::Script& script : host.scripts) sources.insert("nmap/" + script.id);
}

}  // namespace mssp::finding
