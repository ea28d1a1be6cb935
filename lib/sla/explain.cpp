#include "sla/explain.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
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

// When a clock ran, paused and stood stopped, as its events say; `clocks()` judges, this only tells.
struct Phase {
  Period period;
  enum class Kind { running, paused, stopped } kind = Kind::running;
};

std::vector<Phase> phases(const Ticket& ticket, const Clock& clock, Instant now) {
  const Instant end = clock.stopped_at.value_or(now);
  if (clock.kind != ClockKind::resolution) return {{{clock.started, end}, Phase::Kind::running}};
  std::vector<Phase> all{{{clock.started, clock.started}, Phase::Kind::running}};
  const auto turn = [&](Phase::Kind kind, Instant at) {
    all.back().period.to = at;
    if (all.back().kind != kind) all.push_back({{at, at}, kind});
  };
  for (const Event& event : ticket.events) {
    if (event.at > now) break;
    const bool stopped = all.back().kind == Phase::Kind::stopped;
    switch (event.kind) {
      case EventKind::wait_customer:
        if (!stopped) turn(Phase::Kind::paused, event.at);
        break;
      case EventKind::wait_vendor:
      case EventKind::resumed:
        if (!stopped) turn(Phase::Kind::running, event.at);
        break;
      case EventKind::resolved:
      case EventKind::closed:
        if (!stopped) turn(Phase::Kind::stopped, event.at);
        break;
      case EventKind::reopened:
        if (stopped) turn(Phase::Kind::running, event.at);
        break;
      case EventKind::opened:
      case EventKind::message:
      case EventKind::other:
        break;
    }
  }
  if (all.back().kind != Phase::Kind::stopped) all.back().period.to = now;
  return all;
}

class Teller {
 public:
  Teller(const Calendar& calendar, const Zone& zone, const Clock& clock) : calendar_(calendar), zone_(zone), clock_(clock) {}

  std::vector<Stretch> tell(const std::vector<Phase>& phases) {
    for (std::size_t i = 0; i < phases.size(); ++i) {
      const Phase& phase = phases[i];
      switch (phase.kind) {
        case Phase::Kind::running:
          begin(phase.period.from, i == 0 ? What::started : phases[i - 1].kind == Phase::Kind::stopped ? What::reopened : What::resumed);
          run(phase.period);
          break;
        case Phase::Kind::paused:
          add(phase.period, What::paused, "paused: waiting for the customer");
          break;
        case Phase::Kind::stopped:
          mark(phase.period.from, What::stopped, "the clock stopped");
          // Stopped in a pause: judged as if it had gone on at that moment.
          if (!breached_ && phases[i - 1].kind == Phase::Kind::paused) {
            due_ = calendar_.due(phase.period.from, clock_.target - sum_);
            told_.back().due_at = due_;
          }
          break;
      }
    }
    if (!clock_.stopped_at) {
      mark(phases.back().period.to, What::now, clock_.paused ? "the clock is paused" : "the clock is running");
    } else if (phases.back().kind != Phase::Kind::stopped) {
      mark(*clock_.stopped_at, What::stopped, "the clock stopped");
    }
    return std::move(told_);
  }

 private:
  void add(const Period& period, What what, std::string why, Seconds counted = {}) {
    sum_ += counted;
    told_.push_back({period, what, std::move(why), counted, sum_, {}});
  }
  void mark(Instant at, What what, std::string why) { add({at, at}, what, std::move(why)); }

  void begin(Instant at, What what) {
    if (breached_) return mark(at, what, std::string(what == What::reopened ? "reopened" : "goes on") + ", overdue already");
    const Instant due = calendar_.due(at, clock_.target - sum_);
    std::string why;
    if (what == What::started) {
      why = fmt::format("the clock starts: {} of open time, due {}", duration_text(clock_.target), told_time(due, zone_));
    } else {
      const std::string left = duration_text(clock_.target - sum_);
      why = what == What::reopened ? "reopened, goes on with what was used: " : "goes on: ";
      why += due == due_ ? fmt::format("{} left, still due {}", left, told_time(due, zone_))
                         : fmt::format("{} left, the due time moves from {} to {}", left, told_time(due_, zone_), told_time(due, zone_));
    }
    mark(at, what, std::move(why));
    told_.back().due_at = due;
    due_ = due;
  }

  // Cuts a running phase where the calendar opens and closes, where local clocks are moved and where the target ends.
  void run(const Period& period) {
    struct Cut {
      Instant at;
      What what;
      std::string why;
    };
    std::vector<Cut> cuts;
    if (!breached_ && due_ < period.to) {
      cuts.push_back({due_, What::due, fmt::format("the {} are used up: overdue from here", duration_text(clock_.target))});
      breached_ = true;
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
    for (const Period& open : calendar_.open_periods(period.from, period.to)) {
      if (from < open.from) close({from, open.from});
      add(open, What::open, open_because(calendar_, open.from), open.to - open.from);
      from = open.to;
    }
    if (from < period.to) close({from, period.to});
  }
  void close(const Period& gap) { add(gap, What::closed, closed_because(calendar_, gap)); }

  const Calendar& calendar_;
  const Zone& zone_;
  const Clock& clock_;
  Seconds sum_{0};
  Instant due_{};
  bool breached_ = false;
  std::vector<Stretch> told_;
};

}  // namespace

std::string_view name(What what) {
  constexpr std::array<std::string_view, 10> words{"started", "open",    "closed",   "clock_change", "paused",
                                                   "resumed", "stopped", "reopened", "due",          "now"};
  return words.at(static_cast<std::size_t>(what));
}

std::string told_time(Instant at, const Zone& zone) {
  const std::chrono::weekday day{sys_days{date_of(zone.civil(at))}};
  return fmt::format("{} {} {}", std::string_view(weekdays.at(day.c_encoding())).substr(0, 3), local_text(at, zone),
                     zone.abbreviation(at));
}

std::vector<Explanation> explain(const Ticket& ticket, const Calendar& calendar, const Zone& zone, Instant now, Percent risk) {
  std::vector<Explanation> all;
  for (const Clock& clock : clocks(ticket, calendar, now, risk)) {
    all.push_back({clock, Teller(calendar, zone, clock).tell(phases(ticket, clock, now))});
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
