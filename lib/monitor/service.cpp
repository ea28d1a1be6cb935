#include "monitor/service.hpp"

#include <algorithm>
#include <array>

#include "base/parse.hpp"
#include "base/text.hpp"

namespace mssp::monitor {
namespace {

constexpr std::size_t longest_url = 500;

bool host_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}
bool address_char(char c) { return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || (c >= '0' && c <= '9') || c == ':' || c == '.'; }
bool path_char(char c) { return c > ' ' && c < '\x7f' && c != '#' && c != '"' && c != '<' && c != '>' && c != '\\'; }

// Checks closer than this belong together.
bool joins(const Service& service, Instant at) {
  return service.checked_at && (at - *service.checked_at) * 2 <= service.interval * 5;
}

}  // namespace

render::Object describe(const Service& service) {
  return {{{"tenant", service.tenant},
           {"service", service.name},
           {"url", service.url},
           {"interval_seconds", service.interval},
           {"timeout_seconds", service.timeout},
           {"retries", service.retries},
           {"watched_from", service.watched_from}}};
}

std::optional<Address> parse_url(std::string_view url) {
  if (url.size() > longest_url) return std::nullopt;
  Address address;
  if (url.starts_with("tcp://")) {
    url.remove_prefix(6);
  } else if (url.starts_with("http://")) {
    url.remove_prefix(7);
    address.scheme = Address::Scheme::http;
    address.port = 80;
  } else {
    return std::nullopt;
  }
  const std::size_t slash = std::min(url.find('/'), url.find('?'));
  std::string_view place = url.substr(0, slash);
  const std::string_view path = slash < url.size() ? url.substr(slash) : std::string_view();
  if (address.scheme == Address::Scheme::tcp && !path.empty()) return std::nullopt;
  if (!std::all_of(path.begin(), path.end(), path_char)) return std::nullopt;
  address.path = path.starts_with('/') ? std::string(path) : "/" + std::string(path);
  std::string_view port;
  if (place.starts_with('[')) {
    const std::size_t end = place.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    address.host = place.substr(1, end - 1);
    place.remove_prefix(end + 1);
    if (!place.empty() && !place.starts_with(':')) return std::nullopt;
    port = place;
    if (!std::all_of(address.host.begin(), address.host.end(), address_char)) return std::nullopt;
  } else {
    const std::size_t colon = place.find(':');
    address.host = place.substr(0, colon);
    port = colon == std::string_view::npos ? std::string_view() : place.substr(colon);
    if (!std::all_of(address.host.begin(), address.host.end(), host_char)) return std::nullopt;
  }
  if (address.host.empty() || address.host.size() > 253) return std::nullopt;
  if (!port.empty()) {
    const auto number = parse_integer(port.substr(1));
    if (!number || *number < 1 || *number > 65535) return std::nullopt;
    address.port = static_cast<int>(*number);
  }
  return address.port == 0 ? std::nullopt : std::optional(address);
}

std::string_view name(State state) {
  constexpr std::array<std::string_view, 3> words{"up", "down", "unknown"};
  return words.at(static_cast<std::size_t>(state));
}

std::optional<State> parse_state(std::string_view text) {
  for (const State state : {State::up, State::down, State::unknown}) {
    if (name(state) == text) return state;
  }
  return std::nullopt;
}

std::vector<Change> changes_after(const Service& service, const std::optional<Change>& last, Instant at, State found,
                                  const std::string& detail) {
  std::vector<Change> added;
  const bool joined = last && joins(service, at);
  // Two checks in one second leave one state: the first.
  if (last && last->from >= at) return added;
  if (last && !joined && last->state != State::unknown && service.checked_at) {
    // The last state was seen up to the last check and not after it.
    added.push_back({std::max(*service.checked_at, last->from + Seconds{1}), State::unknown, "not checked"});
    if (added.back().from >= at) added.clear();
  }
  if (!joined || last->state != found) added.push_back({at, found, detail});
  return added;
}

std::optional<Period> watched(const Service& service, const Period& period) {
  const Period part{std::max(period.from, service.watched_from),
                    std::min(period.to, service.removed_at.value_or(period.to))};
  return part.from < part.to ? std::optional(part) : std::nullopt;
}

sla::ServiceRecord record_of(const Knowledge& known, Instant now) {
  sla::ServiceRecord record;
  for (const Outage& outage : known.outages) record.outages.push_back({outage.from, std::max(outage.from, outage.to.value_or(now))});
  for (const Maintenance& window : known.maintenance) record.maintenance.push_back({window.from, window.to});
  if (!known.service.url) return record;
  // The newest state is taken to hold until the next check is overdue.
  const Instant seen = known.service.checked_at.value_or(known.service.watched_from);
  const Instant end = joins(known.service, now) ? std::max(seen, now) : seen;
  Instant from = known.service.watched_from;
  for (std::size_t i = 0; i < known.changes.size(); ++i) {
    const Change& change = known.changes[i];
    const bool is_last = i + 1 == known.changes.size();
    const Instant to = is_last ? std::max(end, change.from) : known.changes[i + 1].from;
    if (from < change.from) record.unknown.push_back({from, change.from});
    if (change.state == State::down) record.outages.push_back({change.from, to});
    if (change.state == State::unknown) record.unknown.push_back({change.from, to});
    from = to;
  }
  if (from < now) record.unknown.push_back({from, now});
  return record;
}

std::optional<Measured> measure(const Knowledge& known, const Period& period, Instant now, Percent target) {
  const auto part = watched(known.service, period);
  if (!part || part->from >= now) return std::nullopt;
  Measured out{.service = known.service.name, .uptime = sla::uptime(record_of(known, now), *part, now, target), .promised = {}};
  out.promised = std::min(now, part->to) - part->from - out.uptime.maintenance;
  return out;
}

std::optional<Measured> total(const std::vector<Measured>& services) {
  if (services.empty()) return std::nullopt;
  Measured sum{.service = "all", .uptime = {}, .promised = {}};
  sla::Uptime& uptime = sum.uptime;
  uptime.target = services.front().uptime.target;
  for (const Measured& each : services) {
    sum.promised += each.promised;
    uptime.downtime += each.uptime.downtime;
    uptime.maintenance += each.uptime.maintenance;
    uptime.unknown += each.uptime.unknown;
    uptime.budget_left += each.uptime.budget_left;
    uptime.kept = uptime.kept && each.uptime.kept;
  }
  uptime.percent = sla::share(sum.up().count(), sum.promised.count());
  return sum;
}

std::vector<Measured> measure_all(const std::vector<Knowledge>& known, std::int64_t tenant_id, const Period& period, Instant now,
                                  Percent target) {
  std::vector<Measured> all;
  for (const Knowledge& each : known) {
    if (each.service.tenant_id != tenant_id) continue;
    if (auto measured = measure(each, period, now, target)) all.push_back(std::move(*measured));
  }
  if (all.size() > 1) all.push_back(*total(all));
  return all;
}

}  // namespace mssp::monitor
