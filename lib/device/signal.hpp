// The signals by which a device is recognised, in one spelling each, and which of them say nothing.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace mssp::device {

// agent: "SOURCE:ID", the number an agent or its console gave the device. uuid: of the firmware (SMBIOS).
enum class Kind { agent, serial, uuid, mac, hostname };

std::string_view name(Kind kind);
std::optional<Kind> parse_kind(std::string_view text);

struct Signal {
  Kind kind = Kind::hostname;
  std::string value;
  friend auto operator<=>(const Signal&, const Signal&) = default;
};

// In its one spelling: serials in capitals, UUIDs, MACs and host names in lower case, control characters escaped.
// Empty for an empty text, for what is no MAC or UUID, and for more than 253 bytes.
std::optional<Signal> signal(Kind kind, std::string_view text);

// Why the signal identifies nothing, empty when it does. Makers leave placeholders in serials ("To be filled by
// O.E.M.", "Default string", zeros) and UUIDs; a locally administered MAC is random or of a virtual adapter, and some
// belong to docks and adapters that wander; "localhost" is everyone's name.
std::string_view weakness(const Signal& signal);

}  // namespace mssp::device
