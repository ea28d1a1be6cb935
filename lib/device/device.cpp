#include "device/device.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <tuple>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"

namespace mssp::device {
namespace {

constexpr std::array<std::string_view, 5> states{"registered", "enrolled", "verified", "retired", "merged"};
constexpr std::size_t longest_name = 56;

render::Value text_or_null(const std::string& text) { return text.empty() ? render::Value() : render::Value(text); }

// Letters, digits, '.', '_' and '-', beginning with a letter. Letters of other alphabets are written as slugs have them.
std::string handle_of(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  std::string handle;
  for (const char c : ascii ? lower_ascii(text) : slug_from(text)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    if (kept) handle += c;
    else if (!handle.empty() && handle.back() != '-') handle += '-';
  }
  while (handle.ends_with('-')) handle.pop_back();
  if (!handle.empty() && (handle.front() < 'a' || handle.front() > 'z')) handle = "device-" + handle;
  return handle.substr(0, longest_name);
}

auto tied(const Details& d) {
  return std::tie(d.hostname, d.person, d.location, d.os, d.os_version, d.address, d.group, d.agent);
}

}  // namespace

std::string_view name(State state) { return states.at(static_cast<std::size_t>(state)); }

State parse_state(std::string_view text) {
  const auto found = std::find(states.begin(), states.end(), text);
  if (found == states.end()) throw std::logic_error("no state of a device: " + std::string(text));
  return static_cast<State>(found - states.begin());
}

std::string Names::give(const std::vector<Signal>& signals) {
  std::string wanted;
  for (const Kind kind : {Kind::hostname, Kind::serial, Kind::agent, Kind::mac, Kind::uuid}) {
    for (const Signal& signal : signals) {
      if (!wanted.empty() || signal.kind != kind || !weakness(signal).empty()) continue;
      wanted = handle_of(kind == Kind::hostname ? signal.value.substr(0, signal.value.find('.')) : signal.value);
    }
  }
  if (wanted.empty()) wanted = "device";
  std::string name = wanted;
  std::size_t& number = next_.try_emplace(wanted, 2).first->second;
  while (!taken_.insert(name).second) name = wanted + "-" + std::to_string(number++);
  return name;
}

Details merged(const Details& known, const Details& told) {
  Details result = known;
  const auto take = [](std::string& old, const std::string& now) {
    if (!now.empty()) old = now;
  };
  take(result.hostname, told.hostname);
  take(result.person, told.person);
  take(result.location, told.location);
  take(result.os, told.os);
  take(result.os_version, told.os_version);
  take(result.address, told.address);
  take(result.group, told.group);
  take(result.agent, told.agent);
  return result;
}

bool same(const Details& a, const Details& b) { return tied(a) == tied(b); }

render::Object describe(const Device& device) {
  const Details& details = device.details;
  return {{{"tenant", device.tenant},
           {"device", device.name},
           {"hostname", text_or_null(details.hostname)},
           {"state", name(device.state)},
           {"group", text_or_null(details.group)},
           {"os", text_or_null(details.os)},
           {"os_version", text_or_null(details.os_version)},
           {"user", text_or_null(details.person)},
           {"location", text_or_null(details.location)},
           {"address", text_or_null(details.address)},
           {"agent", text_or_null(details.agent)},
           {"source", device.source},
           {"asset", text_or_null(device.asset)},
           {"seen_at", device.seen_at},
           {"created_at", device.created_at},
           {"enrolled_at", device.enrolled_at},
           {"verified_at", device.verified_at},
           {"evidence", text_or_null(device.evidence)},
           {"retired_at", device.retired_at},
           {"merged_into", text_or_null(device.merged_into)}}};
}

void require_live(const Device& device) {
  if (device.state == State::merged) {
    throw Error(Code::conflict, "device '" + device.name + "' was merged into '" + device.merged_into + "'", "name that one");
  }
  if (device.state == State::retired) throw Error(Code::conflict, "device '" + device.name + "' is retired");
}

}  // namespace mssp::device
