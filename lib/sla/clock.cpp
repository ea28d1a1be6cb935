#include "sla/clock.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/error.hpp"

namespace mssp::sla {

namespace {

constexpr std::array<std::string_view, 4> verdicts{"open", "met", "missed", "void"};

std::optional<Seconds> target_of(const Terms& terms, ClockKind kind) {
  switch (kind) {
    case ClockKind::response:
      return terms.targets.response;
    case ClockKind::update:
      return terms.targets.update;
    case ClockKind::resolution:
      return terms.targets.resolution;
  }
  return std::nullopt;
}

// Judges each stretch of running by its own due time: `used` alone cannot tell late from on time when the due time and
// the stop lie in one closed night.
class Stopwatch {
 public:
  Stopwatch(ClockName name, const Terms& terms, Percent risk, Instant at) : terms_(terms), risk_(risk) {
    record_.name = name;
    record_.started = at;
    take_terms();
    start(at);
  }

  bool stopped() const { return record_.stopped_at.has_value(); }
  bool ended() const { return stopped() || record_.verdict == Verdict::voided; }
  ClockName name() const { return record_.name; }
  const ClockRecord& record() const { return record_; }

  void run(Instant at) {
    if (!ended() && !record_.since) start(at);
  }
  void pause(Instant at) {
    if (ended() || !record_.since) return;
    settle(at);
    if (record_.verdict == Verdict::open) {
      record_.due_at.reset();
      record_.risk_at = record_.used >= risky() ? std::optional(at) : std::nullopt;
    }
  }
  void stop(Instant at) {
    if (ended()) return;
    run(at);  // a paused clock is stopped as if it went on first
    settle(at);
    record_.stopped_at = at;
    record_.risk_at.reset();
    if (record_.verdict == Verdict::open) decide(Verdict::met, at);
  }
  void reopen(Instant at) {
    if (!stopped() || record_.verdict == Verdict::voided) return;
    record_.stopped_at.reset();
    if (record_.verdict == Verdict::met) {
      record_.verdict = Verdict::open;
      record_.decided_at.reset();
      take_terms();
    }
    start(at);
  }
  void change(const Terms& terms, Instant at) {
    terms_ = terms;
    if (ended()) return;
    const bool running = record_.since.has_value();
    settle(at);
    if (record_.verdict == Verdict::open) take_terms();
    if (running) start(at);
    if (!running && record_.verdict == Verdict::open) {
      record_.risk_at = record_.used >= risky() ? std::optional(at) : std::nullopt;
    }
  }
  void void_it(Instant at) {
    if (record_.verdict == Verdict::voided) return;
    if (!stopped()) {
      run(at);
      settle(at);
    }
    record_.risk_at.reset();
    decide(Verdict::voided, record_.decided_at.value_or(at));
  }

