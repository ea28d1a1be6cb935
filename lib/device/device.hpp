// A managed device: what people call it, where it stands in its life, and how others see it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/instant.hpp"
#include "device/sighting.hpp"
#include "render/value.hpp"

namespace mssp::device {

// registered: known by a list. enrolled: an agent reports of it. verified: check-in and remote control were seen to work.
enum class State { registered, enrolled, verified, retired, merged };

std::string_view name(State state);
State parse_state(std::string_view text);  // of the store

struct Device {
  std::int64_t id = 0;
  std::string tenant;  // slug
  std::string name;    // unique in the tenant, never changes
  Details details;
  State state = State::registered;
  std::string source;  // of the last record
  Instant created_at;
  std::optional<Instant> seen_at;  // never, when empty
  std::optional<Instant> enrolled_at;
  std::optional<Instant> verified_at;
  std::string evidence;  // of the verification
  std::optional<Instant> retired_at;
  std::string merged_into;  // the name of the other
  std::string asset;        // of the tenant, that is the same machine; empty: none, and the device counts as one

  bool is_live() const { return state != State::retired && state != State::merged; }
};

// Gives names to new devices.
class Names {
 public:
  void take(const std::string& name) { taken_.insert(name); }
  // Of the host name's first label, else of another signal, as a handle, with a number behind it when that is taken.
  std::string give(const std::vector<Signal>& signals);

 private:
  std::unordered_set<std::string> taken_;
  std::unordered_map<std::string, std::size_t> next_;  // number for a name that is taken
};

// `told` over `known`: what is not told stays.
Details merged(const Details& known, const Details& told);
bool same(const Details& a, const Details& b);

// As answers and the audit trail show it.
render::Object describe(const Device& device);

// Error{conflict} for one that is retired or merged.
void require_live(const Device& device);

}  // namespace mssp::device
