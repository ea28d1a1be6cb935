#include "finding/from_nmap.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "finding/exposure.hpp"
#include "finding/nse.hpp"

namespace mssp::finding {
namespace {

constexpr std::size_t title_bytes = 200;
constexpr std::size_t description_bytes = 8000;

// At most `most` bytes, cut between characters; text is valid UTF-8.
std::string shortened(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  constexpr std::string_view mark = "...";
  std::size_t end = most - mark.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  text.resize(end);
  return text += mark;
}

std::string safe_line(std::string_view text) {
  return shortened(printable(trim(text)), title_bytes);
}

std::string safe_text(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string_view line : split(trim(text), '\n')) lines.push_back(printable(line));
  return shortened(join(lines, "\n"), description_bytes);
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
  draft.description = shortened(join(words, " "), description_bytes);
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

// Adds to what is known: a host that was named twice is listed twice, and what either leaves in doubt stays in doubt.
void add_coverage(AssetCoverage& asset, const scan::Host& host, const std::set<std::string>& ambiguous) {
  if (!std::all_of(host.unlisted.begin(), host.unlisted.end(), decided)) asset.listed_only = ambiguous;
  for (const scan::Port& port : host.ports) {
    std::pair key{std::string(name(port.protocol)), port.number};
    if (port.state == scan::PortState::open) asset.open.insert(key);
    (decided(port.state) ? asset.decided : asset.uncertain).insert(std::move(key));
  }
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

Coverage coverage_of(const scan::Report& report) {
  Coverage coverage;
  coverage.scanner = "nmap";
  coverage.sources.insert("nmap");
  coverage.complete = report.complete;
  add_named_scripts(report.arguments, coverage.sources);
  std::set<std::string> ambiguous;
  for (const scan::Scanned& scanned : report.scanned) {
    if (!sees_open_ports(scanned.technique)) continue;
    const std::string protocol(name(scanned.protocol));
    if (silence_is_ambiguous(scanned.technique)) ambiguous.insert(protocol);
    for (const scan::PortRange& range : scanned.ports) coverage.ports[protocol].push_back({range.first, range.last});
  }
  for (const scan::Host& host : report.hosts) {
    if (host.status != scan::HostStatus::up || host.address().empty()) continue;
    add_coverage(coverage.assets[host.address()], host, ambiguous);
    for (const scan::Port& port : host.ports) {
      for (const scan::Script& script : port.scripts) coverage.sources.insert("nmap/" + script.id);
    }
    for (const scan::Script& script : host.scripts) coverage.sources.insert("nmap/" + script.id);
  }
  return coverage;
}

}  // namespace mssp::finding
