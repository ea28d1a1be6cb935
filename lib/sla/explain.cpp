#include "sla/explain.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/parse.hpp"
#include "base/text.hpp"
#include "sla/clock_changes.hpp"

namespace mssp::sla {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::array<const char*, 7> weekdays{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

// Why a local day is closed, whole or in part.
std::string reason(const Calendar& calendar, sys_days day) {
  const year_month_day date{day};
  if (const Holiday* holiday = calendar.holiday_on(date)) {
    return holiday->name.empty() ? "holiday" : "holiday " + printable(holiday->name);
  }
  if (calendar.opens_on(date)) return "outside hours";
  if (calendar.special_on(date)) return "closed by a special day";
  return weekdays.at(std::chrono::weekday{day}.c_encoding());
}

std::string closed_because(const Calendar& calendar, const Period& gap) {
  constexpr std::size_t most = 6;
  const sys_days first{date_of(calendar.zone().civil(gap.from))};
  const sys_days last{date_of(calendar.zone().civil(gap.to - Seconds{1}))};
  std::vector<std::string> reasons;
  for (sys_days day = first; day <= last && reasons.size() <= most; day += days{1}) {
    std::string why = reason(calendar, day);
    if (std::find(reasons.begin(), reasons.end(), why) == reasons.end()) reasons.push_back(std::move(why));
  }
  if (reasons.size() > most) reasons.back() = "and more";
  return "closed: " + join(reasons, ", ");
}

std::string open_because(const Calendar& calendar, Instant at) {
  if (calendar.name() == Calendar::always_name) return "counts around the clock";
  const year_month_day date = date_of(calendar.zone().civil(at));
  return !calendar.holiday_on(date) && calendar.special_on(date) ? "open hours of a special day" : "open hours";
}

// Tells a clock from the records of it, event by event.
class Teller {
 public:
  Teller(const Zone& zone, const std::map<std::string, const Calendar*, std::less<>>& calendars)
      : zone_(zone), calendars_(calendars) {}

  // The clock as an event at `at` left it.
  void after(const ClockRecord& record, Instant at) {
    if (!record_) {
      record_ = record;
      from_ = at;
      due_ = record.due_at.value_or(at);
      mark(at, What::started,
           fmt::format("the clock starts: {} of open time, due {}", duration_text(record.target), told_time(due_, zone_)), due_);
      return;
    }
    if (record == *record_) return;
    flush(at);
    const ClockRecord before = *std::exchange(record_, record);
    turn(before, record, at);
  }

  std::vector<Stretch> end(Instant now) {
    if (stands(*record_)) return std::move(told_);
    flush(now);
    mark(now, What::now, record_->since ? "the clock is running" : "the clock is paused");
    return std::move(told_);
  }

 private:
  static bool stands(const ClockRecord& record) { return record.stopped_at || record.verdict == Verdict::voided; }
  const Calendar& calendar() const { return *calendars_.at(record_->calendar); }

  void add(const Period& period, What what, std::string why, Seconds counted = {}) {
    sum_ += counted;
    told_.push_back({period, what, std::move(why), counted, sum_, {}});
  }
  void mark(Instant at, What what, std::string why, std::optional<Instant> due = {}) {
    add({at, at}, what, std::move(why));
    told_.back().due_at = due;
  }

  // The time since the last mark, as the clock then was.
  void flush(Instant to) {
    const Period period{std::exchange(from_, to), to};
    if (stands(*record_)) return;
    if (record_->since) return run(period);
    if (period.from < period.to) add(period, What::paused, "paused: waiting for the customer");
  }

  std::string moved(Instant due) {
    const std::string left = duration_text(record_->target - sum_);
    const Instant was = std::exchange(due_, due);
    return was == due ? fmt::format("{} left, still due {}", left, told_time(due, zone_))
                      : fmt::format("{} left, the due time moves from {} to {}", left, told_time(was, zone_), told_time(due, zone_));
  }

  void turn(const ClockRecord& was, const ClockRecord& is, Instant at) {
    const bool goes_on = is.verdict == Verdict::open;
    if (is.verdict == Verdict::voided) return mark(at, What::voided, "voided: it counts neither as met nor as missed");
    if (is.stopped_at && !was.stopped_at) {
      // One that stops in a pause is judged as if it had gone on at that moment.
      const bool in_pause = !was.since && is.verdict == Verdict::met;
      if (in_pause) due_ = is.due_at.value_or(due_);
      return mark(at, What::stopped, "the clock stopped", in_pause ? is.due_at : std::nullopt);
    }
    const bool other_terms = is.target != was.target || is.calendar != was.calendar || is.priority != was.priority;
    const bool reopened = was.stopped_at && !is.stopped_at;
    if (reopened || (is.since && !was.since)) {
      const What what = reopened ? What::reopened : What::resumed;
      const std::string how = reopened ? "reopened, goes on with what was used" : "goes on";
      if (!goes_on) {
        mark(at, what, how + ", overdue already");
      } else if (other_terms) {
        mark(at, what, how);
      } else {
        mark(at, what, how + ": " + moved(*is.due_at), is.due_at);
      }
    }
    if (!other_terms) return;
    const std::string terms = fmt::format("{} holds from here, {} of open time on calendar {}", name(is.priority), duration_text(is.target), is.calendar);
    const bool due = goes_on && is.due_at;
    mark(at, What::changed, due ? terms + "; " + moved(*is.due_at) : terms, due ? is.due_at : std::nullopt);
  }

