#include "base/parse.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace mssp {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// Exactly `length` digits from `at`; empty otherwise.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t length) {
  if (at + length > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(at, length)) {
    if (!digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

struct Unit {
  char letter;
  std::int64_t seconds;
};
constexpr std::array units{Unit{'w', 604800}, Unit{'d', 86400}, Unit{'h', 3600}, Unit{'m', 60}, Unit{'s', 1}};
constexpr std::int64_t longest_duration = 10LL * 366 * 86400;

}  // namespace

std::optional<std::int64_t> parse_integer(std::string_view text) {
  const std::string_view unsigned_part = text.starts_with('-') ? text.substr(1) : text;
  if (unsigned_part.empty() || !std::all_of(unsigned_part.begin(), unsigned_part.end(), digit)) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value, 10);
  if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Percent> parse_percent(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string decimals(point == std::string_view::npos ? "0" : text.substr(point + 1));
  if (whole.empty() || whole.size() > 3 || decimals.empty() || decimals.size() > 4) return std::nullopt;
  decimals.resize(4, '0');
  const auto units_part = digits(whole, 0, whole.size());
  const auto thousandths = digits(decimals, 0, 3);
  const auto fourth = digits(decimals, 3, 1);
  if (!units_part || !thousandths || !fourth) return std::nullopt;
  const Percent value{std::int64_t{*units_part} * 1000 + *thousandths, *fourth};
  if (value > Percent{100000}) return std::nullopt;
  return value;
}

std::string text(Percent percent) {
  std::string out = fmt::format("{}.{:03}{}", percent.thousandths / 1000, percent.thousandths % 1000, percent.fourth);
  while (out.back() == '0') out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out;
}

std::optional<Seconds> parse_duration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::int64_t total = 0;
  const auto* next_unit = units.begin();
  while (!text.empty()) {
    const auto end = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), digit) - text.begin());
    if (end == 0 || end > 9 || end == text.size()) return std::nullopt;
    const auto* unit = std::find_if(next_unit, units.end(), [&](const Unit& u) { return u.letter == text[end]; });
    if (unit == units.end()) return std::nullopt;
    total += *parse_integer(text.substr(0, end)) * unit->seconds;
    if (total > longest_duration) return std::nullopt;
    next_unit = unit + 1;
    text.remove_prefix(end + 1);
  }
  return Seconds{total};
}

std::string duration_text(Seconds duration) {
  std::int64_t left = duration.count();
  if (left == 0) return "0s";
  std::string out = left < 0 ? "-" : "";
  left = left < 0 ? -left : left;
  // 24h is how a contract says it: days only from two on, and only when whole.
  if (left % 604800 == 0) return out + fmt::format("{}w", left / 604800);
  if (left % 86400 == 0 && left > 86400) return out + fmt::format("{}d", left / 86400);
  for (const Unit& unit : units) {
    if (unit.seconds > 3600 || left < unit.seconds) continue;
    out += fmt::format("{}{}", left / unit.seconds, unit.letter);
    left %= unit.seconds;
  }
  return out;
}

std::optional<Month> parse_month(std::string_view text) {
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  if (text.size() != 7 || text[4] != '-' || !year || !month) return std::nullopt;
  if (*year < 1970 || *month < 1 || *month > 12) return std::nullopt;
  return Month{*year, *month};
}

std::optional<TimeOfDay> parse_time_of_day(std::string_view text) {
  const auto hour = digits(text, 0, 2);
  const auto minute = digits(text, 3, 2);
  if (text.size() != 5 || text[2] != ':' || !hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return TimeOfDay{*hour, *minute};
}

std::string text(TimeOfDay time) { return fmt::format("{:02}:{:02}", time.hour, time.minute); }

std::optional<std::chrono::year_month_day> parse_date(std::string_view text) {
  const auto month = parse_month(text.substr(0, 7));
  const auto day = digits(text, 8, 2);
  if (text.size() != 10 || text[7] != '-' || !month || !day) return std::nullopt;
  const auto date = std::chrono::year{month->year} / month->month / *day;
  if (!date.ok()) return std::nullopt;
  return date;
}

std::string text(std::chrono::year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

namespace {

// The offset of RFC 3339 in seconds: "Z", "+02:00", "-08:00".
std::optional<Seconds> offset(std::string_view text) {
  if (text == "Z" || text == "z") return Seconds{0};
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const auto time = parse_time_of_day(text.substr(1));
  if (!time) return std::nullopt;
  const Seconds size = std::chrono::hours{time->hour} + std::chrono::minutes{time->minute};
  return text.front() == '-' ? -size : size;
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text, const Zone& zone) {
  const auto date = parse_date(text.substr(0, 10));
  if (!date) return std::nullopt;
  Civil civil = midnight(*date);
  if (text.size() == 10) return zone.first_instant(civil);
  const char separator = text[10];
  if (separator != 'T' && separator != 't' && separator != ' ') return std::nullopt;
  const auto time = parse_time_of_day(text.substr(11, 5));
  if (!time) return std::nullopt;
  civil.hour = time->hour;
  civil.minute = time->minute;
  std::string_view rest = text.substr(16);
  if (rest.starts_with(':')) {
    const auto second = digits(rest, 1, 2);
    if (!second || *second > 59) return std::nullopt;
    civil.second = *second;
    rest.remove_prefix(3);
    if (rest.starts_with('.')) {
      const std::size_t end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
      if (end == 1 || end > 10) return std::nullopt;
      rest.remove_prefix(end);
    }
  } else if (separator != ' ') {
    return std::nullopt;
  }
  if (rest.empty()) return zone.first_instant(civil);
  const auto east = offset(rest);
  if (!east) return std::nullopt;
  return Zone::utc().first_instant(civil) - *east;
}

namespace {

bool email_char(unsigned char c) {
  return c >= 0x80 || digit(static_cast<char>(c)) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("!#$%&'*+/=?^_`{|}~-.").find(static_cast<char>(c)) != std::string_view::npos;
}

bool host_label(std::string_view label) {
  const auto allowed = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || digit(c) || (c >= 'a' && c <= 'z') || c == '-';
  };
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), allowed);
}

}  // namespace

std::optional<std::string> parse_email(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return std::nullopt;
  if (!valid_utf8(text) || has_control(text)) return std::nullopt;
  const std::string_view local = text.substr(0, at);
  const auto allowed = [](char c) { return email_char(static_cast<unsigned char>(c)); };
  if (!std::all_of(local.begin(), local.end(), allowed)) return std::nullopt;
  if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos) return std::nullopt;
  const std::string domain = lower_ascii(text.substr(at + 1));
  const auto labels = split(domain, '.');
  if (labels.size() < 2 || !std::all_of(labels.begin(), labels.end(), host_label)) return std::nullopt;
  return std::string(local) + '@' + domain;
}

bool is_handle(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || digit(c) || c == '.' || c == '_' || c == '-';
  };
  return !text.empty() && text.size() <= 64 && text.front() >= 'a' && text.front() <= 'z' &&
         std::all_of(text.begin(), text.end(), allowed);
}

}  // namespace mssp
