#include "base/instant.hpp"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>
#include <fmt/core.h>

#include <array>
#include <utility>

namespace mssp {

struct Zone::Data {
  cctz::time_zone zone;
};

namespace {

cctz::civil_second to_cctz(const Civil& c) {
  return cctz::civil_second(c.year, c.month, c.day, c.hour, c.minute, c.second);
}

Civil from_cctz(const cctz::civil_second& c) {
  return {static_cast<int>(c.year()), c.month(), c.day(), c.hour(), c.minute(), c.second()};
}

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
  static const auto data = std::make_shared<const Data>(Data{cctz::utc_time_zone()});
  return Zone("UTC", data);
}

std::optional<Zone> Zone::named(std::string_view iana_name) {
  // The database is a folder: a name must not climb out of it, and "localtime" or "posixrules" are not names.
  if (iana_name.empty() || iana_name.front() == '/' || iana_name.front() == ':' ||
      iana_name.find("..") != std::string_view::npos || iana_name == "localtime" || iana_name == "posixrules") {
    return std::nullopt;
  }
  if (iana_name == "UTC") return utc();
  cctz::time_zone zone;
  if (!cctz::load_time_zone(std::string(iana_name), &zone)) return std::nullopt;
  return Zone(std::string(iana_name), std::make_shared<const Data>(Data{zone}));
}

Civil Zone::civil(Instant at) const { return from_cctz(data_->zone.lookup(at).cs); }

Zone::Lookup Zone::lookup(const Civil& civil) const {
  const auto found = data_->zone.lookup(to_cctz(civil));
  const auto seconds = [](auto time) { return std::chrono::time_point_cast<Seconds>(time); };
  switch (found.kind) {
    case cctz::time_zone::civil_lookup::SKIPPED:
      return {Kind::skipped, seconds(found.post), seconds(found.pre), seconds(found.trans)};
    case cctz::time_zone::civil_lookup::REPEATED:
      return {Kind::repeated, seconds(found.pre), seconds(found.post), seconds(found.trans)};
    case cctz::time_zone::civil_lookup::UNIQUE:
      break;
  }
  return {Kind::unique, seconds(found.pre), seconds(found.pre), seconds(found.pre)};
}

Instant Zone::first_instant(const Civil& civil) const {
  const Lookup found = lookup(civil);
  return found.kind == Kind::skipped ? found.transition : found.earlier;
}

std::string Zone::abbreviation(Instant at) const { return data_->zone.lookup(at).abbr; }

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