  // Cuts running time where the calendar opens and closes, where local clocks are moved and where the target ends.
  void run(const Period& period) {
    struct Cut {
      Instant at;
      What what;
      std::string why;
    };
    std::vector<Cut> cuts;
    if (record_->verdict == Verdict::open && *record_->due_at < period.to) {
      cuts.push_back({*record_->due_at, What::due, fmt::format("the {} are used up: overdue from here", duration_text(record_->target))});
    }
    for (ClockChange& change : clock_changes(zone_, period.from, period.to)) {
      cuts.push_back({change.at, What::clock_change, std::move(change.told)});
    }
    std::stable_sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return a.at < b.at; });
    Instant from = period.from;
    for (Cut& cut : cuts) {
      count({from, cut.at});
      mark(cut.at, cut.what, std::move(cut.why));
      from = cut.at;
    }
    count({from, period.to});
  }

  void count(const Period& period) {
    Instant from = period.from;
    for (const Period& open : calendar().open_periods(period.from, period.to)) {
      if (from < open.from) close({from, open.from});
      add(open, What::open, open_because(calendar(), open.from), open.to - open.from);
      from = open.to;
    }
    if (from < period.to) close({from, period.to});
  }
  void close(const Period& gap) { add(gap, What::closed, closed_because(calendar(), gap)); }

  const Zone& zone_;
  const std::map<std::string, const Calendar*, std::less<>>& calendars_;
  std::optional<ClockRecord> record_;
  Instant from_;
  Instant due_{};
  Seconds sum_{0};
  std::vector<Stretch> told_;
};

}  // namespace

std::string_view name(What what) {
  constexpr std::array<std::string_view, 12> words{"started", "open",     "closed",  "clock_change", "paused", "resumed",
                                                   "stopped", "reopened", "changed", "voided",       "due",    "now"};
  return words.at(static_cast<std::size_t>(what));
}

std::string told_time(Instant at, const Zone& zone) {
  const std::chrono::weekday day{sys_days{date_of(zone.civil(at))}};
  return fmt::format("{} {} {}", std::string_view(weekdays.at(day.c_encoding())).substr(0, 3), local_text(at, zone),
                     zone.abbreviation(at));
}

std::vector<Explanation> explain(const std::vector<Event>& events, Priority priority, std::int64_t policy_version,
                                 const TermsOf& terms, const Zone& zone, Instant now, Percent risk) {
  std::map<std::string, const Calendar*, std::less<>> calendars;  // that the terms ever named
  const TermsOf noting = [&](Priority of, std::int64_t version) {
    Terms found = terms(of, version);
    calendars[found.calendar->name()] = found.calendar;
    return found;
  };
  std::map<ClockName, Teller> tellers;
  std::vector<Event> past;
  std::vector<ClockRecord> records;
  for (const Event& event : events) {
    if (event.at > now) break;
    past.push_back(event);
    records = replay(past, priority, policy_version, noting, event.at, risk);
    for (const ClockRecord& record : records) {
      tellers.try_emplace(record.name, zone, calendars).first->second.after(record, event.at);
    }
  }
  std::vector<Explanation> all;
  for (const ClockRecord& record : records) {
    all.push_back({standing_at(record, *calendars.at(record.calendar), now), tellers.at(record.name).end(now)});
  }
  return all;
}

std::string verdict(const Clock& clock, const Zone& zone) {
  const std::string who = "the " + std::string(name(clock.kind)) + " clock ";
  const std::string target = duration_text(clock.target);
  const std::string used = duration_text(clock.used);
  const std::string due = told_time(clock.due_at, zone);
  switch (clock.state) {
    case ClockState::met:
      return fmt::format("{}was met: {} of {} were used when it stopped on {}; {} were left", who, used, target,
                         told_time(*clock.stopped_at, zone), duration_text(clock.target - clock.used));
    case ClockState::missed:
      return fmt::format("{}was missed: its {} were used up on {}, and it stopped on {}, after {}", who, target, due,
                         told_time(*clock.stopped_at, zone), used);
    case ClockState::open_breached:
      return fmt::format("{}is overdue: its {} were used up on {}, and {} are used by now", who, target, due, used);
    case ClockState::voided:
      return fmt::format("{}was voided: it counts neither as met nor as missed", who);
    case ClockState::at_risk:
    case ClockState::open:
      break;
  }
  return clock.paused ? fmt::format("{}is paused: {} of {} are used; if it went on now it would be due on {}", who, used, target, due)
                      : fmt::format("{}is {}: {} of {} are used; it is due on {}", who,
                                    clock.state == ClockState::at_risk ? "at risk" : "running", used, target, due);
}

}  // namespace mssp::sla
