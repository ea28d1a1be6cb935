#include "mail/header.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/text.hpp"
#include "mail/encode.hpp"

namespace mssp::mail {
namespace {

constexpr std::size_t longest_line = 76;
constexpr std::size_t longest_word = 75;  // of RFC 2047
constexpr std::string_view opening = "=?UTF-8?B?";
constexpr std::string_view closing = "?=";

bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// A text that survives folding at its spaces and is not taken for an encoded word.
bool plain(std::string_view text) {
  if (!ascii(text) || text.find("=?") != std::string_view::npos || text.find("  ") != std::string_view::npos) return false;
  if (text.starts_with(' ') || text.ends_with(' ')) return false;
  const auto words = split(text, ' ');
  return std::all_of(words.begin(), words.end(), [](std::string_view word) { return word.size() < longest_line; });
}

std::size_t bytes_of_character(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

// Appends words to a header, beginning a new line in front of one that does not fit.
class Folded {
 public:
  explicit Folded(std::string_view name) : text_(std::string(name) + ":"), width_(text_.size()) {}

  std::size_t room() const { return longest_line - std::min(longest_line, width_ + 1); }

  void add(std::string_view word) {
    if (word.size() > room() && words_ > 0) {
      text_ += "\r\n";
      width_ = 0;
    }
    text_ += ' ';
    text_ += word;
    width_ += word.size() + 1;
    ++words_;
  }

  std::string end() { return std::move(text_) + "\r\n"; }

 private:
  std::string text_;
  std::size_t width_;
  std::size_t words_ = 0;
};

void add_encoded(Folded& header, std::string_view text) {
  while (!text.empty()) {
    // Base64 of 3 bytes takes 4; a word that gets hardly any room begins a line of its own.
    const std::size_t space = header.room() >= 30 ? std::min(header.room(), longest_word) : longest_word;
    const std::size_t bytes = (space - opening.size() - closing.size()) / 4 * 3;
    std::size_t taken = 0;
    while (taken < text.size()) {
      const std::size_t next = bytes_of_character(text[taken]);
      if (taken + next > bytes) break;
      taken += next;
    }
    header.add(std::string(opening) + base64(text.substr(0, taken)) + std::string(closing));
    text.remove_prefix(taken);
  }
}

bool is_atom(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
           std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
  });
}

}  // namespace

void require_header_text(std::string_view what, std::string_view text) {
  if (valid_utf8(text) && !has_control(text)) return;
  throw Error(Code::invalid_input,
              std::string(what) + " of a mail must be one line of UTF-8 text without control characters, not '" +
                  printable(text.substr(0, 80)) + "'");
}

std::string text_header(std::string_view name, std::string_view text) {
  require_header_text("'" + std::string(name) + "'", text);
  Folded header(name);
  if (plain(text)) {
    for (const std::string_view word : split(text, ' ')) header.add(word);
  } else {
    add_encoded(header, text);
  }
  return header.end();
}

std::string address_header(std::string_view name, std::string_view display, std::string_view address) {
  require_header_text("'" + std::string(name) + "'", display);
  require_header_text("'" + std::string(name) + "'", address);
  Folded header(name);
  if (display.empty()) {
    header.add(address);
    return header.end();
  }
  if (plain(display) && is_atom(display)) {
    for (const std::string_view word : split(display, ' ')) header.add(word);
  } else if (plain(display) && display.size() < longest_line - 4) {
    std::string quoted = "\"";
    for (const char c : display) quoted += (c == '"' || c == '\\') ? std::string{'\\', c} : std::string{c};
    header.add(quoted + '"');
  } else {
    add_encoded(header, display);
  }
  header.add("<" + std::string(address) + ">");
  return header.end();
}

std::string date_text(Instant at) {
  static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Civil civil = Zone::utc().civil(at);
  const std::chrono::weekday day{std::chrono::sys_days(date_of(civil))};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000", days.at(day.c_encoding()), civil.day,
                     months.at(static_cast<std::size_t>(civil.month - 1)), civil.year, civil.hour, civil.minute, civil.second);
}

}  // namespace mssp::mail
