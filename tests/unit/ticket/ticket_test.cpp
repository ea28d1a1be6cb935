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
  CHECK(code(Status::closed, "reply") == Code::conflict);
  CHECK(code(Status::closed, "resolve") == Code::conflict);
  CHECK(code(Status::resolved, "resolve") == Code::conflict);
  CHECK(code(Status::open, "resume") == Code::conflict);
  CHECK(code(Status::open, "reopen") == Code::conflict);
  CHECK(code(Status::waiting_customer, "hold --reason customer") == Code::conflict);
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

TEST_CASE("urgency and impact give the priority") {
  using enum Level;
  using sla::Priority;
  CHECK(priority_of(high, high) == Priority::p1);
  CHECK(priority_of(high, medium) == Priority::p2);
  CHECK(priority_of(medium, high) == Priority::p2);
  CHECK(priority_of(medium, medium) == Priority::p3);
  CHECK(priority_of(high, low) == Priority::p3);
  CHECK(priority_of(low, medium) == Priority::p4);
  CHECK(priority_of(low, low) == Priority::p4);
  CHECK(parse_level("medium") == medium);
  CHECK_FALSE(parse_level("Medium"));
}

TEST_CASE("clocks are named by kind and number") {
  using sla::ClockKind;
  CHECK(parse_clock("response", 0) == sla::ClockName{ClockKind::response, 1});
  CHECK(parse_clock("resolution", 3) == sla::ClockName{ClockKind::resolution, 1});
  CHECK(parse_clock("update", 3) == sla::ClockName{ClockKind::update, 3});
  CHECK(parse_clock("update-2", 3) == sla::ClockName{ClockKind::update, 2});
  for (const char* wrong : {"", "updates", "update-", "update-0", "update--1", "response-1", "Response"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_clock(wrong, 1));
  }
  CHECK(name(sla::ClockName{ClockKind::update, 2}) == "update-2");
  CHECK(name(sla::ClockName{ClockKind::resolution, 1}) == "resolution");
}

TEST_CASE("tags are short words") {
  CHECK(parse_tag("vip") == "vip");
  CHECK(parse_tag("area:mail_2.x-y") == "area:mail_2.x-y");
  CHECK(parse_tag(std::string(40, 'a')));
  for (const std::string& wrong : {std::string(), std::string(41, 'a'), std::string("a b"), std::string("A"), std::string("ä")}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_tag(wrong));
  }
}

TEST_CASE("what was merged stays as it is, and what is closed must be reopened first") {
  Ticket closed = in(Status::closed);
  CHECK(refused([&] { require_open(closed); }) == Code::conflict);
  CHECK_NOTHROW(require_open(closed, true));
  closed.merged_into = 9;
  CHECK(refused([&] { require_open(closed, true); }) == Code::conflict);
  CHECK(refused([&] { static_cast<void>(kind_of(closed, "reopen")); }) == Code::conflict);
  sla::Event merged{noon, sla::EventKind::merged, sla::Actor::agent, false};
  CHECK(with(in(Status::open), merged).status == Status::closed);
}
