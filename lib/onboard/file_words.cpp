#include "onboard/file_words.hpp"

#include <fmt/core.h>

#include <utility>

namespace mssp::onboard {
namespace {

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-";

// The text with keys for flags, and whether a flag is left that is no key.
std::pair<std::string, bool> replaced(std::string_view text, const KeyOfFlag& keys) {
  std::string out;
  bool left = false;
  while (!text.empty()) {
    const auto begin = text.find("--");
    out += text.substr(0, begin);
    if (begin == std::string_view::npos) break;
    text.remove_prefix(begin + 2);
    const std::string_view flag = text.substr(0, text.find_first_not_of(letters));
    const auto key = keys.find(flag);
    left = left || (key == keys.end() && !flag.empty());
    out += key == keys.end() ? fmt::format("--{}", flag) : fmt::format("'{}'", key->second);
    text.remove_prefix(flag.size());
  }
  return {out, left};
}

}  // namespace

Error in_file_words(const Error& error, const KeyOfFlag& keys, std::string_view command) {
  const std::string message = replaced(error.message(), keys).first;
  if (error.hint().find("synos-mssp ") != std::string::npos) return Error(error.code(), message, error.hint());
  const auto [hint, left] = replaced(error.hint(), keys);
  return Error(error.code(), message, left ? fmt::format("'synos-mssp {}' says more: {}", command, error.hint()) : hint);
}

}  // namespace mssp::onboard
