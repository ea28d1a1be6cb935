#include "ticket/ticket.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"

using namespace mssp;
using namespace mssp::ticket;
using namespace std::chrono_literals;

namespace {

const Instant noon = instant(1757930400);  // 2025-09-15T10:00:00Z

Ticket in(Status status) {
  Ticket ticket;
  ticket.number = 7;
  ticket.status = status;
  ticket.opened_at = ticket.changed_at = noon;
  return ticket;
}

Code refused(const std::function<void()>& attempt) {
  try {
    attempt();
  } catch (const Error& error) {
    return error.code();
  }
  FAIL("nothing was refused");
  return Code::failed;
}

}  // namespace

TEST_CASE("names of tickets are read back") {
  for (const Status status : {Status::fresh, Status::open, Status::waiting_customer, Status::waiting_vendor,
                              Status::resolved, Status::closed}) {
    CHECK(parse_status(name(status)) == status);
  }
  CHECK_FALSE(parse_status("fresh"));
  CHECK(handle(17) == "T-17");
  CHECK(parse_handle("T-17") == 17);
  CHECK(parse_handle("t-17") == 17);
  CHECK(parse_handle("017") == 17);
  for (const char* wrong : {"", "T-", "T-0", "-1", "T--1", "0x1", "T-1 ", "17a", "99999999999999999999"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_handle(wrong));
  }
}

TEST_CASE("every edge leads where the event it records leads") {
  for (const Edge& edge : edges()) {
    CAPTURE(edge.verb, name(edge.from));
    CHECK(kind_of(in(edge.from), edge.verb) == edge.kind);
    CHECK(after(edge.from, {noon, edge.kind, sla::Actor::agent, true}) == edge.to);
  }
}

TEST_CASE("verbs are refused in states that have no edge for them") {
  const auto code = [](Status status, const char* verb) {
    return refused([&] { static_cast<void>(kind_of(in(status), verb)); });
  };
  CHECK(code(Status::closed, "respond") == Code::conflict);
  CHECK(code(Status::closed, "resolve") == Code::conflict);
  CHECK(code(Status::resolved, "resolve") == Code::conflict);
  CHECK(code(Status::open, "resume") == Code::conflict);
  CHECK(code(Status::open, "reopen") == Code::conflict);
  CHECK(code(Status::waiting_customer, "wait --for customer") == Code::conflict);
}

TEST_CASE("only public messages of staff open a new ticket") {
  const auto next = [](sla::Actor actor, bool is_public) {
    return after(Status::fresh, {noon, sla::EventKind::message, actor, is_public});
  };
  CHECK(next(sla::Actor::agent, true) == Status::open);
  CHECK(next(sla::Actor::agent, false) == Status::fresh);
  CHECK(next(sla::Actor::customer, true) == Status::fresh);
  CHECK(next(sla::Actor::system, true) == Status::fresh);
}

TEST_CASE("events are recorded in order and never in the future") {
  const Ticket ticket = in(Status::open);
  CHECK(event_time(std::nullopt, noon + 1h, ticket) == noon + 1h);
  CHECK(event_time(noon, noon + 1h, ticket) == noon);
  CHECK(refused([&] { event_time(noon + 2h, noon + 1h, ticket); }) == Code::usage);
  CHECK(refused([&] { event_time(noon - 1s, noon + 1h, ticket); }) == Code::conflict);
  CHECK(refused([&] { event_time(std::nullopt, noon - 1s, ticket); }) == Code::conflict);
  CHECK(refused([&] { event_time(instant(-1), noon); }) == Code::usage);
}

TEST_CASE("subjects are trimmed and end at 200 columns") {
  CHECK(checked_subject("  mail is down ") == "mail is down");
  CHECK(checked_subject(std::string(200, 'x')).size() == 200);
  CHECK(refused([] { checked_subject(std::string(201, 'x')); }) == Code::usage);
}