 private:
  // More than the share of the target, in whole seconds.
  Seconds risky() const { return Seconds{record_.target.count() * risk_.thousandths / 100'000 + 1}; }

  void take_terms() {
    record_.priority = terms_.priority;
    record_.target = target_of(terms_, record_.name.kind).value_or(record_.target);
    record_.calendar = terms_.calendar->name();
    calendar_ = terms_.calendar;
  }
  void start(Instant at) {
    record_.since = at;
    if (record_.verdict != Verdict::open) return;
    record_.due_at = calendar_->due(at, record_.target - record_.used);
    record_.risk_at = calendar_->due(at, risky() - record_.used);
  }
  void settle(Instant at) {
    if (!record_.since) return;
    if (record_.verdict == Verdict::open && at > *record_.due_at) {
      decide(Verdict::missed, *record_.due_at);
      record_.risk_at.reset();
    }
    record_.used += calendar_->open_time(*record_.since, at);
    record_.since.reset();
  }
  void decide(Verdict verdict, Instant at) {
    record_.verdict = verdict;
    record_.decided_at = at;
  }

  Terms terms_;  // those in force; of a clock that stopped or is breached not those it counts by
  Percent risk_;
  const Calendar* calendar_ = nullptr;
  ClockRecord record_;
};

bool ends_ticket(const Event& event) {
  return event.kind == EventKind::resolved || event.kind == EventKind::closed;
}

bool answers_customer(const Event& event) {
  return event.actor == Actor::agent && (ends_ticket(event) || (event.kind == EventKind::message && event.is_public));
}

bool asks_staff(const Event& event) {
  return event.actor == Actor::customer && event.kind == EventKind::message && event.is_public;
}

void drive_resolution(Stopwatch& clock, const Event& event) {
  switch (event.kind) {
    case EventKind::wait_customer:
      return clock.pause(event.at);
    case EventKind::wait_vendor:
    case EventKind::resumed:
      return clock.run(event.at);
    case EventKind::resolved:
    case EventKind::closed:
      return clock.stop(event.at);
    case EventKind::reopened:
      return clock.reopen(event.at);
    default:
      return;
  }
}

void check_order(const std::vector<Event>& events) {
  if (events.empty() || events.front().kind != EventKind::opened) {
    throw Error(Code::invalid_input, "the events of a ticket do not begin with its opening");
  }
  for (std::size_t i = 1; i < events.size(); ++i) {
    if (events[i].at < events[i - 1].at) {
      throw Error(Code::invalid_input,
                  fmt::format("the events of a ticket go back in time at {}", rfc3339(events[i].at)));
    }
  }
}

}  // namespace

std::string_view name(ClockState state) {
  constexpr std::array<std::string_view, 6> words{"open", "at_risk", "open_breached", "met", "missed", "void"};
  return words.at(static_cast<std::size_t>(state));
}

std::string_view name(ClockKind kind) {
  constexpr std::array<std::string_view, 3> words{"response", "update", "resolution"};
  return words.at(static_cast<std::size_t>(kind));
}

std::string_view name(Priority priority) {
  constexpr std::array<std::string_view, 4> words{"P1", "P2", "P3", "P4"};
  return words.at(static_cast<std::size_t>(priority));
}

std::string_view name(Verdict verdict) { return verdicts.at(static_cast<std::size_t>(verdict)); }

std::optional<Verdict> parse_verdict(std::string_view text) {
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    if (verdicts.at(i) == text) return static_cast<Verdict>(i);
  }
  return std::nullopt;
}

std::optional<ClockKind> parse_clock_kind(std::string_view text) {
  for (const ClockKind kind : {ClockKind::response, ClockKind::update, ClockKind::resolution}) {
    if (name(kind) == text) return kind;
  }
  return std::nullopt;
}

std::vector<ClockRecord> replay(const std::vector<Event>& events, Priority priority, std::int64_t policy_version,
                                const TermsOf& terms, Instant until, Percent risk) {
  check_order(events);
  const Event& opened = events.front();
  if (opened.at > until) return {};
  priority = opened.priority.value_or(priority);
  policy_version = opened.policy_version.value_or(policy_version);
  Terms now = terms(priority, policy_version);

  std::vector<Stopwatch> watches;  // response, updates and resolution as they begin
  const auto start = [&](ClockName name, Instant at) {
    if (target_of(now, name.kind)) watches.emplace_back(name, now, risk, at);
  };
  start({ClockKind::response, 1}, opened.at);
  start({ClockKind::resolution, 1}, opened.at);

  bool answered = false;
  std::int64_t updates = 0;
  for (const Event& event : events) {
    if (event.at > until) break;
    const bool answers = answers_customer(event);
    for (Stopwatch& watch : watches) {
      if (watch.name().kind == ClockKind::resolution) {
        drive_resolution(watch, event);
      } else if (answers) {
        watch.stop(event.at);
      }
    }
    const bool waited_for =
        !watches.empty() && watches.back().name().kind == ClockKind::update && !watches.back().ended();
    if (answers) {
      answered = true;
    } else if (asks_staff(event) && answered && !waited_for) {
      if (now.targets.update) start({ClockKind::update, ++updates}, event.at);
    } else if (event.kind == EventKind::prioritized || event.kind == EventKind::restamped) {
      priority = event.priority.value_or(priority);
      policy_version = event.policy_version.value_or(policy_version);
      now = terms(priority, policy_version);
      for (Stopwatch& watch : watches) watch.change(now, event.at);
    } else if (event.kind == EventKind::voided || event.kind == EventKind::merged) {
      for (Stopwatch& watch : watches) {
        if (event.kind == EventKind::merged || event.clock == watch.name()) watch.void_it(event.at);
      }
    }
  }
  std::vector<ClockRecord> out;
  for (const Stopwatch& watch : watches) out.push_back(watch.record());
  std::sort(out.begin(), out.end(), [](const ClockRecord& a, const ClockRecord& b) { return a.name < b.name; });
  return out;
}

Clock standing_at(const ClockRecord& record, const Calendar& calendar, Instant now) {
  Clock clock{.kind = record.name.kind,
              .priority = record.priority,
              .target = record.target,
              .started = record.started,
              .due_at = {},
              .stopped_at = record.stopped_at,
              .decided_at = record.decided_at,
              .used = record.used,
              .ordinal = record.name.ordinal};
  const bool stands = record.stopped_at || record.verdict == Verdict::voided;
  clock.paused = !stands && !record.since;
  if (record.since) clock.used += calendar.open_time(*record.since, now);
  clock.due_at = record.due_at ? *record.due_at : calendar.due(now, record.target - record.used);
  switch (record.verdict) {
    case Verdict::met:
      clock.state = ClockState::met;
      break;
    case Verdict::missed:
      clock.state = stands ? ClockState::missed : ClockState::open_breached;
      break;
    case Verdict::voided:
      clock.state = ClockState::voided;
      break;
    case Verdict::open:
      if (record.due_at && now > *record.due_at) {
        clock.state = ClockState::open_breached;
        clock.decided_at = record.due_at;
      } else if (record.risk_at && now >= *record.risk_at) {
        clock.state = ClockState::at_risk;
      }
  }
  return clock;
}

std::vector<Clock> clocks(const Ticket& ticket, const Calendar& calendar, Instant now, Percent risk) {
  const TermsOf always = [&](Priority priority, std::int64_t) { return Terms{priority, ticket.targets, &calendar}; };
  std::vector<Clock> out;
  for (const ClockRecord& record : replay(ticket.events, ticket.priority, 0, always, now, risk)) {
    out.push_back(standing_at(record, calendar, now));
  }
  return out;
}

}  // namespace mssp::sla
