// Files that tell of devices: lists by hand, and what agents, their consoles and scanners export. Each is a stream.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "device/sighting.hpp"

namespace mssp::inventory {

struct Input {
  std::string name;  // for errors, safe to show
  Opening open;
};

// Error{invalid_input} "FILE:LINE: ..." for what is not of the form.
using Read = void (*)(const Input& input, const device::Sink& sink);

struct Format {
  std::string_view name;    // as --source names it
  std::string_view source;  // as facts name where they come from: lists are one source, whatever their form
  bool enrolls = false;     // it is an agent's: what it tells of has one
  bool (*matches)(std::string_view start) = nullptr;  // by the first 64 KiB
  Read read = nullptr;
};

// Those that are told apart most surely first.
const std::vector<Format>& formats();
std::vector<std::string> sources();

// The format of that source, or with "auto" that in which the file is written. Error{invalid_input} when it is none.
const Format& format(const Input& input, std::string_view source);

}  // namespace mssp::inventory
