// Instants are whole seconds of UTC; zones turn them into civil times and back. The only user of Abseil.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mssp {

using Seconds = std::chrono::seconds;
using Instant = std::chrono::sys_seconds;

inline std::int64_t epoch(Instant at) { return at.time_since_epoch().count(); }
inline Instant instant(std::int64_t epoch_seconds) { return Instant{Seconds{epoch_seconds}}; }

// A date and time of day without a zone, second exact. Fields are in range (see civil_valid).
struct Civil {
  int year = 1970;
  int month = 1;   // 1..12
  int day = 1;     // 1..31
  int hour = 0;    // 0..23
  int minute = 0;
  int second = 0;

  friend auto operator<=>(const Civil&, const Civil&) = default;
};

std::chrono::year_month_day date_of(const Civil& civil);
Civil midnight(std::chrono::year_month_day date);

// A zone of the IANA database as installed on this machine. Copies share the loaded data.
class Zone {
 public:
  static Zone utc();
  static std::optional<Zone> named(std::string_view iana_name);  // empty when there is no such zone

  const std::string& name() const { return name_; }
  Civil civil(Instant at) const;

  // What a local time means. unique: earlier == later. repeated: the clock shows it twice, `earlier` and `later` are
  // both. skipped: the clock never shows it; `transition` is the first instant after the gap.
  enum class Kind { unique, skipped, repeated };
  struct Lookup {
    Kind kind;
    Instant earlier;
    Instant later;
    Instant transition;
  };
  Lookup lookup(const Civil& civil) const;

  // The first instant at which the local clock shows `civil` or, when it is skipped, the first after the gap.
  Instant first_instant(const Civil& civil) const;

  // Local abbreviation at an instant: "CEST", "UTC".
  std::string abbreviation(Instant at) const;

 private:
  struct Data;
  Zone(std::string name, std::shared_ptr<const Data> data);
  std::string name_;
  std::shared_ptr<const Data> data_;
};

// "2025-09-30T22:00:00Z"
std::string rfc3339(Instant at);

// "2025-10-01 00:00" in the zone; with seconds when they are not zero.
std::string local_text(Instant at, const Zone& zone);

// A calendar month, and its bounds [start, end) in a zone.
struct Month {
  int year = 1970;
  int month = 1;  // 1..12
  friend auto operator<=>(const Month&, const Month&) = default;
};
struct Period {
  Instant from;
  Instant to;  // not included
  friend auto operator<=>(const Period&, const Period&) = default;
};
Month month_of(Instant at, const Zone& zone);
Month plus_months(Month month, int count);
Period period_of(Month month, const Zone& zone);
std::string text(Month month);       // "2025-09"
std::string long_text(Month month);  // "September 2025"

}  // namespace mssp
