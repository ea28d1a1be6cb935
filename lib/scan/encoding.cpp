#include "scan/encoding.hpp"

#include <iconv.h>

#include <charconv>
#include <string>
#include <tuple>

#include "base/text.hpp"

namespace mssp::scan {
namespace {

// The name as iconv(3) has it; never one that a file made up.
std::optional<std::string> known_name(std::string_view name) {
  const std::string lower = lower_ascii(name);
  for (const auto& [prefix, of_library, first, last] : {std::tuple{"windows-", "CP", 1250, 1258}, std::tuple{"iso-8859-", "ISO-8859-", 1, 16}}) {
    if (!lower.starts_with(prefix)) continue;
    const std::string digits = lower.substr(std::string_view(prefix).size());
    int number = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (failure != std::errc() || end != digits.data() + digits.size() || number < first || number > last) continue;
    return of_library + std::to_string(number);
  }
  return std::nullopt;
}

// Asked byte by byte, with an end of its own: windows-1258 holds a letter back to see whether an accent follows.
int code_point(iconv_t converter, unsigned byte) {
  char given = static_cast<char>(static_cast<unsigned char>(byte));
  std::array<unsigned char, 8> taken{};
  char* in = &given;
  std::size_t in_left = 1;
  char* out = reinterpret_cast<char*>(taken.data());
  std::size_t out_left = taken.size();
  iconv(converter, nullptr, nullptr, nullptr, nullptr);
  if (iconv(converter, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1)) return -1;
  iconv(converter, nullptr, nullptr, &out, &out_left);
  return out_left == taken.size() - 2 ? taken[0] * 256 + taken[1] : -1;
}

}  // namespace

std::optional<Table> encoding_table(std::string_view name) {
  const auto known = known_name(name);
  if (!known) return std::nullopt;
  iconv_t converter = iconv_open("UTF-16BE", known->c_str());
  // NOLINTNEXTLINE(performance-no-int-to-ptr): so iconv_open(3) says that it cannot
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  Table table{};
  for (unsigned byte = 0; byte < table.size(); ++byte) table[byte] = code_point(converter, byte);
  iconv_close(converter);
  return table;
}

}  // namespace mssp::scan
