#include "finding/words.hpp"

#include <algorithm>
#include <vector>

#include "base/sha256.hpp"
#include "base/text.hpp"

namespace mssp::finding {
namespace {

constexpr std::size_t title_bytes = 200;
constexpr std::size_t description_bytes = 8000;

bool plain_lines(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= ' ' && c < 0x7f) || c == '\n'; });
}

}  // namespace

std::string shortened(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  constexpr std::string_view mark = "...";
  std::size_t end = most - mark.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  text.resize(end);
  return text += mark;
}

std::string safe_line(std::string_view text) {
  return shortened(printable(trim(text)), title_bytes);
}

std::string safe_text(std::string_view text) {
  // Longer than any result can be: what is cut off need not be made safe first.
  text = trim(text).substr(0, 2 * description_bytes);
  if (plain_lines(text)) return shortened(std::string(text), description_bytes);
  std::vector<std::string> lines;
  for (const std::string_view line : split(text, '\n')) {
    lines.push_back(printable(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line));
  }
  return shortened(join(lines, "\n"), description_bytes);
}

std::string safe_name(std::string_view text, std::size_t most) {
  std::string name = printable(trim(text));
  if (name.size() <= most) return name;
  const std::string sum = sha256_hex(name);
  return shortened(std::move(name), most - sum.size() - 1) + " " + sum;
}

}  // namespace mssp::finding
