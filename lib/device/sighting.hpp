// What one record of a file tells of a device: by what it is recognised, its details, and facts observed of it.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "device/signal.hpp"

namespace mssp::device {

// The names of facts. `item` says what a fact is about when there may be several. Values are yes and no, a decimal
// number, an RFC 3339 time, or words.
namespace fact {
inline constexpr std::string_view updates_pending = "updates_pending";  // number
inline constexpr std::string_view critical_pending = "critical_pending";  // number of critical updates missing
inline constexpr std::string_view last_update = "last_update";          // time of the last one that succeeded
inline constexpr std::string_view reboot_pending = "reboot_pending";    // yes, no
inline constexpr std::string_view disk_free = "disk_free_percent";      // item: volume
inline constexpr std::string_view disk_health = "disk_health";          // item: disk; ok, warn, fail
inline constexpr std::string_view disk_errors = "disk_errors";          // item: disk; number
inline constexpr std::string_view encryption = "disk_encryption";       // item: volume; yes, no
inline constexpr std::string_view firewall = "firewall";                // item: profile; yes, no
inline constexpr std::string_view antivirus = "antivirus";              // item: product; yes while it protects, no
inline constexpr std::string_view signatures = "signatures";            // item: product; current, outdated, or their time
inline constexpr std::string_view admin = "local_admin";                // item: account; value empty
inline constexpr std::string_view remote_access = "remote_access";      // item: tool; yes while it works, no
inline constexpr std::string_view open_door = "open_door";              // item: port and service; seen from the network
inline constexpr std::string_view auto_update = "automatic_updates";    // yes, no
inline constexpr std::string_view software = "software";                // item: name; value: version
inline constexpr std::string_view outdated = "outdated_software";       // item: name; value: the newer version
}  // namespace fact

struct Fact {
  std::string name;
  std::string item;  // empty when there can be only one
  std::string value;
};

// Empty texts say nothing.
struct Details {
  std::string hostname;
  std::string person;
  std::string location;
  std::string os;
  std::string os_version;
  std::string address;
  std::string group;  // a handle
  std::string agent;  // what reports of it
};

struct Sighting {
  std::size_t line = 0;          // of the file
  std::string key = {};          // records with one key, not empty, tell of one device
  std::vector<Signal> signals = {};
  Details details = {};
  std::optional<Instant> seen_at = {};      // when it checked in
  std::optional<Instant> observed_at = {};  // when the facts were; empty: as the file is read
  std::vector<Fact> facts = {};             // a name and item once
  std::vector<Fact> removed = {};           // gone, unless they are told at that time or later, or known with another value
  std::vector<std::string> complete = {};   // names of facts of which all items are told: others are gone
};

// Adds the signal if the text is one.
void add_signal(Sighting& sighting, Kind kind, std::string_view text);

using Sink = std::function<void(Sighting&&)>;

// Reads a file from its beginning; gives the same sightings each time.
using Telling = std::function<void(const Sink&)>;

}  // namespace mssp::device
