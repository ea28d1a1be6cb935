#include "base/slug.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "base/text.hpp"

namespace mssp {
namespace {

constexpr std::size_t longest = 63;  // a DNS label, so that a slug can be a host name of the portal

// Latin letters that Unicode does not decompose into a base letter and marks.
struct Spelling {
  int point;
  std::string_view ascii;
};
constexpr Spelling spelled_out[] = {
    {0xdf, "ss"},  {0xe6, "ae"},  {0xf0, "d"},  {0xf8, "o"},  {0xfe, "th"}, {0x111, "d"},
    {0x127, "h"},  {0x131, "i"},  {0x138, "k"}, {0x142, "l"}, {0x14b, "n"}, {0x153, "oe"},
    {0x167, "t"},  {0x180, "b"},  {0x19a, "l"}, {0x1e5, "g"}, {0x259, "e"},
};

bool slug_char(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

std::vector<utf8proc_int32_t> decomposed(std::string_view name) {
  if (std::all_of(name.begin(), name.end(), [](char c) { return c > 0; })) {
    const std::string lower = lower_ascii(name);  // ASCII decomposes to itself
    return {lower.begin(), lower.end()};
  }
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(name.data());
  const auto length = static_cast<utf8proc_ssize_t>(name.size());
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                                                      UTF8PROC_STRIPMARK);
  const utf8proc_ssize_t needed = utf8proc_decompose(bytes, length, nullptr, 0, options);
  if (needed <= 0) return {};
  std::vector<utf8proc_int32_t> points(static_cast<std::size_t>(needed));
  utf8proc_decompose(bytes, length, points.data(), needed, options);
  return points;
}

}  // namespace

bool is_slug(std::string_view text) {
  if (text.empty() || text.size() > longest || !slug_char(text.front()) || !slug_char(text.back())) return false;
  const auto allowed = [](char c) { return slug_char(c) || c == '-'; };
  return std::all_of(text.begin(), text.end(), allowed) && text.find("--") == std::string_view::npos;
}

std::string slug_from(std::string_view name) {
  std::string slug;
  bool gap = false;
  const auto append = [&](std::string_view letters) {
    if (gap && !slug.empty()) slug += '-';
    gap = false;
    slug += letters;
  };
  for (const utf8proc_int32_t point : decomposed(name)) {
    const char c = point < 0x80 ? static_cast<char>(point) : '\0';
    const auto* spelled = std::find_if(std::begin(spelled_out), std::end(spelled_out),
                                       [&](const Spelling& row) { return row.point == point; });
    if (slug_char(c)) {
      append({&c, 1});
    } else if (spelled != std::end(spelled_out)) {
      append(spelled->ascii);
    } else if (c != '\'' && point != 0x2019) {  // "Rosie's" is rosies, not rosie-s
      gap = true;
    }
  }
  slug.resize(std::min(slug.size(), longest));
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

}  // namespace mssp
