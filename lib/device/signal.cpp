#include "device/signal.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "scan/address.hpp"

namespace mssp::device {
namespace {

constexpr std::size_t longest = 253;

constexpr std::array<std::pair<Kind, std::string_view>, 5> words{{{Kind::agent, "agent"},
                                                                  {Kind::serial, "serial"},
                                                                  {Kind::uuid, "uuid"},
                                                                  {Kind::mac, "mac"},
                                                                  {Kind::hostname, "hostname"}}};

// What makers leave where a serial should be; letters and digits only, lower case.
constexpr std::array<std::string_view, 29> placeholders{
    "tobefilledbyoem", "tobefilledbyoemtobefilledbyoem", "tobefilled", "defaultstring", "systemserialnumber", "serialnumber",
    "systemserial", "notapplicable", "notspecified", "notavailable", "notset", "none", "na", "null", "unknown", "invalid",
    "oem", "empty", "default", "chassisserialnumber", "baseboardserialnumber", "123456789", "1234567890", "0123456789",
    "01234567890123456789", "1234567", "12345678", "vmware", "parallels"};

constexpr std::array<std::string_view, 6> everyones_names{"localhost", "localhost.localdomain", "localhost6", "unknown",
                                                          "(none)", "none"};

// SMBIOS UUIDs that many boards share: bytes counted upwards, and two that vendors shipped for years.
constexpr std::array<std::string_view, 3> shared_uuids{"00020003-0004-0005-0006-000700080009",
                                                       "03000200-0400-0500-0006-000700080009",
                                                       "12345678-1234-5678-90ab-cddeefaabbcc"};

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string only_letters_and_digits(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (is_letter_or_digit(c)) kept += c;
  }
  return lower_ascii(kept);
}

bool one_character(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) { return c == text.front(); });
}

std::optional<std::string> canonical_uuid(std::string_view text) {
  if (text.size() > 2 && text.front() == '{' && text.back() == '}') text = text.substr(1, text.size() - 2);
  const std::string digits = only_letters_and_digits(text);
  if (digits.size() != 32 || digits.find_first_not_of("0123456789abcdef") != std::string::npos) return std::nullopt;
  return digits.substr(0, 8) + '-' + digits.substr(8, 4) + '-' + digits.substr(12, 4) + '-' + digits.substr(16, 4) + '-' +
         digits.substr(20);
}

// "AA-BB-CC-DD-EE-FF" and "aabb.ccdd.eeff" are written as well.
std::optional<std::string> canonical_mac(std::string_view text) {
  const std::string digits = only_letters_and_digits(text);
  if (digits.size() != 12) return std::nullopt;
  std::string written;
  for (std::size_t i = 0; i < digits.size(); i += 2) written += (i == 0 ? "" : ":") + digits.substr(i, 2);
  return scan::canonical_mac(written);
}

std::string upper_ascii(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string_view weak_mac(std::string_view mac) {
  const std::string digits = only_letters_and_digits(mac);
  if (one_character(digits)) return "a placeholder";
  const int low = std::string_view("0123456789abcdef").find(digits[1]) == std::string_view::npos
                      ? 0
                      : static_cast<int>(std::string_view("0123456789abcdef").find(digits[1]));
  if ((low & 1) != 0) return "a group address";
  if ((low & 2) != 0) return "locally administered";
  return {};
}

}  // namespace

std::string_view name(Kind kind) { return words.at(static_cast<std::size_t>(kind)).second; }

std::optional<Kind> parse_kind(std::string_view text) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.second == text; });
  return found == words.end() ? std::nullopt : std::optional(found->first);
}

std::optional<Signal> signal(Kind kind, std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > longest) return std::nullopt;
  switch (kind) {
    case Kind::agent:
      return Signal{kind, printable(text)};
    case Kind::serial:
      return Signal{kind, upper_ascii(printable(text))};
    case Kind::hostname:
      while (text.ends_with('.')) text.remove_suffix(1);
      if (text.empty()) return std::nullopt;
      return Signal{kind, lower_ascii(printable(text))};
    case Kind::uuid:
    case Kind::mac:
      break;
  }
  auto canonical = kind == Kind::uuid ? canonical_uuid(text) : canonical_mac(text);
  return canonical ? std::optional(Signal{kind, std::move(*canonical)}) : std::nullopt;
}

std::string_view weakness(const Signal& signal) {
  const auto holds = [](const auto& list, const std::string& value) { return std::find(list.begin(), list.end(), value) != list.end(); };
  switch (signal.kind) {
    case Kind::agent:
      return {};
    case Kind::hostname:
      return holds(everyones_names, signal.value) ? "everyone's name" : "";
    case Kind::mac:
      return weak_mac(signal.value);
    case Kind::serial:
    case Kind::uuid:
      break;
  }
  const std::string plain = only_letters_and_digits(signal.value);
  if (plain.empty() || one_character(plain)) return "a placeholder";
  if (signal.kind == Kind::uuid) return holds(shared_uuids, signal.value) ? "a placeholder" : "";
  if (holds(placeholders, plain)) return "a placeholder";
  return plain.size() < 4 ? "too short" : "";
}

}  // namespace mssp::device
