#include "config/yaml_mistakes.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"

namespace mssp::config {
namespace {

constexpr bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

int characters(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

Place place_of_byte(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
          characters(before.substr(line_start)) + 1};
}

// yaml-cpp's words for the mistakes people make, in ours. Some of its messages go on with the offending text.
struct Translation {
  std::string_view theirs;
  std::string_view message;
  std::string_view hint;
};
constexpr std::string_view quote_it = "put quotes around text that holds ':', '#', '{', '[' or begins with '@', '`', '%', '*', '&' or '!'";
const Translation translations[] = {
    {YAML::ErrorMsg::END_OF_MAP_FLOW, "'{' is not closed by '}'", "check commas and braces"},
    {YAML::ErrorMsg::END_OF_SEQ_FLOW, "'[' is not closed by ']'", "check commas and brackets"},
    {YAML::ErrorMsg::END_OF_MAP, "this does not belong to the mapping above", "check the indentation"},
    {YAML::ErrorMsg::END_OF_SEQ, "this does not belong to the list above", "check the indentation"},
    {YAML::ErrorMsg::EOF_IN_SCALAR, "a quoted text is not closed", ""},
    {YAML::ErrorMsg::DOC_IN_SCALAR, "a quoted text is not closed before '---' or '...'", ""},
    {YAML::ErrorMsg::CHAR_IN_SCALAR, "a character that cannot stand here", quote_it},
    {YAML::ErrorMsg::UNKNOWN_TOKEN, "a character that cannot begin a value", quote_it},
    {YAML::ErrorMsg::MAP_VALUE, "':' cannot stand here", "check the indentation, and put quotes around text that holds ': '"},
    {YAML::ErrorMsg::MAP_KEY, "a key cannot stand here", "check the indentation"},
    {YAML::ErrorMsg::BLOCK_ENTRY, "'-' cannot stand here", "check the indentation"},
    {YAML::ErrorMsg::FLOW_END, "'}' or ']' without its beginning", quote_it},
    {YAML::ErrorMsg::INVALID_ESCAPE, "unknown escape in a double-quoted text", "use single quotes, or '\\\\' for a backslash"},
    {YAML::ErrorMsg::INVALID_HEX, "bad hexadecimal escape in a double-quoted text", ""},
    {YAML::ErrorMsg::INVALID_UNICODE, "bad Unicode escape in a double-quoted text", ""},
    {YAML::ErrorMsg::UNKNOWN_ANCHOR, "aliases are not supported", "write the value out, or put quotes around text that begins with '*'"},
    {YAML::ErrorMsg::ALIAS_NOT_FOUND, "aliases are not supported", quote_it},
    {YAML::ErrorMsg::MULTIPLE_ANCHORS, "anchors are not supported", quote_it},
    {YAML::ErrorMsg::TAG_WITH_NO_SUFFIX, "tags are not supported", quote_it},
    {YAML::ErrorMsg::ANCHOR_NOT_FOUND, "anchors are not supported", quote_it},
};

}  // namespace

Place Places::operator()(const YAML::Mark& mark) {
  if (mark.is_null()) return {};
  const auto end = std::min(static_cast<std::size_t>(mark.pos), text_.size());
  const auto start = end - std::min(static_cast<std::size_t>(mark.column), end);
  if (start != line_start_ || end < counted_to_) {
    line_start_ = counted_to_ = start;
    column_ = 1;
  }
  column_ += characters(text_.substr(counted_to_, end - counted_to_));
  counted_to_ = end;
  return {mark.line + 1, column_};
}

void check_characters(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at + 1;
    while (next < text.size() && continues_character(text[next])) ++next;
    const std::string_view character = text.substr(at, next - at);
    const bool plain = character.size() == 1 && text[at] >= ' ' && text[at] != 0x7F;
    const bool space = character == "\n" || character == "\t" || text.substr(at, 2) == "\r\n";
    if (!plain && !space) {
      if (!valid_utf8(character)) {
        throw Unreadable{place_of_byte(text, at), fmt::format("'{}' is not UTF-8", shown(character)), "save the file as UTF-8"};
      }
      if (has_control(character)) {
        throw Unreadable{place_of_byte(text, at), fmt::format("control character '{}'", printable(character)), ""};
      }
    }
    at = next;
  }
}

Unreadable translated(std::string_view text, const YAML::ParserException& failure) {
  const Place place = Places(text)(failure.mark);
  // A tab before the text of a line is the usual reason, and yaml-cpp has many names for it, some a line late.
  std::size_t start = 0;
  for (int line = 1; line <= place.line && start < text.size(); ++line) {
    const std::size_t word = text.find_first_not_of(" \t", start);
    const std::size_t tab = text.find('\t', start);
    if (line + 1 >= place.line && tab < word) return {place_of_byte(text, tab), "a tab cannot indent", "use spaces"};
    start = std::min(text.find('\n', start), text.size() - 1) + 1;
  }
  for (const Translation& translation : translations) {
    if (std::string_view(failure.msg).starts_with(translation.theirs)) {
      return {place, std::string(translation.message), std::string(translation.hint)};
    }
  }
  return {place, lower_ascii(shown(failure.msg)), ""};
}

}  // namespace mssp::config
