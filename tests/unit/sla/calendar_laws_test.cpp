// Laws of W and A on calendars and instants drawn from a fixed seed, and equality with a loop over minutes.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <random>

#include "base/parse.hpp"
#include "sla/calendar.hpp"

using namespace mssp;
using namespace mssp::sla;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

namespace {

// Zones that move their clocks by an hour or half of one, at night, at midnight and across it, and one that left out
// a whole day; each with an instant near such a change.
struct Place {
  const char* zone;
  const char* near;
};
constexpr std::array places{
    Place{"Europe/Berlin", "2025-03-30"},       Place{"Europe/Berlin", "2025-10-26"},
    Place{"Australia/Lord_Howe", "2025-04-06"}, Place{"Australia/Lord_Howe", "2025-10-05"},
    Place{"America/Havana", "2025-03-09"},      Place{"America/Havana", "2025-11-02"},
    Place{"America/Sao_Paulo", "2018-11-04"},   Place{"America/Sao_Paulo", "2019-02-17"},
    Place{"America/St_Johns", "2010-11-07"},    Place{"Pacific/Apia", "2011-12-30"},
    Place{"Asia/Kathmandu", "2025-01-01"},      Place{"UTC", "2024-02-29"},
    Place{"America/New_York", "2025-03-09"},    Place{"America/New_York", "2025-11-02"},
    Place{"Europe/London", "2025-10-26"},       Place{"Atlantic/Azores", "2025-03-30"},
    Place{"Pacific/Auckland", "2025-04-06"},    Place{"Pacific/Chatham", "2025-09-28"},
    Place{"America/Santiago", "2025-04-06"},    Place{"Asia/Tehran", "2021-09-22"},
    Place{"Asia/Beirut", "2025-03-30"},         Place{"Africa/Casablanca", "2025-02-23"},
    Place{"Africa/Cairo", "2025-04-25"},        Place{"Asia/Gaza", "2024-10-26"},
    Place{"America/Asuncion", "2024-10-06"},    Place{"Antarctica/Troll", "2025-03-30"},
    Place{"America/Scoresbysund", "2024-03-31"},
};

class Draw {
 public:
  explicit Draw(unsigned seed) : engine_(seed) {}
  int number(int low, int high) {  // both included; modulo, because distributions differ between libraries
    return low + static_cast<int>(engine_() % static_cast<unsigned>(high - low + 1));
  }
  Instant near(sys_days day, int hours) { return Instant{day} + Seconds{number(-hours * 3600, hours * 3600)}; }

  CalendarRules rules(const Place& place) {
    CalendarRules out;
    out.name = "drawn";
    out.zone = Zone::named(place.zone).value();
    const sys_days middle{parse_date(place.near).value()};
    for (auto& windows : out.hours) windows = windows_of_a_day(2);
    out.hours[static_cast<std::size_t>(number(0, 6))] = {{number(0, 600), number(700, 1700)}};
    for (int i = number(0, 2); i > 0; --i) {
      const sys_days from = middle + days{number(-6, 6)};
      out.holidays.push_back({from, from + days{number(0, 2)}, number(0, 1) == 1, "drawn"});
    }
    const sys_days special = middle + days{number(-3, 3)};
    out.special_days.push_back({special, windows_of_a_day(3)});
    return out;
  }

