#include "finding/from_nmap.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "finding/exposure.hpp"

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

std::string safe_line(std::string_view text) { return shortened(printable(trim(text)), title_bytes); }

std::string safe_text(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string_view line : split(trim(text), '\n')) lines.push_back(printable(line));
  return shortened(join(lines, "\n"), description_bytes);
}

std::string place(const std::optional<int>& port, const std::string& protocol) {
  return port ? fmt::format("{}/{}", *port, protocol) : "the host";
}

// What a script said of one weakness, before it has a place.
struct Report {
  std::string rule;
  std::string title;
  Severity severity = Severity::info;
  std::optional<Cvss> cvss;
  std::vector<std::string> cves;
};

std::string text_of(const scan::Node& table, std::string_view key) {
  const scan::Node* node = table.child(key);
  return node ? node->text : std::string();
}

std::optional<Severity> severity_of_state(std::string_view state) {
  if (state.starts_with("LIKELY VULNERABLE")) return Severity::medium;
  if (!state.starts_with("VULNERABLE")) return std::nullopt;
  return state.find("(Exploitable)") == std::string_view::npos ? Severity::high : Severity::critical;
}

// The leading number of "10.0 (HIGH) (AV:N/...)"; version 3 before version 2.
std::optional<Cvss> score_of(const scan::Node& table) {
  const scan::Node* scores = table.child("scores");
  if (scores == nullptr) return std::nullopt;
  std::optional<Cvss> best;
  for (const scan::Node& score : scores->children) {
    const auto value = parse_cvss(std::string_view(score.text).substr(0, score.text.find(' ')));
    if (value && (!best || score.key.starts_with("CVSSv3"))) best = value;
  }
  return best;
}

Report scored(std::string id, std::string title, std::optional<Cvss> cvss) {
  Report report{std::move(id), std::move(title), Severity::info, cvss, {}};
  if (cvss) report.severity = severity_of(*cvss);
  report.cves = cves_in(report.rule);
  return report;
}

// vulners: <table key="cpe:/..."><table><elem key="id"/><elem key="cvss"/><elem key="type"/>...; before version 1.3 of
// the script only its output, one "ID  SCORE  URL" a line.
std::vector<Report> vulners(const scan::Script& script) {
  std::vector<Report> found;
  for (const scan::Node& component : script.result) {
    for (const scan::Node& entry : component.children) {
      std::string id(trim(text_of(entry, "id")));
      if (id.empty()) continue;
      std::string title = fmt::format("{} in {}", id, component.key);
      found.push_back(scored(std::move(id), std::move(title), parse_cvss(trim(text_of(entry, "cvss")))));
    }
  }
  if (!script.result.empty()) return found;
  for (const std::string_view line : split(script.output, '\n')) {
    std::vector<std::string_view> words;
    for (const std::string_view part : split(line, '\t')) {
      if (!trim(part).empty()) words.push_back(trim(part));
    }
    if (words.size() < 3 || !words[2].starts_with("https://vulners.com/")) continue;
    if (const auto cvss = parse_cvss(words[1])) found.push_back(scored(std::string(words[0]), std::string(words[0]), cvss));
  }
  return found;
}

// The vulns library: any table that holds a "state"; its key is the vulnerability's id.
void vulns_library(const scan::Script& script, const std::vector<scan::Node>& nodes, std::vector<Report>& found, bool& spoke) {
  for (const scan::Node& node : nodes) {
    const scan::Node* state = node.child("state");
    if (state == nullptr || state->text.find("VULNERABLE") == std::string::npos) {
      vulns_library(script, node.children, found, spoke);
      continue;
    }
    spoke = true;
    const auto severity = severity_of_state(state->text);
    if (!severity) continue;
    std::string ids = node.key;
    if (const scan::Node* table = node.child("ids")) {
      for (const scan::Node& id : table->children) ids += " " + id.text;
    }
    std::string title = text_of(node, "title");
    Report report{node.key, {}, *severity, score_of(node), cves_in(ids)};
    if (!report.cves.empty()) report.rule = report.cves.front();
    if (report.rule.empty()) report.rule = title.empty() ? script.id : title;
    report.title = title.empty() ? report.rule : std::move(title);
    if (report.cvss) report.severity = severity_of(*report.cvss);
    found.push_back(std::move(report));
  }
}

bool says_vulnerable(std::string_view output) {
  constexpr std::string_view word = "VULNERABLE";
  for (std::size_t at = output.find(word); at != std::string_view::npos; at = output.find(word, at + 1)) {
    const std::string_view before = output.substr(0, at);
    const bool denied = before.ends_with("NOT ") || before.ends_with("NOT_");
    const bool part_of_word = !before.empty() && before.back() >= 'A' && before.back() <= 'Z';
    if (!denied && !part_of_word) return true;
  }
  return false;
}

std::vector<Report> reports_of(const scan::Script& script) {
  if (script.id == "vulners") return vulners(script);
  std::vector<Report> found;
  bool structured = false;
  vulns_library(script, script.result, found, structured);
  if (!structured && says_vulnerable(script.output))
    found.push_back({script.id, script.id, Severity::high, std::nullopt, cves_in(script.output)});
  return found;
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
    for (Report& report : reports_of(script)) {
      Draft draft;
      draft.identity = where;
      draft.identity.source = safe_line("nmap/" + script.id);
      draft.identity.rule = safe_line(report.rule);
      draft.title = safe_line(report.title);
      draft.description = script.id == "vulners"
                              ? fmt::format("vulners lists it for the service on {}", place(where.port, where.protocol))
                              : safe_text(script.output);
      draft.severity = report.severity;
      if (report.cvss) draft.scanner_severity = severity_of(*report.cvss);
      draft.cvss = report.cvss;
      draft.cves = std::move(report.cves);
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

bool silence_is_ambiguous(std::string_view technique) {
  constexpr std::array<std::string_view, 7> techniques{"udp", "fin", "null", "xmas", "maimon", "ipproto", "sctpcookieecho"};
  return std::find(techniques.begin(), techniques.end(), technique) != techniques.end();
}

bool sees_open_ports(std::string_view technique) { return technique != "ack" && technique != "window"; }

bool decided(scan::PortState state) {
  using enum scan::PortState;
  return state == open || state == closed || state == filtered || state == closed_filtered;
}

AssetCoverage asset_coverage(const scan::Host& host, const std::set<std::string>& ambiguous) {
  AssetCoverage asset;
  if (!std::all_of(host.unlisted.begin(), host.unlisted.end(), decided)) asset.listed_only = ambiguous;
  for (const scan::Port& port : host.ports) {
    std::pair key{std::string(name(port.protocol)), port.number};
    if (port.state == scan::PortState::open) asset.open.insert(key);
    (decided(port.state) ? asset.decided : asset.uncertain).insert(std::move(key));
  }
  return asset;
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
  if (host.status != scan::HostStatus::up || host.address().empty()) return {};
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
  return drafts.take();
}

std::vector<Draft> drafts_of(const scan::Report& report) {
  std::vector<Draft> all;
  for (const scan::Host& host : report.hosts) {
    for (Draft& draft : drafts_of(host)) all.push_back(std::move(draft));
  }
  return all;
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
    coverage.assets[host.address()] = asset_coverage(host, ambiguous);
    for (const scan::Port& port : host.ports) {
      for (const scan::Script& script : port.scripts) coverage.sources.insert("nmap/" + script.id);
    }
    for (const scan::Script& script : host.scripts) coverage.sources.insert("nmap/" + script.id);
  }
  return coverage;
}

}  // namespace mssp::finding
