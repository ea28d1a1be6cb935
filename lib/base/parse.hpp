// Strict conversions of the texts that people and files write. Each returns nothing when the text is not exactly of
// the form; the caller, who knows the flag or the file and line, words the error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace mssp {

// Decimal digits only, an optional leading '-'; never octal or hexadecimal: "08" is 8.
std::optional<std::int64_t> parse_integer(std::string_view text);

// A share of 100 with at most four decimals: "99.9%" and "99.9" are 99900 thousandths of a percent. Figures are floored
// to thousandths; only promises have the fourth decimal.
struct Percent {
  std::int64_t thousandths = 0;  // 0..100000
  int fourth = 0;                // 0..9
  std::int64_t ten_thousandths() const { return thousandths * 10 + fourth; }
  friend auto operator<=>(const Percent&, const Percent&) = default;
};
std::optional<Percent> parse_percent(std::string_view text);
std::string text(Percent percent);  // "99.9", "100", "99.9999"

// "90s", "15m", "2h", "24h", "3d", "1w", "1h30m": units descending, each once, at most ten years.
std::optional<Seconds> parse_duration(std::string_view text);
// The shortest form parse_duration reads back: 5400 s is "1h30m"; days and weeks only when nothing smaller is left.
std::string duration_text(Seconds duration);

std::optional<Month> parse_month(std::string_view text);  // "2025-09", years 1970..9999

struct TimeOfDay {
  int hour = 0;
  int minute = 0;
  friend auto operator<=>(const TimeOfDay&, const TimeOfDay&) = default;
};
std::optional<TimeOfDay> parse_time_of_day(std::string_view text);  // "02:00", 00:00..23:59
std::string text(TimeOfDay time);

std::optional<std::chrono::year_month_day> parse_date(std::string_view text);  // "2025-09-30"
std::string text(std::chrono::year_month_day date);

// RFC 3339 ("2025-09-30T10:00:00Z", "+02:00" offsets), or "2025-09-30[ HH:MM[:SS]]" in `zone`. A fraction of a
// second, of at most nine digits, is cut off; a leap second is refused. A local time that does not exist gives the first
// instant after the gap.
std::optional<Instant> parse_instant(std::string_view text, const Zone& zone);

// The address part of RFC 5321 as used in practice: a dot-atom (letters of any script), '@', a host name of two labels
// or more; no quotes, comments, spaces or control characters; at most 254 bytes. Returns it with the domain in lower
// case.
std::optional<std::string> parse_email(std::string_view text);

// A handle of a person: 1 to 64 of [a-z0-9._-], begins with a letter ("john.doe").
bool is_handle(std::string_view text);

}  // namespace mssp
