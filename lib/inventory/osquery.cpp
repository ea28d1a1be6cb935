#include "inventory/osquery.hpp"

#include <map>
#include <optional>

#include "base/parse.hpp"
#include "base/text.hpp"
#include "inventory/fields.hpp"
#include "inventory/osquery_lines.hpp"

namespace mssp::inventory {
namespace {

namespace fact = device::fact;
using device::Fact;
using device::Kind;
using device::Sighting;

std::string share(std::string_view part, std::string_view whole) {
  const auto free = parse_integer(part);
  const auto size = parse_integer(whole);
  if (!free || !size || *size <= 0 || *free < 0 || *free > *size) return {};
  constexpr std::int64_t safe = std::int64_t{1} << 56;
  return std::to_string(*size < safe ? *free * 100 / *size : *free / (*size / 100));
}

void identify(const OsqueryLine& line, const json::Tree& row, Sighting& sighting) {
  auto& details = sighting.details;
  if (is_about(line, "system_info")) {
    add_signal(sighting, Kind::serial, row["hardware_serial"].text());
    add_signal(sighting, Kind::uuid, row["uuid"].text());
    const std::string_view name = first(row, {"hostname", "computer_name", "local_hostname"});
    add_signal(sighting, Kind::hostname, name);
    if (!name.empty()) details.hostname = lower_ascii(word(name));
  } else if (is_about(line, "interface_details")) {
    add_signal(sighting, Kind::mac, row["mac"].text());
  } else if (is_about(line, "interface_addresses")) {
    const std::string_view address = row["address"].text();
    if (details.address.empty() && address.find('.') != std::string_view::npos && !address.starts_with("127.")) details.address = word(address);
  } else if (is_about(line, "os_version")) {
    details.os = word(row["name"].text());
    details.os_version = word(row["version"].text());
  }
}

// One entry of Windows' security centre: "Good", "Poor", "Snoozed", "Not Monitored".
void add_security_center(const json::Tree& row, Facts& facts) {
  facts.add(fact::firewall, "", yes_or_no(row["firewall"].text()));
  facts.add(fact::antivirus, "Windows Security Center", yes_or_no(row["antivirus"].text()));
  facts.add(fact::auto_update, "", yes_or_no(row["autoupdate"].text()));
}

void add_security_product(const json::Tree& row, Facts& facts) {
  const std::string type = lower_ascii(row["type"].text());
  const std::string on = lower_ascii(row["state"].text()) == "on" ? "yes" : "no";
  if (type.find("antivirus") != std::string::npos) {
    facts.add(fact::antivirus, row["name"].text(), on);
    const std::string current = yes_or_no(row["signatures_up_to_date"].text());
    if (!current.empty()) facts.add(fact::signatures, row["name"].text(), current == "yes" ? "current" : "outdated");
  }
  if (type.find("firewall") != std::string::npos) facts.add(fact::firewall, row["name"].text(), on);
}

void add_disk(const OsqueryLine& line, const json::Tree& row, Facts& facts) {
  if (is_about(line, "logical_drives")) {
    facts.add(fact::disk_free, row["device_id"].text(), share(row["free_space"].text(), row["size"].text()));
  } else if (is_about(line, "mounts")) {
    facts.add(fact::disk_free, row["path"].text(), share(row["blocks_available"].text(), row["blocks"].text()));
  } else if (is_about(line, "bitlocker_info")) {
    facts.add(fact::encryption, row["drive_letter"].text(), row["protection_status"].text() == "1" ? "yes" : "no");
  } else if (is_about(line, "disk_encryption")) {
    facts.add(fact::encryption, row["name"].text(), yes_or_no(row["encrypted"].text()));
  } else if (is_about(line, "smart_drive_info")) {
    const std::string health = lower_ascii(first(row, {"smart_status", "health", "status"}));
    if (!health.empty()) facts.add(fact::disk_health, first(row, {"device_name", "serial_number"}), health == "ok" || health == "passed" ? "ok" : "fail");
    facts.add(fact::disk_errors, first(row, {"device_name", "serial_number"}), first(row, {"reallocated_sectors", "current_pending_sectors", "uncorrectable_errors"}));
  }
}

// The facts of a list of which a snapshot holds all.
std::string_view listed(const OsqueryLine& line) {
  for (const std::string_view table : {"programs", "apps", "deb_packages", "rpm_packages", "homebrew_packages"}) {
    if (is_about(line, table)) return fact::software;
  }
  return is_about(line, "local_admins") ? fact::admin : "";
}

void add_facts(const OsqueryLine& line, const json::Tree& row, Sighting& sighting, Facts& facts) {
  const std::string_view list = listed(line);
  if (line.snapshot && !list.empty() && sighting.complete.empty()) sighting.complete.emplace_back(list);
  if (!row) return;
  if (list == fact::software) facts.add(fact::software, row["name"].text(), first(row, {"bundle_short_version", "version"}));
  else if (list == fact::admin) facts.add(fact::admin, first(row, {"username", "user", "name"}), "");
  else if (is_about(line, "windows_security_center")) add_security_center(row, facts);
  else if (is_about(line, "windows_security_products")) add_security_product(row, facts);
  else if (is_about(line, "windows_firewall")) facts.add(fact::firewall, row["profile"].text(), yes_or_no(row["enabled"].text()));
  else if (is_about(line, "alf")) facts.add(fact::firewall, "", row["global_state"].text() == "0" ? "no" : "yes");
  else if (is_about(line, "pending_reboot")) facts.add(fact::reboot_pending, "", yes_or_no(first(row, {"pending", "reboot_required", "reboot_pending"})));
  else add_disk(line, row, facts);
}

}  // namespace

bool is_osquery(std::string_view start) {
  const std::string head(start.substr(0, 65536));
  const auto holds = [&](std::string_view part) { return head.find(part) != std::string::npos; };
  return holds("\"unixTime\"") && (holds("\"columns\"") || holds("\"snapshot\"") || holds("\"diffResults\""));
}

void read_osquery(const Input& input, const device::Sink& sink) {
  // Lines of one result come one after the other: they make one sighting, so that a list is known as a whole.
  std::optional<Sighting> sighting;
  std::optional<Facts> facts;
  std::size_t of_line = 0;
  std::string of_query;
  const auto finish = [&] {
    if (sighting) sink(std::move(*sighting));
    facts.reset();
    sighting.reset();
  };
  const auto begin = [&](const OsqueryLine& line) {
    if (sighting && line.line == of_line && line.query == of_query && sighting->key == line.host) return;
    finish();
    of_line = line.line;
    of_query = line.query;
    sighting.emplace(Sighting{.line = line.line, .key = line.host});
    add_signal(*sighting, Kind::agent, "osquery:" + line.host);
    // The identifier may be the host's name, or the UUID of its firmware.
    const bool is_uuid = signal(Kind::uuid, line.host).has_value();
    add_signal(*sighting, is_uuid ? Kind::uuid : Kind::hostname, line.host);
    sighting->details.agent = "osquery";
    sighting->seen_at = line.at;
    sighting->observed_at = line.at;
    facts.emplace(*sighting);
  };
  read_osquery_lines(input, [&](const OsqueryLine& line, const json::Tree& row, bool removed) {
    if (removed) {
      // A row that is gone identifies nothing: a host that was renamed is not called so any more.
      Sighting before;
      Facts of_before(before);
      add_facts(line, row, before, of_before);
      if (before.facts.empty()) return;
      begin(line);
      for (Fact& each : before.facts) sighting->removed.push_back(std::move(each));
      return;
    }
    begin(line);
    identify(line, row, *sighting);
    add_facts(line, row, *sighting, *facts);
  });
  finish();
}

}  // namespace mssp::inventory