 private:
  std::vector<Window> windows_of_a_day(int most) {
    std::vector<Window> out;
    for (int i = number(0, most); i > 0; --i) {
      const int start = number(0, 1439);
      out.push_back({start, number(start + 1, std::min(2880, start + 900))});
    }
    return out;
  }
  std::mt19937 engine_;
};

// The wall clock opens and closes a shop: at the latest time it has shown so far, is a window open? One minute a step,
// with nothing compiled, nothing summed and no arithmetic on zones.
std::vector<Period> open_minutes(const CalendarRules& rules, Instant from, Instant to) {
  const Calendar holidays(rules);
  const auto windows = [&](sys_days day) -> std::vector<Window> {
    const year_month_day date{day};
    if (holidays.holiday_on(date)) return {};
    for (const auto& special : rules.special_days) {
      if (special.date == date) return special.windows;
    }
    return rules.hours[std::chrono::weekday{day}.c_encoding()];
  };
  std::vector<Period> out;
  std::int64_t latest = INT64_MIN;  // minutes of civil time
  for (Instant at = from - 48h; at < to; at += 60s) {
    const Civil civil = rules.zone.civil(at);
    const sys_days today{date_of(civil)};
    latest = std::max<std::int64_t>(
        latest, std::int64_t{today.time_since_epoch().count()} * 1440 + civil.hour * 60 + civil.minute);
    if (at < from) continue;
    const sys_days shown{days{latest / 1440}};
    for (int back = 0; back <= 2; ++back) {
      const auto minute = latest - std::int64_t{(shown - days{back}).time_since_epoch().count()} * 1440;
      const auto of_day = windows(shown - days{back});
      if (std::any_of(of_day.begin(), of_day.end(),
                      [&](const Window& w) { return w.start_minute <= minute && minute < w.end_minute; })) {
        out.push_back({at, at + 60s});
        break;
      }
    }
  }
  return out;
}

}  // namespace

TEST_CASE("compiled intervals equal a minute-by-minute loop") {
  Draw draw(1);
  for (const Place& place : places) {
    for (int round = 0; round < 12; ++round) {
      const CalendarRules rules = draw.rules(place);
      const Calendar calendar(rules);
      const Instant from = Instant{sys_days{parse_date(place.near).value()}} - 72h;
      const Instant to = from + 144h;
      CAPTURE(place.zone, place.near, round);
      std::vector<Period> looped;
      for (const Period& minute : open_minutes(rules, from, to)) {
        if (!looped.empty() && looped.back().to == minute.from) {
          looped.back().to = minute.to;
        } else {
          looped.push_back(minute);
        }
      }
      REQUIRE(calendar.open_periods(from, to) == looped);
    }
  }
}

TEST_CASE("laws of open time and due times") {
  Draw draw(2);
  for (int round = 0; round < 600; ++round) {
    const Place& place = places.at(static_cast<std::size_t>(round) % places.size());
    const Calendar calendar(draw.rules(place));
    const sys_days middle{parse_date(place.near).value()};
    std::array<Instant, 3> t{draw.near(middle, 200), draw.near(middle, 200), draw.near(middle, 200)};
    std::sort(t.begin(), t.end());
    const Seconds n{draw.number(1, 200'000)};
    const Seconds more{draw.number(0, 50'000)};
    CAPTURE(round, place.zone, rfc3339(t[0]), rfc3339(t[1]), rfc3339(t[2]), n.count(), more.count());

    // W adds up, grows with its end and is never more than the time that passed.
    REQUIRE(calendar.open_time(t[0], t[2]) == calendar.open_time(t[0], t[1]) + calendar.open_time(t[1], t[2]));
    REQUIRE(calendar.open_time(t[0], t[1]) <= t[1] - t[0]);

    // W(t, A(t, n)) = n, and no earlier instant will do.
    const Instant due = calendar.due(t[0], n);
    REQUIRE(calendar.open_time(t[0], due) == n);
    REQUIRE(calendar.open_time(t[0], due - 1s) == n - 1s);
    // A is monotone in both arguments, and can be taken in two steps.
    REQUIRE(calendar.due(t[0], n + more) >= due);
    REQUIRE(calendar.due(t[1], n) >= due);
    REQUIRE(calendar.due(due, more) == (more == 0s ? due : calendar.due(t[0], n + more)));

    // Backwards: the latest instant from which n remain.
    const Instant start = calendar.start_for(t[2], n);
    REQUIRE(calendar.open_time(start, t[2]) == n);
    REQUIRE(calendar.open_time(start + 1s, t[2]) == n - 1s);

    const Instant opening = calendar.next_open(t[0]);
    REQUIRE(calendar.is_open(opening));
    REQUIRE(calendar.open_time(t[0], opening) == 0s);

    if (round % 20 != 0) continue;
    // What was asked before changes no answer.
    const Calendar fresh(calendar);
    calendar.open_time(t[0] - days{3000}, t[0] + days{2000});
    REQUIRE(calendar.due(t[0], n) == due);
    REQUIRE(fresh.open_time(t[0], t[2]) == calendar.open_time(t[0], t[2]));
  }
}
