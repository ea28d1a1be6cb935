#include "scan/nmap.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/parse.hpp"
#include "base/text.hpp"
#include "scan/address.hpp"

namespace mssp::scan {
namespace {

constexpr std::size_t problems_kept = 100;
constexpr std::int64_t end_of_9999 = 253402300799;

enum class Tag {
  other, nmaprun, scaninfo, host, status, address, hostnames, hostname, ports, extraports, port, state, service, cpe,
  script, table, elem, hostscript, os, osmatch, runstats, finished, hosts,
};

Tag tag_of(std::string_view word) {
  using enum Tag;
  static constexpr std::array<std::pair<std::string_view, Tag>, 22> names{{
      {"nmaprun", nmaprun}, {"scaninfo", scaninfo}, {"host", host}, {"status", status}, {"address", address},
      {"hostnames", hostnames}, {"hostname", hostname}, {"ports", ports}, {"extraports", extraports}, {"port", port},
      {"state", state}, {"service", service}, {"cpe", cpe}, {"script", script}, {"table", table}, {"elem", elem},
      {"hostscript", hostscript}, {"os", os}, {"osmatch", osmatch}, {"runstats", runstats}, {"finished", finished},
      {"hosts", hosts},
  }};
  const auto found = std::find_if(names.begin(), names.end(), [&](const auto& row) { return row.first == word; });
  return found == names.end() ? other : found->second;
}

std::optional<std::int64_t> whole(const Attributes& attributes, std::string_view name, std::int64_t most) {
  const auto text = attributes.get(name);
  const auto number = text ? parse_integer(*text) : std::nullopt;
  if (!number || *number < 0 || *number > most) return std::nullopt;
  return number;
}

std::optional<Instant> moment(const Attributes& attributes, std::string_view name) {
  const auto seconds = whole(attributes, name, end_of_9999);
  if (!seconds) return std::nullopt;
  return instant(*seconds);
}

class Reader final : public XmlHandler {
 public:
  Reader(std::string_view file, const std::function<void(Host&&)>& each_host) : file_(file), each_host_(each_host) {}

  Report report;
  bool root_seen() const { return root_seen_; }
  bool finished_seen() const { return finished_seen_; }
  const std::string& failure() const { return failure_; }

  void start(std::string_view element, const Attributes& attributes, const Here& at) override {
    const Tag parent = path_.empty() ? Tag::other : path_.back();
    const Tag tag = tag_of(element);
    if (path_.empty()) {
      if (tag != Tag::nmaprun)
        throw malformed(file_, at, fmt::format("the root element is '{}', not 'nmaprun'", printable(element)),
                        "an XML file of nmap is written with 'nmap -oX FILE'");
      root_seen_ = true;
      begin_run(attributes);
    }
    path_.push_back(tag);
    switch (tag) {
      case Tag::scaninfo: if (parent == Tag::nmaprun) scaninfo(attributes, at); break;
      case Tag::host: if (parent == Tag::nmaprun) host_.emplace(); break;
      case Tag::finished: if (parent == Tag::runstats) finished(attributes); break;
      case Tag::hosts: if (parent == Tag::runstats) host_counts(attributes); break;
      default: if (host_) in_host(tag, parent, attributes, at);
    }
  }

  void end(std::string_view, const Here&) override {
    const Tag tag = path_.back();
    path_.pop_back();
    const Tag parent = path_.empty() ? Tag::other : path_.back();
    if (!host_) return;
    if (tag == Tag::host && parent == Tag::nmaprun) {
      each_host_(std::move(*host_));
      host_.reset();
    } else if (tag == Tag::port && parent == Tag::ports) {
      if (port_ && port_has_state_) host_->ports.push_back(std::move(*port_));
      port_.reset();
    } else if (tag == Tag::cpe && parent == Tag::service && port_) {
      port_->cpes.push_back(std::exchange(text_, {}));
    } else if (tag == Tag::script && script_ && (parent == Tag::port || parent == Tag::hostscript)) {
      if (parent == Tag::hostscript) {
        host_->scripts.push_back(std::move(*script_));
      } else if (port_) {
        port_->scripts.push_back(std::move(*script_));
      }
      script_.reset();
    } else if (is_node(tag, parent) && script_ && !nodes_.empty()) {
      close_node(tag);
    }
  }

