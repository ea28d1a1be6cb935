#include "inventory/listed.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <set>

#include "base/csv.hpp"
#include "base/csv_table.hpp"
#include "base/error.hpp"
#include "base/line_mistakes.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"
#include "json/stream.hpp"

namespace mssp::inventory {
namespace {

namespace fact = device::fact;
using device::Fact;
using device::Kind;
using device::Sighting;

constexpr std::size_t longest_text = 200;
constexpr std::size_t most_items = 5000;

const std::vector<std::string>& keys() {
  static const std::vector<std::string> all{
      "hostname", "serial", "uuid", "mac", "agent", "agent_id", "user", "location", "os", "os_version", "address", "group",
      "seen_at", "observed_at", "updates_pending", "critical_pending", "disk_free_percent", "disk_errors", "last_update_at",
      "reboot_pending", "firewall", "disk_encryption", "disk_health", "antivirus", "remote_access", "signatures",
      "local_admins", "software", "outdated_software"};
  return all;
}

// One record: the text under a key, and what to do with a text that is not of its form.
struct Row {
  std::function<std::string_view(std::string_view key)> get;
  std::function<void(const std::string& what)> mistake;

  std::string_view operator[](std::string_view key) const { return trim(get(key)); }
};

std::string word(const Row& row, std::string_view key) {
  const std::string_view text = row[key];
  if (text.size() > longest_text) row.mistake(fmt::format("'{}' has more than {} bytes", key, longest_text));
  return printable(text.substr(0, longest_text));
}

template <class Accept>
void add_fact(const Row& row, Sighting& sighting, std::string_view key, std::string_view name, std::string_view wanted, Accept accept) {
  const std::string_view text = row[key];
  if (text.empty()) return;
  const std::string value = lower_ascii(text);
  if (accept(value)) sighting.facts.push_back({std::string(name), "", value});
  else row.mistake(fmt::format("'{}' must be {}, not '{}'", key, wanted, printable(text.substr(0, longest_text))));
}

bool is_number(const std::string& text) {
  const auto number = parse_integer(text);
  return number && *number >= 0 && *number <= 1'000'000'000;
}
bool is_share(const std::string& text) { return is_number(text) && *parse_integer(text) <= 100; }
bool is_yes_or_no(const std::string& text) { return text == "yes" || text == "no"; }
bool is_health(const std::string& text) { return text == "ok" || text == "warn" || text == "fail"; }

std::optional<Instant> time(const Row& row, std::string_view key) {
  const std::string_view text = row[key];
  if (text.empty()) return std::nullopt;
  const auto at = parse_instant(text, Zone::utc());
  if (!at) row.mistake(fmt::format("'{}' must be a time such as 2026-01-31T08:00:00Z, not '{}'", key, printable(text.substr(0, longest_text))));
  return at;
}

void add_time(const Row& row, Sighting& sighting, std::string_view key, std::string_view name) {
  if (const auto at = time(row, key)) sighting.facts.push_back({std::string(name), "", rfc3339(*at)});
}

// "NAME=VALUE; NAME=VALUE", or only names.
void add_items(const Row& row, Sighting& sighting, std::string_view key, std::string_view name, bool valued, bool yes_or_no) {
  std::set<std::string> known;
  for (const std::string_view part : split(row[key], ';')) {
    const std::string_view item = trim(part);
    if (item.empty()) continue;
    const std::size_t equals = valued ? item.rfind('=') : std::string_view::npos;
    const std::string_view value = equals == std::string_view::npos ? "" : trim(item.substr(equals + 1));
    const std::string shown = printable(trim(item.substr(0, equals)));
    if (shown.empty() || item.size() > longest_text || (yes_or_no && !is_yes_or_no(std::string(value)))) {
      row.mistake(fmt::format("'{}' must be {}, not '{}'", key, yes_or_no ? "NAME=yes or NAME=no" : valued ? "NAME=VERSION" : "names",
                              printable(item.substr(0, longest_text))));
      continue;
    }
    if (!known.insert(shown).second) row.mistake(fmt::format("'{}' holds '{}' twice", key, shown));
    else sighting.facts.push_back({std::string(name), shown, printable(value)});
    if (known.size() > most_items) return row.mistake(fmt::format("'{}' holds more than {}", key, most_items));
  }
  if (!row[key].empty() && !yes_or_no) sighting.complete.emplace_back(name);
}

void add_signals(const Row& row, Sighting& sighting) {
  const auto add = [&](Kind kind, std::string_view key, std::string_view text) {
    if (trim(text).empty()) return;
    const std::size_t before = sighting.signals.size();
    add_signal(sighting, kind, text);
    if (sighting.signals.size() == before) row.mistake(fmt::format("'{}' cannot be '{}'", key, printable(text.substr(0, longest_text))));
  };
  const std::string agent = lower_ascii(word(row, "agent"));
  if (!agent.empty() && !is_handle(agent)) row.mistake("'agent' must be a name such as action1");
  if (!row["agent_id"].empty()) add(Kind::agent, "agent_id", (agent.empty() ? "agent" : agent) + ":" + std::string(row["agent_id"]));
  add(Kind::serial, "serial", row["serial"]);
  add(Kind::uuid, "uuid", row["uuid"]);
  for (const std::string_view mac : split(row["mac"], ' ')) add(Kind::mac, "mac", mac);
  add(Kind::hostname, "hostname", row["hostname"]);
  sighting.details.agent = agent;
}

Sighting sighting_of(const Row& row, std::size_t line) {
  Sighting sighting{.line = line};
  add_signals(row, sighting);
  auto& details = sighting.details;
  details.hostname = lower_ascii(word(row, "hostname"));
  details.person = word(row, "user");
  details.location = word(row, "location");
  details.os = word(row, "os");
  details.os_version = word(row, "os_version");
  details.address = word(row, "address");
  details.group = word(row, "group");
  if (!details.group.empty() && !is_handle(details.group)) row.mistake("'group' must be a name such as servers");
  sighting.seen_at = time(row, "seen_at");
  sighting.observed_at = time(row, "observed_at");
  add_fact(row, sighting, "updates_pending", fact::updates_pending, "a number", is_number);
  add_fact(row, sighting, "critical_pending", fact::critical_pending, "a number", is_number);
  add_fact(row, sighting, "disk_free_percent", fact::disk_free, "a number from 0 to 100", is_share);
  add_fact(row, sighting, "disk_errors", fact::disk_errors, "a number", is_number);
  add_time(row, sighting, "last_update_at", fact::last_update);
  add_fact(row, sighting, "reboot_pending", fact::reboot_pending, "yes or no", is_yes_or_no);
  add_fact(row, sighting, "firewall", fact::firewall, "yes or no", is_yes_or_no);
  add_fact(row, sighting, "disk_encryption", fact::encryption, "yes or no", is_yes_or_no);
  add_fact(row, sighting, "disk_health", fact::disk_health, "ok, warn or fail", is_health);
  add_fact(row, sighting, "signatures", fact::signatures, "current, outdated or a time", [](const std::string& text) {
    return text == "current" || text == "outdated" || parse_instant(text, Zone::utc());
  });
  add_items(row, sighting, "antivirus", fact::antivirus, true, true);
  add_items(row, sighting, "remote_access", fact::remote_access, true, true);
  add_items(row, sighting, "local_admins", fact::admin, false, false);
  add_items(row, sighting, "software", fact::software, true, false);
  add_items(row, sighting, "outdated_software", fact::outdated, true, false);
  return sighting;
}

// All mistakes are told before anything is refused; the sightings of a file with one go nowhere.
void hand_over(const device::Sink& sink, LineMistakes& mistakes, std::size_t line, const std::function<std::string_view(std::string_view)>& get) {
  bool good = true;
  const Row row{get, [&](const std::string& what) {
                  good = false;
                  mistakes.add(line, what);
                }};
  Sighting sighting = sighting_of(row, line);
  if (good) sink(std::move(sighting));
}

}  // namespace

void read_csv_list(const Input& input, const device::Sink& sink) {
  CsvStream stream(input.open(), input.name);
  CsvRecord record;
  LineMistakes mistakes(input.name);
  if (!stream.next(record)) throw Error(Code::invalid_input, input.name + ": the file is empty", "the first line names the columns");
  std::vector<std::string> columns;
  for (const std::string& field : record.fields) {
    std::string column = lower_ascii(trim(field));
    if (std::find(keys().begin(), keys().end(), column) == keys().end()) refuse_key(input.name, record.line, column, keys());
    if (std::find(columns.begin(), columns.end(), column) != columns.end()) {
      throw Error(Code::invalid_input, fmt::format("{}:{}: column '{}' is given twice", input.name, record.line, column));
    }
    columns.push_back(std::move(column));
  }
  while (stream.next(record)) {
    if (record.fields.size() != columns.size()) {
      mistakes.add(record.line, fmt::format("{} where the header has {}", counted(record.fields.size(), "field"), columns.size()));
      continue;
    }
    hand_over(sink, mistakes, record.line, [&](std::string_view key) -> std::string_view {
      const auto found = std::find(columns.begin(), columns.end(), key);
      return found == columns.end() ? std::string_view() : std::string_view(record.fields[static_cast<std::size_t>(found - columns.begin())]);
    });
  }
  mistakes.throw_if_any();
}

void read_json_lines(const Input& input, const device::Sink& sink) {
  LineMistakes mistakes(input.name);
  json::read_documents(input.open(), input.name, [&](std::size_t, const json::Place& at, json::Tree&& tree) {
    if (tree.kind() != json::Tree::Kind::object) return mistakes.add(at.line, "a device must be an object");
    bool good = true;
    for (std::size_t i = 0; i < tree.keys().size(); ++i) {
      const std::string& key = tree.keys()[i];
      if (std::find(keys().begin(), keys().end(), key) == keys().end()) refuse_key(input.name, at.line, key, keys());
      const auto kind = tree.items()[i].kind();
      if (kind != json::Tree::Kind::array && kind != json::Tree::Kind::object) continue;
      mistakes.add(at.line, "'" + key + "' must be a text or a number");
      good = false;
    }
    if (good) hand_over(sink, mistakes, at.line, [&](std::string_view key) -> std::string_view { return tree[key].text(); });
  });
  mistakes.throw_if_any();
}

}  // namespace mssp::inventory
