#include "finding/handles.hpp"

#include <set>

#include "base/text.hpp"

namespace mssp::finding {
namespace {

constexpr std::size_t largest_list = std::size_t{16} << 20U;

}  // namespace

std::vector<std::string> listed_handles(Context& context, const std::string& file) {
  std::vector<std::string> all;
  std::set<std::string_view> known;
  const std::string text = context.input(file, largest_list);
  for (const std::string_view line : split(text, '\n')) {
    const std::string_view handle = trim(line);
    if (!handle.empty() && known.insert(handle).second) all.emplace_back(handle);
  }
  return all;
}

}  // namespace mssp::finding
