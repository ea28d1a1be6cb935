#include "sla/clock.hpp"

#include <fmt/core.h>

#include <array>
#include <utility>

#include "base/error.hpp"

namespace mssp::sla {

namespace {

// Judges each stretch of running by its own due time: `used` alone cannot tell late from on time when the due time and
// the stop lie in one closed night.
class Stopwatch {
 public:
  Stopwatch(ClockKind kind, const Ticket& ticket, Seconds target, const Calendar& calendar, Instant at)
      : calendar_(&calendar), since_(at) {
    clock_.kind = kind;
    clock_.priority = ticket.priority;
    clock_.target = target;
    clock_.started = at;
  }

  bool stopped() const { return clock_.stopped_at.has_value(); }

  void run(Instant at) {
    if (!stopped() && !running_) start(at);
  }
  void pause(Instant at) {
    if (!stopped()) settle(at);
  }
  void stop(Instant at) {
    if (stopped()) return;
    run(at);  // a paused clock is stopped as if it went on first
    settle(at);
    clock_.stopped_at = at;
  }
  void reopen(Instant at) {
    if (!stopped()) return;
    clock_.stopped_at.reset();
    start(at);
  }

  Clock result(Instant now, Percent risk, std::optional<Instant> voided_at) && {
    if (!stopped()) {
      clock_.paused = !running_;
      run(now);
      settle(now);
    }
    clock_.due_at = breach_.value_or(clock_.due_at);
    clock_.decided_at = breach_ ? breach_ : clock_.stopped_at;
    if (breach_) {
      clock_.state = stopped() ? ClockState::missed : ClockState::open_breached;
    } else if (stopped()) {
      clock_.state = ClockState::met;
    } else if (clock_.used.count() * 100'000 > clock_.target.count() * risk.thousandths) {
      clock_.state = ClockState::at_risk;
    }
    if (voided_at && *voided_at <= now) {
      clock_.state = ClockState::voided;
      if (!clock_.decided_at) clock_.decided_at = voided_at;
    }
    return clock_;
  }

 private:
  void start(Instant at) {
    running_ = true;
    since_ = at;
  }
  void settle(Instant at) {
    if (!running_) return;
    clock_.due_at = calendar_->due(since_, clock_.target - clock_.used);
    if (!breach_ && at > clock_.due_at) breach_ = clock_.due_at;
    clock_.used += calendar_->open_time(since_, at);
    running_ = false;
  }

  const Calendar* calendar_;
  bool running_ = true;
  Instant since_;
  std::optional<Instant> breach_;
  Clock clock_;
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
    case EventKind::opened:
    case EventKind::message:
    case EventKind::other:
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

std::vector<Clock> clocks(const Ticket& ticket, const Calendar& calendar, Instant now, Percent risk) {
  check_order(ticket.events);
  const Instant opened = ticket.events.front().at;
  if (opened > now) return {};

  std::optional<Stopwatch> response;
  std::optional<Stopwatch> resolution;
  std::vector<Stopwatch> updates;
  const auto start = [&](ClockKind kind, Seconds target, Instant at) {
    return Stopwatch(kind, ticket, target, calendar, at);
  };
  if (ticket.targets.response) response = start(ClockKind::response, *ticket.targets.response, opened);
  if (ticket.targets.resolution) resolution = start(ClockKind::resolution, *ticket.targets.resolution, opened);

  bool answered = false;
  for (const Event& event : ticket.events) {
    if (event.at > now) break;
    if (resolution) drive_resolution(*resolution, event);
    if (answers_customer(event)) {
      answered = true;
      if (response) response->stop(event.at);
      if (!updates.empty()) updates.back().stop(event.at);
    } else if (asks_staff(event) && answered && ticket.targets.update &&
               (updates.empty() || updates.back().stopped())) {
      updates.push_back(start(ClockKind::update, *ticket.targets.update, event.at));
    }
  }

  std::vector<Clock> out;
  if (response) out.push_back(std::move(*response).result(now, risk, ticket.voids.response));
  for (Stopwatch& update : updates) out.push_back(std::move(update).result(now, risk, std::nullopt));
  if (resolution) out.push_back(std::move(*resolution).result(now, risk, ticket.voids.resolution));
  return out;
}

}  // namespace mssp::sla
