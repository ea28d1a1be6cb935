#include "finding/handles.hpp"

#include <fmt/core.h>

#include <set>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mssp::finding {
namespace {

constexpr std::size_t largest_list = std::size_t{16} << 20U;
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

}  // namespace

std::vector<std::string> listed_handles(Context& context, const std::string& file) {
  std::vector<std::string> all;
  std::set<std::string_view> known;
  const std::string text = context.input(file, largest_list);
  std::string_view rest = text;
  if (rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
  std::size_t number = 0;
  for (const std::string_view line : split(rest, '\n')) {
    ++number;
    const std::string_view handle = trim(line);
    if (handle.empty()) continue;
    if (!handle.starts_with("F-")) {
      throw Error(Code::invalid_input,
                  fmt::format("{}:{}: not the handle of a finding: '{}'", file == "-" ? "standard input" : printable(file), number,
                              printable(handle.substr(0, 80))),
                  "one a line, such as F-0123456789abcdef: 'synos-mssp finding list -q' prints them so");
    }
    if (known.insert(handle).second) all.emplace_back(handle);
  }
  return all;
}

}  // namespace mssp::finding
