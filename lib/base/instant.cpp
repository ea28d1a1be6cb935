#include "base/instant.hpp"

#include <absl/time/civil_time.h>
#include <absl/time/time.h>
#include <fmt/core.h>

#include <array>
#include <utility>

namespace mssp {

struct Zone::Data {
  absl::TimeZone zone;
};

namespace {

absl::CivilSecond to_absl(const Civil& c) { return absl::CivilSecond(c.year, c.month, c.day, c.hour, c.minute, c.second); }

Civil from_absl(const absl::CivilSecond& c) {
  return {static_cast<int>(c.year()), c.month(), c.day(), c.hour(), c.minute(), c.second()};
}

Instant from_absl(absl::Time time) { return instant(absl::ToUnixSeconds(time)); }

absl::Time to_absl(Instant at) { return absl::FromUnixSeconds(epoch(at)); }

}  // namespace

std::chrono::year_month_day date_of(const Civil& civil) {
  return std::chrono::year{civil.year} / static_cast<int>(civil.month) / civil.day;
}

Civil midnight(std::chrono::year_month_day date) {
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

Zone::Zone(std::string name, std::shared_ptr<const Data> data) : name_(std::move(name)), data_(std::move(data)) {}

Zone Zone::utc() {
  static const auto data = std::make_shared<const Data>(Data{absl::UTCTimeZone()});
  return Zone("UTC", data);
}

std::optional<Zone> Zone::named(std::string_view iana_name) {
  // The database is a folder: a name must not climb out of it, and "localtime" or "posixrules" are not names.
  if (iana_name.empty() || iana_name.front() == '/' || iana_name.front() == ':' ||
      iana_name.find("..") != std::string_view::npos || iana_name == "localtime" || iana_name == "posixrules") {
    return std::nullopt;
  }
  if (iana_name == "UTC") return utc();
  absl::TimeZone zone;
  if (!absl::LoadTimeZone({iana_name.data(), iana_name.size()}, &zone)) return std::nullopt;
  return Zone(std::string(iana_name), std::make_shared<const Data>(Data{zone}));
}

Civil Zone::civil(Instant at) const { return from_absl(data_->zone.At(to_absl(at)).cs); }

Zone::Lookup Zone::lookup(const Civil& civil) const {
  const absl::TimeZone::TimeInfo found = data_->zone.At(to_absl(civil));
  const Instant before = from_absl(found.pre);
  switch (found.kind) {
    case absl::TimeZone::TimeInfo::SKIPPED:
      return {Kind::skipped, from_absl(found.post), before, from_absl(found.trans)};
    case absl::TimeZone::TimeInfo::REPEATED:
      return {Kind::repeated, before, from_absl(found.post), from_absl(found.trans)};
    case absl::TimeZone::TimeInfo::UNIQUE:
      break;
  }
  return {Kind::unique, before, before, before};
}

Instant Zone::first_instant(const Civil& civil) const {
  const Lookup found = lookup(civil);
  return found.kind == Kind::skipped ? found.transition : found.earlier;
}

std::string Zone::abbreviation(Instant at) const { return data_->zone.At(to_absl(at)).zone_abbr; }

namespace {

void put_digits(char* to, int value, int width) {
  for (int i = width - 1; i >= 0; --i, value /= 10) to[i] = static_cast<char>('0' + value % 10);
}

}  // namespace

// Without fmt and without a zone: lists of thousands are mostly times.
std::string rfc3339(Instant at) {
  const auto midnight_before = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{midnight_before};
  const std::chrono::hh_mm_ss time{at - midnight_before};
  std::string text = "0000-00-00T00:00:00Z";
  put_digits(text.data(), static_cast<int>(date.year()), 4);
  put_digits(text.data() + 5, static_cast<int>(static_cast<unsigned>(date.month())), 2);
  put_digits(text.data() + 8, static_cast<int>(static_cast<unsigned>(date.day())), 2);
  put_digits(text.data() + 11, static_cast<int>(time.hours().count()), 2);
  put_digits(text.data() + 14, static_cast<int>(time.minutes().count()), 2);
  put_digits(text.data() + 17, static_cast<int>(time.seconds().count()), 2);
  return text;
}

std::string local_text(Instant at, const Zone& zone) {
  const Civil c = zone.civil(at);
  std::string out = fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", c.year, c.month, c.day, c.hour, c.minute);
  if (c.second != 0) out += fmt::format(":{:02}", c.second);
  return out;
}

Month month_of(Instant at, const Zone& zone) {
  const Civil c = zone.civil(at);
  return {c.year, c.month};
}

Month plus_months(Month month, int count) {
  const int months = month.year * 12 + (month.month - 1) + count;
  return {months / 12, months % 12 + 1};
}

Period period_of(Month month, const Zone& zone) {
  const auto start = [&](Month m) { return zone.first_instant({m.year, m.month, 1}); };
  return {start(month), start(plus_months(month, 1))};
}

std::string text(Month month) { return fmt::format("{:04}-{:02}", month.year, month.month); }

std::string long_text(Month month) {
  constexpr std::array names{"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};
  return fmt::format("{} {}", names.at(static_cast<std::size_t>(month.month - 1)), month.year);
}

}  // namespace mssp
