#include "reader/lines.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::reader {
namespace {

constexpr std::size_t longest_line = std::size_t{1} << 20U;

}  // namespace

void each_line(const Input& input, const std::function<void(std::size_t number, std::string_view line)>& line) {
  const Source source = input.open();
  std::array<char, 65536> block{};
  std::string held;
  std::size_t number = 0;
  const auto give = [&] {
    if (held.find('\0') != std::string::npos) {
      throw Error(Code::invalid_input, fmt::format("{}:{}: a zero byte, which is no text", input.name, number + 1));
    }
    line(++number, trim(held));
    held.clear();
  };
  while (const std::size_t got = source(block.data(), block.size())) {
    for (std::string_view rest(block.data(), got); !rest.empty();) {
      const std::size_t end = rest.find('\n');
      const std::string_view piece = rest.substr(0, end);
      held += piece.substr(0, longest_line - std::min(held.size(), longest_line));
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
      give();
    }
  }
  if (!held.empty()) give();
}

}  // namespace mssp::reader
