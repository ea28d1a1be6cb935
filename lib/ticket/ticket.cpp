#include "ticket/ticket.hpp"

#include <fmt/core.h>

#include <array>

#include "base/error.hpp"
#include "base/parse.hpp"
#include "base/text.hpp"

namespace mssp::ticket {
namespace {

constexpr std::size_t widest_subject = 200;
constexpr std::array<std::string_view, 6> statuses{"new",            "open",     "waiting-customer",
                                                   "waiting-vendor", "resolved", "closed"};
constexpr std::array<std::string_view, 9> kinds{"opened",  "message",  "wait-customer", "wait-vendor", "resumed",
                                                "resolved", "closed", "reopened",      "other"};
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
      {"respond", fresh, open, Kind::message},
      {"respond", open, open, Kind::message},
      {"respond", waiting_customer, waiting_customer, Kind::message},
      {"respond", waiting_vendor, waiting_vendor, Kind::message},
      {"respond", resolved, resolved, Kind::message},
      {"wait --for customer", fresh, waiting_customer, Kind::wait_customer},
      {"wait --for customer", open, waiting_customer, Kind::wait_customer},
      {"wait --for customer", waiting_vendor, waiting_customer, Kind::wait_customer},
      {"wait --for vendor", fresh, waiting_vendor, Kind::wait_vendor},
      {"wait --for vendor", open, waiting_vendor, Kind::wait_vendor},
      {"wait --for vendor", waiting_customer, waiting_vendor, Kind::wait_vendor},
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
  return next;
}

std::string checked_subject(std::string_view given) {
  const std::string subject(trim(given));
  if (display_width(subject) > widest_subject) {
    throw Error(Code::usage, fmt::format("--subject must not be longer than {} characters", widest_subject),
                "tell the rest with 'ticket respond --message'");
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
           {"policy_version", ticket.policy_version}}};
}

render::Object describe(const Entry& entry) {
  return {{{"at", entry.event.at},
           {"kind", name(entry.event.kind)},
           {"actor", name(entry.event.actor)},
           {"is_public", entry.event.is_public},
           {"author", entry.author},
           {"message", entry.message.empty() ? render::Value() : render::Value(entry.message)}}};
}

}  // namespace mssp::ticket
