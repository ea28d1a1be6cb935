#include "ticket/ticket.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"

namespace mssp::ticket {
namespace {

constexpr std::size_t widest_subject = 200;
constexpr std::array<std::string_view, 6> statuses{"new",            "open",     "waiting-customer",
                                                   "waiting-vendor", "resolved", "closed"};
constexpr std::array<std::string_view, 21> kinds{
    "opened",      "message",   "wait-customer", "wait-vendor", "resumed",  "resolved",   "closed",
    "reopened",    "other",     "prioritized",   "restamped",   "voided",   "merged",     "excused",
    "assigned",    "unassigned", "tagged",       "untagged",    "linked",   "unlinked",   "retitled"};
constexpr std::array<std::string_view, 3> levels{"high", "medium", "low"};
constexpr std::size_t longest_tag = 40;
constexpr std::array<std::string_view, 3> actors{"agent", "customer", "system"};

template <class T, std::size_t N>
std::optional<T> parsed(const std::array<std::string_view, N>& names, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names.at(i) == text) return static_cast<T>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name(Status status) { return statuses.at(static_cast<std::size_t>(status)); }
std::optional<Status> parse_status(std::string_view text) { return parsed<Status>(statuses, text); }
std::string_view name(sla::EventKind kind) { return kinds.at(static_cast<std::size_t>(kind)); }
std::optional<sla::EventKind> parse_kind(std::string_view text) { return parsed<sla::EventKind>(kinds, text); }
std::string_view name(sla::Actor actor) { return actors.at(static_cast<std::size_t>(actor)); }
std::optional<sla::Actor> parse_actor(std::string_view text) { return parsed<sla::Actor>(actors, text); }

std::string handle(std::int64_t number) { return "T-" + std::to_string(number); }

std::optional<std::int64_t> parse_handle(std::string_view text) {
  if (text.starts_with("T-") || text.starts_with("t-")) text.remove_prefix(2);
  auto number = parse_integer(text);
  if (number && *number < 1) number.reset();
  return number;
}

const std::vector<Edge>& edges() {
  using enum Status;
  using Kind = sla::EventKind;
  static const std::vector<Edge> all{
      {"reply", fresh, open, Kind::message},
      {"reply", open, open, Kind::message},
      {"reply", waiting_customer, waiting_customer, Kind::message},
      {"reply", waiting_vendor, waiting_vendor, Kind::message},
      {"reply", resolved, resolved, Kind::message},
      {"hold --reason customer", fresh, waiting_customer, Kind::wait_customer},
      {"hold --reason customer", open, waiting_customer, Kind::wait_customer},
      {"hold --reason customer", waiting_vendor, waiting_customer, Kind::wait_customer},
      {"hold --reason vendor", fresh, waiting_vendor, Kind::wait_vendor},
      {"hold --reason vendor", open, waiting_vendor, Kind::wait_vendor},
      {"hold --reason vendor", waiting_customer, waiting_vendor, Kind::wait_vendor},
      {"resume", waiting_customer, open, Kind::resumed},
      {"resume", waiting_vendor, open, Kind::resumed},
      {"resolve", fresh, resolved, Kind::resolved},
      {"resolve", open, resolved, Kind::resolved},
      {"resolve", waiting_customer, resolved, Kind::resolved},
      {"resolve", waiting_vendor, resolved, Kind::resolved},
      {"close", fresh, closed, Kind::closed},
      {"close", open, closed, Kind::closed},
      {"close", waiting_customer, closed, Kind::closed},
      {"close", waiting_vendor, closed, Kind::closed},
      {"close", resolved, closed, Kind::closed},
      {"reopen", resolved, open, Kind::reopened},
      {"reopen", closed, open, Kind::reopened},
  };
  return all;
}

sla::EventKind kind_of(const Ticket& ticket, std::string_view verb) {
  require_open(ticket, true);
  std::vector<std::string> sources;
  for (const Edge& edge : edges()) {
    if (edge.verb != verb) continue;
    if (edge.from == ticket.status) return edge.kind;
    sources.emplace_back(name(edge.from));
  }
  throw Error(Code::conflict, fmt::format("ticket '{}' is {}", handle(ticket.number), name(ticket.status)),
              fmt::format("'ticket {}' takes a ticket that is {}", verb, join(sources, " or ")));
}

Status after(Status status, const sla::Event& event) {
  const bool answers = event.is_public && event.actor == sla::Actor::agent;
  if (event.kind == sla::EventKind::message && !answers) return status;
  for (const Edge& edge : edges()) {
    if (edge.from == status && edge.kind == event.kind) return edge.to;
  }
  return status;
}

Instant event_time(const std::optional<Instant>& given, Instant now) {
  if (given && *given > now) {
    throw Error(Code::usage, fmt::format("--at must not lie in the future, as {} does", rfc3339(*given)),
                "it is " + rfc3339(now) + " now");
  }
  if (given && *given < Instant{}) throw Error(Code::usage, "--at must not lie before 1970");
  return given.value_or(now);
}

Instant event_time(const std::optional<Instant>& given, Instant now, const Ticket& ticket) {
  const Instant at = event_time(given, now);
  if (at >= ticket.changed_at) return at;
  throw Error(Code::conflict,
              fmt::format("{} is before the last event of ticket '{}' at {}", rfc3339(at), handle(ticket.number),
                          rfc3339(ticket.changed_at)),
              given ? "events are recorded in the order in which they happened" : "check the clock of this machine");
}

Ticket with(const Ticket& ticket, const sla::Event& event) {
  Ticket next = ticket;
  next.status = after(ticket.status, event);
  next.changed_at = event.at;
  if (event.kind == sla::EventKind::merged) next.status = Status::closed;
  if (event.priority) next.priority = *event.priority;
  if (event.policy_version) next.policy_version = *event.policy_version;
  return next;
}

void require_open(const Ticket& ticket, bool any_state) {
  if (ticket.merged_into) {
    throw Error(Code::conflict,
                fmt::format("ticket '{}' was merged into '{}'", handle(ticket.number), handle(*ticket.merged_into)),
                "work on that one");
  }
  if (!any_state && ticket.status == Status::closed) {
    throw Error(Code::conflict, fmt::format("ticket '{}' is closed", handle(ticket.number)),
                "'ticket reopen' takes it up again");
  }
}

std::optional<Level> parse_level(std::string_view text) { return parsed<Level>(levels, text); }

sla::Priority priority_of(Level urgency, Level impact) {
  constexpr std::size_t lowest = 3;
  return static_cast<sla::Priority>(std::min(lowest, static_cast<std::size_t>(urgency) + static_cast<std::size_t>(impact)));
}

std::optional<sla::ClockName> parse_clock(std::string_view text, std::int64_t updates) {
  constexpr std::string_view numbered = "update-";
  if (text == "update") return sla::ClockName{sla::ClockKind::update, updates};
  if (text.starts_with(numbered)) {
    const auto ordinal = parse_integer(text.substr(numbered.size()));
    if (!ordinal || *ordinal < 1) return std::nullopt;
    return sla::ClockName{sla::ClockKind::update, *ordinal};
  }
  const auto kind = sla::parse_clock_kind(text);
  if (!kind) return std::nullopt;
  return sla::ClockName{*kind, 1};
}

std::string name(const sla::ClockName& clock) {
  std::string text(sla::name(clock.kind));
  if (clock.kind == sla::ClockKind::update) text += "-" + std::to_string(clock.ordinal);
  return text;
}

std::optional<std::string> parse_tag(std::string_view text) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-_.:";
  if (text.empty() || text.size() > longest_tag || text.find_first_not_of(allowed) != std::string_view::npos) {
    return std::nullopt;
  }
  return std::string(text);
}

std::string checked_subject(std::string_view given) {
  const std::string subject(trim(given));
  if (display_width(subject) > widest_subject) {
    throw Error(Code::usage, fmt::format("--subject must not be longer than {} characters", widest_subject),
                "tell the rest with 'ticket reply --message'");
  }
  return subject;
}

render::Object describe(const Ticket& ticket) {
  return {{{"ticket", handle(ticket.number)},
           {"tenant", ticket.tenant},
           {"subject", ticket.subject},
           {"priority", name(ticket.priority)},
           {"status", name(ticket.status)},
           {"opened_at", ticket.opened_at},
           {"changed_at", ticket.changed_at},
           {"policy_version", ticket.policy_version},
           {"analyst", ticket.analyst},
           {"merged_into", ticket.merged_into ? render::Value(handle(*ticket.merged_into)) : render::Value()},
           {"reference", ticket.reference}}};
}

render::Object describe(const Entry& entry) {
  const auto or_nothing = [](const std::string& text) { return text.empty() ? render::Value() : render::Value(text); };
  return {{{"at", entry.event.at},
           {"kind", name(entry.event.kind)},
           {"actor", name(entry.event.actor)},
           {"is_public", entry.event.is_public},
           {"author", entry.author},
           {"message", or_nothing(entry.message)},
           {"detail", or_nothing(entry.detail)},
           {"priority", entry.event.priority ? render::Value(sla::name(*entry.event.priority)) : render::Value()},
           {"policy_version", entry.event.policy_version},
           {"clock", entry.event.clock ? render::Value(name(*entry.event.clock)) : render::Value()}}};
}

}  // namespace mssp::ticket