  void text(std::string_view piece) override {
    if (!path_.empty() && (path_.back() == Tag::cpe || path_.back() == Tag::elem)) text_ += piece;
  }

 private:
  static bool is_node(Tag tag, Tag parent) {
    return (tag == Tag::table || tag == Tag::elem) && (parent == Tag::script || parent == Tag::table);
  }

  void problem(Position at, const std::string& message) {
    if (++report.problem_count <= problems_kept)
      report.problems.push_back(fmt::format("{}:{}: {}", at.line, at.column, printable(message)));
  }

  void begin_run(const Attributes& attributes) {
    report.scanner = attributes.text("scanner");
    report.version = attributes.text("version");
    report.arguments = attributes.text("args");
    report.started = moment(attributes, "start");
  }

  void scaninfo(const Attributes& attributes, const Here& at) {
    const auto protocol = parse_protocol(attributes.text("protocol"));
    auto ranges = parse_port_ranges(attributes.text("services"));
    if (!protocol || !ranges) return problem(at, "a scaninfo element with an unknown protocol or port range");
    report.scanned.push_back({*protocol, attributes.text("type"), std::move(*ranges)});
  }

  void finished(const Attributes& attributes) {
    finished_seen_ = true;
    report.finished = moment(attributes, "time");
    report.exit = attributes.text("exit");
    failure_ = attributes.text("errormsg");
  }

  void host_counts(const Attributes& attributes) {
    report.hosts_up = whole(attributes, "up", INT64_MAX);
    report.hosts_down = whole(attributes, "down", INT64_MAX);
    report.hosts_total = whole(attributes, "total", INT64_MAX);
  }

  void in_host(Tag tag, Tag parent, const Attributes& attributes, const Here& at) {
    switch (tag) {
      case Tag::status: if (parent == Tag::host) status(attributes); break;
      case Tag::address: if (parent == Tag::host) address(attributes, at); break;
      case Tag::hostname: if (parent == Tag::hostnames) host_->hostnames.push_back(attributes.text("name")); break;
      case Tag::osmatch: if (parent == Tag::os) osmatch(attributes); break;
      case Tag::extraports: if (parent == Tag::ports) extraports(attributes); break;
      case Tag::port: if (parent == Tag::ports) port(attributes, at); break;
      case Tag::state: if (parent == Tag::port && port_) port_state(attributes, at); break;
      case Tag::service: if (parent == Tag::port && port_) service(attributes); break;
      case Tag::cpe: text_.clear(); break;
      case Tag::script:
        if (parent == Tag::port || parent == Tag::hostscript) {
          script_ = Script{attributes.text("id"), attributes.text("output"), {}};
          nodes_.clear();
        }
        break;
      case Tag::table:
      case Tag::elem:
        if (script_ && is_node(tag, parent)) {
          nodes_.push_back({attributes.text("key"), {}, {}});
          text_.clear();
        }
        break;
      default: break;
    }
  }

  void status(const Attributes& attributes) {
    const std::string state = attributes.text("state");
    host_->status = state == "up" ? HostStatus::up : state == "down" ? HostStatus::down : HostStatus::unknown;
  }

  void address(const Attributes& attributes, const Here& at) {
    const std::string text = attributes.text("addr");
    const std::string type = attributes.text("addrtype");
    const bool mac = type == "mac";
    const bool ipv6 = type == "ipv6";
    const auto canonical = mac ? canonical_mac(text) : ipv6 ? canonical_ipv6(text) : canonical_ipv4(text);
    if (!canonical) return problem(at, fmt::format("'{}' is no address of type '{}'", text, type));
    std::string& place = mac ? host_->mac : ipv6 ? host_->ipv6 : host_->ipv4;
    if (place.empty()) place = *canonical;
  }

