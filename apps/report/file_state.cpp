#include "report/file_state.hpp"

#include "base/sha256.hpp"
#include "world/file.hpp"

namespace mssp::report {

std::string state_of(const std::filesystem::path& path, const std::string& sha256) {
  constexpr std::size_t largest_report = 512U << 20;  // bytes
  const auto bytes = world::read_file(path, largest_report);
  if (!bytes) return "missing";
  return sha256_hex(*bytes) == sha256 ? "whole" : "altered";
}

}  // namespace mssp::report