  void osmatch(const Attributes& attributes) {
    const int accuracy = static_cast<int>(whole(attributes, "accuracy", 100).value_or(0));
    if (!host_->os.empty() && accuracy <= host_->os_accuracy) return;
    host_->os = attributes.text("name");
    host_->os_accuracy = accuracy;
  }

  void extraports(const Attributes& attributes) {
    if (const auto state = parse_port_state(attributes.text("state"))) host_->unlisted.push_back(*state);
  }

  void port(const Attributes& attributes, const Here& at) {
    const auto number = whole(attributes, "portid", highest_port);
    const auto protocol = parse_protocol(attributes.text("protocol"));
    port_.reset();
    port_has_state_ = false;
    if (!number || !protocol)
      return problem(at, fmt::format("'{}/{}' is no port", attributes.text("portid"), attributes.text("protocol")));
    port_.emplace();
    port_->number = static_cast<int>(*number);
    port_->protocol = *protocol;
  }

  void port_state(const Attributes& attributes, const Here& at) {
    const auto state = parse_port_state(attributes.text("state"));
    if (!state) return problem(at, fmt::format("'{}' is no port state", attributes.text("state")));
    port_->state = *state;
    port_has_state_ = true;
  }

  void service(const Attributes& attributes) {
    port_->service = attributes.text("name");
    port_->product = attributes.text("product");
    port_->version = attributes.text("version");
    port_->extra_info = attributes.text("extrainfo");
    port_->tls = attributes.get("tunnel") == "ssl";
  }

  void close_node(Tag tag) {
    Node node = std::move(nodes_.back());
    nodes_.pop_back();
    if (tag == Tag::elem) node.text = std::exchange(text_, {});
    (nodes_.empty() ? script_->result : nodes_.back().children).push_back(std::move(node));
  }

  std::string_view file_;
  const std::function<void(Host&&)>& each_host_;
  std::vector<Tag> path_;
  bool root_seen_ = false;
  bool finished_seen_ = false;
  std::string failure_;
  std::optional<Host> host_;
  std::optional<Port> port_;
  bool port_has_state_ = false;
  std::optional<Script> script_;
  std::vector<Node> nodes_;  // the open tables and elements of script_
  std::string text_;
};

// Why the report cannot stand for a whole scan; empty when it can. nmap before 5.10 wrote no exit word.
std::string shortfall(const Reader& reader, const XmlEnding& ending) {
  if (!ending.complete) return fmt::format("the file ends too early at {}:{}", ending.at.line, ending.at.column);
  if (!reader.finished_seen()) return "nmap did not record its end";
  const std::string& exit = reader.report.exit;
  if (exit.empty() || exit == "success") return {};
  return fmt::format("nmap ended with '{}'{}{}", printable(exit), reader.failure().empty() ? "" : ": ",
                     printable(reader.failure()));
}

}  // namespace

Report read_nmap(const Source& source, std::string_view file, const NmapOptions& options,
                 const std::function<void(Host&&)>& each_host) {
  Reader reader(file, each_host);
  const XmlEnding ending = parse_xml(source, file, reader, options.limits);
  if (ending.bytes == 0) throw Error(Code::invalid_input, fmt::format("'{}' is empty", printable(file)));
  if (!reader.root_seen()) throw malformed(file, ending.at, "the file ends before its first element");
  reader.report.incomplete = shortfall(reader, ending);
  reader.report.complete = reader.report.incomplete.empty();
  if (!ending.complete && options.truncation == Truncation::refuse)
    throw malformed(file, ending.at, "the file ends too early", "the scan may still be running, or was stopped");
  return std::move(reader.report);
}

Report read_nmap(const Source& source, std::string_view file, const NmapOptions& options) {
  std::vector<Host> hosts;
  Report report = read_nmap(source, file, options, [&](Host&& host) { hosts.push_back(std::move(host)); });
  report.hosts = std::move(hosts);
  return report;
}

}  // namespace mssp::scan
